"""Times of several zones are comparable, or missing; none is moved in silence."""

from __future__ import annotations

import pandas as pd

from cxwidgets.survey.times import parsed

EAST, WEST, NONE = "2026-03-31 23:30:00+08:00", "2026-03-31T09:30:00-06:00", "2026-03-31 23:30:00"


def test_times_of_different_zones_are_read_in_utc():
    assert (
        parsed(pd.Series([EAST, WEST]), "ISO8601").tolist()
        == [pd.Timestamp("2026-03-31 15:30")] * 2
    )


def test_a_time_without_a_zone_among_others_is_missing():
    found = parsed(pd.Series([EAST, NONE, None]), "ISO8601")
    assert found.isna().tolist() == [False, True, True]


def test_times_without_zones_stay_as_they_are():
    assert parsed(pd.Series([NONE]), "ISO8601").tolist() == [pd.Timestamp(NONE)]
