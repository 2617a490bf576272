"""Headers in two rows: a block's heading over several columns, and what each of them asks below."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cxwidgets.survey.numerals import is_date, number

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST_ANSWERS = 3
_LOOKED_AT = 200


def is_second(first: Sequence[str], second: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Say whether a row belongs to the headers and is no answer.

    It does where columns under one heading each have words of their own in it, that nobody gave as
    an answer although answers repeat. Where a heading covers no second column nothing is known.

    Parameters
    ----------
    first
        Headers; one cell, or the same again and again, for a block.
    second
        The row in doubt.
    below
        The rows below it.
    """
    filled = forward(first, second)
    times = Counter(filled)
    grouped = [i for i, name in enumerate(filled) if name and times[name] > 1]
    rows = below[:_LOOKED_AT]
    if not grouped or len(rows) < _FEWEST_ANSWERS:
        return False
    under = [(filled[i], _cell(second, i)) for i in grouped]
    if len(set(under)) < len(under) or not all(_is_words(words) for _, words in under):
        return False
    return all(_repeats(_cell(second, i), [_cell(row, i) for row in rows]) for i in grouped)


def forward(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """Return headers with the heading of a block over each of its columns.

    Examples
    --------
    >>> forward(["Seats", "", "Age"], ["there", "not there", ""])
    ['Seats', 'Seats', 'Age']
    """
    found: list[str] = []
    for i in range(max(len(first), len(second))):
        own = _cell(first, i)
        found.append(own if own or not found or not _cell(second, i) else found[-1])
    return found


def _cell(row: Sequence[str], i: int) -> str:
    return " ".join(row[i].split()) if i < len(row) else ""


def _is_words(cell: str) -> bool:
    return bool(cell) and number(cell) is None and not is_date(cell)


def _repeats(words: str, answers: Sequence[str]) -> bool:
    """Say whether answers are numbers, or come again and again, and are never these words."""
    given = [answer for answer in answers if answer]
    again = 2 * len(set(given)) <= len(given) or all(number(answer) for answer in given)
    return bool(given) and again and words not in given
