"""Charts quickly, in the process that draws them one after another; what they say is the same.

Altair takes every chart for the only one: it checks it against its schema, indexes its six hundred
classes again whenever a channel is given as a word, and prepares every small table with a dozen
steps of pandas. For one person's curve that is half of the time, three hundred times over.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import altair as alt
import pandas as pd
from altair.utils import schemapi

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = "cx-plain"


def quicken() -> None:
    """Draw quickly from now on, in this process."""
    schemapi.DEBUG_MODE = False  # charts are checked by tests; here it would double the time
    _Indexed.use()
    alt.data_transformers.register(PLAIN, records)
    alt.data_transformers.enable(PLAIN)


class _Indexed(schemapi._FromDict):  # noqa: SLF001 - Altair has no door for this
    """Altair's index of its classes, made once for each set of classes."""

    _known: ClassVar[dict[tuple[type, ...], Any]] = {}

    def __init__(self, wrapper_classes: Iterable[type], /) -> None:
        classes: tuple[Any, ...] = tuple(wrapper_classes)
        if classes not in self._known:
            super().__init__(classes)
            self._known[classes] = self.class_dict
        self.class_dict = self._known[classes]

    @classmethod
    def use(cls) -> None:
        """Stand in for Altair's own."""
        schemapi._FromDict = cls  # type: ignore[misc]  # noqa: SLF001


def records(data: Any, max_rows: int = 5000) -> Any:
    """Return a chart's data as Altair would, by a short way where a table is plain.

    Parameters
    ----------
    data
        What Altair takes as data.
    max_rows
        Altair's limit.
    """
    columns = _columns(data) if isinstance(data, pd.DataFrame) and len(data) <= max_rows else None
    if columns is None:
        return alt.default_data_transformer(data, max_rows=max_rows)
    names = list(columns)
    return {
        "values": [
            dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)
        ]
    }


def _columns(table: pd.DataFrame) -> dict[str, list[Any]] | None:
    """Return a table's columns as JSON has them; ``None`` if one of them is not plain."""
    found: dict[str, list[Any]] = {}
    if not len(table.columns) or not table.columns.is_unique:
        return None
    for name, column in table.items():
        values = column.tolist()
        if column.dtype == "float64":
            values = [value if math.isfinite(value) else None for value in values]
        elif column.dtype not in ("int64", "bool") and not all(type(v) is str for v in values):
            return None
        if not isinstance(name, str):
            return None
        found[name] = values
    return found
