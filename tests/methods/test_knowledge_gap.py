"""Gap 1: beliefs beside expectations, checked against SciPy's Welch test and by hand."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cxwidgets.methods.knowledge_gap import knowledge_gap, tally
from cxwidgets.methods.welch import Mean, difference

STATEMENTS = [("empathy", "seats"), ("reliability", "on time"), ("reliability", "trips")]


def side(people, statements=STATEMENTS, seed=0, shift=0):
    """Return ratings 1 to 7 of some people, whose statements go together."""
    random = np.random.default_rng(seed)
    rows = []
    for person in range(people):
        mood = random.normal(4 + shift, 1)
        rows += [
            (person, dimension, item, int(np.clip(np.rint(random.normal(mood, 0.8)), 1, 7)))
            for dimension, item in statements
        ]
    return pd.DataFrame(rows, columns=["respondent", "dimension", "item", "expectation"])


def welch(one, other):
    """Return difference, limits and p as SciPy has them."""
    found = stats.ttest_ind(one, other, equal_var=False)
    low, high = found.confidence_interval(0.9)
    return [one.mean() - other.mean(), low, high, found.pvalue]


@given(st.integers(2, 20), st.integers(2, 20), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_statements_dimensions_and_all_together_are_welchs(managers, customers, seed):
    beliefs, wishes = side(managers, seed=seed, shift=-1), side(customers, seed=seed + 100)
    result = knowledge_gap(beliefs, wishes, level=0.9)
    shown = ["gap", "low", "high", "p"]

    def compared(row, *chosen):
        means = [
            frame[frame["item"].isin(chosen)].groupby("respondent")["expectation"].mean()
            for frame in (beliefs, wishes)
        ]
        if not row["alike"]:  # fewer than 30 of one mind have no limits here
            assert row[shown].tolist() == pytest.approx(welch(*means), abs=1e-9)
        else:
            assert row["gap"] == pytest.approx(means[0].mean() - means[1].mean())
            assert row[shown[1:]].isna().all()

    for _, row in result.items.iterrows():
        compared(row, row["item"])
    rows = result.dimensions.set_index("dimension")
    assert list(rows.index) == ["reliability", "empathy"]
    compared(rows.loc["reliability"], "on time", "trips")
    compared(result.overall.iloc[0], "on time", "trips", "seats")


def test_who_answered_only_some_statements_counts_in_those():
    """Means by hand: trips (5 + 3) / 2 and 6, on time 2 and 4, so gaps −2, −2, together −2."""
    columns = ["respondent", "dimension", "item", "expectation"]
    rows = [(1, "trips", 5), (2, "trips", 3), (1, "on time", 2), (3, "on time", None)]
    beliefs = pd.DataFrame([(who, "reliability", *rest) for who, *rest in rows], columns=columns)
    rows = [(1, "trips", 6), (1, "on time", 4), (2, "on time", 9), (2, "trips", 6)]
    wishes = pd.DataFrame([(who, "reliability", *rest) for who, *rest in rows], columns=columns)
    result = knowledge_gap(beliefs, wishes)
    assert result.items.set_index("item")["gap"].to_dict() == {"on time": -2, "trips": -2}
    assert result.items["n_managers"].tolist() == [1, 2]
    assert result.dimensions.loc[0, "gap"] == -2
    assert isnan(result.dimensions.loc[0, "low"])
    keys = [note.key for note in result.notes]
    assert keys[-2:] == ["panel.n_missing", "panel.n_invalid"]
    assert {"knowledge.note.few_managers", "knowledge.note.few_customers"} <= set(keys)


def test_survey_answers_stand_for_customers_and_what_one_side_rated_alone_is_told():
    wishes = side(40).assign(perception=3)
    beliefs = side(35, [*STATEMENTS, ("tangibles", "new buses")], seed=1)
    result = knowledge_gap(beliefs, wishes)
    assert len(result.items) == 3
    assert [(n.key, n.params["n"]) for n in result.notes] == [("knowledge.note.alone", 1)]
    with pytest.raises(ValueError, match="no statement was rated by both sides"):
        knowledge_gap(side(3, [("tangibles", "new buses")]), wishes)


def test_tallies_of_two_sites_add_up():
    one, two = side(12, seed=3), side(9, seed=4)
    both = pd.concat([one, two.assign(respondent=two["respondent"] + 100)])
    wishes = tally(side(30))
    expected = knowledge_gap(both, wishes)
    found = knowledge_gap(tally(one) + tally(two), wishes)
    pd.testing.assert_frame_equal(found.items, expected.items)
    with pytest.raises(ValueError, match="rated different statements"):
        tally(one) + tally(side(3, STATEMENTS[:2]))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"item": [None, "b"]}, "some answers have no item"),
        ({"dimension": [None, "b"]}, "some answers have no dimension"),
        ({"respondent": [1, None]}, "respondent"),
        ({"expectation": ["five", "six"]}, "must hold numbers"),
        ({"item": ["a", "a"], "respondent": [1, 1]}, "'reliability / a'"),
    ],
)
def test_what_is_wrong_with_ratings_is_named(change, message):
    fine = {"respondent": [1, 2], "dimension": ["reliability"] * 2, "item": ["a", "b"]}
    with pytest.raises(ValueError, match=message):
        tally(pd.DataFrame({**fine, "expectation": [3, 4], **change}))


def test_no_spread_and_one_answer_have_no_limits():
    assert difference(Mean(5, 0, 40), Mean(4, 0, 40))[0] == 1
    for other in (Mean(4, 0, 40), Mean(4, float("nan"), 1), Mean(4, 0, 10)):
        assert all(map(isnan, difference(Mean(5, 0, 40), other)[1:]))
