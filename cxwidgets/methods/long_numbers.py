"""Whole numbers too long for a float: they name people or groups, and stay what they are.

A float, which they would become on their way to a small result, has 15 digits for sure; two longer
numbers would be one person. DuckDB hands them on as words instead.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

SAMPLE = 20_480
"""Rows of a CSV file by which the kinds of its columns are told, as DuckDB has it."""
_HUGE = ("HUGEINT", "UHUGEINT", "BIGNUM")
_MAY_BE_LONG = ("BIGINT", "DOUBLE")
_WHOLE_DECIMAL = re.compile(r"DECIMAL\((19|2\d|3\d),0\)")


def long_numbers(table: duckdb.DuckDBPyRelation) -> list[str]:
    """Return the columns of a CSV file whose first rows hold whole numbers of over 15 digits."""
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    sure = [name for name, kind in kinds.items() if kind in _HUGE]
    perhaps = [name for name, kind in kinds.items() if kind in _MAY_BE_LONG]
    if not perhaps:
        return sure
    tests = ", ".join(f"bool_or({_is_long(name)})" for name in perhaps)
    (row,) = table.limit(SAMPLE).aggregate(tests).fetchall()
    return sure + [name for name, is_long in zip(perhaps, row, strict=True) if is_long]


def _is_long(name: str) -> str:
    number = f"{quoted(name)}::DOUBLE"
    return f"isfinite({number}) AND abs({number}) >= 1e15 AND trunc({number}) = {number}"


def without_long_decimals(table: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return a table whose whole numbers of more than 18 digits are words, as in a CSV file."""
    kinds = zip(table.columns, map(str, table.types), strict=True)
    long = [name for name, kind in kinds if _WHOLE_DECIMAL.fullmatch(kind) or kind in _HUGE]
    return _in_words(table, long)


def _in_words(table: duckdb.DuckDBPyRelation, columns: list[str]) -> duckdb.DuckDBPyRelation:
    if not columns:
        return table
    casts = ", ".join(f"{quoted(name)}::VARCHAR AS {quoted(name)}" for name in columns)
    return table.project(f"* REPLACE ({casts})")


def quoted(name: str) -> str:
    """Return a column's name as DuckDB's SQL has it."""
    return '"' + name.replace('"', '""') + '"'


def without_huge(table: duckdb.DuckDBPyRelation) -> duckdb.DuckDBPyRelation:
    """Return a table of somebody's own whose whole numbers of more than 15 digits are words.

    Only columns of 128 bits and more are looked at, all of them: a sum has that type too and stays
    a number.
    """
    kinds = zip(table.columns, map(str, table.types), strict=True)
    huge = [name for name, kind in kinds if kind in _HUGE]
    if not huge:
        return table
    tests = ", ".join(f"coalesce(bool_or({_is_long(name)}), false)" for name in huge)
    (row,) = table.aggregate(tests).fetchall()
    return _in_words(table, [name for name, is_long in zip(huge, row, strict=True) if is_long])
