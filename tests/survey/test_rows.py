"""Rows that are no answers are left out, counted, and shown with their reason."""

from __future__ import annotations

import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.report.rows import block
from cxwidgets.survey import problems_of
from cxwidgets.survey.account import REASONS
from cxwidgets.survey.dialects import Said
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.tabular import read
from cxwidgets.text import Text

ANSWERS = (
    "Tea there,Tea not there\nlike,dislike\nlike,\n,\n,,\nTea there,Tea not there\n,like,like\n"
)


def test_a_row_with_another_number_of_cells_is_left_out(write_csv):
    table = read(write_csv("a,b,c\n1,2,3\n1,2\n1,2,3,4\n1,2,3,\n"))
    assert table.frame.index.tolist() == [2, 5]
    assert [(a.reason, a.rows) for a in table.aside] == [("cells", (3, 4))]


def test_the_headers_again_are_no_answers(write_csv):
    table = read(write_csv("a,b\n1,2\na,b\n3,4\n"))
    assert table.frame.index.tolist() == [2, 4]
    assert str(table.aside[0]) == "survey.csv, row 3: 1 left out: the headers again"


@pytest.mark.parametrize("first", ["Total", "average:", "合计", " 平均分"])
def test_totals_at_the_end_are_no_answers_unless_they_are_kept(write_csv, first):
    path = write_csv(f"id,nps\n1,9\n2,10\n{first},19\n")
    table = read(path)
    assert table.frame.index.tolist() == [2, 3]
    assert [(a.reason, a.rows) for a in table.aside] == [("total", (4,))]
    assert read(path, said=Said(keep=("total",))).frame.index.tolist() == [2, 3, 4]


@pytest.mark.parametrize("rows", ["Average,1\nGood,2\nAverage,3\n", "Total,1\n"])
def test_a_word_that_is_an_answer_elsewhere_or_stands_alone_is_no_total(write_csv, rows):
    assert not read(write_csv(f"rating,n\n{rows}")).aside


def test_totals_in_several_rows_are_all_left_out(write_csv):
    table = read(write_csv("id,nps\n1,9\nTotal,9\nAverage,9\n"))
    assert table.frame.index.tolist() == [2]


FIRST = ["Mean", "N = 2", "n=2", "Average (n=2)", "平均值：", "总平均分", "标准差", "Total 2"]


@pytest.mark.parametrize("first", FIRST)
@pytest.mark.parametrize("note", ["Base: all who answered", "注：满分10分", ""])
def test_totals_are_found_above_lines_of_one_cell(write_csv, first, note):
    below = f"{note},\n,\nSource: the shop,\n" if note else ""
    path = write_csv(f"id,nps\n1,9\n2,10\n{first},9.5\nTotal,19\n{below}")
    table = read(path)
    assert table.frame.index.tolist() == [2, 3]
    notes = [("footnote", (6, 8))] if note else []
    assert [(a.reason, a.rows) for a in table.aside] == [("total", (4, 5)), *notes]
    kept = read(path, said=Said(keep=("total",))).frame.index.tolist()
    assert kept == [2, 3, 4, 5, *([6, 8] if note else [])]


def test_totals_of_a_workbook_are_found_above_its_footnote(write_xlsx):
    rows = [["id", "nps", "csat"], ["a", 9, 5], ["b", 10, 4], ["平均分", 9.5, 4.5], [None], ["注"]]
    table = read(write_xlsx(Sheet=rows))
    assert table.frame.index.tolist() == [2, 3]
    assert [(a.reason, a.rows) for a in table.aside] == [("total", (4,)), ("footnote", (6,))]


def test_a_last_respondent_of_one_cell_is_no_note(write_csv):
    table = read(write_csv("id,nps\n1,9\n2,10\n3,\n"))
    assert (table.frame.index.tolist(), table.aside) == ([2, 3, 4], ())


@pytest.mark.parametrize("last", [",9,26,14", ",,8.67,4.67", "Ø,,8.67,4.67", ",9,26,14\nend,,,"])
def test_a_row_that_adds_up_counts_until_somebody_decides(write_csv, last):
    path = write_csv(f"who,age,nps,csat\na,4,9,5\nb,3,10,4\nc,2,7,5\n{last}\n")
    table = read(path)
    assert table.frame.index.tolist()[:4] == [2, 3, 4, 5]
    (doubt,) = table.doubts
    assert doubt in table.notes
    assert str(doubt).startswith("survey.csv, row 5: sums or means of all rows above")
    assert "leave_out = [5], or keep = [" in doubt.accepted
    assert not read(path, said=Said(keep=("total",))).doubts
    decided = read(path, said=Said(leave_out=frozenset({5})))
    assert decided.frame.index.tolist()[:3] == [2, 3, 4]
    assert not decided.doubts
    assert str(decided.aside[0]) == "survey.csv, row 5: 1 left out: left out by client.toml"


@pytest.mark.parametrize("last", ["d,2,9,5", ",3,9,5", ",,27,14", ",9,26,15"])
def test_answers_that_happen_to_be_like_the_others_are_no_totals(write_csv, last):
    assert not read(write_csv(f"who,age,nps,csat\na,4,9,5\nb,3,10,4\nc,2,7,5\n{last}\n")).doubts


