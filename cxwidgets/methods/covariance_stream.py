"""Sums and products of columns that do not fit into memory: piece by piece, as matrices.

A survey of 22 items has 253 products a respondent. An engine that adds them one column pair at a
time visits every value 23 times; a matrix product visits it once. Pieces are small enough that the
sums of whole-number answers stay exact in single precision, which halves the work.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.covariance import KEYS, SUMS, CovarianceTally, left_out

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from concurrent.futures import Future

    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

PIECE = 16_384
"""Rows a piece: its matrix stays in the processor's own memory."""
BATCH = 122_880
"""Rows read at once: a row group of the files DuckDB writes."""
EXACT = 2**24
"""Whole numbers up to this are exact in single precision."""


@dataclass
class Sums:
    """What was found so far, of k columns.

    Attributes
    ----------
    n, sums, products
        k × k: respondents who answered both, sums of the one, sums of products.
    blank, off
        k: answers missing, and off the scale.
    rows
        Rows seen.
    """

    n: NDArray[Any]
    sums: NDArray[Any]
    products: NDArray[Any]
    blank: NDArray[Any]
    off: NDArray[Any]
    rows: int

    @classmethod
    def none(cls, k: int) -> Sums:
        """Return the sums of nothing."""
        square, line = np.zeros((k, k)), np.zeros(k)
        return cls(square, square.copy(), square.copy(), line, line.copy(), 0)

    def add(self, other: Sums) -> None:
        """Add another piece."""
        self.n += other.n
        self.sums += other.sums
        self.products += other.products
        self.blank += other.blank
        self.off += other.off
        self.rows += other.rows


def streamed(
    relation: duckdb.DuckDBPyRelation,
    names: Sequence[str],
    scale: tuple[float, float],
    *,
    listwise: bool,
) -> CovarianceTally:
    """Return the tally of a table of any length.

    Parameters
    ----------
    relation
        What DuckDB reads: a file, or a table.
    names
        The columns, k of them.
    scale
        What lies off it is left out and counted.
    listwise
        Only respondents who answered everything; else each pair of columns for itself.
    """
    import duckdb  # here, for every kernel imports this module and few need the engine

    plain = [duckdb.ColumnExpression(name).alias(f"c{i}") for i, name in enumerate(names)]
    found = _added(relation.select(*plain).to_arrow_reader(BATCH), len(names), scale, listwise)
    table = [
        (one, other, int(found.n[i, j]), found.sums[i, j], found.sums[j, i], found.products[i, j])
        for i, one in enumerate(names)
        for j, other in enumerate(names)
    ]
    dropped = [[int(v) for v in count] for count in (found.blank, found.off)]
    sums = pd.DataFrame(table, columns=[*KEYS, *SUMS])
    return CovarianceTally(tuple(names), sums, left_out(names, *dropped), found.rows)


def _added(
    batches: Iterable[pa.RecordBatch], k: int, scale: tuple[float, float], listwise: bool
) -> Sums:
    """Add up batches, as many at a time as there are cores."""

    def work(batch: pa.RecordBatch) -> Sums:
        own = Sums.none(k)
        for start in range(0, batch.num_rows, PIECE):
            part = batch.slice(start, PIECE)
            values, blank = _matrix(part.columns, part.num_rows)
            own.add(_sums(values, blank, *scale, listwise=listwise))
        return own

    total = Sums.none(k)
    ahead = 2 * (os.cpu_count() or 1)  # read no further than needed: memory stays small
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting: deque[Future[Sums]] = deque()
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > ahead:
                total.add(waiting.popleft().result())
        for future in waiting:
            total.add(future.result())
    return total


def _matrix(columns: Sequence[Any], rows: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return k + 1 lines, the last one all ones, and how many values of each column are missing.

    Single precision where every sum of products of whole numbers is exact in it.
    """
    import pyarrow as pa

    k = len(columns)
    blank = np.array([float(column.null_count) for column in columns])
    whole = all(pa.types.is_integer(column.type) for column in columns)
    values = np.empty((k + 1, rows), dtype=np.float32 if whole else np.float64)
    for line, column in zip(values, columns, strict=False):
        line[:] = column.to_numpy(zero_copy_only=False)
    values[k] = 1
    if whole and not max(-np.nanmin(values), np.nanmax(values)) ** 2 * rows < EXACT:
        values = values.astype(np.float64)
        for line, column in zip(values, columns, strict=False):
            line[:] = column.to_numpy(zero_copy_only=False)
    if not whole:
        blank = np.isnan(values[:k]).sum(axis=1).astype(float)
    return values, blank


def _sums(
    values: NDArray[Any], blank: NDArray[Any], low: float, high: float, *, listwise: bool
) -> Sums:
    """Return the sums of one piece; its line of ones counts and adds in the same product."""
    k, rows = len(values) - 1, values.shape[1]
    if not blank.any() and values[:k].min() >= low and values[:k].max() <= high:
        product = (values @ values.T).astype(float)
        sums = np.repeat(product[:k, k:], k, axis=1)
        every = np.full((k, k), float(rows))
        return Sums(every, sums, product[:k, :k], blank, np.zeros(k), rows)
    there = (values[:k] >= low) & (values[:k] <= high)  # a missing one is in no order at all
    off = rows - there.sum(axis=1) - blank
    if listwise:
        there = np.broadcast_to(there.all(axis=0), there.shape)
    mask = there.astype(values.dtype)
    kept = np.where(there, values[:k], values.dtype.type(0))
    n, sums, products = mask @ mask.T, kept @ mask.T, kept @ kept.T
    return Sums(n.astype(float), sums.astype(float), products.astype(float), blank, off, rows)
