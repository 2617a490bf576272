"""WJX: six columns about the answer sheet, then numbered questions.

A question that was not shown is -3, one that was left out -2, or words in brackets; several answers
stand in one cell with a mark between them; the rows of a matrix are columns of their own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.dialects.shape import Layout, Recognised, listed, numbered, row_of
from cxwidgets.survey.wording import folded
from cxwidgets.survey.words import known, words

if TYPE_CHECKING:
    from cxwidgets.survey.dialects.shape import Head, Said
    from cxwidgets.survey.grid import Grid

NAME = "wjx"
NUMBERED = re.compile(
    r"\s*[(\uff08]?\d{1,3}\s*[\u3001.\uff0e:\uff1a)\uff09]\s*(?P<words>\S.*)", re.DOTALL
)
_ENOUGH = 2
_AT = "%Y/%m/%d %H:%M:%S"


def recognise(head: Head) -> Recognised | None:
    """Recognise the columns about the answer sheet and the numbered questions."""
    about = head.has(known(NAME, "about"))
    if not head.has(known(NAME, "first")) or len(about) < _ENOUGH:
        return None
    numbers = sum(bool(NUMBERED.match(cell)) for cell in head.row(1))
    sure = min(0.98, 0.75 + 0.05 * len(about) + 0.05 * bool(numbers))
    marks = sorted(
        {c for row in head.rows[1:] for c in map(str.strip, row) if folded(c) in _silent()}
    )
    why = f"row 1 has {listed(about)} and {numbers} numbered questions"
    if marks:
        why += f"; {' and '.join(marks)} mean not answered"
    return Recognised(NAME, sure, why)


def arrange(grid: Grid, said: Said) -> Layout:
    """Call columns as the file does; what was asked is the header without its number."""
    headers = row_of(grid, 1)
    found = [NUMBERED.match(header) for header in headers]
    return Layout(
        headers,
        numbered(grid, said.header_rows or 1),
        [match["words"].strip() if match else "" for match in found],
        silent=_silent(),
        separator=words()[NAME]["separator"],
        at_format=_AT,
    )


def _silent() -> frozenset[str]:
    return known(NAME, "silent")
