"""Rows of a Parquet file as strings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.survey.cell import KEPT, LOST, as_read, is_past_digits
from cxwidgets.survey.grid import LARGEST_CELL, MOST_CELLS, Grid, refusal
from cxwidgets.survey.problems import Problem, SurveyError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_UNPACKED = 2 * 1024**3
"""Bytes the file may unpack to; its own directory says how much that is."""


def grid(path: Path) -> Grid:
    """Read a Parquet file; row 1 is the names of the columns.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        If the file is damaged, or too large when unpacked.
    """
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            _refuse_bomb(path, file.metadata)
            table = file.read(use_threads=False)
        long = [_long(path, name, table[i]) for i, name in enumerate(table.column_names)]
        columns = [[as_read(value) for value in column.to_pylist()] for column in table.columns]
    except SurveyError:
        raise
    except Exception:  # noqa: BLE001 - a damaged file fails in any way there is
        raise refusal(path, "the file is damaged", "a Parquet file that opens elsewhere") from None
    if any(len(cell) > LARGEST_CELL for column in columns for cell in column):
        raise refusal(path, f"a cell is longer than {LARGEST_CELL:,} characters")
    rows = [list(row) for row in zip(*columns, strict=True)]
    named = [list(map(str, table.column_names)), *rows]
    return Grid(path.name, named, "parquet", notes=tuple(filter(None, long)))


def _long(path: Path, name: str, column: Any) -> Problem | None:
    """Return what is to be said of a column of floats that are too large to be exact."""
    import pyarrow as pa

    if not pa.types.is_floating(column.type):
        return None
    rows = tuple(n for n, value in enumerate(column.to_pylist(), 2) if is_past_digits(value))
    return Problem(LOST, path.name, rows, name, accepted=KEPT) if rows else None


def _refuse_bomb(path: Path, meta: Any) -> None:
    unpacked = sum(meta.row_group(i).total_byte_size for i in range(meta.num_row_groups))
    if meta.num_rows * meta.num_columns > MOST_CELLS or unpacked > LARGEST_UNPACKED:
        raise refusal(path, "the file is too large when unpacked", f"up to {MOST_CELLS:,} cells")
