"""Sums and products of columns that do not fit into memory: piece by piece, as matrices.

A survey of 22 items has 253 products a respondent. An engine that adds them one column pair at a
time visits every value 23 times; a matrix product visits it once. Columns of whole numbers come
with a mark for what is missing: else a bit for each answer is written too, a third of the work.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from math import ceil, floor, nan
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import pandas as pd

from cxwidgets.methods.answers import MOST, finite
from cxwidgets.methods.covariance import KEYS, SUMS, CovarianceTally, left_out
from cxwidgets.methods.matrix_product import products

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from concurrent.futures import Future

    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

T = TypeVar("T")
BATCH = 122_880
"""Rows read at once: a row group of the files DuckDB writes."""
LOWEST = {"TINYINT": -(2**7), "SMALLINT": -(2**15), "INTEGER": -(2**31), "BIGINT": -(2**63)}
"""The least number each type of whole numbers holds; it marks what is missing."""
SHORT = [np.dtype(f"{kind}{size}") for kind in "iu" for size in (1, 2, 4)]  # answers all of them


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


def extent(relation: duckdb.DuckDBPyRelation, names: Sequence[str]) -> tuple[int, list[Any]]:
    """Return how many rows there are, and each column's mark for what is missing.

    A mark is the least number that the column's type holds, if the column itself does not hold it;
    None if it does, and for other types. Parquet files know their rows and least numbers unread.
    """
    import duckdb  # here, for every kernel imports this module and few need the engine

    kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
    marked = [name for name in names if kinds[name] in LOWEST]
    wanted = [duckdb.FunctionExpression("count").alias("n")]
    for i, name in enumerate(marked):
        least = duckdb.FunctionExpression("min", duckdb.ColumnExpression(name))
        wanted.append(least.alias(f"c{i}"))
    rows, *found = relation.aggregate(wanted).fetchall()[0]
    least_of = dict(zip(marked, found, strict=True))
    marks = [LOWEST.get(kinds[name]) for name in names]
    return int(rows), [
        None if least_of.get(name) == mark else mark
        for name, mark in zip(names, marks, strict=True)
    ]


def streamed(
    relation: duckdb.DuckDBPyRelation,
    names: Sequence[str],
    marks: Sequence[int | None],
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
    marks
        What stands for a missing answer in each of them; see `extent`.
    scale
        What lies off it is left out and counted.
    listwise
        Only respondents who answered everything; else each pair of columns for itself.
    """
    asked = [_asked(name, mark) for name, mark in zip(names, marks, strict=True)]
    plain = [column.alias(f"c{i}") for i, column in enumerate(asked)]
    reader = relation.select(*plain).to_arrow_reader(BATCH)

    def work(batch: pa.RecordBatch) -> Sums:
        columns = [_numbers(column) for column in batch.columns]
        given = [_given(column, mark) for column, mark in zip(columns, marks, strict=True)]
        return piece(columns, given, scale, listwise=listwise)

    return tallied(added(reader, work, len(names)), names)


def tallied(found: Sums, names: Sequence[str]) -> CovarianceTally:
    """Return what was found, under the columns' names."""
    table = [
        (one, other, int(found.n[i, j]), found.sums[i, j], found.sums[j, i], found.products[i, j])
        for i, one in enumerate(names)
        for j, other in enumerate(names)
    ]
    dropped = [[int(v) for v in count] for count in (found.blank, found.off)]
    sums = pd.DataFrame(table, columns=[*KEYS, *SUMS])
    return CovarianceTally(tuple(names), sums, left_out(names, *dropped), found.rows)


def _numbers(column: pa.Array[Any]) -> NDArray[Any]:
    """Return a column as NumPy has it; decimal fractions, which it has not, in double precision."""
    values: NDArray[Any] = column.to_numpy(zero_copy_only=False)
    return values.astype(float) if values.dtype.kind == "O" else values


def _asked(name: str, mark: int | None) -> duckdb.Expression:
    """Return what to ask of a column: ``greatest`` passes over what is missing."""
    import duckdb

    column = duckdb.ColumnExpression(name)
    if mark is None:
        return column
    kind = next(kind for kind, least in LOWEST.items() if least == mark)
    return duckdb.FunctionExpression("greatest", column, duckdb.ConstantExpression(mark).cast(kind))


