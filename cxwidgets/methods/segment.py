"""Segments: the group of customers an answer belongs to, by the name it has on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.answers import has

if TYPE_CHECKING:
    from collections.abc import Hashable

ALL = "all"
"""Name of the row that takes all segments together."""


def segment_of(frame: nw.LazyFrame[Any]) -> nw.Expr:
    """Return the column ``segment``; a name without a letter is none.

    All are in the segment ``ALL`` where there is no such column.
    """
    if not has(frame, "segment"):
        return nw.lit(ALL).alias("segment")
    value = nw.col("segment")
    if frame.collect_schema()["segment"] != nw.String:
        return value
    return nw.when(value.str.strip_chars() != "").then(value).alias("segment")


def named(value: Hashable) -> str:
    """Return a segment's name: a column of whole numbers with gaps holds 7.0 where 7 is meant.

    Examples
    --------
    >>> named(7.0), named(7.5), named("VIP")
    ('7', '7.5', 'VIP')
    """
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
