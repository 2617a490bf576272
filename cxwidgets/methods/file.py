"""Answers in a file that need not fit into memory: CSV or Parquet, read by DuckDB."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import duckdb

if TYPE_CHECKING:
    from pathlib import Path

KINDS = (".csv", ".parquet")
SAMPLE = 20_480
"""Rows of a CSV file by which the kinds of its columns are told, as DuckDB has it."""
_HUGE = ("HUGEINT", "UHUGEINT", "BIGNUM")
_MAY_BE_LONG = ("BIGINT", "DOUBLE")
_WHOLE_DECIMAL = re.compile(r"DECIMAL\((19|2\d|3\d),0\)")
# Nothing is fetched from anywhere; what does not fit into this much memory is not kept in it.
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "memory_limit": "1GB",
    "preserve_insertion_order": False,
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@cache
def engine() -> duckdb.DuckDBPyConnection:
    """Return the one connection of this process: only tables of one connection can be joined.

    Days of moments with a zone are days in UTC, not where the machine happens to stand.
    """
    connection = duckdb.connect(config=SETTINGS)
    connection.execute("SET TimeZone = 'UTC'")  # no setting to connect with
    return connection


def relation(path: Path) -> duckdb.DuckDBPyRelation:
    """Return a file as a table of which nothing has been read yet.

    Raises
    ------
    ValueError
        If there is no such file, it is neither CSV nor Parquet, or it cannot be read as such.
    """
    if path.suffix.lower() not in KINDS:
        raise ValueError(f"{path.name} is neither {' nor '.join(KINDS)}")
    if not path.is_file():
        raise ValueError(f"there is no file {path.name}")
    try:
        if path.suffix.lower() == ".csv":
            found = _csv(path)
            words = dict.fromkeys(_long_numbers(found), "VARCHAR")
            return _csv(path, dtype=words) if words else found
        table = engine().read_parquet(_literal(path), hive_partitioning=False)
        return _without_long_decimals(table)
    except duckdb.Error as error:
        raise ValueError(f"{path.name}: {str(error).splitlines()[0]}") from None


def _csv(path: Path, **options: Any) -> duckdb.DuckDBPyRelation:
    return engine().read_csv(_literal(path), hive_partitioning=False, **options)


def _long_numbers(table: duckdb.DuckDBPyRelation) -> list[str]:
    """Return the columns whose first rows hold whole numbers of more than 15 digits.

    Those are names of people or groups. A float, which they would become on their way to a small
    result, has 15 digits for sure, and two of them would be one.
    """
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    sure = [name for name, kind in kinds.items() if kind in _HUGE]
    perhaps = [name for name, kind in kinds.items() if kind in _MAY_BE_LONG]
    if not perhaps:
        return sure
    tests = ", ".join(f"bool_or({_is_long(name)})" for name in perhaps)
    (row,) = table.limit(SAMPLE).aggregate(tests).fetchall()
    return sure + [name for name, is_long in zip(perhaps, row, strict=True) if is_long]


def _is_long(name: str) -> str:
    number = f"{_quoted(name)}::DOUBLE"
    return f"isfinite({number}) AND abs({number}) >= 1e15 AND trunc({number}) = {number}"


def _without_long_decimals(table: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return a table whose whole numbers of more than 18 digits are words, as in a CSV file."""
    kinds = zip(table.columns, map(str, table.types), strict=True)
    long = [name for name, kind in kinds if _WHOLE_DECIMAL.fullmatch(kind) or kind in _HUGE]
    if not long:
        return table
    casts = ", ".join(f"{_quoted(name)}::VARCHAR AS {_quoted(name)}" for name in long)
    return table.project(f"* REPLACE ({casts})")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(path: Path) -> str:
    """Return a path as a pattern that means this file only: ``survey[1]`` is not ``survey1``."""
    return re.sub(r"[\[*?]", r"[\g<0>]", str(path))
