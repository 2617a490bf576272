"""Every notebook runs top to bottom, in both languages, and shows only what a page can carry."""

import os
import subprocess
import sys

import nbformat
import pytest

from cxwidgets import client as clients
from cxwidgets import course
from cxwidgets.edition import edition, parameterised
from cxwidgets.execution import execute
from cxwidgets.parts import parts
from cxwidgets.report.sections import of_client

CLIENTS = {"zh": "bus", "en": "hotel"}


def editions(root, lang):
    for module in course.modules(root):
        file = root / "notebooks" / f"{module.notebook}.ipynb"
        whole = edition(nbformat.read(file, as_version=4), lang, "trainer")
        cut, _ = of_client(whole, clients.load(root, CLIENTS[lang]).kinds)
        yield module, parameterised(cut, client=CLIENTS[lang], lang=lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nbval_runs_every_notebook(root, tmp_path, lang):
    for module, notebook in editions(root, lang):
        nbformat.write(notebook, tmp_path / f"{module.notebook}.ipynb")
    command = [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-current-env", "-q"]
    command += ["--nbval-cell-timeout=120", "-p", "no:cacheprovider", "--rootdir", str(tmp_path)]
    env = {**os.environ, "CXW_ROOT": str(root), "CXW_CLASS": "1"}
    done = subprocess.run(
        [*command, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=env,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert "failed" not in done.stdout


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("module", ["user_thinking", "three_one_toolkit"])
def test_a_page_can_carry_all_that_a_notebook_shows(root, lang, module):
    notebook = {m.id: nb for m, nb in editions(root, lang)}[module]
    made = parts(execute(notebook, root=root, name=module, in_class=True))
    assert any(p.state and p.state["kind"] == "exercise" for p in made)
    assert any(p.state and p.state["kind"] in ("chart", "panel") for p in made)
    assert all(p.html.strip() for p in made)


def test_a_notebook_says_what_a_client_lacks_in_one_line(root, monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell

    monkeypatch.setenv("CXW_ROOT", str(root))
    shell = InteractiveShell()
    shell.run_cell("from cxwidgets import open_module\ncx = open_module('client_report', 'bus')")
    shown = []
    monkeypatch.setattr(shell, "_showtraceback", lambda _kind, _value, lines: shown.append(lines))
    shell.run_cell("cx.survey('transactions')")
    assert shown == [["the client 'bus' has no transactions survey"]]
