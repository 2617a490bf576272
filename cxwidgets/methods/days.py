"""Dates as whole numbers, by arithmetic that every engine can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.frame import collected

if TYPE_CHECKING:
    from collections.abc import Callable


def day(frame: nw.LazyFrame[Any], column: str) -> nw.Expr:
    """Return an expression for the day as a number; days apart are its differences.

    Dates and times become the number of days in the Gregorian calendar; numbers are taken as days
    already (fractions are cut off).

    Raises
    ------
    ValueError
        If the column holds neither dates nor numbers.
    """
    return _from(frame, column, _gregorian)


def month(frame: nw.LazyFrame[Any], column: str) -> nw.Expr:
    """Return an expression for the month as a number; numbers are taken as months already."""
    return _from(frame, column, _months)


def _from(frame: nw.LazyFrame[Any], column: str, count: Callable[[nw.Expr], nw.Expr]) -> nw.Expr:
    dtype = frame.collect_schema()[column]
    value = nw.col(column)
    if dtype.is_numeric():
        return value.cast(nw.Int64).alias(column)
    if dtype in (nw.Date, nw.Datetime):
        return count(value).alias(column)
    first = collected(frame.select(column).head(1))[column].tolist()
    such = f", such as {str(first[0])[:40]!r}" if first else ""
    raise ValueError(
        f"column {column!r} must hold dates; it holds {dtype}{such} "
        f"(pandas makes dates of it with to_datetime)"
    )


def _gregorian(date: nw.Expr) -> nw.Expr:
    """Count days with the year beginning in March, so that the leap day comes last."""
    of_year = date.dt.month().cast(nw.Int64)
    late = of_year + 9 - (of_year + 9) // 12 * 12  # pandas has no % for Arrow's numbers
    years = date.dt.year().cast(nw.Int64) - late // 10
    leaps = years // 4 - years // 100 + years // 400
    return years * 365 + leaps + (late * 153 + 2) // 5 + date.dt.day().cast(nw.Int64)


def _months(date: nw.Expr) -> nw.Expr:
    return date.dt.year().cast(nw.Int64) * 12 + date.dt.month().cast(nw.Int64) - 1
