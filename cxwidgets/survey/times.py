"""Times as platforms write them."""

from __future__ import annotations

import pandas as pd


def parsed(given: pd.Series, wanted: str) -> pd.Series:
    """Return times; what is none is missing.

    Parameters
    ----------
    given
        Words.
    wanted
        As ``strptime`` has it, or ``ISO8601``. Where some have a time zone, all are read in UTC.
    """
    try:
        return pd.to_datetime(given, format=wanted, errors="coerce")
    except ValueError:
        times = pd.to_datetime(given, format=wanted, errors="coerce", utc=True)
        return times.dt.tz_localize(None)
