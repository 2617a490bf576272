"""The door of every tally: any frame Narwhals reads, or a file, checked for its columns."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.arrow_types import without_arrow
from cxwidgets.methods.unreadable import plainly

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pyarrow as pa


PEOPLE = {"respondent", "customer"}
"""Columns of answers; who has numbered their rows in a column ``n`` has one of them."""
EXACT = 2**53
"""Whole numbers up to this are exact as floats."""


def lazily(frame: Any, columns: Iterable[str]) -> nw.LazyFrame[Any]:
    """Return ``frame`` as a Narwhals lazy frame.

    Parameters
    ----------
    frame
        A frame of pandas, Polars, PyArrow, DuckDB, Ibis, Dask or PySpark, or the path of a CSV or
        Parquet file, which DuckDB then reads piece by piece.
    columns
        What it must have.

    Raises
    ------
    ValueError
        If it is no table, two columns have the same name, or naming the first that is missing.
    """
    if isinstance(frame, str | Path):
        from cxwidgets.methods.file import relation

        frame = relation(Path(frame))
    _refuse_repeated(frame)
    frame = without_arrow(nw.to_native(frame, pass_through=True))
    if nw.dependencies.is_duckdb_relation(frame):
        from cxwidgets.methods.long_numbers import without_huge

        with plainly():
            frame = without_huge(frame)
    try:
        with warnings.catch_warnings():
            # Narwhals announces that Dask will move to a package of its own; it has not yet.
            warnings.filterwarnings("ignore", "Dask support is moving", FutureWarning)
            lazy: nw.LazyFrame[Any] = nw.from_native(_with_windows(frame)).lazy()
    except TypeError:
        raise ValueError(f"{type(frame).__name__} is not a table of answers") from None
    there = lazy.collect_schema().names()
    for column in columns:
        if column not in there:
            raise ValueError(f"no column {column!r}; the table has {', '.join(there)}")
    return lazy


def counted(answers: Any, *columns: str) -> bool:
    """Say whether this is a tally and not the answers: it counts rows and names nobody."""
    if not isinstance(answers, pd.DataFrame):
        return False
    there = set(answers.columns)
    return {*columns, "n"} <= there and not there & PEOPLE


def repeated(frame: nw.LazyFrame[Any], columns: list[str]) -> nw.LazyFrame[Any]:
    """Return the distinct rows of some columns with their count ``n``, in memory.

    Answers repeat: millions of respondents leave a few thousand distinct rows. Whatever has to be
    asked of a row is then asked once of each kind, not once of each respondent.
    """
    rows: nw.LazyFrame[Any] = nw.from_native(collected(distinct(frame, columns))).lazy()
    return rows


def distinct(frame: nw.LazyFrame[Any], columns: list[str]) -> nw.LazyFrame[Any]:
    """Return the same where they are counted: nothing has been read yet."""
    return frame.group_by(*columns).agg(nw.len().alias("n"))


def collected(lazy: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return the small result of a tally as a pandas frame, whatever computed it.

    Raises
    ------
    ValueError
        If a part of a file cannot be read; see `unreadable`.
    """
    if lazy.implementation.is_polars():  # its own way to pandas wants pyarrow, which we do not need
        columns = {column.name: _from_polars(column) for column in lazy.collect().iter_columns()}
        return pd.DataFrame(columns)
    if lazy.implementation.is_duckdb():
        with plainly():
            return _from_duckdb(lazy)
    if lazy.implementation.is_ibis() or lazy.implementation.is_pyspark():
        return _from_arrow(lazy.collect(backend="pyarrow").to_native())
    result: pd.DataFrame = lazy.collect(backend="pandas").to_native()
    return result


def _from_arrow(table: pa.Table) -> pd.DataFrame:
    """Return long whole numbers with gaps as such, as `_from_polars` does."""
    from pyarrow import types

    frame: pd.DataFrame = table.to_pandas(date_as_object=False)
    for name, column in zip(table.column_names, table.columns, strict=True):
        if types.is_integer(column.type) and column.null_count:
            values = column.to_pylist()
            if any(value is not None and abs(value) > EXACT for value in values):
                signed = types.is_signed_integer(column.type)
                frame[name] = pd.array(values, dtype="Int64" if signed else "UInt64")
    return frame


def _from_polars(column: nw.Series[Any]) -> pd.Series[Any]:
    """Return long whole numbers with gaps as such: as floats, two such people become one."""
    dtype, values = column.dtype, column.to_list()
    gaps = dtype.is_integer() and column.null_count()
    if not gaps or all(value is None or abs(value) <= EXACT for value in values):
        return pd.Series(values)
    try:
        return pd.Series(values, dtype="UInt64" if dtype.is_unsigned_integer() else "Int64")
    except OverflowError:  # of 128 bits: words, as `long_numbers` makes of them
        return pd.Series([None if value is None else str(value) for value in values])


def _from_duckdb(lazy: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return decimal numbers as such: DuckDB's way to pandas makes long customer numbers equal."""
    if nw.Decimal not in lazy.collect_schema().values():
        plain: pd.DataFrame = lazy.collect(backend="pandas").to_native()
        return plain
    table: pd.DataFrame = (
        lazy.collect(backend="pyarrow").to_native().to_pandas(date_as_object=False)
    )
    sums = [name for name, dtype in lazy.collect_schema().items() if dtype == nw.Int128]
    return table.astype(dict.fromkeys(sums, float))


def _refuse_repeated(frame: Any) -> None:
    """Raise ``ValueError`` if two columns have one name: engines take the first, or none."""
    if isinstance(frame, nw.DataFrame | nw.LazyFrame) or nw.dependencies.is_polars_lazyframe(frame):
        return  # these refuse such columns themselves, and are asked for names at some cost
    # Asked of Arrow alone: elsewhere it may be one of the columns.
    where = "column_names" if nw.dependencies.is_pyarrow_table(frame) else "columns"
    for name, times in Counter(getattr(frame, where, ())).items():
        if times > 1:
            raise ValueError(f"the table has {times} columns {name!r}; rename or drop one")


def _with_windows(frame: Any) -> Any:
    """Return an Arrow table as DuckDB sees it, without a copy: Arrow cannot rank within groups."""
    narwhals = isinstance(frame, nw.DataFrame | nw.LazyFrame)
    if narwhals or not nw.dependencies.is_pyarrow_table(frame):
        return frame
    from cxwidgets.methods.file import engine

    return engine().from_arrow(frame)
