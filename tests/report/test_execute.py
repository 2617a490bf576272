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
        execute(edition(made, "en", "client"), GIVEN, tmp_path, "small")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("value", ["海湾", "bus\nimport os", "bus\x00"])
def test_a_parameter_is_plain_ascii(notebook, tmp_path, value):
    with pytest.raises(ReportError, match="must be ASCII"):
        execute(edition(notebook(), "en", "client"), {"client": value}, tmp_path, "small")


def test_runs_in_the_course_stores_no_widget_state_and_stays_where_it_was(notebook, tmp_path):
    before = Path.cwd()
    made = notebook(
        "code: from ipywidgets import IntSlider\nIntSlider()",
        "code: import pathlib\nprint(client, lang, pathlib.Path.cwd())",
    )
    executed = execute(edition(made, "en", "client"), GIVEN, tmp_path, "small")
    said = "".join(o.text for c in executed.cells for o in c.get("outputs", []) if "text" in o)
    assert said.strip() == f"bus en {tmp_path.resolve()}"
    assert "widgets" not in executed.metadata
    assert Path.cwd() == before
    assert list(tmp_path.iterdir()) == []


def test_a_cell_that_fails_is_one_plain_line(notebook, tmp_path):
    made = edition(notebook('code: raise ValueError("no tea\\nat all")'), "en", "client")
    with pytest.raises(ReportError) as error:
        execute(made, GIVEN, tmp_path, "small")
    assert str(error.value) == "small failed: no tea"
