"""Key dissatisfiers against a published case and the definition, over all orders of the players."""

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


# D3 of the methods reference: example_01.csv of ShapKa (Uyanik, MIT licence), the 1,584 people who
# rated attributes 00, 01, 02, 10, 17, 18 and overall satisfaction; failing is 6 or less. Counts, as
# "failures:people": 33 = 1 + 32 means that the first attribute and the sixth failed. The satisfied
# come first.
SHAPKA = (
    (
        "0:1091 32:21 16:23 48:9 8:52 40:5 24:7 56:2 4:66 36:4 20:5 52:2 12:24 44:1 28:5 60:8 "
        "2:8 34:2 18:2 50:1 10:1 6:3 38:2 22:2 54:1 14:2 1:11 33:1 17:1 9:2 25:1 5:2 21:2 "
        "13:2 3:1 19:1 11:1 7:2 23:1 55:1 15:1 31:1 63:1"
    ),
    (
        "0:12 16:3 8:2 4:5 20:2 12:4 44:1 28:1 60:2 18:2 58:2 6:2 54:1 14:1 1:8 33:1 9:3 25:1 "
        "57:3 5:6 21:2 53:2 13:7 45:1 29:3 61:5 3:5 35:2 19:1 51:2 11:1 43:1 27:1 59:3 7:12 "
        "39:2 23:9 55:11 15:11 47:3 31:3 63:54"
    ),
)
ATTRIBUTES = ["00", "01", "02", "10", "17", "18"]


def test_d3_a_satisfaction_survey():
    rows = []
    for struck, counts in enumerate(SHAPKA):
        for entry in counts.split():
            failures, people = map(int, entry.split(":"))
            flags = {name: failures >> i & 1 for i, name in enumerate(ATTRIBUTES)}
            rows.append(flags | {"struck": struck, "n": people})
    result = dissatisfiers(pd.DataFrame(rows), "overall", ATTRIBUTES, 6, 6, draws=5)
    assert (result.n, result.n + result.others) == (203, 1584)
    published = [0.217672, 0.137176, 0.133931, 0.077435, 0.098212, 0.066468]
    assert result.table["value"].tolist() == pytest.approx(published, abs=6e-7)
    assert result.table["value"].sum() == pytest.approx(0.730894, abs=6e-7)  # v(all)
    # best prefix {00, 01}: reach .8424, noise .0406, objective .8018
    assert result.table.loc[result.table["key"], "predictor"].tolist() == ["00", "01"]
    best = result.steps.iloc[1]
    assert best[["reach", "noise", "objective"]].tolist() == pytest.approx(
        [0.8424, 0.0406, 0.8018], abs=6e-5
    )


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


@pytest.mark.parametrize("each", [1, 2, 29])
def test_few_people_of_one_mind_give_no_interval(each):
    # every draw of people who all answered the same is the same: that makes nothing certain
    frame = pd.DataFrame({"y": [1] * each + [5] * 40, "a": [1] * each + [5] * 40})
    alone = dissatisfiers(frame, "y", ["a"], 2, 2)
    assert alone.table["value"].tolist() == [1]
    assert alone.table[["low", "high", "p_key"]].isna().all(axis=None)
    (note,) = [n for n in alone.notes if n.key == "panel.alike"]
    assert (note.params["names"], note.tone) == (("a",), "warn")


def test_thirty_people_of_one_mind_are_an_interval():
    # the rule of three (Hanley & Lippman-Hand 1983), as `intervals.alike` has it
    frame = pd.DataFrame({"y": [1] * 30 + [5] * 30, "a": [1] * 30 + [5] * 30})
    result = dissatisfiers(frame, "y", ["a"], 2, 2)
    assert result.table.loc[0, ["low", "high", "p_key"]].tolist() == [1, 1, 1]
    assert not result.notes


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
    assert {n.key.rsplit(".")[-1] for n in result.notes} == {"few", "left_out", "alike"}
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
    with pytest.raises(ValueError, match="0 people are dissatisfied and 2 are not"):
        dissatisfiers(frame.assign(y=5), "y", ["a"], 2, 2)
    with pytest.raises(ValueError, match="2 people are satisfied and 0 are not"):
        dissatisfiers(frame.assign(y=5), "y", ["a"], 4, 4, "high")


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
