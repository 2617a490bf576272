"""Key drivers of pairwise deletion: against pandas and least squares, and where it must stop."""

from __future__ import annotations

from math import isnan, nan

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods import redraw as resampling
from cxwidgets.methods import shapley
from cxwidgets.methods.covariance import CovarianceTally
from cxwidgets.methods.drivers import analyse, drivers, tally

PARTS = ["a", "b", "c"]
NAMES = [*PARTS, "y"]


def survey(n, gaps=0.25, seed=0):
    """Return ratings 1 to 5 of which a share was left blank, the outcome's too."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=n)
    frame = pd.DataFrame({name: mood + rng.normal(size=n) for name in PARTS})
    frame["y"] = 0.6 * frame["a"] + 0.3 * frame["b"] + rng.normal(size=n)
    frame = (3 + frame).round().clip(1, 5)
    return frame.mask(rng.random(frame.shape) < gaps)


def said(result):
    return {note.key.removeprefix("drivers.note."): note for note in result.notes}


def test_the_covariances_are_those_of_pandas():
    frame = survey(400)
    counted = tally(frame, "y", PARTS, missing="pairwise")
    # DataFrame.cov is pairwise: "computed using the values present in both" (pandas reference)
    assert counted.covariance == pytest.approx(frame[NAMES].cov().to_numpy(), rel=1e-12)
    assert counted.n == int((frame["a"].notna().astype(int).T @ frame.notna()).min())
    everybody = [frame[[i, j]].dropna().shape[0] for i in NAMES for j in NAMES]
    assert counted.sums["n"].tolist() == everybody
    assert counted.n == min(everybody) > len(frame.dropna())


def test_coefficients_and_r2_are_those_of_the_normal_equations():
    frame = survey(400)
    result = drivers(frame, "y", PARTS, missing="pairwise", draws=200)
    # by hand from pandas: b = Sxx^-1 Sxy, R2 = Sxy' b / Syy, beta = b sd(x) / sd(y)
    s = frame[NAMES].cov().to_numpy()
    b = np.linalg.lstsq(s[:3, :3], s[:3, 3], rcond=None)[0]
    assert result.table["slope"].tolist() == pytest.approx(b)
    assert result.r2 == pytest.approx(float(s[:3, 3] @ b) / s[3, 3])
    assert result.table["coefficient"].tolist() == pytest.approx(
        b * np.sqrt(np.diag(s)[:3] / s[3, 3])
    )
    assert result.table["lmg"].sum() == pytest.approx(result.r2)
    assert result.table["mean"].tolist() == pytest.approx(frame[PARTS].mean().tolist())
    # and not those of the people who answered everything
    assert result.r2 != pytest.approx(drivers(frame, "y", PARTS, draws=50).r2, abs=1e-3)


def test_a_blank_and_a_rating_off_the_scale_are_left_out_alike():
    frame = survey(200)
    off = frame.fillna({"a": 9, "y": 0})
    one, other = (drivers(f, "y", PARTS, 1, 5, draws=50, missing="pairwise") for f in (frame, off))
    pd.testing.assert_frame_equal(one.table, other.table)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(8, 60), st.sampled_from([None, "w"]))
def test_without_gaps_both_ways_are_one(seed, n, weights):
    frame = survey(n, gaps=0, seed=seed)
    frame["w"] = np.random.default_rng(seed).integers(1, 4, n) / 2
    one, other = (
        drivers(frame, "y", PARTS, draws=40, weights=weights, missing=missing)
        for missing in ("listwise", "pairwise")
    )
    pd.testing.assert_frame_equal(one.table, other.table)
    assert one.notes == other.notes
    assert (one.n, one.n_eff, one.r2, one.low, one.high) == pytest.approx(
        (other.n, other.n_eff, other.r2, other.low, other.high), nan_ok=True
    )


def test_every_gap_of_the_rows_is_drawn_again_with_them():
    frame = survey(300)
    counted = tally(frame, "y", PARTS, missing="pairwise")
    means, drawn = resampling.redraw(counted, 2000, 1)
    # against rows drawn again from the frame itself, each with its gaps, by pandas
    rng = np.random.default_rng(2)
    again = [frame.iloc[rng.integers(0, 300, 300)] for _ in range(400)]
    by_hand = np.array([one.cov().to_numpy() for one in again])
    # 400 draws know a standard deviation to 1 / sqrt(2 * 400), 2,000 better: four errors each
    assert drawn.std(axis=0) == pytest.approx(
        by_hand.std(axis=0), rel=4 * (1 / 800 + 1 / 4000) ** 0.5
    )
    far = 4 * by_hand.std(axis=0) * (1 / 400 + 1 / 2000) ** 0.5
    assert (np.abs(drawn.mean(axis=0) - by_hand.mean(axis=0)) < far).all()
    assert means.std(axis=0) == pytest.approx(
        (frame.std() / frame.notna().sum() ** 0.5).to_numpy(), rel=0.1
    )


def test_weights_in_rows_with_gaps_are_those_of_numpy():
    frame = survey(60).assign(w=np.arange(60) % 3 / 2)
    counted = tally(frame, "y", PARTS, missing="pairwise", weights="w")
    for i, one in enumerate(NAMES):
        for j, other in enumerate(NAMES):
            both = frame[[one, other, "w"]].dropna().to_numpy()
            # numpy.cov with aweights, times n_eff / (n_eff - 1): see covariance_weighted
            kish = both[:, 2].sum() ** 2 / (both[:, 2] ** 2).sum()
            plain = np.cov(both[:, 0], both[:, 1], aweights=both[:, 2], ddof=0)[0, 1]
            assert counted.covariance[i, j] == pytest.approx(plain * kish / (kish - 1))
    # one sample, drawn by hand from the same random numbers: respondents with weight and gaps
    patterns = counted.patterns
    p = patterns["n"].to_numpy() / patterns["n"].sum()
    times = np.random.default_rng(7).multinomial(patterns["n"].sum(), p, 1)[0]
    rows = (
        patterns.loc[patterns.index.repeat(times)].drop(columns="n").set_axis([*NAMES, "w"], axis=1)
    )
    means, drawn = resampling.redraw(counted, 1, 7)
    by_hand = tally(rows, "y", PARTS, missing="pairwise", weights="w")
    assert drawn[0] == pytest.approx(by_hand.covariance)
    assert means[0] == pytest.approx(by_hand.means)


def test_limits_hold_the_value_and_n_is_the_smallest_pair():
    frame = survey(600)
    result = drivers(frame, "y", PARTS, missing="pairwise", draws=400)
    for name in ("coefficient", "lmg", "share", "rank"):
        assert (result.table[f"{name}_low"] <= result.table[name]).all()
        assert (result.table[name] <= result.table[f"{name}_high"]).all()
    assert result.low <= result.r2 <= result.high
    most = int(frame.notna().sum().max())
    assert said(result)["pairwise"].params == {"n": result.n, "most": most, "all": 600}
    assert "left_out" not in said(result)


def test_of_sums_alone_there_are_no_limits_and_a_note_says_so():
    rows = tally(survey(400), "y", PARTS, missing="pairwise")
    sums = CovarianceTally(rows.names, rows.sums, rows.left_out, rows.rows)
    known, bare = analyse(rows, draws=100), analyse(sums, draws=100)
    assert "no_rows" in said(bare)
    assert "no_rows" not in said(known)
    assert (isnan(bare.low), isnan(known.low)) == (True, False)
    limits = [c for c in known.table if c.endswith(("_low", "_high"))]
    assert bare.table[limits].isna().all(axis=None)
    assert known.table[limits].notna().all(axis=None)
    pd.testing.assert_frame_equal(bare.table.drop(columns=limits), known.table.drop(columns=limits))


def test_correlations_of_nobody_are_named_and_nothing_is_computed():
    # a goes with b, b goes with y, a goes against y: each in 20 people who left the third blank
    step = [1.0, 2, 3, 4, 5] * 4
    back = step[::-1]
    block = [
        pd.DataFrame({"a": step, "b": step}),
        pd.DataFrame({"b": step, "y": step}),
        pd.DataFrame({"a": step, "y": back}),
    ]
    frame = pd.concat(block, ignore_index=True)
    result = drivers(frame, "y", ["a", "b"], missing="pairwise")
    note, blanks = result.notes
    assert (blanks.key, blanks.params["n"]) == ("panel.n_missing", 60)
    assert (note.key, note.params["names"]) == ("drivers.note.no_fit", ("a", "b", "y"))
    assert isnan(result.r2)
    assert result.table["lmg"].isna().all()


def test_limits_of_the_few_samples_that_fit_are_not_given():
    # correlations of .9 among answers of which three in ten are blank: many samples fit nobody
    rng = np.random.default_rng(1)
    mood = rng.normal(size=150)
    frame = pd.DataFrame({name: mood + 0.3 * rng.normal(size=150) for name in NAMES})
    frame = frame.mask(rng.random(frame.shape) < 0.3)
    counted = tally(frame, "y", PARTS, missing="pairwise")
    r = shapley.correlations(counted.covariance[None])
    assert shapley.fits_together(r)[0]
    result = analyse(counted, draws=200)
    assert said(result)["unfit_draws"].params["share"] < 95  # our FIT
    assert isnan(result.low)
    assert result.table["lmg"].notna().all()
    assert result.table["lmg_low"].isna().all()


def test_tallies_with_gaps_add_up_in_every_engine():
    frame = survey(90)
    whole = tally(frame, "y", PARTS, missing="pairwise")
    one, other = (tally(f, "y", PARTS, missing="pairwise") for f in (frame[:40], frame[40:]))
    engines = (pl.from_pandas(frame).lazy(), duckdb.connect().from_df(frame))
    for found in (one + other, *(tally(e, "y", PARTS, missing="pairwise") for e in engines)):
        pd.testing.assert_frame_equal(found.sums, whole.sums)
        pd.testing.assert_frame_equal(
            analyse(found, draws=50).table, analyse(whole, draws=50).table
        )
    part = whole.part(["c", "y"])
    alone = tally(frame, "y", ["c"], missing="pairwise")
    pd.testing.assert_frame_equal(part.patterns, alone.patterns)


def test_too_few_of_one_pair_and_another_word_are_refused():
    frame = survey(40, gaps=0)
    frame.loc[4:, "a"] = nan
    few = drivers(frame, "y", PARTS, missing="pairwise")
    assert said(few)["too_few"].params == {"n": 4, "p": 3}
    with pytest.raises(ValueError, match="missing is 'some'; it must be one of listwise, pairwise"):
        drivers(frame, "y", PARTS, missing="some")
