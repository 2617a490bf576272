"""Importance and performance: the classic example, quadrants by hand, and how sure they are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cxwidgets.methods.covariance import from_moments
from cxwidgets.methods.ipa import QUADRANTS, analyse, ipa, ipa_derived, tally
from tests.methods.test_drivers import PREDICTORS, SD, N, R

# Car dealers after Martilla & James 1977, Journal of Marketing 41(1), four-point scales; attribute
# means as commonly reported (item, importance, performance)
DEALERS = [
    ("right first time", 3.83, 2.63),
    ("complaints", 3.63, 2.73),
    ("warranty", 3.60, 3.15),
    ("any job", 3.56, 3.00),
    ("available", 3.41, 3.05),
    ("courteous", 3.41, 3.29),
    ("when promised", 3.38, 3.03),
    ("only necessary", 3.37, 3.11),
    ("low prices", 3.29, 2.00),
    ("clean up", 3.27, 3.02),
    ("near home", 2.52, 2.25),
    ("near work", 2.43, 2.49),
    ("buses", 2.37, 2.35),
    ("maintenance notices", 2.05, 3.33),
]
MEANS = pd.DataFrame(DEALERS, columns=["item", "importance", "performance"])
NAMES = [row[0] for row in DEALERS]


def quadrants(result):
    return dict(zip(result.table["item"], result.table["quadrant"], strict=True))


def test_i1_car_dealers_cut_at_the_means():
    result = ipa(MEANS)
    assert result.crosshair == pytest.approx((3.1514, 2.8164), abs=5e-5)
    expected = dict.fromkeys(NAMES, "keep_up")
    expected |= dict.fromkeys(["right first time", "complaints", "low prices"], "concentrate")
    expected |= dict.fromkeys(["near home", "near work", "buses"], "low_priority")
    expected |= {"maintenance notices": "overkill"}
    assert quadrants(result) == expected


def test_i1_at_the_medians_four_items_move():
    before, result = quadrants(ipa(MEANS)), ipa(MEANS, "medians")
    assert result.crosshair == pytest.approx((3.375, 3.01))
    moved = {k: q for k, q in quadrants(result).items() if q != before[k]}
    assert moved == {
        "any job": "concentrate",
        "only necessary": "overkill",
        "clean up": "overkill",
        "low prices": "low_priority",
    }
    (note,) = [n for n in result.notes if n.key == "ipa.note.flips"]
    assert set(moved) <= set(note.params["items"])


def test_i2_the_four_corners():
    corners = pd.DataFrame(
        {"item": list("abcd"), "importance": [2, 2, 4, 4], "performance": [2, 4, 2, 4]}
    )
    found = quadrants(ipa(corners))
    assert list(found.values()) == ["low_priority", "overkill", "concentrate", "keep_up"]


def test_on_the_line_counts_as_high():
    level = pd.DataFrame({"item": ["a"], "importance": [3.0], "performance": [3.0]})
    for cross in ("means", "medians", "midpoint", (3.0, 3.0)):
        assert quadrants(ipa(level, cross)) == {"a": "keep_up"}


def survey(n, seed=1):
    rng = np.random.default_rng(seed)
    rows = []
    for i in range(n):
        mood = rng.normal()
        for item, importance, performance in (("a", 4.5, 2), ("b", 4.4, 4), ("c", 2, 3.1)):
            drawn = rng.normal(size=2) * 0.7 + mood * 0.3
            pair = np.clip(np.round(drawn + np.array([importance, performance])), 1, 5)
            rows.append((i, item, *pair))
    return pd.DataFrame(rows, columns=["respondent", "item", "importance", "performance"])


def test_a_few_people_of_one_mind_settle_no_quadrant():
    rows = [
        (i, item, p, 4 - (item == "b") * (i % 2))
        for i in range(6)
        for item, p in zip("ab", (5, 2), strict=True)
    ]
    result = ipa(pd.DataFrame(rows, columns=["respondent", "item", "importance", "performance"]))
    assert not result.table["settled"].any()
    assert result.table["probability"].isna().all()
    (note,) = [n for n in result.notes if n.key == "panel.alike"]
    assert note.params == {"names": ("a", "b")}


def test_more_people_settle_a_quadrant():
    few, many = (ipa(survey(n)).table.set_index("item") for n in (8, 400))
    assert many.loc["a", "quadrant"] == "concentrate"
    assert many.loc["a", "settled"]
    assert many.loc["a", "probability"] >= few.loc["a", "probability"]
    assert (many["importance_low"] < many["importance"]).all()
    chances = many[[f"p_{name}" for name in QUADRANTS]].sum(axis=1)
    assert list(chances) == pytest.approx([1] * 3)


def test_an_item_on_the_cross_is_never_settled():
    middle = survey(300)
    centre = ipa(middle).crosshair
    row = ipa(middle, (centre[0], float(middle.loc[middle["item"] == "c", "performance"].mean())))
    c = row.table.set_index("item").loc["c"]
    assert 0.35 < c["p_low_priority"] < 0.65
    assert not c["settled"]


def test_missing_ratings_are_left_out_of_their_item_only():
    frame = survey(50)
    frame.loc[0, "importance"] = np.nan
    frame.loc[1, "performance"] = 9
    counted = tally(frame, 1, 5)
    n = analyse(counted).table.set_index("item")["n"]
    assert (n["a"], n["b"], n["c"]) == (49, 50, 50)


def test_parts_add_up():
    frame = survey(40)
    parts = tally(frame[frame["respondent"] < 15]) + tally(frame[frame["respondent"] >= 15])
    pd.testing.assert_frame_equal(parts.sums, tally(frame).sums)


def test_derived_importance_is_the_share_of_the_drivers():
    rng = np.random.default_rng(2)
    x = np.clip(np.round(rng.normal(3, 1, (300, 3))), 1, 5)
    frame = pd.DataFrame(x, columns=["a", "b", "c"]).assign(y=x[:, 0])
    result = ipa_derived(frame.assign(y=frame["y"] + rng.normal(size=300)), "y", ["a", "b", "c"])
    table = result.table.set_index("item")
    assert result.derived
    assert table["importance"].sum() == pytest.approx(1)
    assert table["gap"].isna().all()
    assert table.loc["a", "importance_low"] > 1 / 3
    assert table.loc["a", "p_concentrate"] + table.loc["a", "p_keep_up"] == pytest.approx(1)


def test_an_unknown_crosshair_is_named():
    with pytest.raises(ValueError, match="the crosshair is 'mode'"):
        ipa(MEANS, "mode")


def test_a_level_that_is_none_and_predictors_that_are_missing_are_named():
    frame = pd.DataFrame({"a": [1, 2, 3, 4, 5], "b": [2, 1, 3, 5, 4], "y": [1, 2, 2, 4, 5]})
    with pytest.raises(ValueError, match="the level is 1.5"):
        ipa(MEANS, level=1.5)
    with pytest.raises(ValueError, match="the level is 1.5"):
        ipa_derived(frame, "y", ["a", "b"], level=1.5)
    with pytest.raises(ValueError, match="name at least one predictor"):
        ipa_derived(frame, "y")


def test_an_item_nobody_rated_has_no_place_and_moves_no_other():
    rows = [
        (i, item, importance, performance)
        for i in range(40)
        for item, importance, performance in (("x", 5 - i % 2, 2), ("y", 2 + i % 2, 4))
    ]
    columns = ["respondent", "item", "importance", "performance"]
    two = pd.DataFrame(rows, columns=columns)
    unrated = pd.DataFrame([(i, "z", np.nan, 3) for i in range(40)], columns=columns)
    without, with_it = ipa(two), ipa(pd.concat([two, unrated]))
    assert with_it.crosshair == pytest.approx(without.crosshair)
    both = with_it.table.set_index("item")
    assert both.loc[["x", "y"], "quadrant"].tolist() == ["concentrate", "overkill"]
    assert both.loc[["x", "y"], "settled"].tolist() == [True, True]
    assert (both.loc["z", "quadrant"], both.loc["z", "settled"]) == ("unknown", False)
    assert np.isnan(both.loc["z", ["probability", "p_low_priority"]].astype(float)).all()
    assert with_it.notes[-1].params["items"] == ("z",)


def test_no_importance_is_derived_from_predictors_that_cannot_be_told_apart():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"a": rng.integers(1, 6, 50), "y": rng.integers(1, 6, 50)})
    result = ipa_derived(frame.assign(b=frame["a"]), "y", ["a", "b"])
    assert result.table["importance"].isna().all()
    assert result.table["quadrant"].tolist() == ["unknown", "unknown"]
    assert not result.table["settled"].any()
    assert result.notes[-1].key == "ipa.note.underived"


# R `swiss` by relaimpo (see test_drivers, D1): lmg, genizi (= RWA), and pratt = b r, of which the
# standardised coefficient is b = pratt / r.
DERIVED = {
    "lmg": np.array([0.05709122, 0.17117303, 0.26013468, 0.10557015, 0.11276592]) / 0.70674,
    "rwa": np.array([0.0484169, 0.1547082, 0.2719641, 0.1146800, 0.1169657]) / 0.70674,
    "standardised": np.abs(
        np.array([-0.1104860, 0.1064274, 0.4450046, 0.1611768, 0.1046122]) / np.array(R)[:-1, -1]
    ),
}


@pytest.mark.parametrize("measure", DERIVED)
def test_derived_importance_by_each_measure_is_the_published_one(measure):
    swiss = from_moments([*PREDICTORS, "Fertility"], N, np.array(R) * np.outer(SD, SD))
    result = ipa_derived(swiss, importance=measure, draws=400, crosshair="midpoint")
    table = result.table
    assert list(table["importance"]) == pytest.approx(list(DERIVED[measure]), rel=1e-5)
    assert (result.importance, result.derived, result.one_scale) == (measure, True, False)
    assert f"ipa.note.{measure}" in [note.key for note in result.notes]
    # an equal part of all importance: 1/5 of shares, the mean of coefficients
    assert result.crosshair[0] == pytest.approx(DERIVED[measure].sum() / 5, rel=1e-5)
    assert (table["importance_low"] < table["importance"]).all()
    assert (table["importance"] < table["importance_high"]).all()
    whole = table[[f"p_{name}" for name in QUADRANTS]].sum(axis=1)
    assert list(whole) == pytest.approx([1] * 5)


def test_a_measure_of_importance_that_is_none_is_named():
    with pytest.raises(ValueError, match="'pratt'; it must be one of lmg, standardised, rwa"):
        ipa_derived(pd.DataFrame({"a": [1, 2], "y": [1, 2]}), "y", ["a"], importance="pratt")


def test_beyond_fifteen_predictors_relative_weights_stand_in_and_say_so():
    frame = pd.DataFrame(
        np.random.default_rng(5).normal(size=(60, 17)), columns=[*"abcdefghijklmnopq"]
    )
    frame["q"] += frame["a"]
    names = [*"abcdefghijklmnop"]
    by = {m: ipa_derived(frame, "q", names, scale=(-9, 9), draws=20, importance=m) for m in DERIVED}
    assert [by[m].importance for m in DERIVED] == ["rwa", "rwa", "standardised"]
    assert list(by["lmg"].table["importance"]) == list(by["rwa"].table["importance"])


def test_only_what_is_stated_on_one_scale_may_be_compared():
    assert ipa(survey(20)).one_scale
    assert ipa(MEANS, scale=(1, 4)).one_scale
    # published as percentages beside ratings: they share no scale, whatever is said of it
    assert not ipa(MEANS.assign(performance=MEANS["performance"] * 20)).one_scale
    assert not ipa(MEANS.assign(performance=np.nan)).one_scale
