"""A plain table: perhaps a title above, one or more rows of headers, then answers."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cxwidgets.survey.dialects.shape import Layout, Recognised, numbered, row_of
from cxwidgets.survey.dialects.two_rows import forward, is_second
from cxwidgets.survey.problems import Problem

if TYPE_CHECKING:
    from cxwidgets.survey.dialects.shape import Head, Said
    from cxwidgets.survey.grid import Grid

NAME = "plain"
_MOST_TITLES = 10
_TABLE = 3


def recognise(head: Head) -> Recognised:
    """Return the weakest of all answers: it is a table."""
    titles = _titles(head.rows)
    why = f"a table with its headers in row {titles + 1}; no platform is known by them"
    return Recognised(NAME, 0.3, why)


def arrange(grid: Grid, said: Said) -> Layout:
    """Return the rows below the headers; several header rows are joined with `` - ``."""
    skipped = said.skip_rows if said.skip_rows >= 0 else _titles(grid.rows)
    first, second = row_of(grid, skipped + 1), row_of(grid, skipped + 2)
    deep = said.header_rows or 1 + is_second(first, second, grid.rows[skipped + 2 :])
    headers = joined([row_of(grid, skipped + i) for i in range(1, deep + 1)])
    notes = []
    if deep > 1 and not said.header_rows:
        both = (skipped + 1, skipped + 2)
        accepted = "header_rows = 1 beside its name in client.toml, if the second is an answer"
        notes.append(Problem("read as two rows of headers", grid.file, both, accepted=accepted))
    if skipped and said.skip_rows < 0:
        what = f"rows above the headers in row {skipped + 1} were read as titles"
        numbers = tuple(range(1, skipped + 1))
        notes.append(Problem(what, grid.file, numbers, accepted="skip_rows in client.toml"))
    return Layout(
        headers,
        numbered(grid, skipped + deep),
        [grid.questions.get(i, "") for i in range(len(headers))],
        notes=tuple(notes),
    )


def joined(rows: list[list[str]]) -> list[str]:
    """Return one header for each column: the words of all header rows, each once.

    A heading stands over each column of its block, in a text file too, where it stands once.
    """
    rows = [forward(upper, lower) for upper, lower in pairwise(rows)] + rows[-1:]
    width = max(map(len, rows), default=0)
    columns = [[row[i] for row in rows if i < len(row) and row[i]] for i in range(width)]
    return [" - ".join(dict.fromkeys(words)) for words in columns]


def _titles(rows: list[list[str]]) -> int:
    """Return how many rows stand above the first row of a table.

    Titles have one cell, or two (a name and a value) with a blank row between them and the table.
    """
    before, named = 1, False
    for number, row in enumerate(rows[:_MOST_TITLES]):
        filled = sum(bool(cell.strip()) for cell in row)
        if filled >= _TABLE:
            if named and before:
                break
            return number
        before, named = filled, named or filled > 1
    return next((n for n, row in enumerate(rows[:_MOST_TITLES]) if any(map(str.strip, row))), 0)
