"""Alpha of weighted answers: against NumPy, against repeated rows, and by its properties."""

from __future__ import annotations

from math import nan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import f as f_distribution

from cxwidgets.methods.reliability import cronbach_alpha, tally

ITEMS = ["a", "b", "c", "d"]


def scale_of(n=80, seed=0):
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=n)
    return pd.DataFrame(
        {i: np.clip(np.round(3 + mood + rng.normal(size=n)), 1, 5) for i in ITEMS}
    ).assign(Wgt=rng.integers(1, 6, n))


def test_alpha_is_that_of_the_weighted_covariance_with_feldts_interval_at_n_eff():
    # numpy.cov(aweights=w); Feldt 1965: (1 - alpha) / (1 - a) follows F(n - 1, (n - 1)(k - 1)),
    # the quantiles from scipy.stats
    frame = scale_of()
    found = cronbach_alpha(frame, ITEMS, weights="Wgt")
    c = np.cov(frame[ITEMS].T, aweights=frame["Wgt"])
    alpha = 4 / 3 * (1 - np.trace(c) / c.sum())
    n = frame["Wgt"].sum() ** 2 / (frame["Wgt"] ** 2).sum()
    assert (found.n, found.n_eff, found.raw) == (80, pytest.approx(n), pytest.approx(alpha))
    low, high = (1 - (1 - alpha) * f_distribution(n - 1, (n - 1) * 3).ppf([0.975, 0.025])).tolist()
    assert (found.low, found.high) == pytest.approx((low, high))
    rest = np.delete(np.delete(c, 0, 0), 0, 1)
    dropped = found.if_dropped.iloc[0]
    assert dropped["alpha"] == pytest.approx(3 / 2 * (1 - np.trace(rest) / rest.sum()))
    assert dropped["mean"] == pytest.approx(np.average(frame["a"], weights=frame["Wgt"]))
    assert (dropped["n"], dropped["sd"]) == (80, pytest.approx(np.sqrt(c[0, 0])))


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@pytest.mark.parametrize("weight", [1, 2])
def test_the_same_weight_for_everybody_changes_nothing(missing, weight):
    frame = scale_of().assign(Wgt=weight)
    frame.loc[3:9, "b"] = nan
    plain = cronbach_alpha(frame, ITEMS, ["d"], missing=missing)
    weighted = cronbach_alpha(frame, ITEMS, ["d"], missing=missing, weights="Wgt")
    pd.testing.assert_frame_equal(weighted.table, plain.table, check_exact=True)
    pd.testing.assert_frame_equal(weighted.if_dropped, plain.if_dropped, check_exact=True)


@settings(max_examples=25, deadline=None)
@given(
    weights=st.lists(st.integers(1, 5), min_size=30, max_size=30),
    unit=st.sampled_from([0.1, 1 / 3, 7, 1e5]),
)
def test_whole_weights_are_repeated_rows_and_their_unit_does_not_matter(weights, unit):
    frame = scale_of(30).assign(Wgt=weights)
    one = cronbach_alpha(frame, ITEMS, weights="Wgt")
    repeated = cronbach_alpha(frame.loc[frame.index.repeat(frame["Wgt"])], ITEMS)
    assert (one.raw, one.standardized) == pytest.approx((repeated.raw, repeated.standardized))
    other = cronbach_alpha(frame.assign(Wgt=frame["Wgt"] * unit), ITEMS, weights="Wgt")
    pd.testing.assert_frame_equal(one.table, other.table)


def test_a_reader_is_told_and_what_cannot_be_weighed_is_refused():
    frame = scale_of().assign(Wgt=[nan] * 4 + [1] * 75 + [75])
    found = cronbach_alpha(frame, ITEMS, weights="Wgt")
    notes = {note.key: note for note in found.notes}
    # (75 + 75)^2 / (75 + 5625) = 3.95
    assert notes["panel.weighted"].params == {"n": 76, "n_eff": "3.9"}
    assert notes["panel.weighted"].tone == "warn"
    assert notes["panel.n_no_weight"].params == {"n": 4}
    assert "reliability.note.left_out" not in notes
    with pytest.raises(ValueError, match="'Wgt' holds the weight -1"):
        cronbach_alpha(frame.assign(Wgt=-1), ITEMS, weights="Wgt")
    with pytest.raises(ValueError, match="add up to 0"):
        cronbach_alpha(frame.assign(Wgt=0), ITEMS, weights="Wgt")
    with pytest.raises(ValueError, match="counted without weights"):
        cronbach_alpha(tally(frame, ITEMS), weights="Wgt")
    counted = tally(frame, ITEMS, weights="Wgt")
    assert cronbach_alpha(counted, ITEMS[:3]).n_eff == pytest.approx(found.n_eff)
