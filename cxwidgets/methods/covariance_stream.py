"""Sums and products of columns that do not fit into memory: piece by piece, as matrices.

A survey of 22 items has 253 products a respondent. An engine that adds them one column pair at a
time visits every value 23 times; a matrix product visits it once. Columns of whole numbers come
with a mark for what is missing: else a bit for each answer is written too, a third of the work.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable
    from concurrent.futures import Future

    import duckdb
    import pyarrow as pa
    from numpy.typing import NDArray

T = TypeVar("T")
S = TypeVar("S", bound="Adding")
BATCH = 122_880
"""Rows read at once: a row group of the files DuckDB writes."""
LOWEST = {"TINYINT": -(2**7), "SMALLINT": -(2**15), "INTEGER": -(2**31), "BIGINT": -(2**63)}
"""The least number each type of whole numbers holds; it marks what is missing."""


class Adding(Protocol):
    """What is found in a piece, and added to what was found before."""

    def add(self, other: Self) -> None:
        """Add another piece."""


Work = Callable[[Sequence["NDArray[Any]"], Sequence["NDArray[Any] | None"]], S]
"""From the columns of a piece, and where each has an answer, to what is found in it."""


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
    work: Work[S],
    total: S,
) -> S:
    """Return what is found in a table of any length.

    Parameters
    ----------
    relation
        What DuckDB reads: a file, or a table.
    names
        The columns.
    marks
        What stands for a missing answer in each of them; see `extent`.
    work
        What is done with a piece: `covariance_piece.piece` or the like.
    total
        What is found in nothing.
    """
    asked = [_asked(name, mark) for name, mark in zip(names, marks, strict=True)]
    plain = [column.alias(f"c{i}") for i, column in enumerate(asked)]
    reader = relation.select(*plain).to_arrow_reader(BATCH)

    def found(batch: pa.RecordBatch) -> S:
        columns = [_numbers(column) for column in batch.columns]
        given = [_given(column, mark) for column, mark in zip(columns, marks, strict=True)]
        return work(columns, given)

    return added(reader, found, total)


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


def added(batches: Iterable[T], work: Callable[[T], S], total: S) -> S:
    """Add up the pieces in their order, on half of the cores: the other half reads."""
    workers = max(1, (os.cpu_count() or 1) // 2)
    ahead = 2 * workers  # read no further than needed: memory stays small
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[S]] = deque()
        for batch in batches:
            waiting.append(pool.submit(work, batch))
            if len(waiting) > ahead:
                total.add(waiting.popleft().result())
        for future in waiting:
            total.add(future.result())
    return total


def _given(column: NDArray[Any], mark: int | None) -> NDArray[Any] | None:
    """Say where a column holds something else than the mark; ``None`` if it does so everywhere."""
    return None if mark is None or column.min() != mark else np.asarray(column != mark)
