"""papermill runs the notebook; what it would only warn of is refused before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxwidgets.edition import edition
from cxwidgets.report.execute import declared, execute
from cxwidgets.report.problem import ReportError

GIVEN = {"client": "bus", "lang": "en"}


def test_knows_the_declared_parameters(notebook):
    assert declared(notebook()) == {"client", "lang"}


def test_an_unknown_parameter_is_refused_before_the_first_cell(notebook, tmp_path):
    made = notebook(f'code: open({str(tmp_path / "ran")!r}, "w")', parameters='lang = "zh"  # x')
    with pytest.raises(ReportError, match='no such parameter: "client"; accepted: lang'):
        execute({"small": edition(made, "en", "client")}, GIVEN, tmp_path)
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("value", ["海湾", "bus\nimport os", "bus\x00"])
def test_a_parameter_is_plain_ascii(notebook, tmp_path, value):
    with pytest.raises(ReportError, match="must be ASCII"):
        execute({"small": edition(notebook(), "en", "client")}, {"client": value}, tmp_path)


def test_runs_in_the_course_stores_no_widget_state_and_stays_where_it_was(notebook, tmp_path):
    before = Path.cwd()
    made = notebook(
        "code: from ipywidgets import IntSlider\nIntSlider()",
        "code: import pathlib\nprint(client, lang, pathlib.Path.cwd())",
    )
    executed = execute({"small": edition(made, "en", "client")}, GIVEN, tmp_path)[0]
    said = "".join(o.text for c in executed.cells for o in c.get("outputs", []) if "text" in o)
    assert said.strip() == f"bus en {tmp_path.resolve()}"
    assert "widgets" not in executed.metadata
    assert Path.cwd() == before
    assert list(tmp_path.iterdir()) == []


def test_a_cell_that_fails_is_one_plain_line(notebook, tmp_path):
    made = edition(notebook('code: raise ValueError("no tea\\nat all")'), "en", "client")
    with pytest.raises(ReportError) as error:
        execute({"small": made}, GIVEN, tmp_path)
    assert str(error.value) == "small failed: no tea"


def said(executed):
    return "".join(o.text for c in executed.cells for o in c.get("outputs", []) if "text" in o)


def both(notebook, one, two):
    return {n: edition(notebook(c), "en", "client") for n, c in (("one", one), ("two", two))}


def test_notebooks_share_a_kernel_but_no_names(notebook, tmp_path):
    first = "code: import json\njson.ours = 'kept'\nleft = 1\nprint(client)"
    second = "code: import json\nprint(json.ours, 'left' in globals(), client)"
    asked = both(notebook, first, second)
    one, two = execute(asked, GIVEN, tmp_path)
    assert said(one) == "bus\n"
    assert said(two) == "kept False bus\n"
    ids = [cell.id for cell in two.cells if "injected-parameters" not in cell.metadata.tags]
    assert ids == [cell.id for cell in asked["two"].cells]


def test_the_notebook_that_fails_is_named(notebook, tmp_path):
    asked = both(notebook, "code: pass", 'code: raise ValueError("no tea")')
    with pytest.raises(ReportError, match="^two failed: no tea$"):
        execute(asked, GIVEN, tmp_path)


def test_the_notebook_that_ends_the_kernel_is_named(notebook, tmp_path):
    asked = both(notebook, "code: print(1)", "code: import os\nos._exit(7)")
    with pytest.raises(ReportError, match="^two failed: its kernel died$"):
        execute(asked, GIVEN, tmp_path)


def test_what_lives_only_alone_is_run_alone(notebook, tmp_path):
    asked = both(
        notebook,
        "code: import json\njson.ours = 'kept'",
        "code: import json, os\nif hasattr(json, 'ours'): os._exit(7)\nprint('alone')",
    )
    assert [said(done) for done in execute(asked, GIVEN, tmp_path)] == ["", "alone\n"]
