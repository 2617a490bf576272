"""Weighted scores: by hand after Kish, against repeated rows, and by their properties."""

from __future__ import annotations

from math import inf, isnan, nan, sqrt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.respondent_weights import n_effective
from cxwidgets.methods.scores import ces, compare, csat, nps, tally

SCORES = {
    "nps": nps,
    "csat": lambda frame, **named: csat(frame, 2, 1, 5, **named),
    "ces": lambda frame, **named: ces(frame, "higher_is_easier", **named),
}
POINTS = {"nps": ["nps"], "csat": ["share", "mean"], "ces": ["share", "mean"]}
scored = pytest.mark.parametrize("kind", SCORES)
people = st.lists(
    st.tuples(st.sampled_from(["n", "s"]), st.sampled_from([*range(11), 12, None])),
    min_size=1,
    max_size=40,
)


def frame_of(pairs, weights):
    segments, scores = zip(*pairs, strict=True)
    return pd.DataFrame(
        {"segment": segments, "score": pd.Series(scores, dtype=float), "Wgt": weights}
    )


def test_kish_by_hand():
    # Kish 1965, Survey Sampling, 11.7: n_eff = (sum w)^2 / sum w^2, shares sum(w x) / sum(w).
    # Promoter 3, promoter 1, passive 1, detractor 1: sum w = 6, sum w^2 = 9 + 1 + 1 + 1 = 12,
    # n_eff = 36 / 12 = 3; P = 4/6, D = 1/6, NPS = 100 * 3/6 = 50.
    frame = pd.DataFrame({"score": [10, 9, 8, 2], "Wgt": [3, 1, 1, 1]})
    row = nps(frame, "wald", weights="Wgt").table.iloc[0]
    assert (row["n"], row["n_eff"]) == (4, 3)
    assert (row["promoters"], row["passives"], row["detractors"]) == (2, 1, 1)
    assert row["promoters_share"] == pytest.approx(4 / 6)
    assert row["nps"] == pytest.approx(50)
    # Wald: variance P + D - (P - D)^2 = 5/6 - 1/4 = 7/12; error 100 sqrt(7/12 / n_eff)
    half = 1.959963984540054 * 100 * sqrt(7 / 12 / 3)
    assert nps(frame, "wald", weights="Wgt", level=0.95).table.loc[0, "flag"] == "clipped"
    assert row["low"] == pytest.approx(max(-100, 50 - half))
    assert row["high"] == 100
    # the share of 9 and 10 on a scale to 10 is the same 4/6, with Wilson's limits at n = 3
    top = csat(frame, 2, 0, 10, weights="Wgt").table.iloc[0]
    assert top["share"] == pytest.approx(4 / 6)
    assert (top["low"], top["high"]) == pytest.approx(wilson(2, 3))
    # mean (30 + 9 + 8 + 2) / 6 = 49/6; the sum of squares (300 + 81 + 64 + 4) / 6 = 449/6;
    # sd^2 = (449/6 - (49/6)^2) * 3/2, t with n_eff - 1 = 2 degrees of freedom: 4.302653
    spread = sqrt((449 / 6 - (49 / 6) ** 2) * 3 / 2)
    assert top["mean"] == pytest.approx(49 / 6)
    assert top["mean_high"] == pytest.approx(49 / 6 + 4.302653 * spread / sqrt(3), abs=1e-5)


@scored
@settings(max_examples=40)
@given(pairs=people)
def test_weights_of_one_change_nothing(kind, pairs):
    frame = frame_of(pairs, 1)
    plain, weighted = SCORES[kind](frame), SCORES[kind](frame, weights="Wgt")
    for name in ("table", "overall"):
        expected = getattr(plain, name)
        found = getattr(weighted, name)
        pd.testing.assert_frame_equal(
            found[expected.columns], expected, check_exact=True, check_dtype=False
        )
        assert (found["n_eff"] == found["n"]).all()
        assert not found["n_no_weight"].any()


@scored
@settings(max_examples=40)
@given(
    pairs=people,
    weights=st.lists(st.floats(0.01, 50), min_size=40, max_size=40),
    scale=st.floats(1e-3, 1e6),
)
def test_the_unit_of_the_weights_does_not_matter(kind, pairs, weights, scale):
    given_weights = pd.Series(weights[: len(pairs)])
    one, other = (
        SCORES[kind](frame_of(pairs, w), weights="Wgt").table
        for w in (given_weights, given_weights * scale)
    )
    pd.testing.assert_frame_equal(one, other, rtol=1e-7, atol=1e-7)


@scored
@settings(max_examples=40)
@given(pairs=people, weights=st.lists(st.integers(1, 6), min_size=40, max_size=40))
def test_whole_weights_give_the_estimates_of_repeated_rows(kind, pairs, weights):
    frame = frame_of(pairs, weights[: len(pairs)])
    weighted = SCORES[kind](frame, weights="Wgt").table
    repeated = SCORES[kind](frame.loc[frame.index.repeat(frame["Wgt"])]).table
    points = POINTS[kind]
    pd.testing.assert_frame_equal(weighted[points], repeated[points])
    assert (weighted["n_eff"] <= weighted["n"] + 1e-9).all()  # fewer answers, not more


