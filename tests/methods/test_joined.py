"""Cohorts of customers who joined together, and the times at which curves are read."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest

from cxwidgets.methods.joined import joined, tally
from cxwidgets.methods.milestones import milestones, watched
from cxwidgets.methods.retention import at, kaplan_meier

# 6-MP remission data (Freireich et al. 1963): times, and 0 where censored; methods reference R1
TIMES = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
LEFT = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
KNOWN = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}


@pytest.fixture
def patients():
    return pd.DataFrame({"tenure": TIMES, "churned": LEFT})


def test_each_cohort_is_the_survival_curve_of_its_own(patients):
    both = pd.concat(
        [
            patients.assign(at=pd.Timestamp("2024-02-03")),
            patients.assign(at=pd.Timestamp("2025-07-09"), churned=0),
            patients.assign(at=pd.NaT),
        ]
    )
    result = joined(both, list(KNOWN))
    assert result.period == "Y", "21 customers a cohort are too few for months"
    table = result.table.set_index(["cohort", "age"])
    assert table.loc["2024", "survival"].to_dict() == pytest.approx(KNOWN, abs=5e-5)
    assert (table.loc["2025", "survival"] == 1).all()
    assert table.loc[("2024", 10), "at_risk"] == 15
    assert {n.key: n.params["n"] for n in result.notes} == {
        "retention.note.small_cohorts": 30,
        "joined.note.no_date": 21,
    }


def test_a_cohort_not_watched_for_so_long_has_no_share(patients):
    frame = patients.assign(at=pd.Timestamp("2024-02-03"))
    row = joined(frame, [36]).table.iloc[0]
    assert pd.isna(row["survival"])
    assert row["at_risk"] == 0
    gone = joined(frame.assign(churned=1), [36]).table.iloc[0]
    assert gone["survival"] == 0, "everybody has left: that is known for ever after"


@pytest.mark.parametrize(("months", "period"), [(12, "M"), (13, "Q"), (40, "Y")])
def test_the_period_is_the_shortest_that_makes_few_and_large_cohorts(months, period):
    dates = pd.date_range("2020-01-15", periods=months, freq="MS").repeat(30)
    frame = pd.DataFrame({"at": dates, "tenure": 5, "churned": 0})
    assert joined(frame, [1]).period == period


def test_an_age_below_zero_is_refused(patients):
    with pytest.raises(ValueError, match="0 or more"):
        joined(patients.assign(at=pd.Timestamp("2024-02-03")), [-1])


def test_curves_are_read_where_thirty_are_still_watched(patients):
    two = pd.concat([patients.assign(segment=s) for s in "ab"])
    result = kaplan_meier(two)
    # at 10 there are 15 of each left, at 11 but 13
    assert milestones(result, "weeks") == [4]
    assert milestones(result, "days") == [7]
    assert watched(result, 10)["at_risk"].tolist() == [15, 15]
    assert watched(result, 36)["at_risk"].tolist() == [0, 0]


def test_what_is_read_is_the_curve(patients):
    result = kaplan_meier(patients)
    for time in (0, 6, 6.5, 23, 35, 40):
        own = watched(result, time)[["segment", "survival", "low", "high"]]
        pd.testing.assert_frame_equal(own, at(result, time))


def test_no_more_than_five_times():
    result = kaplan_meier(pd.DataFrame({"tenure": [100] * 30, "churned": [0] * 30}))
    assert milestones(result, "months") == [6, 12, 24, 36, 60][-5:]
    assert milestones(result, "years") == [1, 2, 3, 5, 10]


def test_tallies_add_up_and_engines_agree(patients):
    frame = patients.assign(at=pd.Timestamp("2024-02-03"))
    frame.loc[20, "at"] = pd.NaT
    whole = tally(frame)
    assert whole["n"].sum() == 21
    keys = ["month", "tenure", "churned"]
    parts = pd.concat([tally(frame[:9]), tally(frame[9:])])
    pd.testing.assert_series_equal(
        parts.groupby(keys, dropna=False)["n"].sum(), whole.groupby(keys, dropna=False)["n"].sum()
    )
    own, other = joined(whole, [7]), joined(pl.from_pandas(frame), [7])
    pd.testing.assert_frame_equal(own.table, other.table)
    assert own.notes == other.notes
