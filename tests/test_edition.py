import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from cxwidgets.edition import edition, parameterised, sections


def cell(make, source, *tags):
    return make(source, metadata={"tags": list(tags)})


@pytest.fixture
def notebook():
    cells = [
        cell(new_code_cell, 'client = "bus"  # folder\nlang = "zh"  # zh or en', "parameters"),
        cell(new_code_cell, "cx = open_module('kano', client, lang)", "hide"),
        cell(new_markdown_cell, "# 题目", "zh"),
        cell(new_markdown_cell, "# Title", "en"),
        cell(new_markdown_cell, "## 一", "zh"),
        cell(new_markdown_cell, "## One", "en"),
        cell(new_markdown_cell, "讲师", "zh", "trainer"),
        cell(new_markdown_cell, "Trainer", "en", "trainer"),
        cell(new_code_cell, 'cx.exercise("kano_bus")', "exercise"),
        cell(new_markdown_cell, "答案", "zh", "solution"),
        cell(new_markdown_cell, "Answer", "en", "solution"),
        cell(new_markdown_cell, "## 二", "zh"),
        cell(new_markdown_cell, "## Two", "en"),
        cell(new_code_cell, "cx.exercises()", "exercise"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    made.cells[1]["outputs"] = [nbformat.v4.new_output("stream", text="left over")]
    return made


def sources(made):
    return [c.source for c in made.cells]


def test_one_language_and_no_trainer_notes_for_trainees(notebook):
    found = sources(edition(notebook, "en", "trainee"))
    assert "# Title" in found
    assert "# 题目" not in found
    assert "Trainer" not in found
    assert "Answer" not in found


def test_the_trainer_sees_everything_in_one_language(notebook):
    found = sources(edition(notebook, "zh", "trainer"))
    assert {"讲师", "答案"} <= set(found)
    assert "Answer" not in found


def test_a_solution_appears_with_the_reveal_of_its_exercise(notebook):
    assert "Answer" in sources(edition(notebook, "en", "trainee", {"kano_bus"}))
    assert "Answer" not in sources(edition(notebook, "en", "trainee", {"another"}))


def test_a_client_sees_no_exercise(notebook):
    found = sources(edition(notebook, "en", "client"))
    assert 'cx.exercise("kano_bus")' not in found
    assert "Answer" not in found


def test_the_source_is_not_touched_and_outputs_do_not_travel(notebook):
    before = nbformat.writes(notebook)
    cut = edition(notebook, "en", "trainer")
    assert nbformat.writes(notebook) == before
    assert all(not c.get("outputs") for c in cut.cells)


def test_set_up_is_folded_away_but_still_there(notebook):
    set_up = edition(notebook, "en", "client").cells[1]
    assert set_up.metadata["jupyter"] == {"source_hidden": True}


def test_parameters_are_put_in_and_unknown_ones_refused(notebook):
    ready = parameterised(notebook, client="hotel", lang="en")
    assert any('client = "hotel"' in s for s in sources(ready))
    with pytest.raises(ValueError, match="unknown parameter 'clinet'"):
        parameterised(notebook, clinet="hotel")


def test_sections_are_the_same_in_both_languages(notebook):
    zh, en = sections(notebook, "zh"), sections(notebook, "en")
    assert [s["exercises"] for s in zh] == [s["exercises"] for s in en] == [[], ["kano_bus"], []]
    assert [s["title"] for s in en] == ["", "One", "Two"]
    assert [s["rest"] for s in zh] == [False, False, True]


@pytest.mark.parametrize(("lang", "audience"), [("fr", "trainee"), ("en", "everyone")])
def test_an_unknown_language_or_audience_is_refused(notebook, lang, audience):
    with pytest.raises(ValueError, match=r"'fr'|'everyone'"):
        edition(notebook, lang, audience)
