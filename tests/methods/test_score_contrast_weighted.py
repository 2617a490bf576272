"""Weighted segments against the rest: by hand after Kish, against repeated rows, by properties."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods.intervals import newcombe
from cxwidgets.methods.nps_interval import Counts, difference
from cxwidgets.methods.score_contrast import against_rest
from cxwidgets.methods.scores import ces, csat, nps

SCORES = {
    "nps": nps,
    "csat": lambda frame, **named: csat(frame, 2, 1, 5, **named),
    "ces": lambda frame, **named: ces(frame, "lower_is_easier", **named),
}
scored = pytest.mark.parametrize("kind", SCORES)
people = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([1, 2, 3, 4, 5, None])),
    min_size=1,
    max_size=40,
)
several_weights = st.lists(st.integers(1, 6), min_size=40, max_size=40)


def frame_of(pairs, weights):
    segments, scores = zip(*pairs, strict=True)
    scores = pd.Series(scores, dtype=float)
    return pd.DataFrame({"segment": segments, "score": scores, "Wgt": weights})


def test_points_by_hand():
    # a: promoter 3, passive 1: sum w = 4, sum w^2 = 10, n_eff 1.6; P = 3/4, D = 0.
    # The others: b detractor 2, promoter 1; c detractor 1: sum w = 4, sum w^2 = 6, n_eff 16/6;
    # P = 1/4, D = 3/4. Their n_eff is no sum: b has 9/5, c has 1.
    frame = pd.DataFrame(
        {"segment": list("aabbc"), "score": [10, 8, 0, 9, 3], "Wgt": [3, 1, 2, 1, 1]}
    )
    row = against_rest(nps(frame, weights="Wgt")).iloc[0]
    assert tuple(row[["segment", "n", "n_rest"]]) == ("a", 2, 3)
    assert tuple(row[["n_eff", "n_eff_rest"]]) == pytest.approx((1.6, 16 / 6))
    assert tuple(row[["value", "rest"]]) == pytest.approx((75, -50))
    n = 16 / 6
    gap = difference(
        Counts(detractors=0, passives=0.4, promoters=1.2),
        Counts(detractors=0.75 * n, passives=0, promoters=0.25 * n),
    )
    assert tuple(row[["change", "low", "high", "p"]]) == pytest.approx(
        (75 + 50, gap.low, max(gap.high, 125), gap.p)
    )


def test_shares_by_hand():
    # weights 1 and 3 in turn: of 2k people sum w = 4k, sum w^2 = 10k, n_eff 1.6 k.
    # a: 30 pairs, in 20 the heavy one is satisfied: 60/120; b: the light one in 12: 12/120
    a = [(5 if i < 20 and w == 3 else 1, w) for i in range(30) for w in (1, 3)]
    b = [(5 if i < 12 and w == 1 else 1, w) for i in range(30) for w in (1, 3)]
    frame = pd.DataFrame([*a, *b], columns=["score", "Wgt"])
    frame["segment"] = ["a"] * 60 + ["b"] * 60
    row = against_rest(csat(frame, weights="Wgt")).iloc[0]
    n = 48.0
    gap, low, high = newcombe(0.5 * n, n, 0.1 * n, n)
    assert tuple(row[["change", "low", "high"]]) == pytest.approx((gap, low, high))
    # pooled: 0.3; z = 0.4 / sqrt(0.3 * 0.7 * 2 / 48) = 4.2762; two-sided p of the normal
    assert row["p"] == pytest.approx(1.9013e-5, rel=1e-3)
    assert row["differs"]


@scored
@settings(max_examples=25)
@given(pairs=people, weight=st.sampled_from([1, 2, 0.1]))
def test_the_same_weight_for_everybody_changes_nothing(kind, pairs, weight):
    frame = frame_of(pairs, float(weight))
    plain = against_rest(SCORES[kind](frame))
    weighted = against_rest(SCORES[kind](frame, weights="Wgt"))
    pd.testing.assert_frame_equal(weighted[plain.columns], plain, check_dtype=False)
    assert np.allclose(weighted["n_eff"].astype(float), weighted["n"].astype(float))


@scored
@settings(max_examples=25)
@given(pairs=people, weights=several_weights, scale=st.sampled_from([0.1, 1 / 3, 7, 1e5]))
def test_the_unit_of_the_weights_does_not_matter(kind, pairs, weights, scale):
    w = pd.Series(weights[: len(pairs)])
    one, other = (
        against_rest(SCORES[kind](frame_of(pairs, v), weights="Wgt")) for v in (w, w * scale)
    )
    pd.testing.assert_frame_equal(one.drop(columns="p_adjusted"), other.drop(columns="p_adjusted"))


def test_half_an_answer_is_rounded_alike_in_every_unit():
    """Weights 6, 1, 1, 1, 1 are worth 10² / 40 = 2.5 answers, which Fisher's test rounds to 2."""
    frame = pd.DataFrame({"segment": [*"aaaaab"], "score": [1, 1, 1, 1, 1, 4]})
    found = [
        against_rest(csat(frame.assign(Wgt=[6 * unit, *[unit] * 5]), weights="Wgt"))["p"].tolist()
        for unit in (1, 0.1, 1 / 3, 7)
    ]
    assert found == [pytest.approx([1 / 3, 1 / 3])] * 4


@scored
@settings(max_examples=25)
@given(pairs=people, weights=several_weights)
def test_whole_weights_give_the_scores_of_repeated_rows(kind, pairs, weights):
    frame = frame_of(pairs, weights[: len(pairs)])
    weighted = against_rest(SCORES[kind](frame, weights="Wgt"))
    repeated = against_rest(SCORES[kind](frame.loc[frame.index.repeat(frame["Wgt"])]))
    same = ["segment", "value", "rest"]
    pd.testing.assert_frame_equal(weighted[same], repeated[same], check_dtype=False)
    assert (weighted["n_eff_rest"] <= weighted["n_rest"] + 1e-9).all()


def test_people_without_a_segment_or_a_weight_are_not_among_the_others():
    frame = pd.DataFrame(
        {"segment": ["a", "b", None, "b"], "score": [5, 1, 1, 5], "Wgt": [1, 2, 9, np.nan]}
    )
    found = against_rest(csat(frame, weights="Wgt"))
    assert found["n_rest"].tolist() == [1, 1]
    assert found["rest"].tolist() == [0, 1]
    alone = against_rest(csat(frame[frame["segment"] == "a"], weights="Wgt"))
    assert alone.empty
