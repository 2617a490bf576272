"""What a workbook shows elsewhere, or not at all: named, so that nobody searches or wonders."""

from __future__ import annotations

import openpyxl
import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.report.rows import block
from cxwidgets.survey import problems_of
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.tabular import read
from cxwidgets.text import Text

DATA = [["id", "nps"], [1, 9], [2, 10]]
COVERS = [[], [["Customer survey"]], [["Report", "by", "us"]]]
INSTEAD = (
    "or another sheet than 'Cover': sheet = 'My data' beside the file's name in client.toml, "
    "or client new --sheet"
)


@pytest.mark.parametrize("cover", COVERS)
def test_a_cover_that_is_read_first_names_the_sheet_that_could_be_meant(write_xlsx, cover):
    path = write_xlsx(**{"Cover": cover, "My data": DATA})
    with pytest.raises(SurveyError) as error:
        read(path)
    assert str(error.value).startswith("survey.xlsx: ")
    assert str(error.value).endswith(INSTEAD)
    assert read(path, sheet="My data").frame["nps"].tolist() == ["9", "10"]


def test_a_cover_that_looks_like_a_table_names_the_other_sheets_too(write_xlsx, course):
    path = write_xlsx(**{"Cover": [["a", "b"], ["c", "d"]], "My data": DATA})
    with pytest.raises(SurveyError, match="found no survey questions") as error:
        create(course, "shop", [path])
    assert str(error.value).endswith(INSTEAD)


TOML = """
[scores]
[[scores.file]]
name = "s.xlsx"
{more}[[scores.item]]
id = "r"
zh = "推荐"
en = "Recommend"
column = "nps"
measure = "nps"
low = 0
high = 10
"""


@pytest.mark.parametrize("others", [{}, {"Notes": [["a"], ["c"]]}])
def test_the_first_sheet_is_not_counted_again_by_its_name(write_xlsx, make, others):
    book = write_xlsx(One=DATA, **others).read_bytes()
    again = '[[scores.file]]\nname = "s.xlsx"\nsheet = "One"\n'
    client = clients.load(make("shop", TOML.format(more=again), {"s.xlsx": book}), "shop")
    (problem,) = problems_of(client.folder, client.toml)
    assert problem.what.startswith("the same sheet is listed twice")


def test_a_column_that_is_missing_may_stand_on_another_sheet(write_xlsx, make):
    book = write_xlsx(Cover=[["a"], ["c"]], One=DATA, Two=DATA).read_bytes()
    client = clients.load(make("shop", TOML.format(more=""), {"s.xlsx": book}), "shop")
    (problem,) = problems_of(client.folder, client.toml)
    assert problem.what == "there is no such column"
    assert "a; or another sheet than 'Cover': sheet = one of 'One', 'Two'" in problem.accepted


def test_a_workbook_of_one_sheet_says_nothing_of_sheets(write_xlsx):
    with pytest.raises(SurveyError, match="no answers") as error:
        read(write_xlsx(Only=[["a", "b"]]))
    assert "sheet" not in str(error.value)


def test_hidden_rows_and_columns_are_read_and_named(write_xlsx):
    rows = [["id", "nps", "csat", "note"], *([i, i % 11, 4, "x"] for i in range(1, 9))]
    path = write_xlsx(First=rows)
    book = openpyxl.load_workbook(path)
    for number in (3, 5, 40):
        book["First"].row_dimensions[number].hidden = True
    book["First"].column_dimensions.group("B", "C", hidden=True)
    book["First"].column_dimensions["Z"].hidden = True
    book.save(path)
    table = read(path)
    assert table.frame.shape == (8, 4)
    said = list(map(str, table.notes))
    assert said[0].startswith("survey.xlsx, rows 3, 5: 2 hidden rows were read like the others")
    assert said[1] == ("survey.xlsx: 2 hidden columns were read like the others: B (nps), C (csat)")


def test_a_sheet_that_hides_nothing_says_nothing_of_it(write_xlsx):
    assert not any("hidden" in note.what for note in read(write_xlsx(First=DATA)).notes)


def test_one_hidden_row_or_column_is_one(write_xlsx):
    path = write_xlsx(First=[["id", "nps"], *([i, i] for i in range(1, 9))])
    book = openpyxl.load_workbook(path)
    book["First"].row_dimensions[4].hidden = True
    book["First"].column_dimensions["B"].hidden = True
    book.save(path)
    first, second = (str(note) for note in read(path).notes if "hidden" in note.what)
    assert first.startswith("survey.xlsx, row 4: 1 hidden row was read like the others")
    assert second == "survey.xlsx: 1 hidden column was read like the others: B (nps)"


@pytest.mark.parametrize(("lang", "shown"), [("zh", "2（第 3、5 行）"), ("en", "2 (rows 3, 5)")])
def test_the_report_says_which_rows_count_though_they_are_hidden(
    make, write_xlsx, root, lang, shown
):
    rows = [["id", "nps"], *([i, i] for i in range(1, 5)), ["x", ""]]
    path = write_xlsx(First=rows)
    book = openpyxl.load_workbook(path)
    for number in (3, 5, 6):  # the last answers nothing
        book["First"].row_dimensions[number].hidden = True
    book.save(path)
    client = clients.load(make("shop", TOML.format(more=""), {"s.xlsx": path.read_bytes()}), "shop")
    text = Text(lang, root)
    told = [row[1:] for row in block(client, text).rows]
    assert (text("report.rows.hidden", file="s.xlsx"), shown) in told
