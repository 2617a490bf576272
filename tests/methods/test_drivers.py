"""Key drivers against the published decomposition, and by their properties."""

from __future__ import annotations

from itertools import permutations
from math import isnan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods import redraw as resampling
from cxwidgets.methods import shapley
from cxwidgets.methods.covariance import CovarianceTally, from_moments
from cxwidgets.methods.drivers import analyse, drivers, tally

PREDICTORS = ["Agriculture", "Examination", "Education", "Catholic", "Infant.Mortality"]
# R `swiss`: 47 provinces, means and correlations to nine digits, so that no raw table is needed
N = 47
SD = [22.711217871, 7.977883397, 9.615407386, 41.704850284, 2.912696695, 12.491697150]
R = [
    [1, -0.686542209, -0.639522519, 0.401095053, -0.060858608, 0.353079184],
    [-0.686542209, 1, 0.698415296, -0.572741806, -0.114021596, -0.645882706],
    [-0.639522519, 0.698415296, 1, -0.153858917, -0.099321846, -0.663788857],
    [0.401095053, -0.572741806, -0.153858917, 1, 0.175495908, 0.463684701],
    [-0.060858608, -0.114021596, -0.099321846, 0.175495908, 1, 0.416556031],
    [0.353079184, -0.645882706, -0.663788857, 0.463684701, 0.416556031, 1],
]


@pytest.fixture
def swiss():
    covariance = np.array(R) * np.outer(SD, SD)
    return from_moments([*PREDICTORS, "Fertility"], N, covariance)


def test_d1_lmg_and_relative_weights(swiss):
    # R relaimpo 2.2-7 on `swiss` (Groemping 2006, Journal of Statistical Software 17(1)):
    # R2, lmg, and genizi (= RWA)
    result = analyse(swiss, draws=200)
    assert result.r2 == pytest.approx(0.70674, abs=5e-6)
    # R, summary(lm(Fertility ~ ., swiss)): adjusted R-squared
    assert result.r2_adjusted == pytest.approx(0.671, abs=5e-5)
    lmg = [0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]
    genizi = [0.0484169, 0.1547082, 0.2719641, 0.1146800, 0.1169657]
    assert list(result.table["lmg"]) == pytest.approx(lmg, rel=1e-6)
    assert list(result.table["rwa"]) == pytest.approx(genizi, rel=1e-6)
    assert list(result.table["share"]) == pytest.approx(np.array(lmg) / sum(lmg), rel=1e-6)


def test_d1_first_last_and_pratt(swiss):
    # the same source: R2 of each predictor alone, its gain when added last, and b * r
    explained = shapley.r_squared(np.array([R]))[0]
    first = [explained[1 << j] for j in range(5)]
    last = [explained[31] - explained[31 ^ (1 << j)] for j in range(5)]
    assert first == pytest.approx([0.1246649, 0.4171645, 0.4406156, 0.2150035, 0.1735189], rel=1e-6)
    printed = [0.04286961, 0.00738742, 0.16196269, 0.06237263, 0.05694526]
    assert last == pytest.approx(printed, rel=1e-5)
    pratt = shapley.standardised(np.array([R]))[0] * np.array(R)[:-1, -1]
    printed = [-0.1104860, 0.1064274, 0.4450046, 0.1611768, 0.1046122]
    assert list(pratt) == pytest.approx(printed, rel=1e-5)


# D2 of the methods reference rests on example_01.csv of ShapKa (Uyanik, MIT licence): the 1,584
# people who rated all of attributes 00, 01, 02, 10, 17, 18 and, last, overall satisfaction. Only
# sums of it stand here: of the ratings, and of their products from the diagonal on.
SHAPKA = ["00", "01", "02", "10", "17", "18", "overall"]
RATED, RATINGS = 1584, (12609, 12921, 12260, 12611, 12833, 13028, 12584)
PRODUCTS = (
    (103353, 105354, 100152, 102505, 104342, 105752, 102863),
    (108425, 102499, 104857, 106895, 108361, 105064),
    (98640, 99998, 101581, 102906, 99921),
    (103541, 104344, 105732, 102280),
    (107127, 107942, 104085),
    (110108, 105479),
    (102912,),
)


