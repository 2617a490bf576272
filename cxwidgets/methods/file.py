"""Answers in a file that need not fit into memory: CSV or Parquet, read by DuckDB."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import duckdb

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
    """Return the one connection of this process: only tables of one connection can be joined."""
    return duckdb.connect(config=SETTINGS)


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
            return engine().read_csv(_literal(path), hive_partitioning=False)
        return engine().read_parquet(_literal(path), hive_partitioning=False)
    except duckdb.Error as error:
        raise ValueError(f"{path.name}: {str(error).splitlines()[0]}") from None


def _literal(path: Path) -> str:
    """Return a path as a pattern that means this file only: ``survey[1]`` is not ``survey1``."""
    return re.sub(r"[\[*?]", r"[\g<0>]", str(path))
