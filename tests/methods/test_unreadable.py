"""What is wrong far down in a CSV file is named: file, line, column, value."""

from __future__ import annotations

import re

import pytest

from cxwidgets.methods import clv_tally, covariance_tally, pareto, score_tally
from cxwidgets.methods.unreadable import explained

ROWS = 30_000
"""More rows than DuckDB looks at before it settles what a column holds."""


def written(folder, last, value="3"):
    """Write a long file whose last line is ``last``."""
    file = folder / "survey [2].csv"
    lines = ["customer,at,score,reason", *[f"{i},2024-05-09,{value},late" for i in range(ROWS)]]
    file.write_text("\n".join([*lines, last, ""]), encoding="utf-8")
    return file


ASKED = {
    "scores": score_tally.tally,
    "sums in memory": lambda f: covariance_tally.tally(f, ["score"], patterns_up_to=10**6),
    "sums piece by piece": lambda f: covariance_tally.tally(f, ["score"], patterns_up_to=0),
    "weighted sums": lambda f: covariance_tally.tally(f, ["score"], weights="customer"),
}


@pytest.mark.parametrize(("value", "kind"), [("3", "whole numbers"), ("3.5", "numbers")])
@pytest.mark.parametrize("name", ASKED)
def test_a_late_word_among_numbers_is_named(name, value, kind, tmp_path):
    file = written(tmp_path, "7,2024-05-09,N/A,late", value)
    named = (
        f"survey [2].csv, line {ROWS + 2}, column 'score' holds 'N/A'; the first lines hold {kind}"
    )
    with pytest.raises(ValueError, match=re.escape(named)):
        ASKED[name](file)


@pytest.mark.parametrize("name", ASKED)
@pytest.mark.parametrize(("last", "cells"), [("7,2024-05-09,3,late,9", 5), ("7,2024-05-09", 2)])
def test_a_late_line_of_another_length_is_named(name, last, cells, tmp_path):
    named = f"survey [2].csv, line {ROWS + 2} has {cells} cells; the lines before have 4"
    with pytest.raises(ValueError, match=re.escape(named)):
        ASKED[name](written(tmp_path, last))


def test_a_late_word_among_dates_is_named(tmp_path):
    file = written(tmp_path, "7,soon,3,late")
    with pytest.raises(ValueError, match="column 'at' holds 'soon'; the first lines hold dates"):
        clv_tally.tally(file)


def test_what_nobody_asked_for_may_be_anything(tmp_path):
    file = written(tmp_path, "7,soon,N/A,rude")
    assert pareto.tally(file)["count"].tolist() == [ROWS, 1]


def test_other_troubles_keep_their_first_line():
    assert explained("Out of Memory Error: no more\nadvice") == "Out of Memory Error: no more"
    said = "CSV Error on Line: 4\nOriginal Line: a\nInvalid unicode\n  file = /x/y.csv"
    assert explained(said) == "y.csv, line 4 cannot be read: Invalid unicode"
