"""What is wrong with a survey: where, what was found, what would be accepted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.survey.wording import printable, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable

_ROWS_NAMED = 4


@dataclass(frozen=True)
class Problem:
    """One thing to put right.

    Attributes
    ----------
    what
        What is wrong, in a few words.
    file, rows, column, value
        Where, and what stands there; rows are counted as a spreadsheet counts them.
    accepted
        What would be accepted instead.
    """

    what: str
    file: str = ""
    rows: tuple[int, ...] = ()
    column: str = ""
    value: str | None = None
    accepted: str = ""

    def __str__(self) -> str:
        where = [printable(self.file)] if self.file else []
        if self.rows:
            where.append(_rows(self.rows))
        if self.column:
            where.append(f"column {quoted(self.column)}")
        said = ([", ".join(where)] if where else []) + (
            [f"{printable(self.what)}: {quoted(self.value)}"]
            if self.value is not None
            else [printable(self.what)]
        )
        accepted = f"; accepted: {printable(self.accepted)}" if self.accepted else ""
        return ": ".join(said) + accepted


def _rows(rows: tuple[int, ...]) -> str:
    named = ", ".join(map(str, rows[:_ROWS_NAMED]))
    more = f" and {len(rows) - _ROWS_NAMED} more" if len(rows) > _ROWS_NAMED else ""
    return f"{'row' if len(rows) == 1 else 'rows'} {named}{more}"


class SurveyError(ValueError):
    """A survey cannot be read as it is; ``problems`` lists everything that has to be put right."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the problems, not where in our code they were found."""
        return [str(problem) for problem in self.problems]
