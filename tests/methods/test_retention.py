"""Survival, projection and cohorts against published cases, oracles, and their properties."""

from __future__ import annotations

from datetime import date
from math import inf, isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from cxwidgets.methods.cohorts import cohorts
from cxwidgets.methods.cohorts import tally as cohort_tally
from cxwidgets.methods.retention import at, kaplan_meier, tally
from cxwidgets.methods.sbg import sbg, survival

# 6-MP against placebo, weeks in remission (Freireich et al. 1963), as tabulated in many textbooks;
# + is censored.
SIX_MP = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def patients(words, segment=None):
    rows = [(float(w.rstrip("+")), int(not w.endswith("+"))) for w in words.split()]
    frame = pd.DataFrame(rows, columns=["tenure", "churned"])
    return frame if segment is None else frame.assign(segment=segment)


def test_r1_the_remission_study():
    table = kaplan_meier(patients(SIX_MP)).table.set_index("time")
    # survival and Greenwood errors as printed by R survival and lifelines
    expected = {
        6: (0.8571, 0.0764), 7: (0.8067, 0.0869), 10: (0.7529, 0.0963), 13: (0.6902, 0.1068),
        16: (0.6275, 0.1141), 22: (0.5378, 0.1282), 23: (0.4482, 0.1346),
    }  # fmt: skip
    for time, (alive, error) in expected.items():
        assert table.loc[time, "survival"] == pytest.approx(alive, abs=6e-5)
        assert table.loc[time, "se"] == pytest.approx(error, abs=6e-5)
    assert table.loc[6, "at_risk"] == 21
    assert table.loc[10, ["at_risk", "left", "censored"]].tolist() == [15, 1, 1]


def test_r1_the_median_is_23_weeks():
    row = kaplan_meier(patients(SIX_MP)).segments.iloc[0]
    assert (row["n"], row["left"], row["median"]) == (21, 9, 23)
    assert row["median_high"] == inf


def test_two_groups_and_the_log_rank_test():
    both = pd.concat([patients(SIX_MP, "6-MP"), patients(PLACEBO, "placebo")])
    result = kaplan_meier(both)
    # R: survdiff(Surv(weeks, relapse) ~ group): chisq 16.8 on 1 degree of freedom, p = 4e-05
    assert result.chi2 == pytest.approx(16.79, abs=0.006)
    assert result.p == pytest.approx(4.17e-5, rel=2e-3)
    assert result.segments.set_index("segment").loc["placebo", "median"] == 8
    assert isnan(kaplan_meier(patients(PLACEBO)).p)
    nobody_left = pd.concat([patients("5+ 6+", "a"), patients("7+", "b")])
    assert isnan(kaplan_meier(nobody_left).p)


def test_shares_at_a_time_and_after_the_last():
    result = kaplan_meier(patients(SIX_MP))
    assert at(result, 10.5)["survival"].iloc[0] == pytest.approx(0.7529, abs=6e-5)
    assert isnan(at(result, 36)["survival"].iloc[0])
    assert at(kaplan_meier(patients("1 2")), 9)["survival"].iloc[0] == 0
    with pytest.raises(ValueError, match="-1"):
        at(result, -1)


def test_unusable_customers_are_counted():
    frame = pd.DataFrame({"tenure": [1, -1, nan, 2, 3], "churned": [1, 0, 1, nan, 2]})
    result = kaplan_meier(frame)
    assert result.segments["n"].tolist() == [1]
    assert (result.n_missing, result.n_invalid) == (2, 2)  # nan twice; -1 of tenure, 2 of churned
    told = {n.key: n.params["n"] for n in result.notes}
    assert (told["retention.note.missing"], told["retention.note.invalid"]) == (2, 2)
    assert kaplan_meier(frame.iloc[1:]).table.empty
    truths = kaplan_meier(pd.DataFrame({"tenure": [1, 2], "churned": [True, False]}))
    assert truths.table["left"].sum() == 1
    with pytest.raises(ValueError, match="'yes'"):
        kaplan_meier(pd.DataFrame({"tenure": [1], "churned": ["yes"]}))


