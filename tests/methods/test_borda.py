"""Borda points against a worked example and the definition, and what raters drawn again say."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods.borda import borda
from cxwidgets.methods.rank_agreement import kendall_w, tally

# W1 of the methods reference: 4 judges rank 10 projects; rank sums 10, 8, 12, 16, 21, 22, 25, 31,
# 37, 38 and W = .793939 (published worksheet). Points are 4 · 10 − rank sum.
JUDGES = [
    [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
    [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
    [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
    [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
]
SUMS = [10, 8, 12, 16, 21, 22, 25, 31, 37, 38]


def test_w1_four_judges():
    result = borda(JUDGES)
    found = result.table.set_index("item")
    assert found.loc[[str(i) for i in range(1, 11)], "points"].tolist() == pytest.approx(
        [40 - total for total in SUMS]
    )
    assert result.table["item"].tolist()[:3] == ["2", "1", "3"]
    assert found.loc["2", "share"] == pytest.approx(32 / 36)
    assert result.agreement.value == pytest.approx(0.793939, abs=6e-7)
    assert result.n == 4
    inside = result.table.dropna(subset="low")
    assert inside["share"].between(inside["low"], inside["high"]).all()
    assert "borda.note.no_agreement" not in [n.key for n in result.notes]


def test_ties_share_their_points():
    # mid-ranks (Black 1958): 1, 2.5, 2.5, 4 -> 3, 1.5, 1.5, 0 of 4 items
    result = borda(pd.DataFrame({"a": [1, 1], "b": [2, 2], "c": [2, 2], "d": [3, 3]}))
    assert result.table["points"].tolist() == [6, 3, 3, 0]
    assert result.table["rank"].tolist() == [1, 2, 2, 4]


def test_raters_of_one_mind_give_no_interval_and_one_alone_no_range():
    result = borda([[1, 2, 3]] * 3)
    assert result.table[["low", "high"]].isna().all(axis=None)
    (note,) = [n for n in result.notes if n.key == "panel.alike"]
    assert note.params["names"] == ("1", "2", "3")
    one = borda([[1, 2, 3]])
    assert one.table["share"].tolist() == [1, 0.5, 0]
    assert one.table[["low", "rank_low", "p_first"]].isna().all(axis=None)
    assert "panel.alike" not in [n.key for n in one.notes]


def test_an_order_of_raters_who_do_not_agree_is_told():
    # every order of three once: each item has each place twice, W = 0
    orders = [[1, 2, 3], [1, 3, 2], [2, 1, 3], [2, 3, 1], [3, 1, 2], [3, 2, 1]]
    result = borda(orders)
    assert result.table["share"].tolist() == [0.5] * 3
    (note,) = [n for n in result.notes if n.key == "borda.note.no_agreement"]
    assert (note.params["w"], note.tone) == ("0.00", "warn")


def test_who_left_an_item_out_takes_no_part():
    frame = pd.DataFrame({"a": [1, 1, 3], "b": [2, 2, None], "c": [3, 3, 1]})
    result = borda(frame)
    assert (result.n, result.table["points"].tolist()) == (2, [4, 2, 0])
    assert "agreement.note.incomplete" in [n.key for n in result.notes]
    nobody = borda(frame.iloc[2:])
    assert nobody.n == 0
    assert nobody.table["share"].isna().all()
    with pytest.raises(ValueError, match="'good'"):
        borda(pd.DataFrame({"a": [1, 2], "b": ["good", 2]}))


@settings(deadline=None, max_examples=25)
@given(st.integers(2, 12), st.integers(2, 5), st.integers(0, 99))
def test_points_are_what_the_mean_ranks_say_from_rows_and_counts(raters, items, seed):
    given_ranks = np.random.default_rng(seed).integers(1, 4, (raters, items))
    frame = pd.DataFrame(given_ranks, columns=[f"i{i}" for i in range(items)])
    result = borda(frame, draws=100)
    assert result.table["points"].sum() == pytest.approx(raters * items * (items - 1) / 2)
    mean_rank = kendall_w(frame).table.set_index("item")["mean_rank"]
    expected = raters * (items - mean_rank[result.table["item"]])
    assert result.table["points"].tolist() == pytest.approx(expected.tolist())
    long = frame.rename_axis("respondent").reset_index().melt("respondent", None, "item", "rank")
    for same in (tally(frame), pl.from_pandas(long)):
        pd.testing.assert_frame_equal(borda(same, draws=100).table, result.table)


def test_the_limits_hold_the_truth_about_as_often_as_they_say():
    # raters rank by a = .6, b = 0, c = −.6 plus normal noise; the true shares from 200,000 of them
    def orders(n, seed):
        noisy = np.array([0.6, 0, -0.6]) + np.random.default_rng(seed).normal(size=(n, 3))
        return (-noisy).argsort(axis=1).argsort(axis=1) + 1

    truth = ((3 - orders(200_000, 0)) / 2).mean(axis=0)
    hits = []
    for seed in range(1, 151):
        table = borda(orders(15, seed), draws=500).table.sort_values("item")
        assert not isnan(table["low"].iloc[0])
        hits += list((table["low"] <= truth) & (truth <= table["high"]))
    assert np.mean(hits) > 0.91
