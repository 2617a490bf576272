"""Kano by means, and under every method: computed cases, edge cases, properties."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t

from cxwidgets.methods.kano import kano, tally
from cxwidgets.methods.kano_continuous import analyse, kano_continuous
from cxwidgets.methods.kano_robust import WAYS, kano_robustness, probabilities
from tests.methods.test_kano import REPPEL, STP25KANO, answers, as_frame, pairs

# KC1: the crosstabs of Reppel's study (its data are published, the means are computed from them):
# mean functional, mean dysfunctional, their standard deviations, class.
KC1 = {
    "F6": (1.455307, 0.156425, 2.0748, 1.6663, "I"),
    "F7": (2.824022, 2.337989, 1.5339, 1.9690, "O"),
    "F8": (2.918994, 2.284916, 1.5106, 2.0573, "O"),
    "F9": (2.902235, 1.770950, 1.6916, 1.8495, "A"),
    "F10": (2.776536, 2.905028, 1.6159, 2.0033, "O"),
    "F11": (2.594972, 1.793296, 1.7540, 1.9864, "A"),
}


@pytest.mark.parametrize("feature", KC1)
def test_kc1_the_online_study_by_means(feature):
    row = kano_continuous(answers({feature: REPPEL[feature]})).table.iloc[0]
    functional, dysfunctional, sd_f, sd_d, category = KC1[feature]
    assert (row["functional"], row["dysfunctional"]) == pytest.approx(
        (functional, dysfunctional), abs=1e-6
    )
    assert (row["functional_sd"], row["dysfunctional_sd"]) == pytest.approx((sd_f, sd_d), abs=6e-5)
    assert row["category"] == category
    half = t.ppf(0.975, 357) * row["functional_sd"] / 358**0.5
    assert row["functional_high"] - row["functional"] == pytest.approx(half, rel=1e-6)


@pytest.mark.parametrize(
    ("pair", "point", "flag"),
    [((1, 5), (4, 4), "alike"), ((3, 3), (0, 0), "alike"), ((5, 1), (-2, -2), "reverse")],
)
def test_kc2_the_corners(pair, point, flag):
    frame = pd.DataFrame({"feature": ["x"] * 3, "functional": pair[0], "dysfunctional": pair[1]})
    result = kano_continuous(frame)
    row = result.table.iloc[0]
    assert (row["functional"], row["dysfunctional"]) == point
    assert row["flag"] == flag
    key = {"reverse": "kano.continuous.reverse", "alike": "panel.alike"}[flag]
    assert [n.key for n in result.notes] == ["panel.small_n", key]
    assert isnan(row["functional_low"])


@pytest.mark.parametrize(("n", "settled"), [(1, False), (2, False), (29, False), (30, True)])
def test_a_few_people_of_one_mind_settle_nothing(n, settled):
    # rule of three (Hanley & Lippman-Hand 1983): up to 3/n may still answer otherwise
    frame = pd.DataFrame({"feature": ["x"] * n, "functional": 1, "dysfunctional": 3})
    row = kano_continuous(frame).table.iloc[0]
    assert row["settled"] == settled
    assert isnan(row["functional_low"]) == (not settled)


def test_no_complete_pair_is_nan_and_said():
    frame = pd.DataFrame({"feature": ["x"], "functional": [7], "dysfunctional": [nan]})
    row = kano_continuous(frame).table.iloc[0]
    assert isnan(row["functional"])
    assert (row["n"], row["flag"], row["category"]) == (0, "empty", None)
    assert not row["settled"]
    assert kano_continuous(frame.head(0)).table.empty


@pytest.mark.parametrize(("n", "said"), [(1, True), (29, True), (30, False), (0, False)])
def test_few_answers_are_said(n, said):
    frame = pd.DataFrame({"feature": ["x"] * n, "functional": 2.0, "dysfunctional": 3.0})
    frame = pd.concat([frame, frame.assign(feature="y", functional=9.0)])
    notes = [note for note in kano_continuous(frame).notes if note.key == "panel.small_n"]
    assert [note.params for note in notes] == ([{"n": n}] if said else [])


@given(pairs)
def test_what_is_left_out_is_counted_as_by_the_classes(rows):
    left_out = ["feature", "n", "n_missing", "n_invalid"]
    frame = as_frame(rows)
    pd.testing.assert_frame_equal(
        kano_continuous(frame).table[left_out], kano(frame).table[left_out]
    )


RATED = pd.DataFrame(
    [(1, 5, 9), (1, 3, 3), (3, 3, 3), (5, 3, nan), (3, nan, 9)],
    columns=["functional", "dysfunctional", "importance"],
).assign(feature="x")


def test_means_weighted_by_importance_by_hand():
    # scores 4, 4, 0 and 4, 0, 0 with weights 9, 3, 3 (sum 15, squares 99); the fourth rated no
    # importance, the fifth pair is not complete. Kish: n_eff = 15^2 / 99
    row = kano_continuous(RATED, average="importance_weighted").table.iloc[0]
    assert (row["functional"], row["dysfunctional"]) == pytest.approx((48 / 15, 36 / 15))
    assert (row["n"], row["n_no_importance"], row["n_missing"]) == (3, 1, 1)
    n = 225 / 99
    assert row["n_eff"] == pytest.approx(n)
    # weighted variance of the dysfunctional scores: 4^2 * 9/15 * 6/15, times n_eff / (n_eff - 1)
    sd = (16 * 0.6 * 0.4 * n / (n - 1)) ** 0.5
    assert row["dysfunctional_sd"] == pytest.approx(sd)
    half = t.ppf(0.975, n - 1) * sd / n**0.5
    assert row["dysfunctional_high"] - row["dysfunctional"] == pytest.approx(half)
    assert (row["category"], row["settled"]) == ("O", False)


@given(pairs, st.integers(1, 9))
def test_equal_importance_leaves_the_mean(rows, importance):
    frame = as_frame(rows).assign(importance=importance)
    plain = kano_continuous(frame).table
    weighted = kano_continuous(frame, average="importance_weighted").table
    assert (weighted["n_eff"] == plain["n"]).all()
    assert (weighted["n_no_importance"] == 0).all()
    pd.testing.assert_frame_equal(weighted[plain.columns], plain, check_dtype=False)


def test_nobody_rated_importance():
    frame = RATED.assign(importance=nan)
    row = kano_continuous(frame, average="importance_weighted").table.iloc[0]
    assert (row["n"], row["n_no_importance"], row["flag"]) == (0, 4, "empty")
    assert isnan(row["functional"])
    assert row["category"] is None


def test_medians_by_hand():
    # functional scores 4 (x 6), 2 (x 4): median 4; dysfunctional 4 (x 3), 0 (x 7): median 0. Of ten
    # answers the 2nd and the 9th enclose the median with 97.9 % (Conover 1999, 3.2).
    frame = pd.DataFrame({"functional": [1] * 6 + [2] * 4, "dysfunctional": [5] * 3 + [3] * 7})
    result = kano_continuous(frame.assign(feature="x"), average="median")
    row = result.table.iloc[0]
    assert (result.average, row["category"], row["settled"]) == ("median", "A", False)
    assert tuple(row[["functional", "functional_low", "functional_high"]]) == (4, 2, 4)
    assert tuple(row[["dysfunctional", "dysfunctional_low", "dysfunctional_high"]]) == (0, 0, 4)
    assert row["functional_sd"] == pytest.approx(np.std([4] * 6 + [2] * 4, ddof=1))


@given(pairs)
def test_medians_are_those_of_the_single_answers(rows):
    frame = as_frame(rows)
    table = kano_continuous(frame, average="median").table
    whole = frame[frame[["functional", "dysfunctional"]].isin(range(1, 6)).all(axis=1)]
    scored = whole.assign(functional=whole["functional"].map({1: 4, 2: 2, 3: 0, 4: -1, 5: -2}))
    expected = scored.groupby("feature")["functional"].median()
    found = table.set_index("feature")["functional"].dropna()
    assert dict(found) == dict(expected)


@pytest.mark.parametrize(("n", "known"), [(29, False), (30, True)])
def test_the_median_of_a_few_people_of_one_mind_settles_nothing(n, known):
    frame = pd.DataFrame({"feature": ["x"] * n, "functional": 1, "dysfunctional": 3})
    row = kano_continuous(frame, average="median").table.iloc[0]
    assert (row["settled"], row["flag"]) == (known, "" if known else "alike")
    assert isnan(row["functional_low"]) == (not known)


def test_averages_that_cannot_be_are_named():
    with pytest.raises(
        ValueError, match="'mode'; it must be one of mean, importance_weighted, median"
    ):
        kano_continuous(RATED, average="mode")
    with pytest.raises(ValueError, match="a column 'importance'"):
        kano_continuous(RATED.drop(columns="importance"), average="importance_weighted")
    weighted = tally(RATED.assign(w=[1, 2, 3, 4, None]), weights="w")
    with pytest.raises(ValueError, match="the tally is weighted"):
        kano_continuous(weighted, average="median")


def test_importance_comes_along():
    frame = answers({"x": REPPEL["F7"]}).assign(importance=5)
    assert kano_continuous(frame).table.loc[0, "importance"] == 5


@given(pairs, pairs)
def test_tallies_add_up_and_polars_agrees(one, other):
    apart = pd.concat([tally(as_frame(one)), tally(as_frame(other))])
    together = as_frame(one + other)
    polars = pl.DataFrame(
        {k: [None if pd.isna(v) else v for v in together[k]] for k in together},
        schema_overrides={"functional": pl.Float64, "dysfunctional": pl.Float64},
    )
    whole = kano_continuous(together).table
    merged = analyse(apart).table.sort_values("feature", ignore_index=True)
    pd.testing.assert_frame_equal(merged, whole)
    pd.testing.assert_frame_equal(kano_continuous(polars.lazy()).table, whole)


@given(pairs)
def test_means_stay_on_the_scale_and_within_their_limits(rows):
    table = kano_continuous(as_frame(rows)).table.dropna(subset="functional")
    for side in ("functional", "dysfunctional"):
        assert table[side].between(-2, 4).all()
        sure = table.dropna(subset=f"{side}_low")
        assert (sure[f"{side}_low"] <= sure[side]).all()
        assert (sure[side] <= sure[f"{side}_high"]).all()


def test_the_teaching_example_depends_on_the_method():
    # methods reference K3: F11 is I by the mode (114 and 105), O by Blauth, A by its means
    table = kano_robustness(answers(REPPEL)).table.set_index("feature")
    f11 = table.loc["F11"]
    assert (f11["standard_mode"], f11["pouliot_blauth"], f11["continuous"]) == ("I", "O", "A")
    assert not f11["agree"]
    assert f11["ways"] == 3
    assert list(table.loc["F10", list(WAYS)]) == ["O"] * 7
    assert table.loc["F10", "agree"]


def test_a_reverse_feature_is_reverse_by_its_means_too():
    frame = pd.DataFrame({"feature": ["x"] * 9, "functional": 5, "dysfunctional": 1})
    assert list(kano_robustness(frame).table.loc[0, list(WAYS)]) == ["R"] * 7


def test_the_chance_of_a_class_agrees_with_the_normal_approximation():
    # two classes, 60 against 40 of 100: the lead 20 has sd sqrt(100 * (1 - 0.04)) = 9.798, so the
    # second leads when the drawn lead is below 0: P(Z < -(20 + 1) / 9.798) = 0.016 (ties go to M)
    counts = dict.fromkeys("AOIRQ", 0) | {"M": 60, "I": 40}
    found = probabilities(counts, draws=20_000, random=np.random.default_rng(1))
    error = (0.016 * 0.984 / 20_000) ** 0.5
    assert found["I"] == pytest.approx(0.016, abs=4 * error + 0.002)
    assert sum(found.values()) == pytest.approx(1)


def test_chances_by_rule():
    # stp25kano, hotline: I leads A by 3 of 296, so another draw changes the class almost as often;
    # Blauth's rule asks first whether O + A + M (160) exceed I + R + Q (136)
    counts = dict(zip("MOAIRQ", STP25KANO["Hotline"][0], strict=True))
    random = np.random.default_rng(2)
    mode = probabilities(counts, random=random)
    assert 0.35 < mode["A"] < 0.5
    assert mode["I"] > mode["A"]
    blauth = probabilities(counts, "blauth", random=random)
    # the difference 24 has sd sqrt(296 - 24^2/296) = 17.1: P(Z > -1.40) = 0.92
    assert blauth["A"] == pytest.approx(0.92, abs=0.03)
    nothing = probabilities(dict.fromkeys("MOAIRQ", 0), random=random)
    assert all(isnan(v) for v in nothing.values())
    with pytest.raises(ValueError, match="0"):
        probabilities(counts, draws=0, random=random)


def test_the_same_seed_draws_the_same():
    frame = answers({"x": REPPEL["F11"]})
    pd.testing.assert_frame_equal(
        kano_robustness(frame, 200).chances, kano_robustness(tally(frame), 200).chances
    )


@given(st.lists(st.integers(0, 30), min_size=6, max_size=6).filter(sum))
def test_chances_are_a_distribution(counts):
    given_ = dict(zip("AOMIRQ", counts, strict=True))
    found = probabilities(given_, draws=50, random=np.random.default_rng(3))
    assert sum(found.values()) == pytest.approx(1)
    assert all(found[c] == 0 for c in found if given_[c] == 0)


@pytest.mark.parametrize(("n", "known"), [(1, False), (2, False), (29, False), (30, True)])
def test_few_of_one_mind_do_not_show_how_robust_a_class_is(n, known):
    frame = pd.DataFrame({"feature": ["x"] * n, "functional": 1, "dysfunctional": 3})
    result = kano_robustness(frame, 50)
    assert result.chances["chance"].notna().all() == known
    assert [note.params["names"] for note in result.notes] == ([] if known else [("x",)])
    assert result.table["agree"].all()


@pytest.mark.parametrize("pair", [(9, 2), (2, 9)])
def test_what_a_tally_made_elsewhere_holds_off_the_scale_is_no_answer(pair):
    rows = [(1, 3, 4), (*pair, 3)]
    made = pd.DataFrame(rows, columns=["functional", "dysfunctional", "n"]).assign(feature="x")
    row = kano_continuous(made).table.iloc[0]
    assert (row["n"], row["functional"], row["dysfunctional"]) == (4, 4, 0)
