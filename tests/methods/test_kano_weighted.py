"""Kano with respondent weights: by hand after Kish, against repeated rows, by its properties."""

from __future__ import annotations

from math import isnan, nan, sqrt

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods.intervals import leading_test, wilson
from cxwidgets.methods.kano import kano, tally
from cxwidgets.methods.kano_continuous import kano_continuous
from cxwidgets.methods.kano_robust import kano_robustness
from cxwidgets.methods.kano_settled import fong
from cxwidgets.methods.kano_table import CATEGORIES

PAIR = {"A": (1, 3), "O": (1, 5), "M": (3, 5), "I": (3, 3), "R": (5, 1), "Q": (1, 1)}


def frame_of(answers):
    """Return a frame of one feature from classes with their weights."""
    rows = [(*PAIR[c], w) for c, w in answers]
    return pd.DataFrame(rows, columns=["functional", "dysfunctional", "Wgt"]).assign(feature="wifi")


def test_kish_by_hand():
    # Kish 1965, Survey Sampling, 11.7: n_eff = (sum w)^2 / sum w^2, shares sum(w x) / sum(w).
    # Weights A 4, O 2 + 1, M 1, Q 2 of five people: sum w = 10, sum w^2 = 16 + 4 + 1 + 1 + 4 = 26.
    found = kano(frame_of([("A", 4), ("O", 2), ("O", 1), ("M", 1), ("Q", 2)]), weights="Wgt")
    row = found.table.iloc[0]
    assert tuple(row[list(CATEGORIES)]) == (1, 2, 1, 0, 0, 1)  # people
    assert (row["n"], row["n_eff"]) == (5, pytest.approx(100 / 26))
    assert row["A_share"] == pytest.approx(0.4)
    assert (row["category"], row["second"]) == ("A", "O")  # of people, O leads
    # A, O, M, I: sum w = 8, sum w^2 = 22, n_eff 64/22; Better 7/8, Worse -4/8, Wilson at 64/22
    n = 64 / 22
    assert (row["better"], row["worse"]) == pytest.approx((7 / 8, -4 / 8))
    assert (row["better_low"], row["better_high"]) == pytest.approx(wilson(7 / 8 * n, n))
    # the test: 4 against 3, times 10/26: z = (1 * 10/26) / sqrt(7 * 10/26)
    assert row["z"] == pytest.approx((10 / 26) / sqrt(7 * 10 / 26))
    assert row["fong"] == pytest.approx(fong(40 / 26, 30 / 26, 100 / 26))
    assert row["category_strength"] == pytest.approx(0.1)
    note = next(note for note in found.notes if note.key == "kano.note.weighted")
    assert note.params == {"n": 5, "n_eff": "3.8"}


answered = st.lists(
    st.tuples(st.integers(1, 6), st.integers(1, 6), st.sampled_from([1, 5, 9, 11, None])),
    min_size=1,
    max_size=40,
)


