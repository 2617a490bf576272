"""A pair of Kano questions, and what was answered in the columns of a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.survey.tabular import Table

SURE = 0.5
_CLEAR = 0.5
"""How far apart the means of two halves are, at least, where they tell which is which."""


@dataclass(frozen=True)
class Pair:
    """Two columns that ask about the same feature.

    Attributes
    ----------
    label
        What the feature is called, as far as the headers tell.
    functional, dysfunctional, importance
        Headers; ``importance`` may be empty.
    confidence
        Between 0 and 1; 1 only for columns named for their half.
    """

    label: str
    functional: str
    dysfunctional: str
    importance: str = ""
    confidence: float = 1.0

    @property
    def is_sure(self) -> bool:
        """Say whether the proposal may stand without being looked at."""
        return self.confidence >= SURE


def wordings(table: Table, columns: Sequence[str]) -> list[str]:
    """Return the different answers of some columns, the most frequent first."""
    counts: dict[str, int] = {}
    for column in columns:
        for cell, n in table.frame[column].value_counts().items():
            if not table.is_silent(column, str(cell)):
                words = table.answer(column, str(cell))
                counts[words] = counts.get(words, 0) + int(n)
    return sorted(counts, key=lambda w: (-counts[w], w))


def answered(
    table: Table, first: Sequence[str], second: Sequence[str], codes: Mapping[str, int]
) -> int:
    """Return 1 where the answers say that the first columns ask about the feature being there.

    What is there is disliked less than that it is not. -1 where they say it of the second columns,
    0 where they say nothing.
    """
    apart = _mean(table, second, codes) - _mean(table, first, codes)
    return (apart > _CLEAR) - (apart < -_CLEAR)


def _mean(table: Table, columns: Sequence[str], codes: Mapping[str, int]) -> float:
    """Return the mean of the codes of answers, without those that say nothing; 0 for none."""
    total = n = 0
    for column in columns:
        for cell, count in table.frame[column].value_counts().items():
            if not table.is_silent(column, str(cell)):
                total += codes[table.answer(column, str(cell))] * int(count)
                n += int(count)
    return total / n if n else 0.0
