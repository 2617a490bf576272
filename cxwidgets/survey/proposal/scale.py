"""Which scale a column of numbers was answered on, as far as the answers tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxwidgets.survey.tabular import Table

USUAL = ((1, 5), (1, 7), (0, 10), (1, 10))
_MOSTLY = 0.9


def whole_numbers(tables: Iterable[Table], column: str) -> list[int]:
    """Return the answers of a column that are whole numbers; none if most answers are not."""
    cells = [c for t in tables if column in t.frame.columns for c in t.frame[column] if c]
    found = [int(folded(c)) for c in cells if folded(c).isdecimal()]
    return found if cells and len(found) >= _MOSTLY * len(cells) else []


def scale_of(answers: Sequence[int]) -> tuple[int, int, bool]:
    """Return low, high and whether both ends were seen, for the narrowest usual scale."""
    low, high = min(answers), max(answers)
    for start, end in USUAL:
        if start <= low and high <= end:
            return start, end, (start, end) == (low, high)
    return low, high, False
