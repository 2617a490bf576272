"""Tencent Questionnaire: a number, times of start and end, columns about the person, questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.dialects.shape import Layout, Recognised, listed, numbered, row_of
from cxwidgets.survey.dialects.wjx import NUMBERED
from cxwidgets.survey.words import known

if TYPE_CHECKING:
    from cxwidgets.survey.dialects.shape import Head, Said
    from cxwidgets.survey.grid import Grid

NAME = "tencent"
_ENOUGH = 3


def recognise(head: Head) -> Recognised | None:
    """Recognise the columns about the answer sheet."""
    about = head.has(known(NAME, "about"))
    if not head.has(known(NAME, "first")) or len(about) < _ENOUGH:
        return None
    return Recognised(NAME, min(0.98, 0.75 + 0.04 * len(about)), f"row 1 has {listed(about)}")


def arrange(grid: Grid, said: Said) -> Layout:
    """Call columns as the file does; what was asked is the header without its number."""
    headers = row_of(grid, 1)
    found = [NUMBERED.match(header) for header in headers]
    return Layout(
        headers,
        numbered(grid, said.header_rows or 1),
        [match["words"].strip() if match else "" for match in found],
    )
