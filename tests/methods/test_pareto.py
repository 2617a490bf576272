"""Pareto against the course's churn table and by its properties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.pareto import pareto, tally

# Teaching example of a bus course outline, per cent of those who left; "other" has no label there.
CHURN = pd.DataFrame(
    {"reason": ["long wait", "poor transfer", "poor attitude", "other"], "count": [35, 28, 18, 19]}
)


def test_the_churn_table_adds_up():
    result = pareto(CHURN)
    assert result.table["reason"].tolist() == [
        "long wait",
        "poor transfer",
        "other",
        "poor attitude",
    ]
    assert result.table["cumulative"].tolist() == pytest.approx([0.35, 0.63, 0.82, 1])
    assert result.vital == ("long wait", "poor transfer", "other")


def test_the_collective_reason_may_stand_last_by_custom():
    result = pareto(CHURN, other="other")
    assert result.table["reason"].iloc[-1] == "other"
    assert result.table["cumulative"].tolist() == pytest.approx([0.35, 0.63, 0.81, 1])
    assert result.vital == ("long wait", "poor transfer", "poor attitude")


def test_without_a_number_of_people_there_is_no_interval_and_it_says_so():
    result = pareto(CHURN)
    assert result.table[["low", "high", "vital_share"]].isna().all(axis=None)
    assert result.settled is None
    assert [n.key for n in result.notes] == ["pareto.note.no_n"]


def test_a_hundred_people_do_not_settle_which_reason_comes_first():
    result = pareto(CHURN, n=100)
    row = result.table.iloc[0]
    assert (row["low"], row["high"]) == wilson(35, 100)
    # 35 against 28: z = 7 / sqrt(63) = 0.88, p = .38
    assert result.settled is False
    assert result.notes[0].params == {"first": "long wait", "second": "poor transfer", "n": 100}
    assert result.notes[1].params["reasons"] == ("other", "poor attitude")


def test_a_thousand_people_do():
    # 350 against 280: z = 70 / sqrt(630) = 2.79, p = .005
    assert pareto(CHURN.assign(count=CHURN["count"] * 10), n=1000).settled is True


def test_the_border_of_the_vital_few_is_resampled():
    even = pd.DataFrame({"reason": list("abc"), "count": [4, 3, 3]})
    shares = pareto(even, n=10, cut=0.4).table["vital_share"]
    assert shares.between(0, 1).all()
    # The cut is met by one reason unless nobody reaches 40 %: then two are needed, so more than 1.
    assert shares.sum() >= 1


@given(st.lists(st.integers(1, 500), min_size=1, max_size=12), st.floats(0.05, 1))
def test_the_vital_few_are_the_fewest_that_reach_the_cut(counts, cut):
    table = pareto(pd.DataFrame({"reason": range(len(counts)), "count": counts}), cut=cut).table
    assert table["share"].sum() == pytest.approx(1)
    assert table["share"].is_monotonic_decreasing
    vital = table[table["vital"]]
    assert vital["share"].sum() >= cut - 1e-6
    assert vital["share"].iloc[:-1].sum() < cut + 1e-6


@given(st.lists(st.integers(1, 50), min_size=2, max_size=6), st.integers(2, 9))
def test_only_proportions_matter_for_the_shares(counts, factor):
    one = pareto(pd.DataFrame({"reason": range(len(counts)), "count": counts}))
    many = pareto(
        pd.DataFrame({"reason": range(len(counts)), "count": [c * factor for c in counts]})
    )
    assert many.table["share"].tolist() == pytest.approx(one.table["share"].tolist())


def test_single_answers_are_counted_wherever_they_are():
    answers = ["wait", "wait", None, "price"]
    expected = pd.DataFrame({"reason": ["wait", "price"], "count": [2, 1]})
    for frame in (pd.DataFrame({"reason": answers}), pl.DataFrame({"reason": answers})):
        pd.testing.assert_frame_equal(
            tally(frame).reset_index(drop=True), expected, check_dtype=False
        )


@pytest.mark.parametrize(
    ("reasons", "counts", "options", "message"),
    [
        (["a"], [-1], {}, "count of 'a' is -1"),
        (["a"], [np.nan], {}, "count of 'a' is nan"),
        (["a", "a"], [1, 2], {}, "'a' stands twice"),
        (["a", "b"], [0, 0], {}, "no counts above 0"),
        (["a"], [1], {"cut": 1.5}, "cut is 1.5"),
        (["a"], [1], {"n": 0}, "n is 0"),
    ],
)
def test_tables_that_make_no_sense_are_named(reasons, counts, options, message):
    with pytest.raises(ValueError, match=message):
        pareto(pd.DataFrame({"reason": reasons, "count": counts}), **options)


def test_a_collective_reason_put_last_is_no_rival_of_the_first():
    table = pd.DataFrame({"reason": ["other", "x", "y"], "count": [50, 48, 2]})
    assert pareto(table, n=100, other="other").settled  # x leads y by 48 to 2
    assert not pareto(table, n=100).settled  # other leads x by 50 to 48
