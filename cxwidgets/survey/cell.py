"""A cell of a typed file (workbook, SPSS, Parquet) as the words one reads in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from math import inf
from typing import Any

DIGITS = 15
"""As many digits of a number as a float, and so a spreadsheet, keeps for sure."""
LOST = f"numbers of more than {DIGITS} digits; those behind were lost before the file came here"
KEPT = "such numbers as text"


def as_read(value: Any) -> str:
    """Return a cell as one reads it: 5.0 as 5, a date as 2026-03-01 or 2026-03-01 08:30:00."""
    if value is None or value != value:  # noqa: PLR0124 - NaN is the one value unequal to itself
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | Decimal):
        return str(int(value)) if _is_whole(value) else str(value)
    if isinstance(value, dt.datetime):
        shown = value.replace(microsecond=0)
        return shown.date().isoformat() if shown.time() == dt.time() else shown.isoformat(" ")
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)


def _is_whole(value: float | Decimal) -> bool:
    if isinstance(value, Decimal):  # whose // is no exact division where there are many digits
        return value.is_finite() and value == value.to_integral_value()
    return value.is_integer()


def is_past_digits(value: Any) -> bool:
    """Say whether a number has more digits than a float keeps: the last ones may be lost."""
    return type(value) in (int, float) and 10**DIGITS <= abs(value) < inf
