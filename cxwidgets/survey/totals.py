"""Totals below the answers: known by their first word, or suspected by what they add up to.

Spreadsheets end with averages, and below them with a line that says what was averaged. Rows with a
known word are left out; a row that only adds up may still be somebody's answers, so it is counted
and a person is asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cxwidgets.survey.numerals import number
from cxwidgets.survey.wording import folded
from cxwidgets.survey.words import known

if TYPE_CHECKING:
    from collections.abc import Sequence

Row = tuple[int, list[str]]
_MOST_TOTALS = 6
_MOST_NOTES = 10
_MOST_UNNAMED = 3
_FEWEST, _LABELLED = 3, 2
_BEHIND = re.compile(r"\s*[:=(].*|(?<=\D)[\s0-9.,%]+$", re.DOTALL)


@dataclass(frozen=True)
class Below:
    """Rows below the answers, by their numbers in the file.

    Attributes
    ----------
    totals
        Rows that begin with a word for totals.
    notes
        Lines of one cell below those.
    perhaps
        Rows that are the sums or the means of all rows above them; nobody knows what they are.
    """

    totals: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    perhaps: tuple[int, ...] = ()


def below(rows: Sequence[Row], width: int) -> Below:
    """Return what stands below the answers of a table.

    Parameters
    ----------
    rows
        Its rows, trimmed, with their numbers.
    width
        How many columns it has; in one column every row has one cell, and none is a note.
    """
    end = len(rows)
    while width > 1 and end > 0 and len(rows) - end < _MOST_NOTES and _filled(rows[end - 1]) == 1:
        end -= 1
    for last in dict.fromkeys((end, len(rows))):  # a total may itself have one cell: Average: 4.2
        first = _named(rows[:last])
        if first < last:
            numbers = [n for n, _ in rows]
            return Below(tuple(numbers[first:last]), tuple(numbers[last:]))
    for many in range(min(_MOST_UNNAMED, end - _FEWEST), 0, -1):
        if _add_up(rows[: end - many], rows[end - many : end]):
            return Below(perhaps=tuple(n for n, _ in rows[end - many : end]))
    return Below()


def _filled(row: Row) -> int:
    return sum(map(bool, row[1]))


def _named(rows: Sequence[Row]) -> int:
    """Return where the rows begin that start with a word for totals no other row starts with."""
    summary = known("totals", "words")
    end = len(rows)
    while end > 1 and _word(rows[end - 1]) in summary and len(rows) - end < _MOST_TOTALS:
        end -= 1
    words = {_word(row) for row in rows[end:]}
    return len(rows) if words and any(_word(row) in words for row in rows[:end]) else end


def _word(row: Row) -> str:
    """Return how a row begins, as the list of words has it: ``n=``, or a word and nothing else."""
    plain = folded(next(filter(None, row[1]), ""))
    bare = _BEHIND.sub("", plain)
    sign = plain[len(bare) :].strip()[:1]
    return f"{bare}=" if sign == "=" and f"{bare}=" in known("totals", "words") else bare


def _add_up(above: Sequence[Row], last: Sequence[Row]) -> bool:
    """Say whether each of the last rows holds nothing but sums, or means, of the rows above."""
    return all(_is_sum_or_mean(above, cells) for _, cells in last)


def _is_sum_or_mean(above: Sequence[Row], cells: list[str]) -> bool:
    """Say whether a row holds sums or means that nobody can have answered by chance.

    Sums above every answer, or means with decimals among whole numbers; before two of them or more
    may stand what they are, in a word that is not known.
    """
    given = [(i, cell) for i, cell in enumerate(cells) if cell]
    if len(given) > _LABELLED and number(given[0][1]) is None:
        given = given[1:]
    if any((written := number(cell)) is None or written.how for _, cell in given):
        return False
    found: set[str] = set()
    for i, cell in reversed(given):  # ids, all different and so slow to read, stand on the left
        written = number(cell)
        values = _values(above, i)
        what = _meaning(written.value, values) if written and len(values) >= _FEWEST else ""
        if not what or found - {what}:
            return False
        found.add(what)
    return bool(found)


def _values(rows: Sequence[Row], column: int) -> list[Decimal]:
    """Return the numbers of a column; none where it holds anything else."""
    values = []
    for _, cells in rows:
        cell = cells[column] if column < len(cells) else ""
        written = number(cell) if cell else None
        if cell and (written is None or written.how):
            return []
        if written:
            values.append(written.value)
    return values


def _meaning(value: Decimal, values: list[Decimal]) -> str:
    total = sum(values, Decimal(0))
    if value == total and value > max(values):
        return "sum"
    digits = Decimal(1).scaleb(int(value.as_tuple().exponent))
    has_decimals = value != value.to_integral_value()
    whole = all(each == each.to_integral_value() for each in values)
    near = abs(value - total / len(values)) * 2 <= digits
    return "mean" if has_decimals and whole and near else ""
