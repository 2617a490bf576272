"""The scale a question names: ``(1-10)``, ``from 0 to 10``, ``1 = bad, 5 = good``."""

from __future__ import annotations

import re

from cxwidgets.survey.wording import folded

_FROM = r"(?<![a-z0-9])(?<!\d[.,/-])(?P<low>[01])\s*(?:\u5206|points?|stars?)?\s*"
_TO = r"(?:[-~\u2010-\u2015\u2212]|to|through|\u5230|\u81f3)\s*"
_RANGE = re.compile(rf"{_FROM}{_TO}(?P<high>\d{{1,3}})(?![\d%]|[.,/-]\d)")
_LABEL = re.compile(r"(?<![\d.])(\d{1,3})\s*=")
_LOWS = frozenset({0, 1})
_HIGHS = frozenset({3, 4, 5, 6, 7, 8, 9, 10, 100})


def named_scale(question: str) -> tuple[int, int] | None:
    """Return low and high of the scale a question names; None where it names none, or two."""
    plain = folded(question)
    found = {(int(m["low"]), int(m["high"])) for m in _RANGE.finditer(plain)}
    labels = [int(label) for label in _LABEL.findall(plain)]
    if len(labels) > 1:
        found.add((min(labels), max(labels)))
    usual = {(low, high) for low, high in found if low in _LOWS and high in _HIGHS}
    return usual.pop() if len(usual) == 1 else None
