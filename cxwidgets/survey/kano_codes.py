"""Kano answers given as codes, 1 to 5 or A1 to A5, of which nothing says which end is "like"."""

from __future__ import annotations

import re
from statistics import fmean
from typing import TYPE_CHECKING

from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

_CODE = re.compile(r"([a-z]{0,2}0*)([1-5])((?:[.,]0+)?)")
_CLEAR = 0.5
"""How far apart the means of the two halves are, at least, where they tell the direction."""


def code_of(word: str) -> int | None:
    """Return the place from 1 to 5 that an answer numbers; None where it says more, or less."""
    found = _CODE.fullmatch(folded(word))
    return int(found[2]) if found else None


def all_codes(given: Sequence[str]) -> dict[str, int]:
    """Return the codes among answers, and those between 1 and 5 that nobody happened to give."""
    codes = {word: code for word in given if (code := code_of(word))}
    for missing in set(range(1, 6)) - set(codes.values()) if codes else ():
        codes[re.sub("[1-5]", str(missing), next(iter(codes)), count=1)] = missing
    return dict(sorted(codes.items(), key=lambda each: each[1]))


def mean_code(tables: Sequence[Table], columns: Sequence[str]) -> float | None:
    """Return the mean of the codes in some columns, None where there are none."""
    codes = [
        code
        for table in tables
        for column in columns
        if column in table.frame.columns
        for cell, n in table.frame[column].value_counts().items()
        if not table.is_silent(column, str(cell))
        for code in [code_of(table.answer(column, str(cell)))] * int(n)
        if code
    ]
    return fmean(codes) if codes else None


def one_is_like(there: float | None, absent: float | None) -> bool | None:
    """Say whether 1 means "like": what is there is liked better than that it is not.

    None where the means of the two halves are too near each other to tell.
    """
    if there is None or absent is None or abs(there - absent) < _CLEAR:
        return None
    return there < absent
