"""Reading answer columns: what is a number, what is missing, what is off the scale.

Answers are never changed to make them fit. A missing answer and one that is off the scale get a
code of their own, are counted, and take no part in the result. A column that does not hold numbers
at all is the caller's mistake and is refused.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np

from cxwidgets.methods.frame import collected

if TYPE_CHECKING:
    from collections.abc import Sized

    import pandas as pd

MISSING = -1
"""Code of an answer that was not given."""
INVALID = -2
"""Code of an answer that is off the scale or between two of its steps."""

MOST = 2.0**53 - 1
"""No answer is further from 0: beyond, a whole number turns into the next one. Infinity is none."""


NUMBERS = (int, float, Decimal, np.number)
"""Kinds of numbers in a column that can hold anything, as money from a database often is."""


def has(frame: nw.LazyFrame[Any], column: str) -> bool:
    """Say whether the frame has a column."""
    return column in frame.collect_schema().names()


def coded(frame: nw.LazyFrame[Any], column: str, low: int, high: int) -> nw.Expr:
    """Return an expression for whole-number answers from ``low`` to ``high``.

    Anything missing becomes ``MISSING``, anything else off the scale ``INVALID``.

    Raises
    ------
    ValueError
        If the column holds words or truth values instead of numbers (some of them are named), or
        the scale begins below 0, where the codes of answers left out lie.
    """
    if low < 0:
        raise ValueError(f"the scale begins at {low}; it must begin at 0 or above")
    value = number(frame, column)
    allowed = [float(step) for step in range(low, high + 1)]
    return (
        nw.when(value.is_null() | value.is_nan())
        .then(nw.lit(MISSING))
        .otherwise(
            nw.when(value.is_in(allowed)).then(value.fill_nan(MISSING)).otherwise(nw.lit(INVALID))
        )
        .cast(nw.Int64)
        .alias(column)
    )


def measured(frame: nw.LazyFrame[Any], column: str, low: float, high: float) -> nw.Expr:
    """Return an expression for numbers from ``low`` to ``high``, be they whole or not.

    Anything missing becomes ``MISSING``, anything else off the scale ``INVALID``.

    Raises
    ------
    ValueError
        As for `coded`.
    """
    if low < 0:
        raise ValueError(f"the scale begins at {low}; it must begin at 0 or above")
    value = number(frame, column)
    low, high = finite(low, high)
    inside = (value >= low) & (value <= high)
    return (
        nw.when(value.is_null() | value.is_nan())
        .then(nw.lit(float(MISSING)))
        .otherwise(nw.when(inside).then(value).otherwise(nw.lit(float(INVALID))))
        .alias(column)
    )


def valid(frame: nw.LazyFrame[Any], column: str, low: float, high: float) -> nw.Expr:
    """Return an expression for numbers from ``low`` to ``high``; anything else becomes null.

    Ends that are infinite let no infinite answer in: see ``MOST``.
    """
    value = number(frame, column)
    low, high = finite(low, high)
    return nw.when((value >= low) & (value <= high)).then(value).alias(column)


def finite(low: float, high: float) -> tuple[float, float]:
    """Return the ends of a scale, neither of them further out than an answer can be."""
    return max(low, -MOST), min(high, MOST)


def blank(frame: nw.LazyFrame[Any], column: str) -> nw.Expr:
    """Return 1 where no number is given, 0 where one is, be it on the scale or not."""
    whole = frame.collect_schema()[column].is_integer()
    value = nw.col(column) if whole else number(frame, column)
    missing = value.is_null() if whole else value.is_null() | value.is_nan()
    return missing.cast(nw.Int64).alias(column)


def number(frame: nw.LazyFrame[Any], column: str) -> nw.Expr:
    """Return a column as floating-point expression.

    Raises
    ------
    ValueError
        If it holds words or truth values instead of numbers (some of them are named).
    """
    dtype = frame.collect_schema()[column]
    value = nw.col(column)
    if dtype.is_numeric():
        return value.cast(nw.Float64)
    found = collected(frame.select(value).filter(~value.is_null()).unique().head(1000))
    wrong = [v for v in found[column] if isinstance(v, bool) or not isinstance(v, NUMBERS)]
    if wrong:
        strangest_first = sorted({repr(v) for v in wrong}, key=lambda v: (_is_digits(v), v))
        shown = ", ".join(strangest_first[:3])
        raise ValueError(f"column {column!r} must hold numbers; it holds {shown}")
    return value.cast(nw.Float64)


def _is_digits(shown: str) -> bool:
    """Say whether a value is digits but for its quotes: among words that is no surprise."""
    return shown.strip("'").isdecimal()


def refuse_empty(names: Sized, column: str) -> None:
    """Raise ``ValueError`` if there is not one row to say something of."""
    if not len(names):
        raise ValueError(f"there are no answers: column {column!r} needs at least one row")


def refuse_missing(table: pd.DataFrame, column: str) -> None:
    """Raise ``ValueError`` if some group has no name: such answers belong to nothing."""
    if table[column].isna().any():
        raise ValueError(f"some answers have no {column}")