def added(batches: Iterable[T], work: Callable[[T], Sums], k: int) -> Sums:
    """Add up the pieces of k columns on half of the cores: the other half reads."""
    total = Sums.none(k)
    workers = max(1, (os.cpu_count() or 1) // 2)
    ahead = 2 * workers  # read no further than needed: memory stays small
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[Sums]] = deque()
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > ahead:
                total.add(waiting.popleft().result())
        for future in waiting:
            total.add(future.result())
    return total


def piece(
    columns: Sequence[NDArray[Any]],
    given: Sequence[NDArray[Any] | None],
    scale: tuple[float, float],
    *,
    listwise: bool,
) -> Sums:
    """Return the sums of one piece; a line of ones counts and adds in the same product.

    Parameters
    ----------
    columns
        Numbers, in the memory of one core.
    given
        Where each column has an answer; ``None`` where it has one in every row. What is not a
        number (NaN) is no answer either. Anything may stand where there is no answer.
    scale, listwise
        As in `streamed`.
    """
    k, rows = len(columns), len(columns[0])
    low, high = finite(*scale)
    if all(own is None for own in given) and all(_on(column, low, high) for column in columns):
        product = products([*columns, np.ones(rows, dtype=bool)], _bound(columns))
        every, nothing = np.full((k, k), float(rows)), np.zeros(k)
        sums = np.repeat(product[:, k:], k, axis=1)
        return Sums(every, sums, product[:, :k], nothing, nothing.copy(), rows)
    usable = [_usable(column, own, low, high) for column, own in zip(columns, given, strict=True)]
    blank, off = (np.array([float(found[i]) for found in usable]) for i in (1, 2))
    there = [found[0] for found in usable]
    if listwise:  # one line says who counts, not one for each column
        whole = np.ones(rows, dtype=bool)
        for own in there:
            whole &= own
        kept = [_kept(column, whole) for column in columns]
        product = products([*kept, whole], _bound(kept))
        every, sums = np.full((k, k), float(whole.sum())), np.repeat(product[:, k:], k, axis=1)
        return Sums(every, sums, product[:, :k], blank, off, rows)
    kept = [_kept(column, own) for column, own in zip(columns, there, strict=True)]
    product = products([*kept, *there, np.ones(rows, dtype=bool)], _bound(kept))
    n, sums = product[k:, k : 2 * k], product[:k, k : 2 * k]
    return Sums(n, sums, product[:k, :k], blank, off, rows)


def _given(column: NDArray[Any], mark: int | None) -> NDArray[Any] | None:
    """Say where a column holds something else than the mark; ``None`` if it does so everywhere."""
    return None if mark is None or column.min() != mark else np.asarray(column != mark)


def _usable(
    column: NDArray[Any], given: NDArray[Any] | None, low: float, high: float
) -> tuple[NDArray[Any], int, int]:
    """Say where a column has a number on the scale; how many have none, and how many one off it."""
    rows = len(column)
    answered = np.ones(rows, dtype=bool) if given is None else given
    if column.dtype.kind == "f":
        answered = answered & ~np.isnan(column)
    blank = rows - int(np.count_nonzero(answered))
    if _on(column, low, high):
        return answered, blank, 0
    # In the column's own type where it is one of whole numbers: nothing has to be turned into
    # another. Fractions are compared in double precision: in half precision 7.01 may be 7.
    whole = column.dtype.kind != "f"
    ends = (ceil(low), floor(high)) if whole else (np.float64(low), np.float64(high))
    there = answered & (column >= ends[0]) & (column <= ends[1])
    return there, blank, rows - blank - int(np.count_nonzero(there))


def _kept(column: NDArray[Any], there: NDArray[Any]) -> NDArray[Any]:
    """Return a column with 0 in place of what does not count."""
    if column.dtype.kind == "f":  # infinity times 0 is no number
        return np.where(there, column, column.dtype.type(0))
    kept: NDArray[Any] = column * there
    return kept


def _on(column: NDArray[Any], low: float, high: float) -> bool:
    """Say whether all of a column lies on the scale."""
    if (low, high) == (-MOST, MOST) and column.dtype in SHORT:
        return True  # without looking at it: a sixth of the time
    return low <= float(column.min()) and float(column.max()) <= high


def _bound(columns: Sequence[NDArray[Any]]) -> float:
    """Return what no absolute value of whole numbers exceeds, at least 1; NaN of fractions."""
    if any(column.dtype.kind == "f" for column in columns):
        return nan
    if all(column.dtype.itemsize == 1 for column in columns):
        signed = all(column.dtype.kind != "u" for column in columns)
        return 128.0 if signed else 255.0  # small enough, whatever they hold
    return float(max(1, *(max(-int(c.min()), int(c.max())) for c in columns)))