def test_d2_a_satisfaction_survey_in_r():
    upper = np.array([[0] * i + list(row) for i, row in enumerate(PRODUCTS)], dtype=float)
    products = upper + np.triu(upper, 1).T
    sums = np.array(RATINGS, dtype=float)
    covariance = (products - np.outer(sums, sums) / RATED) / (RATED - 1)
    result = analyse(from_moments(SHAPKA, RATED, covariance, sums / RATED))
    # relaimpo in R: R2 .8436255, and LMG of each attribute
    assert result.r2 == pytest.approx(0.8436255, abs=6e-8)
    published = [0.28705730, 0.15708019, 0.12800218, 0.09358177, 0.09402067, 0.08388340]
    assert result.table["lmg"].tolist() == pytest.approx(published, abs=6e-9)


def test_a_sign_conflict_is_told_and_named(swiss):
    # Agriculture correlates .353 with fertility, but its coefficient is negative
    result = analyse(swiss, draws=200)
    assert list(result.table["sign_conflict"]) == [True, False, False, False, False]
    keys = {note.key: note for note in result.notes}
    assert keys["drivers.note.sign_conflict"].params["names"] == ("Agriculture",)
    assert keys["drivers.note.negative"].params["names"] == ("Examination", "Education")
    assert "drivers.note.small_n" in keys


def test_lmg_is_the_average_gain_over_all_orders(swiss):
    explained = shapley.r_squared(np.array([R]))[0]
    gains = np.zeros(5)
    orders = list(permutations(range(5)))
    for order in orders:
        model = 0
        for j in order:
            gains[j] += explained[model | 1 << j] - explained[model]
            model |= 1 << j
    assert shapley.lmg(np.array([R]))[0] == pytest.approx(gains / len(orders))


def survey(n, seed=0, weights=(0.6, 0.3, 0.0)):
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=n)
    parts = {name: mood + rng.normal(size=n) for name in "abc"}
    y = sum(w * parts[name] for w, name in zip(weights, "abc", strict=True)) + rng.normal(size=n)
    return pd.DataFrame({k: np.clip(np.round(3 + v), 1, 5) for k, v in {**parts, "y": y}.items()})


def test_intervals_hold_the_value_and_narrow_with_n():
    widths = []
    for n in (150, 2400):
        table = drivers(survey(n), "y", ["a", "b", "c"], draws=500).table
        for name in ("coefficient", "lmg", "share", "rank"):
            assert (table[f"{name}_low"] <= table[name]).all()
            assert (table[name] <= table[f"{name}_high"]).all()
        widths.append((table["lmg_high"] - table["lmg_low"]).max())
    assert widths[1] < widths[0] / 2


def test_rows_drawn_again_and_matrices_drawn_agree_in_the_long_run():
    frame = survey(1500)
    rows = tally(frame, "y", ["a", "b", "c"])
    sums = CovarianceTally(rows.names, rows.sums, rows.left_out, rows.rows)
    assert rows.patterns is not None
    one, other = (analyse(t, draws=2000).table for t in (rows, sums))
    assert list(one["lmg"]) == list(other["lmg"])
    for end in ("lmg_low", "lmg_high", "coefficient_low"):
        assert list(one[end]) == pytest.approx(list(other[end]), abs=0.02)


def test_a_resampled_mean_has_the_spread_theory_gives():
    counted = tally(survey(400), "y", ["a"])
    means, _ = resampling.redraw(counted, 4000, 1)
    theory = np.sqrt(np.diag(counted.covariance) / counted.n)
    assert means.std(axis=0) == pytest.approx(theory, rel=4 / np.sqrt(2 * 4000))


def test_what_cannot_be_computed_says_why():
    frame = survey(60)
    cases = {
        "too_few": frame[:4],
        "constant": frame.assign(b=3),
        "collinear": frame.assign(c=frame["a"] + frame["b"]),
    }
    for key, answers in cases.items():
        result = drivers(answers, "y", ["a", "b", "c"])
        assert [note.key for note in result.notes] == [f"drivers.note.{key}"]
        assert isnan(result.r2)
        assert isnan(result.r2_adjusted)
        assert result.table["lmg"].isna().all()
    assert result.notes[0].params["names"] == ("a", "b", "c")


def test_mistakes_are_named():
    frame = survey(20)
    with pytest.raises(ValueError, match="'y' cannot explain itself"):
        drivers(frame, "y", ["a", "y"])
    with pytest.raises(ValueError, match="name at least one"):
        drivers(frame, "y", [])
    with pytest.raises(ValueError, match="no column 'z'"):
        drivers(frame, "z", ["a"])


