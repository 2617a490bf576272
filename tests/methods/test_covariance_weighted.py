"""Weighted covariances and drivers: against NumPy and least squares, and by their properties."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods import covariance_tally
from cxwidgets.methods.covariance import CovarianceTally
from cxwidgets.methods.drivers import analyse, drivers, tally
from cxwidgets.methods.ipa import analyse as stated
from cxwidgets.methods.ipa import ipa_derived

PREDICTORS = ["a", "b", "c"]
NAMES = [*PREDICTORS, "y"]
PLACES = ["coefficient", "slope", "r", "lmg", "share", "rwa", "rank", "mean"]


def survey(n=300, seed=0):
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=n)
    parts = {name: mood + rng.normal(size=n) for name in PREDICTORS}
    y = 0.6 * parts["a"] + 0.3 * parts["b"] + rng.normal(size=n)
    frame = pd.DataFrame({k: np.clip(np.round(3 + v), 1, 5) for k, v in {**parts, "y": y}.items()})
    return frame.assign(Wgt=rng.integers(1, 6, n) / 2)


def test_by_hand():
    # weights 1, 1, 2 on x = 1, 2, 4 and y = 2, 2, 6: sum w = 4, sum w^2 = 6, n_eff = 16/6 = 8/3;
    # means 11/4 and 4; sum w (x - mx)(y - my) = 3.5 + 1.5 + 5 = 10
    # covariance 10/4 * (8/3) / (5/3) = 4
    frame = pd.DataFrame({"x": [1, 2, 4], "y": [2, 2, 6], "Wgt": [1, 1, 2]})
    counted = covariance_tally.tally(frame, ["x", "y"], weights="Wgt")
    assert (counted.n, counted.n_eff) == (3, pytest.approx(8 / 3))
    assert list(counted.means) == pytest.approx([11 / 4, 4])
    assert counted.covariance[0, 1] == pytest.approx(4)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_covariances_are_those_of_numpy_with_weights(missing):
    # numpy.cov(aweights=w): sum w (x - mx)(y - my) / (W - sum w^2 / W)
    frame = survey()
    counted = covariance_tally.tally(frame, NAMES, missing=missing, weights="Wgt")
    expected = np.cov(frame[NAMES].T, aweights=frame["Wgt"])
    np.testing.assert_allclose(counted.covariance, expected, rtol=1e-12)
    np.testing.assert_allclose(counted.means, np.average(frame[NAMES], axis=0, weights=frame.Wgt))


def test_each_pair_of_columns_has_the_weights_of_those_who_answered_both():
    frame = survey(80)
    frame.loc[:20, "a"], frame.loc[10:40, "b"], frame.loc[70:, "y"] = nan, 9, None
    counted = covariance_tally.tally(frame, NAMES, 1, 5, "pairwise", weights="Wgt")
    for i, one in enumerate(NAMES):
        for j, other in enumerate(NAMES):
            both = frame[frame[[one, other]].isin([1, 2, 3, 4, 5]).all(axis=1)]
            expected = np.cov(both[one], both[other], aweights=both["Wgt"])[0, 1]
            assert counted.covariance[i, j] == pytest.approx(expected)


def test_slopes_and_explained_variance_are_those_of_weighted_least_squares():
    # minimise sum w (y - Xb)^2 directly: least squares of rows times the root of their weight
    frame = survey()
    root = np.sqrt(frame["Wgt"].to_numpy())
    design = np.column_stack([np.ones(len(frame)), frame[PREDICTORS]])
    y = frame["y"].to_numpy()
    b = np.linalg.lstsq(design * root[:, None], y * root, rcond=None)[0]
    found = drivers(frame, "y", PREDICTORS, weights="Wgt", draws=50)
    assert list(found.table["slope"]) == pytest.approx(list(b[1:]))
    left = np.average((y - design @ b) ** 2, weights=frame["Wgt"])
    whole = np.average((y - np.average(y, weights=frame["Wgt"])) ** 2, weights=frame["Wgt"])
    assert found.r2 == pytest.approx(1 - left / whole)
    n_eff = frame["Wgt"].sum() ** 2 / (frame["Wgt"] ** 2).sum()
    assert found.n_eff == pytest.approx(n_eff)
    assert found.r2_adjusted == pytest.approx(1 - left / whole * (n_eff - 1) / (n_eff - 4))


@pytest.mark.parametrize("weight", [1, 2, 4.0])
@pytest.mark.parametrize("patterns", [True, False])
def test_the_same_weight_for_everybody_changes_nothing(weight, patterns):
    frame = survey(120)
    both = (
        tally(frame, "y", PREDICTORS),
        tally(frame.assign(Wgt=weight), "y", PREDICTORS, weights="Wgt"),
    )
    if not patterns:
        both = tuple(CovarianceTally(t.names, t.sums, t.left_out, t.rows) for t in both)
    plain, weighted = (analyse(t, draws=300) for t in both)
    pd.testing.assert_frame_equal(weighted.table, plain.table, check_exact=True)
    assert (weighted.r2, weighted.low, weighted.high) == (plain.r2, plain.low, plain.high)
    assert weighted.n_eff == plain.n_eff == plain.n == 120


@settings(max_examples=25, deadline=None)
@given(
    weights=st.lists(st.integers(0, 9), min_size=40, max_size=40).filter(lambda w: sum(w) > 0),
    scale=st.sampled_from([0.1, 1 / 3, 7, 1e5]),
)
def test_the_unit_of_the_weights_does_not_matter(weights, scale):
    frame = survey(40)
    one, other = (
        drivers(
            frame.assign(Wgt=np.array(weights) * unit), "y", PREDICTORS, weights="Wgt", draws=60
        )
        for unit in (1, scale)
    )
    pd.testing.assert_frame_equal(one.table, other.table, rtol=1e-6, atol=1e-9)
    assert one.n_eff == pytest.approx(other.n_eff)


@settings(max_examples=25, deadline=None)
@given(weights=st.lists(st.integers(1, 5), min_size=60, max_size=60))
def test_whole_weights_give_the_estimates_of_repeated_rows(weights):
    frame = survey(60).assign(Wgt=weights)
    weighted = drivers(frame, "y", PREDICTORS, weights="Wgt", draws=20)
    repeated = drivers(frame.loc[frame.index.repeat(frame["Wgt"])], "y", PREDICTORS, draws=20)
    pd.testing.assert_frame_equal(weighted.table[PLACES], repeated.table[PLACES], check_dtype=False)
    assert weighted.r2 == pytest.approx(repeated.r2)
    assert weighted.n_eff <= 60 + 1e-9


def test_intervals_are_as_wide_as_those_of_as_many_effective_answers():
    # half of 1200 weigh 3: n_eff = 2400^2 / 6000 = 960, so intervals are sqrt(1200/960) = 1.118
    # times as wide; both ways of drawing see it
    frame = survey(1200, seed=4)
    counted = {
        w: tally(frame.assign(Wgt=np.tile(w, 600)), "y", PREDICTORS, weights="Wgt")
        for w in ((1, 1), (1, 3))
    }
    assert counted[1, 3].n_eff == pytest.approx(960)
    for patterns in (True, False):
        widths = []
        for whole in counted.values():
            bare = CovarianceTally(whole.names, whole.sums, whole.left_out, whole.rows)
            table = analyse(whole if patterns else bare, draws=4000).table
            widths.append((table["coefficient_high"] - table["coefficient_low"]).mean())
        assert widths[1] / widths[0] == pytest.approx(1.118, abs=0.05)


def test_tallies_of_two_sites_add_up_and_parts_are_tallies():
    frame = survey(90)
    frame.loc[3, "Wgt"], frame.loc[60, "a"] = nan, 9
    whole = tally(frame, "y", PREDICTORS, 1, 5, weights="Wgt")
    added = sum(
        (tally(frame[s:][:30], "y", PREDICTORS, 1, 5, weights="Wgt") for s in (30, 60)),
        tally(frame[:30], "y", PREDICTORS, 1, 5, weights="Wgt"),
    )
    pd.testing.assert_frame_equal(added.sums, whole.sums)
    pd.testing.assert_frame_equal(added.patterns, whole.patterns)
    assert (added.n, added.rows, added.no_weight) == (whole.n, 90, 1)
    part, alone = (
        whole.part(["b", "y"]),
        covariance_tally.tally(frame.drop(index=60), ["b", "y"], weights="Wgt"),
    )
    pd.testing.assert_frame_equal(part.sums, alone.sums)
    pd.testing.assert_frame_equal(part.patterns, alone.patterns)
    with pytest.raises(ValueError, match="one of the tallies was counted with weights"):
        whole + tally(frame, "y", PREDICTORS)


def test_who_has_no_weight_is_left_out_and_counted_apart():
    frame = survey(120)
    frame.loc[:9, "Wgt"], frame.loc[5:14, "a"] = nan, nan
    found = drivers(frame, "y", PREDICTORS, weights="Wgt", draws=20)
    notes = {note.key: note.params for note in found.notes}
    assert found.n == 105
    # ten did not answer everything; of the others five have no weight
    assert notes["drivers.note.left_out"] == {"n": 10, "all": 120}
    assert notes["panel.n_no_weight"] == {"n": 5}


def test_few_effective_respondents_are_said_or_refused():
    frame = survey(150).assign(Wgt=[40.0] * 10 + [1.0] * 140)
    notes = {n.key: n for n in drivers(frame, "y", PREDICTORS, weights="Wgt", draws=20).notes}
    # (400 + 140)^2 / (16000 + 140) = 18.07
    assert notes["panel.weighted"].params == {"n": 150, "n_eff": "18.1"}
    assert notes["panel.weighted"].tone == "warn"
    lone = frame.assign(Wgt=[1e6] + [1.0] * 149)
    (note,) = drivers(lone, "y", PREDICTORS, weights="Wgt").notes
    assert note.key == "drivers.note.too_few_n_eff"


@pytest.mark.parametrize(
    ("weights", "named"), [([1, -2], "-2"), ([1, inf], "inf"), (["1", "heavy"], "'heavy'")]
)
def test_what_is_no_weight_is_refused_by_name(weights, named):
    frame = survey(10).assign(Wgt=weights * 5)
    with pytest.raises(ValueError, match=f"'Wgt'.*{named}"):
        drivers(frame, "y", PREDICTORS, weights="Wgt")


def test_what_cannot_be_weighed_is_refused():
    frame = survey(30)
    with pytest.raises(ValueError, match="the weights of a add up to 0"):
        drivers(frame.assign(Wgt=0), "y", PREDICTORS, weights="Wgt")
    with pytest.raises(ValueError, match="no column 'weight'"):
        drivers(frame, "y", PREDICTORS, weights="weight")
    with pytest.raises(ValueError, match="counted without weights"):
        drivers(tally(frame, "y", PREDICTORS), weights="Wgt")
    with pytest.raises(ValueError, match="counted without weights"):
        ipa_derived(tally(frame, "y", PREDICTORS), weights="Wgt")
    with pytest.raises(ValueError, match="tally is weighted"):
        stated(tally(frame, "y", PREDICTORS, weights="Wgt"))


def test_answers_all_alike_have_no_variance_whatever_the_weights():
    # 0.1, 0.2, 0.3 ... leave a rounding error of a variance
    frame = survey(30).assign(b=4.3, Wgt=np.arange(1, 31) / 10)
    counted = tally(frame, "y", PREDICTORS, weights="Wgt")
    assert not counted.covariance[1].any()
    (note,) = analyse(counted).notes
    assert (note.key, note.params["names"]) == ("drivers.note.constant", ("b",))


def test_derived_importance_and_performance_are_weighted():
    frame = survey(200)
    found = ipa_derived(frame, "y", PREDICTORS, weights="Wgt", draws=100)
    shares = drivers(frame, "y", PREDICTORS, weights="Wgt", draws=20).table["share"]
    assert list(found.table["importance"]) == pytest.approx(list(shares))
    means = np.average(frame[PREDICTORS], axis=0, weights=frame["Wgt"])
    assert list(found.table["performance"]) == pytest.approx(list(means))
    assert found.notes[0].key == "panel.weighted"
    assert "panel.weighted" not in [n.key for n in ipa_derived(frame, "y", PREDICTORS).notes]
