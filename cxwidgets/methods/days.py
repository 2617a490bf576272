"""Dates as whole numbers, by arithmetic that every engine can do.

The day of a moment with a zone is the day in that zone. Files keep no zone: there it is the day in
UTC, and in a table of DuckDB the day in the zone of its connection.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.frame import collected

if TYPE_CHECKING:
    from collections.abc import Callable


def on_the_clock(frame: Any) -> Any:
    """Return an Arrow table with moments as the clocks of their zone show them.

    DuckDB, which counts Arrow tables, knows no zone of a column. Other frames are returned
    themselves.
    """
    frame = nw.to_native(frame, pass_through=True)
    if not nw.dependencies.is_pyarrow_table(frame):
        return frame
    from pyarrow import compute, types

    for i, column in enumerate(frame.schema):
        if types.is_timestamp(column.type) and column.type.tz:
            frame = frame.set_column(i, column.name, compute.local_timestamp(frame[i]))
    return frame


def day(frame: nw.LazyFrame[Any], column: str) -> nw.Expr:
    """Return an expression for the day as a number; days apart are its differences.

    Dates and times become the number of days in the Gregorian calendar; numbers are taken as days
    already (fractions are cut off).

    Raises
    ------
    ValueError
        If the column holds neither dates nor numbers; one of its values is named.
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
    known = frame.select(value).filter(~value.is_null())
    some = known if dtype == nw.Object else known.head(1)  # any text is none; objects are mixed
    found = collected(some)[column].tolist()
    other = next((v for v in found if not isinstance(v, date)), None)
    if other is None:  # dates as Python has them, or nothing at all
        return count(value.cast(nw.Datetime("us"))).alias(column)
    raise ValueError(
        f"column {column!r} must hold dates; it holds {other!r}: make it a date, for example by "
        "pandas.to_datetime, or the number of a day or month"
    )


def _gregorian(when: nw.Expr) -> nw.Expr:
    """Count days with the year beginning in March, so that the leap day comes last."""
    of_year = when.dt.month().cast(nw.Int64)
    late = (of_year + 9) % 12
    years = when.dt.year().cast(nw.Int64) - late // 10
    leaps = years // 4 - years // 100 + years // 400
    return years * 365 + leaps + (late * 153 + 2) // 5 + when.dt.day().cast(nw.Int64)


def _months(when: nw.Expr) -> nw.Expr:
    return when.dt.year().cast(nw.Int64) * 12 + when.dt.month().cast(nw.Int64) - 1
