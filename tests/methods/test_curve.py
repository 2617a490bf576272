"""The drawn curve against SciPy's published monotone data and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods import curve

# RPN14 (Fritsch & Carlson 1980, table 1), the data their monotone interpolant was shown on.
RPN_X = [7.99, 8.09, 8.19, 8.7, 9.2, 10, 12, 15, 20]
RPN_Y = [0, 2.76429e-5, 4.37498e-2, 0.169183, 0.469428, 0.943740, 0.998636, 0.999919, 0.999994]


def test_the_rpn14_data():
    # Expected heights computed with scipy 1.17, PchipInterpolator(x, y).
    found = curve.at(RPN_X, RPN_Y, [8.5, 9.0, 9.6, 11, 17])
    assert found == pytest.approx([0.116633, 0.337534, 0.760248, 0.986043, 0.999968], abs=1e-6)
    drawn = curve.draw(RPN_X, RPN_Y)
    assert np.all(np.diff(drawn["value"]) >= 0)


def test_a_journey_stays_between_its_touchpoints_and_has_its_area():
    y = [3, 4, 2, 2, 5, 3, 1, 4]
    drawn = curve.draw(range(8), y)
    assert drawn["value"].min() >= 1
    assert drawn["value"].max() <= 5
    assert curve.area(range(8), y) == pytest.approx(20.25)  # a not-a-knot cubic reaches 5.0486


def test_the_line_breaks_at_a_missing_touchpoint():
    drawn = curve.draw([1, 2, 3, 4, 5], [1, np.nan, 0, 2, np.nan])
    assert drawn.groupby("piece")["position"].agg(["min", "max"]).to_numpy().tolist() == [
        [1, 1],
        [3, 4],
    ]
    assert np.isnan(curve.at([1, 2, 3], [1, np.nan, 0], [1.5])).all()


def test_nothing_rated_is_nothing_drawn():
    assert curve.draw([1, 2], [np.nan, np.nan]).empty
    assert np.isnan(curve.area([1, 2], [np.nan, np.nan]))


@given(st.lists(st.integers(-3, 3), min_size=2, max_size=10))
def test_every_touchpoint_lies_on_the_line_and_nothing_outside_its_neighbours(values):
    drawn = curve.draw(range(len(values)), values, per_step=8)
    at_steps = drawn[drawn["position"] % 1 == 0]["value"].to_numpy()
    assert at_steps == pytest.approx(values)
    for left in range(len(values) - 1):
        between = drawn[drawn["position"].between(left, left + 1)]["value"]
        low, high = sorted(values[left : left + 2])
        assert between.between(low - 1e-9, high + 1e-9).all()


@pytest.mark.parametrize(
    ("x", "y", "message"), [([1, 1], [0, 0], "increase"), ([1], [0, 1], "1 positions")]
)
def test_positions_that_make_no_line_are_named(x, y, message):
    with pytest.raises(ValueError, match=message):
        curve.draw(x, y)
