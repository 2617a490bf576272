"""The door of every tally: any frame Narwhals reads, checked for its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable


def lazily(frame: Any, columns: Iterable[str]) -> nw.LazyFrame[Any]:
    """Return ``frame`` as a Narwhals lazy frame.

    Raises
    ------
    ValueError
        If it is no frame, or naming the first column that is missing.
    """
    try:
        lazy: nw.LazyFrame[Any] = nw.from_native(frame).lazy()
    except TypeError:
        raise ValueError(f"{type(frame).__name__} is not a table of answers") from None
    there = lazy.collect_schema().names()
    for column in columns:
        if column not in there:
            raise ValueError(f"no column {column!r}; the table has {', '.join(there)}")
    return lazy


def collected(lazy: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return the small result of a tally as a pandas frame, whatever computed it."""
    if lazy.implementation.is_polars():  # its own way to pandas wants pyarrow, which we do not need
        return pd.DataFrame(lazy.collect().to_dict(as_series=False))
    result: pd.DataFrame = lazy.collect(backend="pandas").to_native()
    return result
