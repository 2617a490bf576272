"""Naming the columns of scores that cannot be proposed: where, what stands there, what would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.problems import Problem
from cxwidgets.survey.proposal.overlooked import matrices, of_other_kinds
from cxwidgets.survey.proposal.rated import rated
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

_MOST = 10


def unread(tables: Sequence[Table]) -> list[Problem]:
    """Return a problem for each column that seems to be rated, with the first of its answers."""
    found = {}
    others = of_other_kinds(tables[0])
    for each in rated(tables, others):
        if each.no_answer:
            found[each.column] = (f"not used: {each.no_answer}", "")
        else:
            what = f"rated ({each.measure}), but nobody said what its answers are worth"
            found[each.column] = (what, _answers(sorted(each.words)))
    for matrix in matrices(tables, others | set(found)):
        for column in matrix.columns:
            found[column] = (matrix.why, _answers(matrix.given))
    return [_problem(tables[0], column, *said) for column, said in list(found.items())[:_MOST]]


def _answers(words: Sequence[str]) -> str:
    worths = f"answers = {{ {quoted(words[0])} = 1, … }}" if words else "low = 1 and high = 5"
    return f"whole numbers, or a [[scores.item]] of client.toml with {worths}"


def _problem(table: Table, column: str, what: str, accepted: str) -> Problem:
    cells = table.frame[column]
    given = cells[[not table.is_silent(column, str(cell)) for cell in cells]]
    rows = tuple(int(row) for row in given.index[:1])
    value = str(given.iloc[0]) if len(given) else None
    return Problem(what, table.file, rows, column, value, accepted)
