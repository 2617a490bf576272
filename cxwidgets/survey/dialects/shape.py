"""What a dialect is told of a file, what it says of it, and what it makes of its rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from cxwidgets.survey.grid import Grid
    from cxwidgets.survey.problems import Problem

HEAD_ROWS = 200


@dataclass(frozen=True)
class Head:
    """The beginning of a file.

    Attributes
    ----------
    container, delimiter
        As `cxwidgets.survey.grid.Grid` has them.
    rows
        The first rows.
    """

    container: str
    delimiter: str
    rows: list[list[str]]

    @classmethod
    def of(cls, grid: Grid) -> Head:
        """Return the head of a file."""
        return cls(grid.container, grid.delimiter, grid.rows[:HEAD_ROWS])

    def row(self, number: int) -> list[str]:
        """Return a row, trimmed; an empty one where the file has no such row."""
        if number > len(self.rows):
            return []
        return [cell.strip() for cell in self.rows[number - 1]]

    def has(self, words: Collection[str], row: int = 1) -> list[str]:
        """Return the cells of a row that are among some folded words."""
        return [cell for cell in self.row(row) if cell and folded(cell) in words]


@dataclass(frozen=True)
class Recognised:
    """Which platform a file comes from, as far as the file tells.

    Attributes
    ----------
    name
        As ``dialect`` in ``client.toml``.
    confidence
        Between 0 and 1.
    why
        What in the file says so.
    """

    name: str
    confidence: float
    why: str


@dataclass(frozen=True)
class Long:
    """Columns of a file in long form: whose answer, to which item, and the answers."""

    respondent: str
    item: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """What ``client.toml`` says about the shape of a file, where it says anything.

    Attributes
    ----------
    dialect
        Name of a dialect; empty to recognise it.
    skip_rows
        Rows above the header; below 0: found out.
    header_rows
        Rows the header takes; 0: as the dialect has it.
    keep
        Reasons for which rows are otherwise set aside, but not here.
    long
        Columns of a file in long form; None to find them.
    leave_out
        Numbers of rows that are no answers.
    """

    dialect: str = ""
    skip_rows: int = -1
    header_rows: int = 0
    keep: tuple[str, ...] = ()
    long: Long | None = None
    leave_out: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Layout:
    """The rows of a file, told apart.

    Attributes
    ----------
    headers
        What ``client.toml`` calls the columns, before equal ones are told apart.
    body
        Answer rows with their numbers in the file.
    questions
        What was asked, where it is not the header itself.
    silent
        Cells that mean "not answered" on this platform.
    aside
        Why some of the rows are no answers, by row number.
    separator
        Between several answers in one cell.
    at_format
        How the platform writes times, where it is not 2026-03-31 08:30.
    notes
        What was noticed.
    is_wide
        Whether a row is a row of the file, so that its cells can be counted.
    """

    headers: list[str]
    body: list[tuple[int, list[str]]]
    questions: Sequence[str] = ()
    silent: frozenset[str] = frozenset()
    aside: Mapping[int, str] = field(default_factory=dict)
    separator: str = ""
    at_format: str = ""
    notes: tuple[Problem, ...] = ()
    is_wide: bool = True


def numbered(grid: Grid, after: int) -> list[tuple[int, list[str]]]:
    """Return the rows behind the first ``after`` rows, with their numbers."""
    return list(enumerate(grid.rows[after:], start=after + 1))


def row_of(grid: Grid, number: int) -> list[str]:
    """Return a row of a file, trimmed; an empty one where there is no such row."""
    rows = grid.rows
    return [cell.strip() for cell in rows[number - 1]] if number <= len(rows) else []


def listed(words: Sequence[str], most: int = 4) -> str:
    """Return some words for a sentence, the first few of them."""
    return ", ".join(words[:most]) + (" …" if len(words) > most else "")
