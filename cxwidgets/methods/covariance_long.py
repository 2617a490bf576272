"""Long tables: which are read piece by piece, and by whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.covariance_parquet import numbers
from cxwidgets.methods.covariance_stream import S, Work, extent, streamed
from cxwidgets.methods.unreadable import plainly

if TYPE_CHECKING:
    from collections.abc import Sequence


def from_file(
    answers: Any, columns: Sequence[str], above: int, work: Work[S], total: S
) -> S | None:
    """Return what is found in columns of numbers of a Parquet file with more rows than ``above``.

    None of anything else: then ask `from_table`, or in the general way, which says what is wrong.

    Parameters
    ----------
    work, total
        As in `covariance_stream.streamed`.
    """
    file = numbers(Path(answers), columns) if isinstance(answers, str | Path) else None
    return file.streamed(work, total) if file and file.rows > above else None


def from_table(
    frame: nw.LazyFrame[Any], columns: Sequence[str], above: int, work: Work[S], total: S
) -> S | None:
    """Return what is found in columns of numbers of whatever DuckDB reads; as `from_file`."""
    schema = frame.collect_schema()
    if not (frame.implementation.is_duckdb() and all(schema[c].is_numeric() for c in columns)):
        return None
    relation = nw.to_native(frame)
    with plainly():
        length, marks = extent(relation, columns)
        return streamed(relation, columns, marks, work, total) if length > above else None
