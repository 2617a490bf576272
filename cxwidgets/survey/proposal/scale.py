"""Which scale a column of numbers was answered on, as far as the answers tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from cxwidgets.survey.labelled import labelled
from cxwidgets.survey.numerals import number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxwidgets.survey.tabular import Table


class Read(NamedTuple):
    """Answers, values beside them that often mean "no answer", the scale, and whether it is known.

    A scale is known where the header names it, or somebody used both of its ends.
    """

    given: list[int]
    codes: list[int]
    low: int
    high: int
    is_known: bool


USUAL = ((1, 5), (1, 7), (0, 10), (1, 10))
_MOSTLY = 0.9
MISSING = frozenset({-99, -9, -8, -1, 9, 77, 88, 97, 98, 99, 888, 999})
"""Values that often mean "no answer"."""
_BELOW_NINE, _NINE = 7, 9
_TEN, _HUNDRED = 10, 100


def whole_numbers(tables: Iterable[Table], column: str) -> list[int]:
    """Return the answers of a column that are whole numbers; none if most answers are not."""
    found, other = answers(tables, column)
    return found if len(found) >= _MOSTLY * (len(found) + sum(other.values())) else []


def answers(
    tables: Iterable[Table], column: str, high: int = 0
) -> tuple[list[int], dict[str, int]]:
    """Return the answers of a column that are whole numbers, and how often each other stands.

    With ``high`` 100 percentages are numbers.
    """
    found: list[int] = []
    other: dict[str, int] = {}
    for table in tables:
        if column not in table.frame.columns:
            continue
        counts = table.frame[column].value_counts()
        given = {str(c): int(n) for c, n in counts.items() if not table.is_silent(column, str(c))}
        beside = labelled(given)
        for cell, n in given.items():
            written = number(cell, high) or beside.get(cell)
            if written and written.value == written.value.to_integral_value():
                found += [int(written.value)] * n
            else:
                other[cell] = other.get(cell, 0) + n
    return found, dict(sorted(other.items(), key=lambda each: -each[1]))


def without_codes(given: Sequence[int]) -> tuple[list[int], list[int]]:
    """Return answers and, apart from them, values that often mean "no answer", such as 99.

    They are set apart only where what is left fits a usual scale and they do not; 9 is an answer
    unless a shorter scale was used from end to end.
    """
    codes = set(given) & MISSING
    rest = [answer for answer in given if answer not in codes]
    if not codes or not rest:
        return list(given), []
    start, end, seen = scale_of(rest)
    if _NINE in codes and not (seen and end <= _BELOW_NINE):
        codes -= {_NINE}
        rest = [answer for answer in given if answer not in codes]
        start, end, _ = scale_of(rest)
    fits = (start, end) in USUAL and not any(start <= code <= end for code in codes)
    return (rest, sorted(codes)) if fits and codes else (list(given), [])


def read(numbers: Sequence[int], named: tuple[int, int] | None) -> Read:
    """Return on which scale numbers were answered; ``named`` is the one the header names."""
    if named:
        low, high = named
        codes = sorted({n for n in numbers if not low <= n <= high} & MISSING)
        given = [n for n in numbers if n not in codes]
        fits = bool(given) and low <= min(given) and max(given) <= high
        return Read(given or list(numbers), codes, low, high, fits)
    given, codes = without_codes(numbers)
    low, high, is_known = scale_of(given)
    if low >= 0 and _TEN < high <= _HUNDRED:  # of no usual scale, so perhaps of a hundred
        low, high, is_known = 0, _HUNDRED, (low, high) == (0, _HUNDRED)
    return Read(given, codes, low, high, is_known)


def scale_of(answers: Sequence[int]) -> tuple[int, int, bool]:
    """Return low, high and whether both ends were seen, for the narrowest usual scale."""
    low, high = min(answers), max(answers)
    for start, end in USUAL:
        if start <= low and high <= end:
            return start, end, (start, end) == (low, high)
    return low, high, False