customers = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 1), st.sampled_from("ab")), min_size=2, max_size=50
)


def frame_of(rows):
    return pd.DataFrame(rows, columns=["tenure", "churned", "segment"])


@given(customers)
def test_scipy_says_the_same(rows):
    frame = frame_of(rows)
    if not frame["churned"].any():
        return
    times = {c: frame.loc[frame["churned"] == c, "tenure"].to_numpy(float) for c in (0, 1)}
    oracle = ecdf(CensoredData(uncensored=times[1], right=times[0])).sf
    table = kaplan_meier(frame.drop(columns="segment")).table.set_index("time")
    found = table.loc[oracle.quantiles, "survival"].to_numpy()
    assert found == pytest.approx(oracle.probabilities)
    with np.errstate(all="ignore"):
        limits = oracle.confidence_interval(method="log-log")
    inside = (found > 0) & (found < 1)
    low = table.loc[oracle.quantiles, "low"].to_numpy()[inside]
    assert low == pytest.approx(limits.low.probabilities[inside])


@given(customers, customers)
def test_tallies_add_up_and_polars_agrees(one, other):
    together = frame_of(one + other)
    whole = kaplan_meier(together)
    merged = pd.concat([tally(frame_of(one)), tally(frame_of(other))])
    pd.testing.assert_frame_equal(kaplan_meier(merged).table, whole.table)
    polars = pl.DataFrame(one + other, schema=["tenure", "churned", "segment"], orient="row")
    pd.testing.assert_frame_equal(kaplan_meier(polars.lazy()).table, whole.table)


@given(customers)
def test_a_curve_only_falls(rows):
    for _, curve in kaplan_meier(frame_of(rows)).table.groupby("segment"):
        assert curve["survival"].is_monotonic_decreasing
        sure = curve.dropna(subset="low")
        assert (sure["low"] <= sure["survival"]).all()
        assert (sure["survival"] <= sure["high"]).all()
        assert curve["at_risk"].is_monotonic_decreasing


def test_r2_a_cohort_of_a_thousand():
    # Fader & Hardie, note of 2014; their maximum: a = .7637, b = 1.2958, S(12) 15.95 %
    result = sbg([1000, 631, 468, 382, 326])
    assert result.alpha == pytest.approx(0.7637, rel=2e-3)
    assert result.beta == pytest.approx(1.2958, rel=2e-3)
    assert result.log_likelihood == pytest.approx(-1401.56, abs=0.02)
    table = result.table.set_index("period")
    observed = table.loc[1:4, "retention"].tolist()
    assert observed == pytest.approx([0.6310, 0.7417, 0.8162, 0.8534], abs=6e-5)
    assert table.loc[12, "survival_fitted"] == pytest.approx(0.1595, abs=6e-5)
    assert table.loc[12, "low"] < 0.1595 < table.loc[12, "high"]


def test_r3_the_regular_customers():
    # Fader & Hardie 2007, "Regular": a = .704, b = 1.182; the actual share after 12 was 17.3 %
    result = sbg([1000, 631, 468, 382, 326, 289, 262, 241])
    assert result.alpha == pytest.approx(0.704, rel=2e-3)
    assert result.beta == pytest.approx(1.182, rel=2e-3)
    assert result.log_likelihood == pytest.approx(-1680.27, abs=0.02)
    twelfth = result.table.set_index("period").loc[12]
    assert twelfth["survival_fitted"] == pytest.approx(0.170, abs=6e-4)
    assert twelfth["low"] < 0.173 < twelfth["high"]
    assert result.lifetime == pytest.approx(3.6949, abs=2e-3)
    low, high = result.lifetime_limits
    assert low < result.lifetime < high


def test_the_models_survival_by_hand():
    # a = b = 1: S(t) = 1 / (t + 1)
    assert survival(1.0, 1.0, 4).tolist() == pytest.approx([1, 1 / 2, 1 / 3, 1 / 4, 1 / 5])


@pytest.mark.parametrize(
    ("sizes", "named"),
    [([100, 50], "2"), ([100, 50, 60], "60"), ([9, -1, -2], "-1"), ([9, 9, 9], "nobody left")],
)
def test_a_cohort_that_is_none_is_named(sizes, named):
    with pytest.raises(ValueError, match=named):
        sbg(sizes)


