"""Times as platforms write them."""

from __future__ import annotations

import pandas as pd

_ZONE = r"(?:Z|UTC|[+-]\d\d:?\d\d)\s*$"


def parsed(given: pd.Series, wanted: str) -> pd.Series:
    """Return times; what is none is missing.

    Parameters
    ----------
    given
        Words.
    wanted
        As ``strptime`` has it, or ``ISO8601``. Where they have different time zones, all are read
        in UTC, and one that has none among them is missing: nobody knows when it was.
    """
    try:
        return pd.to_datetime(given, format=wanted, errors="coerce")
    except ValueError:
        times = pd.to_datetime(given, format=wanted, errors="coerce", utc=True)
        return times.dt.tz_localize(None).where(given.str.contains(_ZONE, na=False))