def test_beyond_fifteen_predictors_relative_weights_rank():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.normal(size=(300, 17)), columns=[f"x{i}" for i in range(16)] + ["y"])
    frame["y"] += frame["x3"]
    result = drivers(frame, "y", [f"x{i}" for i in range(16)], draws=100)
    assert result.table["lmg"].isna().all()
    assert result.table.loc[result.table["rank"] == 1, "predictor"].tolist() == ["x3"]
    assert result.table["share"].sum() == pytest.approx(1)


def test_off_the_scale_is_left_out_and_said():
    frame = survey(120)
    frame.loc[:9, "a"] = 0
    result = drivers(frame, "y", ["a", "b"], 1, 5, draws=50)
    assert result.n == 110
    (note,) = [n for n in result.notes if n.key == "drivers.note.left_out"]
    assert note.params == {"n": 10, "all": 120}


matrices = st.integers(0, 10_000).map(
    lambda seed: np.cov(np.random.default_rng(seed).normal(size=(12, 4)) @ np.ones((4, 4)) * 0.3
    + np.random.default_rng(seed + 1).normal(size=(12, 4)), rowvar=False)
)  # fmt: skip


@given(matrices)
def test_both_decompositions_add_up_to_r2_and_are_not_negative(matrix):
    stack = matrix[None]
    whole = shapley.r_squared(shapley.correlations(stack))[0, -1]
    for parts in (shapley.lmg(stack)[0], shapley.rwa(stack)[0]):
        assert parts.sum() == pytest.approx(whole)
        assert (parts >= -1e-12).all()


@given(matrices, st.floats(0.1, 50), st.permutations(range(3)))
def test_units_and_order_do_not_matter(matrix, unit, order):
    scaled = matrix * np.outer([unit, 1, 1, 1 / unit], [unit, 1, 1, 1 / unit])
    turned = scaled[np.ix_([*order, 3], [*order, 3])]
    assert shapley.lmg(turned[None])[0] == pytest.approx(shapley.lmg(matrix[None])[0][list(order)])


def test_tallies_add_up_in_every_backend():
    frame = survey(90)
    names = ["a", "b", "c"]
    whole = tally(frame, "y", names)
    parts = tally(frame[:40], "y", names) + tally(frame[40:], "y", names)
    other = tally(pl.DataFrame(frame.to_dict("list")).lazy(), "y", names)
    for found in (parts, other):
        pd.testing.assert_frame_equal(found.sums, whole.sums)
        pd.testing.assert_frame_equal(found.patterns, whole.patterns, check_dtype=False)
        pd.testing.assert_frame_equal(
            analyse(found, draws=50).table, analyse(whole, draws=50).table
        )


def test_a_correlation_below_zero_by_chance_is_not_called_negative():
    draw = np.random.default_rng(9)
    frame = pd.DataFrame(draw.integers(1, 6, (120, 3)), columns=["a", "b", "y"])
    frame["b"] = 6 - frame["y"]
    frame.loc[::2, "b"] = draw.integers(1, 6, 60)
    result = drivers(frame, "y", ["a", "b"], draws=50)
    assert (result.table["r"] < 0).all()
    (note,) = [n for n in result.notes if n.key == "drivers.note.negative"]
    assert note.params["names"] == ("b",)


def test_samples_that_explain_nothing_take_no_part_in_the_limits_of_a_share():
    # of eight people drawn again, some samples have no correlation at all: 0 of 0 is no share
    rows = [[0, 1, 1], [0, 0, 1], [1, 1, 0], [1, 1, 1], [1, 1, 1], [0, 1, 0], [1, 1, 1], [1, 0, 0]]
    with np.errstate(all="raise"):
        table = drivers(pd.DataFrame(rows, columns=["a", "b", "y"]), "y", ["a", "b"]).table
    assert table[["share_low", "share_high"]].notna().all(axis=None)
    assert (table["share_low"] <= table["share"]).all()
    assert (table["share"] <= table["share_high"]).all()
    nothing = pd.DataFrame({"x": [1, 2, 1, 2], "y": [1, 1, 2, 2]})
    with np.errstate(all="raise"):
        row = drivers(nothing, "y", ["x"]).table.iloc[0]
    assert (row["lmg"], row["r"]) == (0, 0)
    assert np.isnan(row["share"])
