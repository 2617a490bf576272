"""SPSS: names of variables, their labels as questions, labels of values, missing values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.dialects.shape import Layout, Recognised, numbered, row_of

if TYPE_CHECKING:
    from cxwidgets.survey.dialects.shape import Head, Said
    from cxwidgets.survey.grid import Grid

NAME = "spss"


def recognise(head: Head) -> Recognised | None:
    """Recognise the kind of file."""
    return Recognised(NAME, 1.0, "an SPSS data file") if head.container == "sav" else None


def arrange(grid: Grid, said: Said) -> Layout:
    """Call columns by the names of the variables; their labels are the questions."""
    del said
    headers = row_of(grid, 1)
    return Layout(
        headers, numbered(grid, 1), [grid.questions.get(i, "") for i in range(len(headers))]
    )
