"""The scale a question names (``(1-10)``, ``from 0 to 10``, ``1 = bad, 5 = good``), or labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.proposal.scale import MISSING, USUAL
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from cxwidgets.survey.tabular import Table

_FROM = r"(?<![a-z0-9])(?<!\d[.,/-])(?P<low>[01])\s*(?:\u5206|points?|stars?)?\s*"
_TO = r"(?:[-~\u2010-\u2015\u2212]|to|through|\u5230|\u81f3)\s*"
_RANGE = re.compile(rf"{_FROM}{_TO}(?P<high>\d{{1,3}})(?![\d%]|[.,/-]\d)")
_LABEL = re.compile(r"(?<![\d.])(\d{1,3})\s*=")
_LOWS = frozenset({0, 1})
_HIGHS = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 100})
_ENDS = 2


def named_scale(question: str) -> tuple[int, int] | None:
    """Return low and high of the scale a question names; None where it names none, or two."""
    plain = folded(question)
    found = {(int(m["low"]), int(m["high"])) for m in _RANGE.finditer(plain)}
    labels = [int(label) for label in _LABEL.findall(plain)]
    if len(labels) > 1:
        found.add((min(labels), max(labels)))
    usual = {(low, high) for low, high in found if low in _LOWS and high in _HIGHS}
    return usual.pop() if len(usual) == 1 else None


def labelled_scale(table: Table, column: str) -> tuple[int, int] | None:
    """Return low and high of the scale whose steps, or both ends, the file itself has words for.

    Codes that mean "no answer" are no steps. None where the labels leave anything open.
    """
    codes = sorted(
        int(code)
        for code in table.labels.get(column, {})
        if code.isdecimal() and not table.is_silent(column, code)
    )
    steps = [code for place, code in enumerate(codes) if code == codes[0] + place]
    more = set(codes) - set(steps)
    if len(codes) == _ENDS and (codes[0], codes[1]) in USUAL:
        return codes[0], codes[1]
    if len(steps) > _ENDS and more <= MISSING and codes[0] in _LOWS and steps[-1] in _HIGHS:
        return codes[0], steps[-1]
    return None
