"""Sums and products of a Parquet file's columns: each core reads a part of the file and adds it up.

Nothing is handed from one to another, so nobody waits: a third sooner than reading in one place and
multiplying in another.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cxwidgets.methods.covariance_stream import BATCH, Sums, added, piece, tallied

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

    from cxwidgets.methods.covariance import CovarianceTally


def numbers(path: Path, names: Sequence[str]) -> Numbers | None:
    """Return columns of numbers of a Parquet file; None where it is none, or they are none.

    Whoever gets None asks in the general way, which says what is wrong.
    """
    if path.suffix.lower() != ".parquet" or not path.is_file():
        return None
    import pyarrow as pa
    import pyarrow.parquet as pq
    from pyarrow import types

    try:
        with pq.ParquetFile(path) as file:
            schema, rows = file.schema_arrow, file.metadata.num_rows
            groups = file.metadata.num_row_groups
    except (pa.ArrowException, OSError):
        return None
    for name in names:
        at = schema.get_all_field_indices(name)
        kind = schema.field(at[0]).type if len(at) == 1 else pa.null()
        if not (types.is_integer(kind) or types.is_float32(kind) or types.is_float64(kind)):
            return None
    return Numbers(path, tuple(names), rows, groups)


@dataclass(frozen=True)
class Numbers:
    """Columns of numbers in a Parquet file.

    Attributes
    ----------
    path, names
        The file and its columns.
    rows, groups
        How many rows it has, in how many groups.
    """

    path: Path
    names: tuple[str, ...]
    rows: int
    groups: int

    def streamed(self, scale: tuple[float, float], *, listwise: bool) -> CovarianceTally:
        """Return the tally of the columns, as `covariance_stream.streamed` does.

        Raises
        ------
        ValueError
            If a part of the file cannot be read.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq

        own = threading.local()  # a reader serves one thread

        def work(group: int) -> Sums:
            if not hasattr(own, "file"):
                own.file = pq.ParquetFile(self.path, memory_map=True)
            total = Sums.none(len(self.names))
            reads = own.file.iter_batches(BATCH, [group], list(self.names), use_threads=False)
            for batch in reads:
                columns = [batch.column(name) for name in self.names]
                given = [_given(column) for column in columns]
                total.add(piece([*map(_values, columns)], given, scale, listwise=listwise))
            return total

        try:
            return tallied(added(range(self.groups), work, len(self.names)), self.names)
        except (pa.ArrowException, OSError) as error:
            said = str(error).splitlines()[0]
            raise ValueError(f"{self.path.name}: {said}") from None


def _given(column: pa.Array[Any]) -> NDArray[Any] | None:
    """Say where there is an answer; None if there is one in every row."""
    if not column.null_count:
        return None
    valid: NDArray[Any] = column.is_valid().to_numpy(zero_copy_only=False)
    return valid


def _values(column: pa.Array[Any]) -> NDArray[Any]:
    """Return the numbers; 0 stands where there is no answer."""
    values: NDArray[Any] = (column.fill_null(0) if column.null_count else column).to_numpy()
    return values