@settings(max_examples=40)
@given(people, people, st.lists(st.integers(0, 9), min_size=80, max_size=80))
def test_weighted_tallies_of_two_sites_add_up(one, other, weights):
    a = frame_of(one, [w + 1 for w in weights[: len(one)]])
    b = frame_of(other, [w + 1 for w in weights[40 : 40 + len(other)]])
    apart = pd.concat([tally(a, weights="Wgt"), tally(b, weights="Wgt")])
    together = nps(pd.concat([a, b]), weights="Wgt")
    pd.testing.assert_frame_equal(nps(apart).table, together.table)


def test_only_the_column_that_is_named_weighs():
    frame = pd.DataFrame({"score": [10, 0], "weight": [9, 1], "w": [9, 1], "w2": [81, 1]})
    found = nps(frame)
    assert found.overall.loc[0, "nps"] == 0
    assert not found.weighted
    assert "n_eff" not in found.table
    assert nps(frame, weights="weight").overall.loc[0, "nps"] == pytest.approx(80)
    with pytest.raises(ValueError, match="no column 'Wgt'"):
        nps(frame, weights="Wgt")
    with pytest.raises(ValueError, match="counted without weights"):
        nps(tally(frame), weights="w")


@pytest.mark.parametrize(
    ("weights", "named"),
    [
        ([1, -2], "-2"),
        ([1, inf], "inf"),
        ([1, -inf], "-inf"),
        ([1, 1e200], "1e\\+200"),
        (["1", "heavy"], "'heavy'"),
    ],
)
def test_what_is_no_weight_is_refused_by_name(weights, named):
    frame = pd.DataFrame({"score": [10, 0], "Wgt": weights})
    with pytest.raises(ValueError, match=f"'Wgt'.*{named}"):
        nps(frame, weights="Wgt")


def test_a_sample_that_weighs_nothing_is_refused():
    frame = pd.DataFrame({"score": [10, 0, 9], "segment": ["a", "a", "b"], "Wgt": [0, 0, 1]})
    with pytest.raises(ValueError, match="segment 'a' add up to 0"):
        nps(frame, weights="Wgt")
    # nobody who answered is there to weigh: empty, as without weights
    nobody = pd.DataFrame({"score": [nan, 11], "Wgt": [0.0, 0.0]})
    row = nps(nobody, weights="Wgt").overall.iloc[0]
    assert isnan(row["nps"])
    assert (row["n"], row["n_eff"], row["flag"]) == (0, 0, "empty")


def test_answers_without_a_weight_are_counted_and_left_out():
    frame = pd.DataFrame({"score": [10, 0, nan, 12, 8], "Wgt": [1, nan, nan, None, 0]})
    found = nps(frame, weights="Wgt")
    row = found.overall.iloc[0]
    counts = ("n", "n_missing", "n_invalid", "n_no_weight")
    assert tuple(row[list(counts)]) == (2, 1, 1, 1)  # who weighs 0 has a weight
    assert row["nps"] == pytest.approx(100)
    assert {"scores.note.weighted", "scores.note.n_no_weight"} <= {n.key for n in found.notes}


def test_differences_of_weighted_scores_are_those_of_effective_samples():
    # weights 2 throughout leave 200 answers worth 200: brendan-r/NPS, (40, 30, 130) and
    # (60, 40, 100): 24.63054 [8.32484, 40.93625]
    a, b = (
        pd.DataFrame({"score": [3] * d + [8] * s + [10] * p, "Wgt": 2.0})
        for d, s, p in ((40, 30, 130), (60, 40, 100))
    )
    found = compare(nps(a, weights="Wgt"), nps(b, weights="Wgt"))
    assert found.difference == pytest.approx(24.63054, abs=1e-5)
    assert (found.low, found.high) == pytest.approx((8.32484, 40.93625), abs=1e-5)


def test_few_effective_answers_are_said():
    frame = pd.DataFrame({"score": [10] * 40, "Wgt": [100.0] + [1.0] * 39})
    found = nps(frame, weights="Wgt")
    note = next(n for n in found.notes if n.key == "scores.note.weighted")
    # (100 + 39)^2 / (10000 + 39) = 1.92
    assert (note.params["n"], note.params["n_eff"], note.tone) == (40, "1.9", "warn")
    assert n_effective(139, 10039) == pytest.approx(1.9246, abs=1e-4)


@pytest.mark.parametrize("unit", [0.1, 0.3, 0.7, 1.1, 1.3])
def test_an_effective_n_of_two_has_an_interval_whatever_the_unit(unit):
    # (1 + 1 + 4)^2 / (1 + 1 + 16) = 2; in other units it is 2 up to rounding
    frame = pd.DataFrame({"score": [5, 4, 2], "Wgt": [1, 1, 4]})
    whole = csat(frame, weights="Wgt").overall
    scaled = csat(frame.assign(Wgt=frame["Wgt"] * unit), weights="Wgt").overall
    assert whole["mean_low"].notna().all()
    pd.testing.assert_frame_equal(scaled, whole)
    alone = csat(frame[:1], weights="Wgt").overall.iloc[0]
    assert isnan(alone["mean_low"])
