"""A cell of a typed file (workbook, SPSS, Parquet) as the words one reads in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any


def as_read(value: Any) -> str:
    """Return a cell as one reads it: 5.0 as 5, a date as 2026-03-01 or 2026-03-01 08:30:00."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the one value unequal to itself
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | Decimal):
        return str(int(value)) if value == value // 1 else str(value)
    if isinstance(value, dt.datetime):
        shown = value.replace(microsecond=0)
        return shown.date().isoformat() if shown.time() == dt.time() else shown.isoformat(" ")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
