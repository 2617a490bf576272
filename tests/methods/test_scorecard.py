"""The star scorecard, with the five-star line of the course outline."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.scorecard import DIRECTIONS, scorecard

# Thresholds of the "five-star line" in the bus course outline; the actual values are made up.
LINE = [
    ("on time", "at_least", 90, 88),
    ("accidents", "below", 0.05, 0.05),
    ("seats intact", "at_least", 100, 100),
    ("seats given up", "at_least", 85, 91),
    ("closed in 24 h", "at_least", 95, None),
]


def card(rows: list[tuple[object, ...]], **more: list[float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["metric", "direction", "threshold", "actual"])
    return frame.assign(**more)


def test_the_five_star_line():
    result = scorecard(card(LINE))
    assert (result.stars, result.judged, result.metrics) == (2, 4, 5)
    assert result.table["passed"].tolist() == [False, False, True, True, None]
    assert result.notes[0].params == {"metrics": ("closed in 24 h",)}


def test_a_strict_threshold_fails_at_equality_and_a_soft_one_passes():
    for direction, passes in [("below", False), ("at_most", True), ("above", False)]:
        assert scorecard(card([("m", direction, 5, 5)])).stars == passes


def test_the_margin_is_positive_when_it_is_good():
    table = scorecard(card([("up", "at_least", 80, 84), ("down", "at_most", 10, 4)])).table
    assert table["margin"].tolist() == [4, 6]
    assert table["relative"].tolist() == pytest.approx([0.05, 0.6])


def test_which_single_change_gains_or_loses_a_star():
    result = scorecard(card(LINE))
    assert result.nearest_gain == "accidents"  # missed by nothing at all, because it says "below"
    assert result.nearest_loss == "seats intact"


def test_a_share_of_few_cases_does_not_settle_its_star():
    result = scorecard(card([("on time", "at_least", 90, 92)], n=[50]))
    row = result.table.iloc[0]
    low, high = wilson(46, 50)
    assert (row["low"], row["high"]) == pytest.approx((100 * low, 100 * high))
    assert row["settled"] is False
    assert result.notes[0].key == "scorecard.note.not_settled"
    assert scorecard(card([("on time", "at_least", 90, 92)], n=[5000])).table["settled"][0] is True


@given(
    st.sampled_from(sorted(DIRECTIONS)),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.floats(-1e6, 1e6, allow_nan=False),
)
def test_the_sign_of_the_margin_is_the_verdict(direction, threshold, actual):
    row = scorecard(card([("m", direction, threshold, actual)])).table.iloc[0]
    if row["margin"] != 0:
        assert row["passed"] == (row["margin"] > 0)
    else:
        assert row["passed"] == direction.startswith("at_")


@pytest.mark.parametrize(
    ("rows", "more", "message"),
    [
        ([("m", "more", 1, 1)], {}, "'more' is not one of"),
        ([("m", "below", None, 1)], {}, "threshold None"),
        ([("m", "below", 1, 1), ("m", "below", 2, 1)], {}, "'m' stands twice"),
        ([("m", "at_least", 90, 120)], {"n": [10]}, "120"),
    ],
)
def test_scorecards_that_make_no_sense_are_named(rows, more, message):
    frame = pd.DataFrame(rows, columns=["metric", "direction", "threshold", "actual"], dtype=object)
    with pytest.raises(ValueError, match=message):
        scorecard(frame.assign(**more))


def test_an_empty_scorecard_has_no_stars():
    assert scorecard(card([])).stars == 0
