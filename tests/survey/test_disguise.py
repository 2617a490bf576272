"""A file that is not what its name says is named as what it is."""

from __future__ import annotations

import pytest

from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.tabular import read

OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)
PAGE = b"\xef\xbb\xbf\n<HTML><body><table><tr><td>id</td></tr></table></body></html>"


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv"])
@pytest.mark.parametrize(
    ("content", "what"),
    [(OLD, "protected by a password"), (PAGE, "a web page, although its name ends in ")],
)
def test_old_or_protected_workbooks_and_web_pages(write_csv, name, content, what):
    with pytest.raises(SurveyError, match=what) as error:
        read(write_csv(content, name))
    assert ".xlsx" in error.value.problems[0].accepted


def test_a_workbook_named_as_text(write_xlsx):
    path = write_xlsx(Data=[["id", "nps"], [1, 9]])
    with pytest.raises(SurveyError, match=r"a workbook or an archive, .* \.csv"):
        read(path.rename(path.with_suffix(".csv")))


def test_a_folder(tmp_path):
    (tmp_path / "a.csv").mkdir()
    with pytest.raises(SurveyError, match="this is a folder"):
        read(tmp_path / "a.csv")


def test_a_table_that_begins_with_a_mark_is_none_of_these(write_csv):
    assert read(write_csv("<5 visits,nps\n1,9\n")).frame.shape == (1, 2)


@pytest.mark.parametrize(
    ("titles", "skipped"),
    [
        ('"Customer survey, March"\n\n', 2),
        ("Customer survey, March\n\n", 2),
        ("Survey;Hotel\nDate;2026-03-31\n;;\n", 3),
    ],
)
def test_titles_above_a_table_do_not_hide_its_delimiter(write_csv, titles, skipped):
    rows = "id;nps;comment, if any\n" + "1;9;good, fine\n2;8;bad, poor\n3;8;so so\n"
    table = read(write_csv(titles + rows))
    assert table.frame.columns.tolist() == ["id", "nps", "comment, if any"]
    assert table.frame.index[0] == skipped + 2


def test_commas_in_the_comments_of_two_columns_are_no_delimiters(write_csv):
    table = read(write_csv("id;comment\n1;good, fine, well\n2;bad, poor, so\n3;a, b, c, d\n"))
    assert table.frame.columns.tolist() == ["id", "comment"]
    assert len(table.frame) == 3


def test_two_columns_are_no_titles(write_csv):
    table = read(write_csv("id,nps\n1,9\n2,8\n3,7,7\n4,6\n"))
    assert table.frame.columns.tolist() == ["id", "nps"]
    assert [each.rows for each in table.aside] == [(4,)]
