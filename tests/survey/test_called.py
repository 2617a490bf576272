"""A column that two questions name in two ways is named: one would get the other's answers."""

from __future__ import annotations

from cxwidgets import client as clients

TOML = """
[scores]
[[scores.file]]
name = "s.csv"
[[scores.item]]
id = "first"
zh = "一"
en = "First"
column = "Q1"
measure = "nps"
low = 0
high = 10
[[scores.item]]
id = "second"
zh = "二"
en = "Second"
column = "{second}"
measure = "nps"
low = 0
high = 10
"""
ANSWERS = "id,Q1,Q2\na,9,3\nb,7,4\n"


def notes(make, slug, second):
    client = clients.load(make(slug, TOML.format(second=second), {"s.csv": ANSWERS}), slug)
    return [str(note) for note in client.survey_with_account("scores")[1].notes]


def test_a_column_called_by_two_names_is_named_once(make):
    (said,) = notes(make, "shop", "q1")
    assert said.startswith('s.csv, column "Q1": client.toml calls this column "Q1" and "q1"')
    assert "a column of its own for each question" in said


def test_columns_of_their_own_are_not(make):
    assert not notes(make, "shop", "q2")
