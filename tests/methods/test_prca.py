"""Penalty-reward contrasts against published coefficients and a factorial design."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import polars as pl
import pytest

from cxwidgets.methods.prca import prca, prca_from_coefficients, tally
from cxwidgets.methods.prca_classes import asymmetry, classes, five_classes, impact
from cxwidgets.methods.prca_regression import fitted

# Wang et al. 2024, Data Science and Management 7, 164-180, Table 4 (New York
# hotels, 297,244 ratings): attribute, mean, penalty, reward, IA printed, class, standing
HOTELS = [
    ("Value", 4.08, -0.71, 0.22, -0.53, "basic", "L"),
    ("Rooms", 4.15, -0.46, 0.84, 0.30, "excitement", "L"),
    ("Location", 4.67, -0.02, 0.18, 0.81, "excitement", "H"),
    ("Cleanliness", 4.43, -0.36, 0.18, -0.32, "basic", "H"),
    ("Service", 4.31, -0.75, 0.73, -0.02, "performance", "L"),
    ("Sleep quality", 4.29, -0.47, 0.15, -0.53, "basic", "L"),
]


def test_pr1_new_york_hotels():
    table = pd.DataFrame(
        [row[:4] for row in HOTELS], columns=["attribute", "mean", "penalty", "reward"]
    )
    result = prca_from_coefficients(table, theta=0.2).table
    # inputs are rounded to two decimals: tolerance .02
    assert list(result["ia"]) == pytest.approx([row[4] for row in HOTELS], abs=0.02)
    assert list(result["category"]) == [row[5] for row in HOTELS]
    assert list(result["standing"]) == [row[6] for row in HOTELS]
    assert result["mean"].mean() == pytest.approx(4.3217, abs=5e-5)
    order = list(result.sort_values("priority")["attribute"])
    assert order == ["Value", "Sleep quality", "Service", "Rooms", "Cleanliness", "Location"]


def test_pr1_range_of_impact_and_the_five_classes():
    table = pd.DataFrame(
        [row[:4] for row in HOTELS], columns=["attribute", "mean", "penalty", "reward"]
    )
    result = prca_from_coefficients(table, theta=0.2).table
    # RIOCS = r + |p|, SGP = r / RIOCS, DGP = |p| / RIOCS (Mikulić & Prebežac 2008), from the
    # printed coefficients: .93 = .71 + .22 and so on
    assert list(result["riocs"]) == pytest.approx([0.93, 1.30, 0.20, 0.54, 1.48, 0.62])
    sgp = [0.22 / 0.93, 0.84 / 1.30, 0.18 / 0.20, 0.18 / 0.54, 0.73 / 1.48, 0.15 / 0.62]
    assert list(result["sgp"]) == pytest.approx(sgp)
    assert list(result["dgp"]) == pytest.approx([1 - share for share in sgp])
    assert list(result["ia"]) == pytest.approx(list(result["sgp"] - result["dgp"]))
    # IA -.527, .292, .800, -.333, -.014, -.516 (methods reference)
    five = ["frustrator", "satisfier", "delighter", "dissatisfier", "hybrid", "frustrator"]
    assert list(result["five_class"]) == five
    wide = prca_from_coefficients(table, theta=0.2, outer=0.7).table
    assert list(wide["five_class"]) == ["dissatisfier", *five[1:5], "dissatisfier"]
    assert list(wide["category"]) == list(result["category"])


@pytest.mark.parametrize("outer", [0.2, 0.1, 1, float("nan")])
def test_an_outer_limit_within_the_inner_one_is_refused(outer):
    table = pd.DataFrame({"attribute": ["a"], "mean": [3], "penalty": [-1], "reward": [1]})
    with pytest.raises(ValueError, match=r"outer is .*; it must lie between theta \(0\.2\) and 1"):
        prca_from_coefficients(table, theta=0.2, outer=outer)


def test_a_class_includes_its_own_limit():
    ia = np.array([-1, -0.4, -0.1, 0, 0.1, 0.4, 1, np.nan])
    assert list(five_classes(ia, 0.1, 0.4)) == [
        *("frustrator", "dissatisfier", "hybrid", "hybrid", "hybrid", "satisfier", "delighter"),
        "indifferent",
    ]
    # a reward of 11 against a penalty of 9: (11 - 9) / 20 is the limit itself
    assert list(classes(asymmetry(np.array([[-9.0, 11.0]])), 0.1)) == ["performance"]


# PR3 of the methods reference: example_01.csv of ShapKa (Uyanik, MIT licence), the 1,584 people who
# rated all six attributes and overall satisfaction; low is 6 or less, high 9 or more. Sums of
# products of the columns of the design (a constant, then each attribute's low and high), from the
# diagonal on, and with the outcome; the outcome's own.
SHAPKA = (
    (1584, 195, 525, 163, 646, 288, 494, 229, 560, 189, 637, 157, 699),
    (195, 0, 131, 2, 144, 6, 109, 10, 109, 11, 93, 21),
    (525, 2, 491, 6, 397, 8, 408, 7, 438, 6, 451),
    (163, 0, 126, 2, 87, 8, 100, 9, 89, 22),
    (646, 15, 436, 18, 439, 7, 493, 6, 511),
    (288, 0, 141, 17, 124, 36, 102, 49),
    (494, 8, 381, 5, 394, 5, 399),
    (229, 0, 103, 15, 92, 28),
    (560, 7, 461, 9, 472),
    (189, 0, 110, 12),
    (637, 6, 582),
    (157, 0),
    (699,),
)
WITH_OUTCOME = (12584, 1099, 4849, 927, 5797, 1827, 4501, 1466, 5012, 1161, 5635, 960, 6097)
OUTCOME = 102912


def regression(columns):
    """Return coefficients of some columns, and R², by rows that have these sums of products."""
    upper = np.array([[0] * i + list(row) for i, row in enumerate(SHAPKA)], dtype=float)
    gram = (upper + np.triu(upper, 1).T)[np.ix_(columns, columns)]
    along = np.array(WITH_OUTCOME, dtype=float)[columns]
    whole = np.block([[gram, along[:, None]], [along, np.array([OUTCOME])]])
    rows = np.linalg.cholesky(whole).T
    b, _, _ = fitted(rows[:, :-1], rows[:, -1], np.ones(len(rows)))
    total = OUTCOME - WITH_OUTCOME[0] ** 2 / SHAPKA[0][0]
    return b, 1 - (OUTCOME - b @ along) / total


def test_pr3_all_attributes_at_once_and_one_at_a_time():
    # statsmodels OLS: const 7.688729, R2 .734656
    b, r2 = regression(list(range(13)))
    assert b[0] == pytest.approx(7.688729, abs=6e-7)
    assert r2 == pytest.approx(0.734656, abs=6e-7)
    penalties = [-1.182324, -0.470355, -0.326055, -0.240360, -0.234569, -0.157450]
    rewards = [0.901192, 0.202778, 0.317252, 0.194152, 0.103812, -0.007757]
    assert b[1::2] == pytest.approx(penalties, abs=6e-7)
    assert b[2::2] == pytest.approx(rewards, abs=6e-7)
    ia = asymmetry(b[1:].reshape(6, 2))  # the wrong sign counts as 0
    assert ia == pytest.approx([-0.1349, -0.3975, -0.0137, -0.1063, -0.3864, -1], abs=6e-5)
    # RIOCS, SGP and DGP by their formulas from the coefficients above, the wrong sign as 0
    riocs, sgp, dgp = impact(b[1:].reshape(6, 2))
    ranges = [2.083516, 0.673133, 0.643307, 0.434512, 0.338381, 0.157450]
    assert riocs == pytest.approx(ranges, abs=2e-6)
    assert sgp == pytest.approx(np.array([*rewards[:5], 0]) / ranges, abs=1e-5)
    assert dgp == pytest.approx(-np.array(penalties) / ranges, abs=1e-5)
    kinds = ["dissatisfier", "dissatisfier", "hybrid", "dissatisfier", "dissatisfier", "frustrator"]
    assert list(five_classes(ia, 0.1, 0.4)) == kinds
    kinds[1] = kinds[4] = "frustrator"  # -.3975 and -.3864
    assert list(five_classes(ia, 0.1, 0.35)) == kinds
    alone = np.array([regression([0, 2 * j + 1, 2 * j + 2])[0][1:] for j in range(6)])
    published = [-0.1358, -0.1405, -0.0527, -0.0036, -0.1046, -0.1330]
    assert asymmetry(alone) == pytest.approx(published, abs=6e-5)
    assert list(classes(ia, 0.1)) != list(classes(asymmetry(alone), 0.1))


EFFECTS = {"basic": (-1.0, 0.1), "perf": (-0.6, 0.6), "excite": (-0.1, 0.9), "indiff": (0.0, 0.0)}


@pytest.fixture
def factorial():
    """Every pattern of low (1), middle (3) and high (5) once, with effects that add up exactly."""
    rows = []
    for pattern in product((1, 3, 5), repeat=4):
        y = 7.0
        for rating, (penalty, reward) in zip(pattern, EFFECTS.values(), strict=True):
            y += {1: penalty, 3: 0.0, 5: reward}[rating]
        rows.append((*pattern, y))
    return pd.DataFrame(rows, columns=[*EFFECTS, "y"])


def test_pr2_the_full_factorial_returns_its_effects(factorial):
    result = prca(factorial, "y", list(EFFECTS))
    table = result.table
    assert list(zip(table["penalty"], table["reward"], strict=True)) == [
        pytest.approx(effect, abs=1e-9) for effect in EFFECTS.values()
    ]
    assert result.r2 == pytest.approx(1)
    assert factorial["y"].mean() == pytest.approx(6.966667, abs=5e-7)
    assert list(table["ia"]) == pytest.approx([-0.8182, 0, 0.8, np.nan], abs=5e-5, nan_ok=True)
    assert list(table["category"]) == ["basic", "performance", "excitement", "indifferent"]
    # 1.0 + 0.1, 0.6 + 0.6, 0.1 + 0.9 and nothing; rewards as shares of it
    assert list(table["riocs"]) == pytest.approx([1.1, 1.2, 1.0, 0], abs=1e-9)
    assert list(table["sgp"]) == pytest.approx([0.1 / 1.1, 0.5, 0.9, np.nan], nan_ok=True)
    assert list(table["dgp"]) == pytest.approx([1.0 / 1.1, 0.5, 0.1, np.nan], nan_ok=True)
    assert list(table["five_class"]) == ["frustrator", "hybrid", "delighter", "indifferent"]
    # the design is balanced: one attribute at a time gives the same
    alone = list(table["ia_alone"])
    assert alone == pytest.approx([-0.8182, 0, 0.8, np.nan], abs=5e-5, nan_ok=True)
    assert list(table["category_alone"]) == list(table["category"])
    # what rounding leaves of no effect is no direction
    assert table.loc[3, ["ia_low", "ia_high"]].isna().all()
    assert "prca.note.alone" not in [note.key for note in result.notes]


def test_alone_as_together_chance_makes_no_class():
    # the three are rated independently, and c does nothing: nothing moves together
    result = prca(survey(1500, 2), "y", ["a", "b", "c"])
    table = result.table.set_index("attribute")
    assert table.loc["c", ["category", "category_alone"]].tolist() == ["indifferent"] * 2
    assert table.loc["c", "five_class"] == "indifferent"
    assert table.loc["c", ["sgp", "dgp"]].isna().all()
    assert table.loc["c", "riocs"] > 0  # what the sample shows is told, its division is not
    assert np.isnan(table.loc["c", "ia_alone"])
    assert "prca.note.alone" not in [note.key for note in result.notes]


def test_an_attribute_that_nobody_rated_in_between_is_told_not_raised():
    frame = survey(200)
    frame["b"] = np.where(frame["b"] <= 3, 1, 5)
    result = prca(frame, "y", ["a", "b", "c"])
    assert "prca.note.failed" in [note.key for note in result.notes]
    table = result.table.set_index("attribute")
    assert np.isnan(table.loc["b", "ia_alone"])
    assert table.loc["b", "category_alone"] == ""
    assert table.loc["a", "category_alone"] == "basic"


def test_it_always_says_that_it_is_not_kano(factorial):
    assert prca(factorial, "y", list(EFFECTS)).notes[0].key == "prca.note.not_kano"


def survey(n=400, seed=4):
    rng = np.random.default_rng(seed)
    x = rng.integers(1, 6, (n, 3))
    y = 6 - 1.2 * (x[:, 0] <= 2) + 1.1 * (x[:, 1] >= 5) + rng.normal(size=n)
    return pd.DataFrame(x, columns=["a", "b", "c"]).assign(y=np.round(y))


def test_classes_are_found_with_their_probability():
    table = prca(survey(1500, 5), "y", ["a", "b", "c"]).table.set_index("attribute")
    assert (table.loc["a", "category"], table.loc["b", "category"]) == ("basic", "excitement")
    assert table.loc["a", "probability"] > 0.95
    assert table.loc["c", "category"] == "indifferent"
    assert (table["penalty_low"] <= table["penalty"]).all()
    assert table.loc["a", "penalty_high"] < 0


def test_coefficients_and_standard_errors_are_those_of_statsmodels():
    import statsmodels.api as sm

    frame = survey(200)
    x = pd.DataFrame(
        {f"{c}{s}": (frame[c] <= 2 if s == "l" else frame[c] >= 5) for c in "abc" for s in "lh"}
    ).astype(float)
    fit = sm.OLS(frame["y"], sm.add_constant(x)).fit(cov_type="HC3")
    table = prca(frame, "y", ["a", "b", "c"]).table
    ours = table[["penalty", "reward"]].to_numpy().ravel()
    assert ours == pytest.approx(fit.params.to_numpy()[1:])
    half = (table[["penalty_high", "reward_high"]].to_numpy().ravel() - ours) / 1.959963984540054
    assert half == pytest.approx(fit.bse.to_numpy()[1:])


def test_a_wrong_sign_counts_as_nothing_and_is_flagged():
    table = pd.DataFrame({"attribute": ["a"], "mean": [3], "penalty": [-0.157], "reward": [-0.008]})
    row = prca_from_coefficients(table).table.iloc[0]
    assert (row["ia"], row["flag"]) == (-1, "wrong_sign")


def test_few_low_ratings_are_flagged():
    frame = survey(200)
    frame["b"] = frame["b"].clip(lower=3)
    result = prca(frame, "y", ["a", "b", "c"])
    assert result.table.set_index("attribute").loc["b", "flag"] == "few"
    assert result.table.set_index("attribute").loc["b", "penalty"] == 0


def test_collinear_attributes_are_not_guessed():
    frame = survey(200).assign(b=lambda f: f["a"])
    result = prca(frame, "y", ["a", "b", "c"])
    assert "prca.note.failed" in [note.key for note in result.notes]
    assert result.table["penalty"].isna().all()
    assert (result.table[["category", "five_class"]] == "").all(axis=None)


def test_tallies_add_up_in_every_backend():
    frame = survey(120)
    names = ["a", "b", "c"]
    whole = tally(frame, "y", names, 2, 5)
    for found in (
        tally(frame[:50], "y", names, 2, 5) + tally(frame[50:], "y", names, 2, 5),
        tally(pl.DataFrame(frame.to_dict("list")).lazy(), "y", names, 2, 5),
    ):
        pd.testing.assert_frame_equal(found.cells, whole.cells, check_dtype=False)
        pd.testing.assert_frame_equal(found.totals, whole.totals, check_dtype=False)


def test_mistakes_are_named():
    with pytest.raises(ValueError, match="low must be below high"):
        tally(survey(9), "y", ["a"], 5, 2)
    with pytest.raises(ValueError, match="predictors other than itself"):
        tally(survey(9), "y", ["y"], 2, 5)
    with pytest.raises(ValueError, match="no column 'mean'"):
        prca_from_coefficients(pd.DataFrame({"attribute": ["a"], "penalty": [-1], "reward": [1]}))


def test_a_single_low_rating_makes_no_sure_penalty():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({"a": rng.integers(3, 6, 200)})
    frame["y"] = 5.0 + rng.normal(0, 1, 200)
    frame.loc[0, "a"] = 1
    row = prca(frame, "y", ["a"]).table.iloc[0]
    # it rests on one answer, whose standard deviation is 1: about 1.96 to either side
    assert 1.7 < row["penalty_high"] - row["penalty"] < 2.3
    assert not row["settled"]


def test_what_nobody_rated_low_has_no_limits_and_is_never_settled():
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"a": rng.integers(3, 6, 300)})
    frame["y"] = 5 + 2 * (frame["a"] == 5) + rng.normal(0, 1, 300)
    row = prca(frame, "y", ["a"]).table.iloc[0]
    assert np.isnan(
        row[["penalty_low", "penalty_high", "ia_low", "probability"]].astype(float)
    ).all()
    assert (row["settled"], row["flag"]) == (False, "few")
    assert row["reward_low"] > 1.5


def test_a_wrong_sign_is_no_evidence_of_an_effect():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"a": rng.integers(1, 6, 600)})
    frame["y"] = 5 + 1.0 * (frame["a"] <= 2) + rng.normal(0, 1, 600)  # low ratings add
    row = prca(frame, "y", ["a"]).table.iloc[0]
    assert row["penalty_low"] > 0
    assert row["reward_low"] < 0 < row["reward_high"]
    assert (row["category"], row["flag"]) == ("indifferent", "wrong_sign")


def test_prca_asks_for_the_columns_it_needs():
    with pytest.raises(ValueError, match="name the outcome and the predictors"):
        prca(pd.DataFrame({"overall": [1, 2], "seat": [3, 4]}))
