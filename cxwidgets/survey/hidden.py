"""Rows and columns that a workbook hides: read like all others, and named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.survey.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_TRUE = ("1", "true")
_NAMED = 12
_SHOWN = 40
_ROWS = "leave_out = [numbers of rows] beside its name in client.toml, where they are no answers"


def hidden_rows(rows: Sequence[Sequence[str]], marks: Mapping[str, Any]) -> tuple[int, ...]:
    """Return the numbers of hidden rows that hold something; ``marks`` are those of its rows."""
    return tuple(
        number
        for number in sorted(int(n) for n, of_row in marks.items() if _is_hidden(of_row))
        if number <= len(rows) and any(rows[number - 1])
    )


def hidden(
    file: str, rows: Sequence[Sequence[str]], found: tuple[int, ...], marks: Mapping[str, Any]
) -> list[Problem]:
    """Return what is to be said of hidden rows and columns that hold something.

    Whoever hid them, or filtered them away, may have meant them to be left out; nobody knows.

    Parameters
    ----------
    file
        Its name.
    rows
        The cells of the sheet.
    found
        The hidden rows.
    marks
        What the sheet says of ranges of its columns.
    """
    notes = []
    if found:
        many = f"{len(found)} hidden rows were" if len(found) > 1 else "1 hidden row was"
        what = f"{many} read like the others (a filter hides rows too)"
        notes.append(Problem(what, file, found, accepted=_ROWS))
    names = [name for each in marks.values() if _is_hidden(each) for name in _names(rows, each)]
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        listed = ", ".join(names[:_NAMED]) + more
        many = f"{len(names)} hidden columns were" if len(names) > 1 else "1 hidden column was"
        what = f"{many} read like the others: {listed}"
        notes.append(Problem(what, file))
    return notes


def _is_hidden(marks: Mapping[str, str]) -> bool:
    return marks.get("hidden", "") in _TRUE


def _names(rows: Sequence[Sequence[str]], marks: Mapping[str, str]) -> list[str]:
    """Return the names of the columns of a range that hold something."""
    widest = max(map(len, rows), default=0)
    places = range(int(marks["min"]), min(int(marks["max"]), widest) + 1)
    return [name for place in places if (name := lettered(rows, place))]


def lettered(rows: Sequence[Sequence[str]], column: int) -> str:
    """Return the letter of a column, counted from 1, with its first cell; "" if all is blank."""
    from openpyxl.utils import get_column_letter

    first = next((row[column - 1] for row in rows if column <= len(row) and row[column - 1]), "")
    return f"{get_column_letter(column)} ({' '.join(first.split())[:_SHOWN]})" if first else ""
