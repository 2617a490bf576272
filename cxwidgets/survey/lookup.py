"""Finding the column that ``client.toml`` names in a file."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from cxwidgets.survey.grid import or_another_sheet
from cxwidgets.survey.problems import Problem
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from cxwidgets.survey.tabular import Table

_NAMED = 6
_LONGEST = 300


class Columns:
    """The columns of a table by header, or by what was asked in them.

    Parameters
    ----------
    table
        The file.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._headers: dict[str, list[str]] = {}
        self._questions: dict[str, list[str]] = {}
        for header in table.frame.columns:
            self._headers.setdefault(folded(header), []).append(header)
            question = table.questions.get(header)
            if question:
                self._questions.setdefault(folded(question), []).append(header)

    def find(self, column: str) -> tuple[str, Problem | None]:
        """Return a header and what is wrong; the header counts only where nothing is.

        The exact header comes first, then the only one that is the same but for case and form, then
        the only column with this question.
        """
        if column in self._table.frame.columns:
            return column, None
        for known in (self._headers, self._questions):
            found = known.get(folded(column), [])
            if len(found) == 1:
                return found[0], None
            if found:
                accepted = " | ".join(found[:_NAMED])
                what = f"{len(found)} columns could be meant"
                return "", Problem(what, self._table.file, (), column, accepted=accepted)
        return "", Problem(
            "there is no such column",
            self._table.file,
            (),
            column,
            accepted=or_another_sheet(self._table.sheets, self._near(column)),
        )

    def _near(self, column: str) -> str:
        wanted = folded(column)[:_LONGEST]
        known = {key[:_LONGEST]: headers[0] for key, headers in self._headers.items()}
        near = difflib.get_close_matches(wanted, known, n=_NAMED, cutoff=0.5)
        offered = [known[key] for key in near] or list(self._table.frame.columns[:_NAMED])
        return " | ".join(offered)
