"""Survey files come in as they are: every cell a string, rows numbered as a spreadsheet does."""

from __future__ import annotations

import datetime as dt

import pytest

from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.tabular import read

WORDS = "题目,答案\n高峰准点,理应如此\n"


@pytest.mark.parametrize(
    ("encoding", "found", "sure"),
    [
        ("utf-8", "utf-8", True),
        ("utf-8-sig", "utf-8-sig", True),
        ("utf-16", "utf-16", True),
        ("gb18030", "gb18030", False),
    ],
)
def test_finds_the_encoding_and_says_whether_it_is_certain(write_csv, encoding, found, sure):
    table = read(write_csv((WORDS * 12).encode(encoding)))
    assert (table.encoding, table.is_sure) == (found, sure)
    assert list(table.frame.columns) == ["题目", "答案"]
    assert table.frame.iloc[0].tolist() == ["高峰准点", "理应如此"]


def test_an_encoding_that_is_given_is_used(write_csv):
    assert read(write_csv("naïve\nyes\n".encode("cp1252")), "cp1252").frame.columns[0] == "naïve"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_reads_the_three_usual_delimiters(write_csv, delimiter):
    frame = read(write_csv(f"a{delimiter}b\n1{delimiter}2\n")).frame
    assert frame.to_dict("list") == {"a": ["1"], "b": ["2"]}


def test_rows_keep_their_number_when_blank_rows_are_skipped(write_csv):
    frame = read(write_csv("a,b\n1,2\n,\n\n3,4\n")).frame
    assert list(frame.index) == [2, 5]


def test_headers_are_made_unique_and_cells_trimmed(write_csv):
    frame = read(write_csv("a , a,\n 1 ,2, 3 \n")).frame
    assert list(frame.columns) == ["a", "a #2", "column 3"]
    assert frame.iloc[0].tolist() == ["1", "2", "3"]


def test_a_workbook_reads_numbers_and_dates_as_one_sees_them(write_xlsx):
    moment = dt.datetime(2026, 3, 2, 8, 30, 5, 999)  # noqa: DTZ001 - a workbook knows no zone
    path = write_xlsx(
        First=[
            ["n", "share", "day", "moment", "yes"],
            [7.0, 0.5, dt.date(2026, 3, 2), moment, True],
        ]
    )
    row = read(path).frame.iloc[0].tolist()
    assert row == ["7", "0.5", "2026-03-02", "2026-03-02 08:30:05", "TRUE"]


def test_a_formula_is_never_computed(write_xlsx, write_csv):
    assert read(write_xlsx(First=[["a"], ["=1+1"]])).frame.loc[2, "a"] == "=1+1"
    assert read(write_csv("a\n=1+1\n")).frame.loc[2, "a"] == "=1+1"


def test_the_first_sheet_is_read_unless_another_is_named(write_xlsx):
    path = write_xlsx(First=[["a"], ["1"]], Second=[["b"], ["2"]])
    assert list(read(path).frame.columns) == ["a"]
    assert list(read(path, sheet="Second").frame.columns) == ["b"]
    with pytest.raises(SurveyError, match="First, Second"):
        read(path, sheet="Third")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("survey.xls", b"x", "cannot read .xls"),
        ("survey.csv", b"", "first row is empty"),
        ("survey.csv", b"a,b\n", "no answers"),
        ("survey.xlsx", b"not a workbook", "damaged or protected"),
        ("survey.csv", b'a\n"unclosed ' + b"x" * 200_000, "its quote is not closed"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(write_csv, name, content, words):
    with pytest.raises(SurveyError, match=words) as error:
        read(write_csv(content, name))
    assert error.value.problems[0].file == name


def test_a_missing_file_is_one_plain_line(tmp_path):
    with pytest.raises(SurveyError) as error:
        read(tmp_path / "nothing.csv")
    assert str(error.value) == "nothing.csv: the file does not exist"
