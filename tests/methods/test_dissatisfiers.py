"""Key dissatisfiers against the definition, written out over all orders of the players.

The published survey this was first checked on (methods reference D3) is not beside this repository.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods.coalitions import any_of, shapley_values
from cxwidgets.methods.dissatisfiers import dissatisfiers, tally

PARTS = ["a", "b", "c"]


def reach_noise(frame, members):
    """Return reach and noise of a set: the definition, read off the rows."""
    failed = (frame[list(members)] <= 2).any(axis=1) if members else pd.Series(False, frame.index)
    unhappy = frame["y"] <= 2
    return failed[unhappy].mean(), failed[~unhappy].mean()


def over_all_orders(frame):
    """Return what each part adds on average, over all orders of adding them."""
    added = dict.fromkeys(PARTS, 0.0)
    for order in permutations(PARTS):
        for place, part in enumerate(order):
            with_, without = (reach_noise(frame, order[: place + i]) for i in (1, 0))
            added[part] += (with_[0] - with_[1] - without[0] + without[1]) / 6
    return added


ratings = st.tuples(*[st.integers(1, 5)] * 4)


@settings(max_examples=25, deadline=None)
@given(st.lists(ratings, min_size=6, max_size=40))
def test_it_is_the_average_over_all_orders(rows):
    frame = pd.DataFrame(rows, columns=[*PARTS, "y"])
    if (frame["y"] <= 2).nunique() < 2:
        return
    result = dissatisfiers(frame, "y", PARTS, 2, 2, draws=5)
    assert result.table["value"].tolist() == pytest.approx(list(over_all_orders(frame).values()))
    for size, step in enumerate(result.steps.itertuples(), start=1):
        members = list(result.steps["predictor"][:size])
        assert (step.reach, step.noise) == pytest.approx(reach_noise(frame, members))
    assert result.table["value"].sum() == pytest.approx(result.steps["objective"].iloc[-1])
    best = result.steps["objective"].idxmax() + 1
    assert result.table["key"].sum() == best


def test_a_failure_only_the_dissatisfied_had_is_the_whole_story():
    # ten dissatisfied people, all failed by a; b fails everybody alike and tells nothing
    frame = pd.DataFrame({"y": [1] * 10 + [5] * 30, "a": [1] * 10 + [5] * 30, "b": [1, 5] * 20})
    result = dissatisfiers(frame, "y", ["a", "b"], 2, 2).table.set_index("predictor")
    # v(a) = 1, v(b) = 0, v(ab) = 1 − .5: b adds noise only
    assert result["value"].to_dict() == pytest.approx({"a": 0.75, "b": -0.25})
    assert result["key"].to_dict() == {"a": True, "b": False}
    assert result.loc["a", "p_key"] == 1
    assert result.loc["a", "low"] > 0.5


def test_enhancers_are_the_same_upside_down():
    random = np.random.default_rng(3)
    frame = pd.DataFrame(random.integers(1, 6, (200, 4)), columns=[*PARTS, "y"])
    low = dissatisfiers(frame, "y", PARTS, 2, 2)
    high = dissatisfiers(6 - frame, "y", PARTS, 4, 4, "high")
    pd.testing.assert_frame_equal(low.table, high.table)


def test_tallies_add_up_and_who_left_one_open_is_counted():
    frame = pd.DataFrame({"y": [1, 5, 2, None], "a": [1, 1, None, 3], "b": [5, 5, 5, 5]})
    assert tally(frame, "y", ["a", "b"], 2, 2)["n"].sum() == 4
    result = dissatisfiers(frame, "y", ["a", "b"], 2, 2)
    assert (result.n, result.others, result.n_left_out) == (1, 1, 2)
    assert {n.key.rsplit(".")[-1] for n in result.notes} == {"few", "left_out"}
    polars = tally(pl.from_pandas(frame), "y", ["a", "b"], 2, 2)
    pd.testing.assert_frame_equal(polars, tally(frame, "y", ["a", "b"], 2, 2), check_dtype=False)
    whole = frame.dropna()
    parts = pd.concat(
        [tally(whole[:1], "y", ["a", "b"], 2, 2), tally(whole[1:], "y", ["a", "b"], 2, 2)]
    )
    keys = ["struck", "a", "b"]
    assert parts.groupby(keys)["n"].sum().to_dict() == (
        tally(whole, "y", ["a", "b"], 2, 2).set_index(keys)["n"].to_dict()
    )


@pytest.mark.parametrize(
    ("outcome", "predictors", "said"),
    [("y", ["y"], "without the outcome"), ("y", [], "name 1 to 15"), ("z", ["a"], "no column 'z'")],
)
def test_what_cannot_be_asked_is_refused(outcome, predictors, said):
    frame = pd.DataFrame({"y": [1, 5], "a": [1, 5]})
    with pytest.raises(ValueError, match=said):
        dissatisfiers(frame, outcome, predictors, 2, 2)
    with pytest.raises(ValueError, match="both must be some"):
        dissatisfiers(frame.assign(y=5), "y", ["a"], 2, 2)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=30))
def test_shares_of_sets_are_counted_as_they_are_said(codes):
    found = any_of(np.array(codes), np.ones((1, len(codes))), 3)[0]
    assert found[0] == 0
    for members in range(8):
        expected = sum(bool(code & members) for code in codes) / len(codes)
        assert found[members] == pytest.approx(expected)


def test_a_game_whose_answer_is_known():
    # the glove game: players 1 and 2 hold a left glove, player 3 the only right one
    worth = np.array([[0, 0, 0, 0, 0, 1, 1, 1.0]])
    assert shapley_values(worth)[0].tolist() == pytest.approx([1 / 6, 1 / 6, 4 / 6])
