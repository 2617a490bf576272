"""Which scale a column of numbers was answered on, as far as the answers tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.numerals import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxwidgets.survey.tabular import Table

USUAL = ((1, 5), (1, 7), (0, 10), (1, 10))
_MOSTLY = 0.9


def whole_numbers(tables: Iterable[Table], column: str) -> list[int]:
    """Return the answers of a column that are whole numbers; none if most answers are not."""
    counts: dict[str, int] = {}
    for table in tables:
        if column in table.frame.columns:
            for cell, n in table.frame[column].value_counts().items():
                if not table.is_silent(column, str(cell)):
                    counts[str(cell)] = counts.get(str(cell), 0) + int(n)
    found: list[int] = []
    for cell, n in counts.items():
        written = number(cell)
        if written and written.value == written.value.to_integral_value():
            found += [int(written.value)] * n
    return found if counts and len(found) >= _MOSTLY * sum(counts.values()) else []


def scale_of(answers: Sequence[int]) -> tuple[int, int, bool]:
    """Return low, high and whether both ends were seen, for the narrowest usual scale."""
    low, high = min(answers), max(answers)
    for start, end in USUAL:
        if start <= low and high <= end:
            return start, end, (start, end) == (low, high)
    return low, high, False
