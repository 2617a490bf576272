"""How long something took, from the first and the last time of it, whatever form times have."""

from __future__ import annotations

from datetime import date, time, timedelta
from math import nan

import pandas as pd

MINUTE = 60.0


def minutes(first: pd.Series, last: pd.Series) -> pd.Series:
    """Return the minutes from first to last; NaN where they are no times.

    Dates, times, clock times, spans since a start, and texts as ISO 8601 has them are times.
    Numbers are none: the third step is not three minutes after the start.
    """
    known = [*first.dropna().head(1), *last.dropna().head(1)]
    if not known or not all(isinstance(v, (date, time, timedelta, str)) for v in known):
        return pd.Series(nan, index=first.index, dtype=float)
    apart = _read(last, known[0]) - _read(first, known[0])
    found: pd.Series = apart.dt.total_seconds() / MINUTE
    return found


def _read(values: pd.Series, one: date | time | timedelta | str) -> pd.Series:
    """Return times of one form as pandas counts them; those beyond its calendar as missing."""
    if isinstance(one, time | timedelta):
        said = values.astype(str) if isinstance(one, time) else values
        return pd.to_timedelta(said, errors="coerce")
    if isinstance(one, str):
        return pd.to_datetime(values, format="ISO8601", utc=True, errors="coerce")
    return pd.to_datetime(values, utc=True, errors="coerce")