def test_a_model_the_data_do_not_determine_is_refused():
    with pytest.raises(ValueError, match="do not determine"):
        sbg([1000, 500, 250, 125])  # constant retention: no difference among customers
    with pytest.raises(ValueError, match="0"):
        sbg([10, 5, 4], discount=0)


@given(st.floats(0.3, 3), st.floats(0.3, 5))
def test_retention_rises_with_age(alpha, beta):
    alive = survival(alpha, beta, 20)
    rates = alive[1:] / alive[:-1]
    assert (np.diff(rates) > 0).all()


PURCHASES = [
    ("ann", date(2025, 1, 5)), ("ann", date(2025, 1, 25)), ("ann", date(2025, 3, 1)),
    ("bob", date(2025, 1, 31)), ("bob", date(2025, 2, 1)),
    ("eve", date(2025, 2, 14)), ("eve", date(2025, 3, 31)),
]  # fmt: skip


def bought(rows):
    return pd.DataFrame(rows, columns=["customer", "at"]).assign(
        at=lambda f: pd.to_datetime(f["at"])
    )


def test_cohorts_are_followed_at_their_own_age():
    result = cohorts(bought(PURCHASES))
    counts = result.table[["age", "n", "active"]].to_numpy().tolist()
    # January: two, one of them again in February, one in March; February: one, again in March
    assert counts == [[0, 2, 2], [1, 2, 1], [2, 2, 1], [0, 1, 1], [1, 1, 1]]
    # age 2 has been reached by January's two only
    assert result.ages[["n", "active"]].to_numpy().tolist() == [[3, 3], [3, 2], [2, 1]]


def test_purchases_without_customer_or_date_are_counted():
    frame = bought([*PURCHASES, (None, date(2025, 1, 1)), ("ann", None)])
    result = cohorts(frame)
    assert result.table["active"].sum() == cohorts(bought(PURCHASES)).table["active"].sum()
    (note,) = [n for n in result.notes if n.key == "retention.note.no_customer"]
    assert note.params["n"] == 2
    assert cohorts(bought([])).table.empty
    with pytest.raises(ValueError, match="dates"):
        cohorts(pd.DataFrame({"customer": ["a"], "at": ["yesterday"]}))


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 8)), min_size=1, max_size=60))
def test_nobody_is_in_two_cohorts(rows):
    frame = pd.DataFrame(rows, columns=["customer", "at"])
    result = cohorts(frame)
    start = result.table[result.table["age"] == 0]
    assert start["n"].sum() == frame["customer"].nunique()
    assert result.table["active"].sum() == len(frame.drop_duplicates())
    assert result.table["share"].between(0, 1).all()
    pd.testing.assert_frame_equal(
        cohort_tally(pl.DataFrame(frame.to_dict("list")).lazy()), cohort_tally(frame)
    )


@pytest.mark.parametrize("n", [2, 10, 24, 30, 54])
def test_the_median_is_where_exactly_half_have_left(n):
    # one leaves in each period: after n / 2 of them S = 1/2, whatever the rounding of the product
    frame = pd.DataFrame({"tenure": range(1, n + 1), "churned": 1})
    assert kaplan_meier(frame).segments.loc[0, "median"] == n / 2


def test_a_segment_that_nobody_saw_to_the_first_leaving_takes_no_degree_of_freedom():
    rows = [(5, 1), (6, 1), (7, 1), (8, 0)], [(5, 1), (7, 0), (9, 1), (9, 1)], [(1, 0), (1, 0)]
    frame = pd.DataFrame(
        [(*row, name) for name, part in zip("bca", rows, strict=True) for row in part],
        columns=["tenure", "churned", "segment"],
    )
    without, with_it = kaplan_meier(frame[frame["segment"] != "a"]), kaplan_meier(frame)
    assert (with_it.chi2, with_it.p) == pytest.approx((without.chi2, without.p))
    assert isnan(kaplan_meier(frame[frame["segment"].isin(["a", "b"])]).p)
