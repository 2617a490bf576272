"""Answers such as ``0 Not at all likely``: a number, a blank, and what that end of the scale means.

One such cell alone could be anything: ``2 hours``, ``5 k``. A whole column tells: its other cells
are numbers, and words stand beside the ends only, or beside every step and each time others.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from cxwidgets.survey.numerals import Written, is_date, number
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

_LABELLED = re.compile(r"(?P<number>\d{1,3})\s+(?P<words>[^\W\d_][^\d]*)")
_ENDS = 2
"""More numbers than this with words beside them are no ends."""


def labelled(cells: Iterable[str]) -> dict[str, Written]:
    """Return the cells that are a number and its words, with that number; nothing if in doubt.

    Parameters
    ----------
    cells
        The different answers of one column, those that say nothing left out.

    Examples
    --------
    >>> found = labelled(["0 Not likely", "3", "8", "10 Very likely"])
    >>> {cell: int(written.value) for cell, written in found.items()}
    {'0 Not likely': 0, '10 Very likely': 10}
    >>> labelled(["2 hours", "3 hours", "4"])
    {}
    """
    plain: set[Decimal] = set()
    found: dict[str, Written] = {}
    words: dict[Decimal, set[str]] = {}
    for cell in cells:
        written, parts = number(cell), parted(cell)
        if written:
            plain.add(written.value)
        elif parts:
            found[cell] = Written(Decimal(parts[0]), "words")
            words.setdefault(found[cell].value, set()).add(parts[1])
    spoken = [each for of_one in words.values() for each in of_one]
    own = len(spoken) == len(words) == len(set(spoken)) and not plain & set(words)
    every = plain | set(words)
    ends = bool(plain) and set(words) <= {min(every), max(every)}
    steps = len(words) > _ENDS and not plain
    return found if own and (ends or steps) else {}


def parted(cell: str) -> tuple[int, str] | None:
    """Return a number and the words behind it, a blank between; None for anything else."""
    found = None if is_date(cell) else _LABELLED.fullmatch(folded(cell))
    return (int(found["number"]), found["words"].strip()) if found else None
