"""What DuckDB finds in a file while it counts, in plain words: file, line, column and value.

It takes the type of a column from the first rows of a CSV file, so what is wrong further down comes
to light only when the rows are read.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LINE = re.compile(r"CSV Error on Line: (\d+)")
FILE = re.compile(r"^ *file = (.+)$", re.MULTILINE)
VALUE = re.compile(
    r'converting column "(.*)"\. Could not convert string "(.*)" to \'(.+?)\'', re.DOTALL
)
CELLS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")
KINDS = {
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "whole numbers"),
    **dict.fromkeys(("FLOAT", "DOUBLE", "DECIMAL"), "numbers"),
    "DATE": "dates",
    "TIMESTAMP": "times",
    "BOOLEAN": "true or false",
}


@contextmanager
def plainly() -> Iterator[None]:
    """Raise ``ValueError`` in place of what DuckDB raises while it reads."""
    import duckdb  # here, for every kernel imports this module and few need the engine

    try:
        yield
    except (duckdb.Error, OSError) as error:  # the latter when it is read piece by piece
        raise ValueError(explained(str(error))) from None


def explained(said: str) -> str:
    """Return what DuckDB said of a file as one sentence.

    Examples
    --------
    >>> explained("CSV Error on Line: 9 Expected Number of Columns: 3 Found: 4")
    'the file, line 9 has 4 cells; the lines before have 3'
    """
    line, file = LINE.search(said), FILE.search(said)
    if not line:
        return said.splitlines()[0]
    where = f"{PurePath(file[1]).name if file else 'the file'}, line {line[1]}"
    value, cells = VALUE.search(said), CELLS.search(said)
    if value:
        kind = KINDS.get(value[3].split("(")[0], value[3])
        return (
            f"{where}, column {value[1]!r} holds {value[2]!r}; the first lines hold {kind}: "
            "correct it, leave it blank, or save the table as Parquet"
        )
    if cells:
        return f"{where} has {cells[2]} cells; the lines before have {cells[1]}"
    return f"{where} cannot be read: {_rest(said, line[0])}"


def _rest(said: str, known: str) -> str:
    """Return the first line that says something else than which line it is."""
    others = (part for part in said.splitlines() if known not in part)
    return next((part for part in others if not part.startswith("Original Line")), said.strip())
