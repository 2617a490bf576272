"""Ranks within groups, in engines with window functions and in those without."""

from __future__ import annotations

from typing import Any

import narwhals as nw


def ranked(
    frame: nw.LazyFrame[Any], column: str, within: str, name: str, *, descending: bool = False
) -> nw.LazyFrame[Any]:
    """Return ``frame`` with the rank (1, 2, …) of ``column`` within each group as ``name``.

    The values of a group must differ. Dask knows no ranks within groups; there each row is counted
    against the others of its group, which costs the square of a group's size.
    """
    if not frame.implementation.is_dask():
        rank = nw.col(column).rank("ordinal", descending=descending).over(within)
        return frame.with_columns(rank.alias(name))
    rival = nw.col("rival") >= nw.col(column) if descending else nw.col("rival") <= nw.col(column)
    rivals = frame.select(within, nw.col(column).alias("rival"))
    counts = (
        frame.select(within, column)
        .join(rivals, on=within)
        .filter(rival)
        .group_by(within, column)
        .agg(nw.len().alias(name))
    )
    return frame.join(counts, on=[within, column])
