"""What tells which of two moments came first: numbers, times, and times written as ISO 8601 has it.

Other texts are refused: read as text, "10" comes before "2", and "1 May" before "2 April".
"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.frame import collected

DAY = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]"
SECONDS = r"(?::[0-9]{2}(?:\.[0-9]+)?)?"
PARTS = re.compile(rf"{DAY}([T ]){CLOCK}({SECONDS})(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?")
KINDS: tuple[tuple[type, ...], ...] = ((datetime,), (date,), (time,), (int, float, Decimal))
"""Values of one of these kinds have an order among themselves."""


def refuse_disordered(frame: nw.LazyFrame[Any], column: str) -> None:
    """Raise ``ValueError`` if the values of a column have no order that means anything.

    Texts must be days (2025-03-01) or times (2025-03-01T09:30:00, also with a zone), all of one
    form, for only then does the order of texts follow that of times. The first that is none is
    named.
    """
    dtype = frame.collect_schema()[column]
    if dtype in (nw.Object, nw.Unknown):
        _refuse_mixed(collected(frame.select(column))[column], column)
    if dtype not in (nw.String, nw.Categorical, nw.Enum):
        return
    said = frame.select(nw.col(column).cast(nw.String).alias("said"))
    said = said.filter(~nw.col("said").is_null())
    first = collected(said.select(nw.col("said").min()))["said"].iloc[0]
    if pd.isna(first):
        return  # nothing is said at all
    other = said.filter(~nw.col("said").str.contains(_form(first)))
    found = collected(other.select(nw.col("said").min()))["said"].iloc[0]
    if pd.isna(found):
        return
    raise ValueError(
        f"column {column!r} holds {found!r}; texts are sorted as dates only, all of one form "
        "such as 2025-03-01 or 2025-03-01T09:30:00: make them dates or numbers"
    )


def _form(first: str) -> str:
    """Return the pattern of texts like the first, or of days if it is no time."""
    parts = PARTS.fullmatch(first)
    if not parts:
        return f"^{DAY}$"
    between, seconds, zone = parts.groups()
    if not zone:
        return f"^{DAY}{between}{CLOCK}{SECONDS}$"
    # A letter sorts after a dot, 09:30:00Z after 09:30:00.5Z: so the seconds look alike as well.
    alike = re.sub("[0-9]", "[0-9]", seconds.replace(".", r"\."))
    return f"^{DAY}{between}{CLOCK}{alike}{re.escape(zone)}$"


def _refuse_mixed(values: pd.Series, column: str) -> None:
    """Raise ``ValueError`` unless Python's own values are all of one kind that has an order."""
    known = list(values.dropna())
    kinds = [_kind(value) for value in known]
    other = next((i for i, kind in enumerate(kinds) if kind is None or kind != kinds[0]), None)
    if other is not None:
        beside = f" beside {known[0]!r}" if other else ""
        raise ValueError(
            f"column {column!r} holds {known[other]!r}{beside}; make all of them numbers, or all "
            "of them dates"
        )


def _kind(value: Any) -> int | None:
    """Return which of ``KINDS`` a value is of, the first: a time of some day is a date as well."""
    fits = (i for i, kind in enumerate(KINDS) if isinstance(value, kind))
    return None if isinstance(value, bool) else next(fits, None)