def pairs_of(rows, weights):
    frame = pd.DataFrame(rows, columns=["functional", "dysfunctional", "importance"])
    frame = frame.assign(feature=["wifi", "seat"] * (len(rows) // 2) + ["wifi"] * (len(rows) % 2))
    return frame.astype({"importance": float}).assign(Wgt=weights)


rules = pytest.mark.parametrize("rule", ["mode", "mode_threshold", "blauth"])


@rules
@settings(max_examples=20)
@given(rows=answered)
def test_weights_of_one_change_nothing(rule, rows):
    frame = pairs_of(rows, 1)
    plain, weighted = kano(frame, rule=rule), kano(frame, rule=rule, weights="Wgt")
    found = weighted.table
    pd.testing.assert_frame_equal(
        found[plain.table.columns], plain.table, check_exact=True, check_dtype=False
    )
    pd.testing.assert_frame_equal(weighted.ellipses, plain.ellipses, check_exact=True)
    assert (found["n_eff"] == found["n"]).all()


@rules
@settings(max_examples=20)
@given(
    rows=answered,
    weights=st.lists(st.integers(1, 9), min_size=40, max_size=40),
    scale=st.sampled_from([0.1, 1 / 3, 7, 1e5]),
)
def test_the_unit_of_the_weights_does_not_matter(rule, rows, weights, scale):
    w = pd.Series(weights[: len(rows)])
    one, other = (kano(pairs_of(rows, v), rule=rule, weights="Wgt").table for v in (w, w * scale))
    pd.testing.assert_frame_equal(
        one.drop(columns="n_needed"), other.drop(columns="n_needed"), check_dtype=False
    )


@settings(max_examples=30)
@given(rows=answered, weights=st.lists(st.integers(1, 5), min_size=40, max_size=40))
def test_whole_weights_give_the_estimates_of_repeated_rows(rows, weights):
    frame = pairs_of(rows, weights[: len(rows)])
    weighted = kano(frame, weights="Wgt").table
    repeated = kano(frame.loc[frame.index.repeat(frame["Wgt"])]).table
    same = ["feature", "category", "second", "better", "worse", "category_strength", "importance"]
    pd.testing.assert_frame_equal(weighted[same], repeated[same], check_dtype=False)
    assert (weighted["n_eff"] <= weighted["n"] + 1e-9).all()


def test_sums_that_differ_by_rounding_only_are_a_tie():
    # 0.1 + 0.2 is not 0.3 in binary; the tie goes to the must-be, whatever the order of adding
    row = kano(frame_of([("A", 0.1), ("A", 0.2), ("M", 0.3)]), weights="Wgt").table.iloc[0]
    assert (row["category"], row["flag"]) == ("M", "tie")
    assert isnan(row["n_needed"])


def test_a_class_can_be_settled_by_people_and_open_by_weight():
    answers = [("A", 1)] * 30 + [("M", 1)] * 9 + [("M", 21)]
    frame = frame_of(answers)
    assert kano(frame).table.loc[0, "settled"]
    row = kano(frame, weights="Wgt").table.iloc[0]
    assert (row["A_share"], row["M_share"]) == pytest.approx((0.5, 0.5))
    assert not row["settled"]


def test_few_effective_answers_use_the_binomial_distribution_continued():
    # between whole counts: 7 of 20 has p 0.2632, 8 of 20 has 0.5034 (exact two-sided binomial)
    assert leading_test(13, 7)[1] == pytest.approx(0.2632, abs=1e-4)
    assert leading_test(12, 8)[1] == pytest.approx(0.5034, abs=1e-4)
    assert leading_test(13, 7, continued=True) == leading_test(13, 7)
    assert 0.2632 < leading_test(12.5, 7.5, continued=True)[1] < 0.5034


def test_pairs_without_a_weight_are_counted_and_left_out():
    frame = frame_of([("A", 1), ("M", nan), ("O", 0)])
    frame.loc[3] = {"functional": nan, "dysfunctional": 1, "Wgt": nan, "feature": "wifi"}
    found = kano(frame, weights="Wgt")
    row = found.table.iloc[0]
    assert tuple(row[["n", "A", "M", "O", "n_missing", "n_no_weight"]]) == (2, 1, 0, 1, 1, 1)
    assert "kano.note.n_no_weight" in [note.key for note in found.notes]


def test_what_cannot_be_weighed_is_refused():
    frame = frame_of([("A", 0), ("M", 0)])
    with pytest.raises(ValueError, match="'wifi' add up to 0"):
        kano(frame, weights="Wgt")
    with pytest.raises(ValueError, match=r"'Wgt' holds the weight -0\.5"):
        kano(frame.assign(Wgt=-0.5), weights="Wgt")
    with pytest.raises(ValueError, match="counted without weights"):
        kano(tally(frame), weights="Wgt")
    with pytest.raises(ValueError, match="tally is weighted"):
        kano_continuous(tally(frame, weights="Wgt"))
    with pytest.raises(ValueError, match="tally is weighted"):
        kano_robustness(tally(frame, weights="Wgt"))


def test_only_contradictions_weigh_something():
    # the base of Better and Worse weighs nothing: both are NaN, as where nobody gave such answers
    row = kano(frame_of([("Q", 1), ("A", 0)]), weights="Wgt").table.iloc[0]
    assert isnan(row["better"])
    assert (row["n"], row["flag"]) == (2, "no_base")


def test_a_weighted_feature_is_read_the_other_way_round_with_its_weights():
    # of people most want it (O 3 of 5), of weights most do not: R 4 + 4 of 11
    frame = pd.DataFrame({"functional": [5, 2, 1, 1, 1], "dysfunctional": [1, 1, 5, 5, 5]})
    frame = frame.assign(feature="wifi", Wgt=[4, 4, 1, 1, 1])
    assert kano(frame).inverted.empty
    row = kano(frame, weights="Wgt").inverted.iloc[0]
    # the other way round: O and A weigh 4 each; Kish's n_eff of the two is 8^2 / 32 = 2
    assert (row["n"], row["better"], row["worse"]) == (5, 1, -0.5)
    assert (row["better_low"], row["better_high"]) == pytest.approx(wilson(2, 2))
    assert (row["worse_high"], row["worse_low"]) == pytest.approx([-v for v in wilson(1, 2)])
    assert (row["category"], row["second"]) == ("O", "A")  # a tie goes to O
