"""Every notebook of the course shows the same, however its cells were run."""

import copy
import re

import nbformat
import pytest

from cxwidgets import course
from cxwidgets.edition import edition, parameterised
from cxwidgets.execution import spawned
from cxwidgets.kernels.forked import run
from tests.notebooks.test_run import CLIENTS

IN_CLASS = {"CXW_CLASS": "1"}
WHEN = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?")


def shown(notebook):
    """Return the outputs, with widgets' ids numbered in order and moments without their time."""
    ids = {}
    kept = []
    for cell in notebook.cells:
        for output in copy.deepcopy(cell.get("outputs", [])):
            view = output.get("data", {}).get("application/vnd.jupyter.widget-view+json")
            if view:
                view["model_id"] = ids.setdefault(view["model_id"], len(ids))
            kept.append((cell.execution_count, WHEN.sub("then", repr(output))))
    return kept


# Every notebook once; each language sees every kind of cell. (All that the clients can show hold.)
EDITIONS = {
    "welcome": "zh",
    "user_thinking": "en",
    "service_blueprint": "zh",
    "three_one_toolkit": "zh",
    "gap_model": "en",
    "loyalty": "zh",
    "trainer_console": "zh",
    "client_report": "en",
}


@pytest.mark.parametrize(("module", "lang"), EDITIONS.items())
def test_fork_and_stock_start_show_the_same(root, fork_server, monkeypatch, module, lang):
    entry = course.module(root, module)
    notebook = nbformat.read(root / "notebooks" / f"{entry.notebook}.ipynb", as_version=4)
    cut = edition(notebook, lang, "trainer")
    ready = parameterised(cut, client=CLIENTS[lang], lang=lang)
    stock = spawned(ready, root=root, name=module, env=IN_CLASS)
    monkeypatch.setenv("CXW_KERNELS", "fork")
    forked = run(ready, root=root, env=IN_CLASS, keep=False).notebook
    assert shown(forked) == shown(stock)
    assert forked.metadata.language_info == stock.metadata.language_info
