"""The rows behind a chart: each table is turned into plain values once, however many layers use it.

Altair would do so again for every layer, and check and copy each table as it does.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Rows(alt.InlineData):
    """Rows that every copy of a chart shares: nobody writes to them."""

    def __deepcopy__(self, _memo: object) -> _Rows:
        return self


def with_rows(chart: Any) -> None:
    """Put rows in the place of the tables of a chart and its layers.

    Parameters
    ----------
    chart
        A single or layered chart with tables as data; it is changed in place.
    """
    found: list[tuple[pd.DataFrame, _Rows]] = []
    for part in _parts(chart):
        table = part.data
        if isinstance(table, pd.DataFrame):
            part.data = next((values for known, values in found if known is table), None)
            if part.data is None:
                part.data = _Rows(values=rows(table))
                found.append((table, part.data))


def rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as JSON has them; what is missing or infinite is ``None``."""
    columns = [[_plain(value) for value in table[name].tolist()] for name in table.columns]
    return [dict(zip(table.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def _parts(chart: Any) -> Iterator[Any]:
    yield chart
    for layer in getattr(chart, "layer", ()):
        yield from _parts(layer)


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or value is pd.NA:
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()  # with its time: a date alone would be read as midnight in UTC
    if value is pd.NaT:
        return ""
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return value
