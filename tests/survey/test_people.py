"""Each row is one respondent: numbers that files share, or one file repeats, merge nobody."""

from __future__ import annotations

import re

import pytest

from cxwidgets import client as clients
from cxwidgets.client import ClientError
from cxwidgets.methods.servqual import servqual
from cxwidgets.report import drivers

QUALITY = """\
[servqual]
respondent = "id"
low = 1
high = 7
{files}
[[servqual.dimension]]
id = "reliability"
zh = "可靠性"
en = "Reliability"
[[servqual.item]]
id = "on_time"
zh = "准时"
en = "On time"
dimension = "reliability"
expectation = "E"
perception = "P"
"""
SCORES = """\
[scores]
respondent = "id"
{files}
[[scores.item]]
id = "satisfied"
zh = "满意"
en = "Satisfied"
measure = "csat"
column = "S"
low = 1
high = 5
"""
HEAD = "id,E,P,S\n"
NORTH = HEAD + "".join(f"{i},7,{p},{s}\n" for i, p, s in [(1, 1, 1), (2, 2, 1), (3, 3, 2)])
SOUTH = HEAD + "".join(f"{i},7,{p},{s}\n" for i, p, s in [(1, 7, 5), (2, 6, 5), (4, 5, 4)])
FILES = {"north.csv": NORTH, "south.csv": SOUTH}


def section(kind: str, more: dict[str, str]) -> str:
    lines = [f'[[{kind}.file]]\nname = "{name}"\n{line}' for name, line in more.items()]
    return {"servqual": QUALITY, "scores": SCORES}[kind].format(files="\n".join(lines))


@pytest.fixture
def tea(make):
    """Write a client with both surveys in both files, each with a line of its own."""

    def write(files, quality, scores):
        toml = section("servqual", quality) + section("scores", scores)
        return clients.load(make("tea", toml, files), "tea")

    return write


def matched(client, text):
    both = client.survey("servqual", "en"), client.survey("scores", "en")
    found = drivers.match(*both, client, text)
    return sorted(map(tuple, found.rows[["reliability", "outcome"]].to_numpy().tolist()))


def test_branches_that_both_count_from_one_have_different_people(tea, english):
    lines = dict.fromkeys(FILES, "")
    client = tea(FILES, lines, lines)
    answers, account = client.survey_with_account("servqual")
    result = servqual(answers)
    assert result.items["n"].tolist() == result.dimensions["n"].tolist() == [6]
    assert matched(client, english) == [(1, 1), (2, 1), (3, 2), (5, 4), (6, 5), (7, 5)]
    assert set(answers["respondent"]) >= {"1 (north.csv:2)", "1 (south.csv:2)", "3", "4"}
    (note,) = [note for note in account.notes if note.value]
    said = "2 of these also stand in south.csv; they are taken for different people"
    assert (note.what, note.file, note.rows, note.value) == (said, "north.csv", (2,), "1")


def test_a_branch_keeps_its_people_over_files_that_name_it(tea, english):
    files = {f"{half}_{name}": rows for half in "qs" for name, rows in FILES.items()}
    named = {name: f'segment = "{name[2:7]}"' for name in files}
    quality = {name: line for name, line in named.items() if name[0] == "q"}
    scores = {name: line for name, line in named.items() if name[0] == "s"}
    client = tea(files, quality, scores)
    assert "1 (north)" in set(client.survey("servqual")["respondent"])
    assert len(matched(client, english)) == 6


def test_an_id_that_comes_twice_in_a_file_is_two_rows(tea, english):
    rows = {"north.csv": HEAD + "1,7,1,1\n1,7,7,5\n,7,3,2\n"}
    client = tea(rows, {"north.csv": ""}, {"north.csv": ""})
    answers = client.survey("servqual")
    result = servqual(answers)
    assert result.items["n"].tolist() == result.dimensions["n"].tolist() == [3]
    assert matched(client, english) == [(1, 1), (3, 2), (7, 5)]


def test_an_id_that_looks_like_a_made_up_one_merges_nobody(tea):
    rows = {"north.csv": HEAD + "1,7,1,1\n1,7,7,5\n1 (north.csv:2),7,3,2\n"}
    client = tea(rows, {"north.csv": ""}, {"north.csv": ""})
    assert client.survey("servqual")["respondent"].is_unique


def test_customers_of_a_till_are_the_same_in_every_file(make):
    files = [f'[[transactions.file]]\nname = "{name}"\n' for name in ("a.csv", "b.csv")]
    toml = '[transactions]\ncustomer = "who"\nat = "day"\namount = "paid"\n' + "".join(files)
    rows = "who,day,paid\nann,2026-01-01,5\nbob,2026-01-02,6\n"
    course = make("tea", toml, {"a.csv": rows, "b.csv": rows.replace("bob", "cy")})
    answers, account = clients.load(course, "tea").survey_with_account("transactions")
    assert sorted(answers["customer"]) == ["ann", "ann", "bob", "cy"]
    assert "1 of these also stand in b.csv; they are taken for the same" in str(account.notes[0])


def test_a_file_listed_twice_is_refused(tea):
    twice = '[[scores.file]]\nname = "north.csv"'
    said = "scores.file: the file north.csv is listed twice; its rows would count twice"
    with pytest.raises(ClientError, match=re.escape(said)):
        tea(FILES, {"north.csv": ""}, {"north.csv": twice})
