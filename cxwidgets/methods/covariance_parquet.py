"""Sums and products of a Parquet file's columns, read by Polars.

Polars reads such columns with a third of the processor time that Arrow or DuckDB takes, on all
cores, and in pieces of a given length, so that fractions too add up to the same sum every time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.covariance_stream import BATCH, S, Work, added

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import polars as pl
    import pyarrow as pa
    from numpy.typing import NDArray


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
    except (pa.ArrowException, OSError):
        return None
    for name in names:
        at = schema.get_all_field_indices(name)
        kind = schema.field(at[0]).type if len(at) == 1 else pa.null()
        if not (types.is_integer(kind) or types.is_float32(kind) or types.is_float64(kind)):
            return None
    return Numbers(path, tuple(names), rows)


@dataclass(frozen=True)
class Numbers:
    """Columns of numbers in a Parquet file.

    Attributes
    ----------
    path, names
        The file and its columns.
    rows
        How many rows it has.
    """

    path: Path
    names: tuple[str, ...]
    rows: int

    def streamed(self, work: Work[S], total: S) -> S:
        """Return what is found in the columns, as `covariance_stream.streamed` does.

        Raises
        ------
        ValueError
            If a part of the file cannot be read.
        """
        import polars as pl  # here, for it starts threads and few need it

        def found(part: pl.DataFrame) -> S:
            columns = [part[name].rechunk().to_arrow() for name in self.names]
            return work([*map(_values, columns)], [*map(_given, columns)])

        try:
            exact = pl.selectors.by_name(*self.names)  # a bare "^a.*$" would be a pattern
            file = pl.scan_parquet(self.path, glob=False, cache=False).select(exact)
            return added(file.collect_batches(chunk_size=BATCH, maintain_order=True), found, total)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            said = str(error).splitlines()[0]
            raise ValueError(f"{self.path.name}: {said}") from None


def _given(column: pa.Array[Any]) -> NDArray[Any] | None:
    """Say where there is an answer; None if there is one in every row."""
    if not column.null_count:
        return None
    bits, stop = np.frombuffer(column.buffers()[0], np.uint8), column.offset + len(column)
    return np.unpackbits(bits, count=stop, bitorder="little")[column.offset :].view(bool)


def _values(column: pa.Array[Any]) -> NDArray[Any]:
    """Return the numbers as they lie in memory; anything may stand where there is no answer."""
    dtype = np.dtype(column.type.to_pandas_dtype())
    start = column.offset * dtype.itemsize
    return np.frombuffer(column.buffers()[1], dtype, len(column), start)
