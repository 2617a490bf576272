"""Purchases counted; of the web shop see ``tests/real``. Figures are by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from scipy import stats

from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.purchases import purchases, tally

ROWS = [  # customer, day, amount, segment
    ("a", 1, 10.0, "x"),
    ("a", 1, 5.0, "x"),  # the same day: the same purchase
    ("a", 9, 5.0, "x"),
    ("b", 2, 40.0, "x"),
    ("c", 3, 6.0, "y"),
    ("d", 3, 8.0, None),
    (None, 3, 99.0, "y"),
]


@pytest.fixture
def bought():
    return pd.DataFrame(ROWS, columns=["customer", "at", "amount", "segment"])


def test_everybody(bought):
    row = purchases(bought).overall.iloc[0]
    assert (row["n"], row["days"], row["again"], row["total"]) == (4, 5, 1, 74)
    assert row["share"] == 0.25
    assert (row["low"], row["high"]) == wilson(1, 4)
    spent = [20, 40, 6, 8]
    assert row["amount"] == sum(spent) / 4
    limits = stats.t.interval(0.95, 3, loc=18.5, scale=stats.sem(spent))
    assert (row["amount_low"], row["amount_high"]) == pytest.approx(limits)


def test_segments_leave_the_unknown_out_and_say_so(bought):
    result = purchases(bought)
    assert result.table.set_index("segment")["n"].to_dict() == {"x": 2, "y": 1}
    assert result.table["total"].tolist() == [60, 6]
    (note,) = result.notes
    assert (note.key, note.params) == ("purchases.note.no_segment", {"n": 1})


def test_tallies_of_parts_add_up(bought):
    known = bought.dropna()
    parts = [known[known["customer"] == "a"], known[known["customer"] != "a"]]
    keys = ["segment", "days", "amount"]
    together = pd.concat(map(tally, parts)).groupby(keys)["n"].sum()
    assert together.to_dict() == tally(known).set_index(keys)["n"].to_dict()


def test_nobody_and_no_segments():
    none = pd.DataFrame({"customer": pd.Series([], dtype=str), "at": [], "amount": []})
    assert purchases(none).overall["n"].tolist() == [0]
    one = pd.DataFrame({"customer": ["a"], "at": [1], "amount": [2.0]})
    assert purchases(one).table["segment"].tolist() == ["all"]


def test_a_column_that_is_missing_is_named():
    with pytest.raises(ValueError, match="no column 'amount'"):
        purchases(pd.DataFrame({"customer": ["a"], "at": [1]}))