def test_what_adds_up_is_left_to_decide_in_a_new_client(write_csv, course):
    path = write_csv("nps,csat\n9,5\n10,4\n7,5\n26,14\n")
    folder, _ = create(course, "shop", [path], "scores")
    toml = (folder / "client.toml").read_text(encoding="utf-8")
    assert "row 5: sums or means of all rows above" in toml.split("undecided")[1].split("]\n")[0]


def test_a_row_to_leave_out_that_is_none_is_named(write_csv):
    with pytest.raises(SurveyError, match="row 9: leave_out in client.toml names rows"):
        read(write_csv("id,nps\n1,9\n"), said=Said(leave_out=frozenset({9})))


def test_blocks_of_rows_that_excel_wrote_short_are_whole(write_csv):
    rows = [f"{i},{i % 11}" + (",well" if i < 16 else "") for i in range(1, 40)]
    table = read(write_csv("id,nps,comment\n" + "\n".join(rows)))
    assert len(table.frame) == 39
    assert not table.aside
    assert [n.rows for n in table.notes if "as Excel writes" in n.what] == [tuple(range(17, 41))]
    assert table.frame["nps"].tolist() == [str(i % 11) for i in range(1, 40)]


@pytest.mark.parametrize("damaged", [17, 25, 32])
def test_a_block_in_which_one_row_is_short_is_not_taken_for_one(write_csv, damaged):
    rows = [f"{i},{i % 11}" + (",well" if i != damaged else "") for i in range(2, 40)]
    table = read(write_csv("id,nps,comment\n" + "\n".join(rows)))
    assert [a.rows for a in table.aside] == [(damaged,)]


def test_a_file_in_which_nothing_is_left_says_why(write_csv):
    with pytest.raises(SurveyError, match="no answers") as error:
        read(write_csv("a,b\n1\n2\n"))
    assert "2 left out: another number of cells" in str(error.value)


@pytest.fixture
def account(kano_client, course):
    client = clients.load(
        course, kano_client(ANSWERS, more='[[segment]]\nvalue="x"\nzh="x"\nen="x"')
    )
    return client, client.survey_with_account("kano")[1]


def test_read_is_used_and_left_out_together(account):
    _, found = account
    assert (found.read, found.used) == (4, 2)
    assert {a.reason: (a.rows, a.n) for a in found.aside} == {
        "header": ((6,), 1),
        "cells": ((7,), 1),
        "half": ((3,), 1),
    }


def test_a_row_without_an_answer_to_the_survey_is_counted(kano_client, course):
    kano_client("Tea there,Tea not there,other\nlike,dislike,x\n,,y\n")
    found = clients.load(course, "tea").survey_with_account("kano")[1]
    assert [(a.reason, a.rows) for a in found.aside] == [("no_answer", (3,))]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_report_shows_every_reason_in_words(account, root, lang):
    client, _ = account
    text = Text(lang, root)
    shown = block(client, text).rows
    assert shown[0][2] == text("report.rows.used", used=2, read=4)
    assert any(text("report.left_out.cells") in row[1] for row in shown)
    assert all(text(f"report.left_out.{reason}") for reason in REASONS)


def test_every_dialect_has_a_name_for_the_report(text):
    from cxwidgets.survey.dialects import DIALECTS

    assert all(text(f"report.dialect.{name}") for name in DIALECTS)


def test_check_shows_how_unusual_numbers_were_read(make):
    toml = """
[scores]
[[scores.file]]
name = "s.csv"
[[scores.item]]
id = "easy"
zh = "省力"
en = "Easy"
column = "score"
measure = "nps"
low = 0
high = 10
"""
    cells = ["5 分", "１０", '"5,0"', "4 stars", "10 - Extremely likely", "7"]
    client = clients.load(make("tea", toml, {"s.csv": "score\n" + "\n".join(cells)}), "tea")
    answers, account = client.survey_with_account("scores")
    assert answers["score"].tolist() == [5, 10, 5, 4, 10, 7]
    (note,) = account.notes
    assert note.what.startswith("5 cells read as numbers: '5 分' as 5, '１０' as 10")


def test_columns_without_use_are_named(write_csv):
    table = read(write_csv("a,a,b,c,d\n1,1,,x,1\n2,2,,x,2\n3,3,,x,3\n"))
    said = "\n".join(map(str, table.notes))
    assert "columns with the same header, told apart by #2, #3 …: a\n" in said
    assert "holds the same as a | a #2" in said
    assert "1 column without any answer: b" in said
    assert "1 column with the same in every row: c" in said


def test_two_columns_that_could_be_meant_are_a_problem(kano_client, course):
    kano_client("TEA there,tea There,Tea not there\nlike,like,dislike\n")
    client = clients.load(course, "tea")
    (problem,) = problems_of(client.folder, client.toml)
    assert problem.what == "2 columns could be meant"
    assert problem.accepted == "TEA there | tea There"
