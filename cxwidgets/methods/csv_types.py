"""What the columns of a CSV file hold, all the way down.

DuckDB tells the type of a column by its first rows, and fits later ones to it without a word: 3.5
among whole numbers becomes 4, a time among days loses its hour, one with a zone its zone. An id
such as ``0x10`` or ``1_000`` is a whole number for it wherever it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.long_numbers import quoted

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb

_ZONED = r"':\d\d.*(Z|[+-]\d\d(:?\d\d)?)$'"
LATER = {
    "BIGINT": {
        "VARCHAR": "regexp_matches({0}, '[xXbB_]')",
        "DOUBLE": "contains({0}, '.') OR contains({0}, 'e') OR contains({0}, 'E')",
    },
    "DATE": {"VARCHAR": f"regexp_matches({{0}}, {_ZONED})", "TIMESTAMP": "contains({0}, ':')"},
    "TIMESTAMP": {"VARCHAR": f"regexp_matches({{0}}, {_ZONED})"},
}
"""By DuckDB's type: what a column holds in truth if a cell has that form, the first that fits.
Words are refused by whoever wants moments."""


def wider(
    table: duckdb.DuckDBPyRelation,
    in_words: Callable[[list[str]], duckdb.DuckDBPyRelation],
) -> dict[str, str]:
    """Return the columns whose type does not fit all of their cells, with the one that does.

    Parameters
    ----------
    table
        The file as DuckDB reads it.
    in_words
        Reads it with some columns as words; they are looked at to the end of the file.
    """
    kinds = dict(zip(table.columns, map(str, table.types), strict=True))
    doubtful = {name: LATER[kind] for name, kind in kinds.items() if kind in LATER}
    if not doubtful:
        return {}
    asked = [(name, kind, form) for name, forms in doubtful.items() for kind, form in forms.items()]
    tests = ", ".join(
        f"bool_or({form.format(quoted(name))}) AS t{i}" for i, (name, _, form) in enumerate(asked)
    )
    (row,) = in_words(list(doubtful)).aggregate(tests).fetchall()
    found: dict[str, str] = {}
    for (name, kind, _), holds in zip(asked, row, strict=True):
        if holds:
            found.setdefault(name, kind)
    return found
