"""Estimates: the complaint index and what a room makes of it."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.estimate import added, compounded, estimate
from cxwidgets.methods.intervals import wilson


def test_the_complaint_index():
    # Teaching example of a bus course outline: complaints +40 %, then −25 %.
    assert compounded(100, [40, -25]) == (100, 140, 105)
    assert added(100, [40, -25]) == 115


@given(st.floats(1, 1e4), st.lists(st.floats(-99, 200), max_size=4))
def test_the_order_of_the_changes_does_not_matter_for_the_end(start, changes):
    assert compounded(start, changes)[-1] == pytest.approx(
        compounded(start, changes[::-1])[-1], rel=1e-9
    )


def test_how_many_the_trap_caught():
    result = estimate([115, 115, 115, 105, 100, 90], 105, trap=115)
    assert result.n == 6
    assert (result.caught, result.caught_low, result.caught_high) == (0.5, *wilson(3, 6))
    assert (result.right, result.right_low, result.right_high) == (1 / 6, *wilson(1, 6))
    assert result.table["kind"].tolist() == ["other", "other", "truth", "trap"]
    assert (result.median, result.median_low, result.median_high) == (110, 90, 115)


def test_near_enough_counts_and_further_does_not():
    assert estimate([104.5, 105.6], 105, tolerance=0.5).right == 0.5


def test_few_guesses_say_so_and_none_are_no_error():
    assert estimate([1.0], 105).notes[0].params == {"n": 1}
    empty = estimate([], 105, trap=115)
    assert empty.n == 0
    assert np.isnan([empty.mean, empty.median, empty.caught]).all()


def test_missing_guesses_are_left_out_in_polars_too():
    assert estimate(pl.DataFrame({"value": [105, None]}), 105).n == 1


@given(st.lists(st.integers(0, 200), min_size=1, max_size=40))
def test_shares_add_up_and_the_band_holds_the_median(values):
    result = estimate([float(v) for v in values], 105, trap=115)
    assert result.table["share"].sum() == pytest.approx(1)
    assert result.q1 <= result.median <= result.q3
    assert result.mean == pytest.approx(np.mean(values))


@pytest.mark.parametrize(
    ("values", "truth", "trap", "message"),
    [
        ([1.0], float("nan"), None, "nan"),
        ([float("inf")], 105, None, "inf"),
        ([1.0], 105, 105.4, "105.4"),
    ],
)
def test_numbers_that_make_no_sense_are_named(values, truth, trap, message):
    with pytest.raises(ValueError, match=message):
        estimate(values, truth, trap=trap)
