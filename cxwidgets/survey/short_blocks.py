"""Rows that a spreadsheet wrote short because their last cells are blank.

Excel writes a text file in blocks of 16 rows and leaves out the delimiters of those last columns
that are blank in a whole block (Microsoft, "Column delimiters are missing in an Excel spreadsheet
that is saved as text"). All rows of such a block are short by the same number of cells, and no
value has moved; a row that is short alone has lost a delimiter, and nobody knows where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.problems import Problem

if TYPE_CHECKING:
    from cxwidgets.survey.grid import Grid

BLOCK = 16
_TELLING = 2


def short_rows(grid: Grid, width: int) -> frozenset[int]:
    """Return the numbers of the rows whose missing cells are blank ones at their end."""
    if grid.container != "text":
        return frozenset()
    found: set[int] = set()
    for start in range(0, len(grid.rows), BLOCK):
        block = [
            (n, len(row))
            for n, row in enumerate(grid.rows[start : start + BLOCK], start=start + 1)
            if any(map(str.strip, row))
        ]
        lengths = {length for _, length in block}
        if len(block) >= _TELLING and len(lengths) == 1 and 1 < max(lengths) < width:
            found.update(n for n, _ in block)
    return frozenset(found)


def noted(file: str, rows: frozenset[int]) -> tuple[Problem, ...]:
    """Return what is to be said of them."""
    what = f"short as Excel writes rows, {BLOCK} at a time, whose last columns are blank: read so"
    return (Problem(what, file, tuple(sorted(rows))),) if rows else ()
