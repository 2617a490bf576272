"""Google Forms: a time stamp, then whole questions; several answers are joined by a comma."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.dialects.shape import Layout, Recognised, numbered, row_of
from cxwidgets.survey.wording import folded, quoted
from cxwidgets.survey.words import known

if TYPE_CHECKING:
    from cxwidgets.survey.dialects.shape import Head, Said
    from cxwidgets.survey.grid import Grid

NAME = "google_forms"
_TIME = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b.*")


def recognise(head: Head) -> Recognised | None:
    """Recognise the time stamp in the first column."""
    first = head.row(1)
    if not first or folded(first[0]) not in known(NAME, "first"):
        return None
    times = [row[0].strip() for row in head.rows[1:] if row and row[0].strip()]
    dated = bool(times) and all(_TIME.match(time) for time in times)
    why = f"the first column is {quoted(first[0])}" + (" and holds times" if dated else "")
    return Recognised(NAME, 0.85 if dated else 0.5, why)


def arrange(grid: Grid, said: Said) -> Layout:
    """Call columns by their questions, which are their headers."""
    return Layout(row_of(grid, 1), numbered(grid, said.header_rows or 1), separator=", ")
