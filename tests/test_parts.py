"""Parts of a page: keys that stay, other packages' widgets, what a page cannot carry."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from cxwidgets.execution import execute
from cxwidgets.parts import VIEW, PartError, models, parts
from cxwidgets.report.page import drawn
from cxwidgets.widgets import foreign
from cxwidgets.widgets.component import MIME

OTHER_PACKAGE = """
import ipywidgets, traitlets
class Globe(ipywidgets.DOMWidget):
    _model_module = traitlets.Unicode("another-package").tag(sync=True)
ipywidgets.VBox([Globe()])
"""


def output(data):
    return new_output("display_data", data=data)


def view(model):
    return {VIEW: {"model_id": model}}


@pytest.fixture
def notebook():
    shown = [output({MIME: {"kind": "x"}, **view("m1")}), output(view("m2"))]
    cells = [new_markdown_cell("## Hi"), new_code_cell("x", outputs=shown)]
    made = new_notebook(cells=cells)
    made.cells[0].id, made.cells[1].id = "prose", "code"
    return made


def test_every_part_has_a_key_that_stays(notebook):
    assert [p.key for p in parts(notebook)] == ["prose", "code-0", "code-1"]
    assert models(notebook) == {"code-0": "m1", "code-1": "m2"}


def test_other_widgets_are_told_from_components(notebook):
    _, ours, other = parts(notebook)
    assert not ours.widget
    assert ours.state == {"kind": "x"}
    assert other.widget
    assert other.state is None


def test_a_report_refuses_a_widget_without_a_picture(notebook):
    with pytest.raises(PartError, match="code-1"):
        drawn(notebook)


def test_what_is_no_widget_is_refused():
    wrong = new_notebook(cells=[new_code_cell("1", outputs=[output({"text/plain": "1"})])])
    with pytest.raises(PartError, match="cell 1"):
        parts(wrong)


def test_a_widget_inside_another_is_found():
    states = {
        "box": {"_model_module": "@jupyter-widgets/controls", "children": ["IPY_MODEL_globe"]},
        "globe": {"_model_module": "another-package", "home": {"in": "IPY_MODEL_box"}},
        "slider": {"_model_module": "@jupyter-widgets/controls", "layout": "IPY_MODEL_layout"},
        "layout": {"_model_module": "@jupyter-widgets/base"},
    }
    assert foreign.foreign_models(states) == ["box", "globe"]


def test_widgets_that_hold_one_another_are_looked_at_once():
    """There are more ways through thirty storeys of two rooms than anybody can walk."""
    states = {"globe": {"_model_module": "ipyleaflet"}}
    for storey in range(30):
        above = [f"IPY_MODEL_{storey + 1}{side}" for side in "ab"]
        states[f"{storey}a"] = {"children": above, "parent": f"IPY_MODEL_{storey}b"}
        states[f"{storey}b"] = {"children": above, "parent": f"IPY_MODEL_{storey}a"}
    assert foreign.foreign_models(states) == ["globe"]
    states["30b"] = {"children": ["IPY_MODEL_globe"]}
    assert len(foreign.foreign_models(states)) == 62


def test_an_executed_notebook_tells_which_widgets_are_foreign(root):
    cells = [
        new_code_cell("import ipywidgets; ipywidgets.IntSlider()"),
        new_code_cell(OTHER_PACKAGE),
    ]
    asked = foreign.asking(new_notebook(cells=cells))
    done = execute(asked, root=root, name="test", in_class=True)
    nbformat.validate(done)
    assert [(p.widget, p.foreign) for p in parts(done)] == [(True, False), (True, True)]
