"""Answers in a file that need not fit into memory: CSV or Parquet, read by DuckDB."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import duckdb

from cxwidgets.methods.csv_types import wider
from cxwidgets.methods.long_numbers import long_numbers, without_long_decimals
from cxwidgets.methods.unreadable import plainly

if TYPE_CHECKING:
    from pathlib import Path

KINDS = (".csv", ".parquet")
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
        If there is no such file, it is neither CSV nor Parquet, it cannot be read as such, or two
        of its columns have the same name.
    """
    if path.suffix.lower() not in KINDS:
        raise ValueError(f"{path.name} is neither {' nor '.join(KINDS)}")
    if not path.is_file():
        raise ValueError(f"there is no file {path.name}")
    try:
        if path.suffix.lower() == ".csv":
            found = _csv(path)
            _refuse_repeated(path, found.columns)
            state = path.stat()
            types = dict(_types(path, state.st_mtime_ns, state.st_size))
            return _csv(path, dtype=types) if types else found
        table = engine().read_parquet(_literal(path), hive_partitioning=False)
        _refuse_repeated(path, table.columns)
        return without_long_decimals(table)
    except duckdb.Error as error:
        raise ValueError(f"{path.name}: {str(error).splitlines()[0]}") from None


@lru_cache(maxsize=64)
def _types(path: Path, _changed: int, _size: int) -> tuple[tuple[str, str], ...]:
    """Return what some columns hold in truth; looked at once, as long as the file stays the same.

    Raises
    ------
    ValueError
        If a line has too many or too few cells.
    """
    found = _csv(path)
    long = dict.fromkeys(long_numbers(found), "VARCHAR")
    with plainly():
        wide = wider(found, lambda names: _csv(path, dtype=dict.fromkeys(names, "VARCHAR")))
    return tuple((wide | long).items())


def _csv(path: Path, **options: Any) -> duckdb.DuckDBPyRelation:
    return engine().read_csv(_literal(path), hive_partitioning=False, **options)


def _refuse_repeated(path: Path, columns: list[str]) -> None:
    """Raise ``ValueError`` if two columns have one name: DuckDB calls the second ``x_1``, unsaid.

    The file's own names are looked up only where a column may have been renamed.
    """
    known = {name.casefold() for name in columns}
    if not any(end and base.casefold() in known for base, end in map(_numbered, columns)):
        return
    if path.suffix.lower() == ".csv":
        names = list(_csv(path, header=False, all_varchar=True).limit(1).fetchall()[0])
    else:
        from pyarrow.parquet import read_schema

        names = read_schema(path).names
    twice = next((name for i, name in enumerate(names) if name in names[:i]), None)
    if twice is not None:
        raise ValueError(
            f"{path.name} has {names.count(twice)} columns {twice!r}; rename or drop one"
        )


def _numbered(name: str) -> tuple[str, str]:
    """Return a name and the number behind it, if it has one: ``("x", "1")`` of ``x_1``."""
    base, _, end = name.rpartition("_")
    return (base, end) if base and end.isdecimal() else (name, "")


def _literal(path: Path) -> str:
    """Return a path as a pattern that means this file only: ``survey[1]`` is not ``survey1``."""
    return re.sub(r"[\[*?]", r"[\g<0>]", str(path))
