"""How results look as display strings: a value is never without its interval."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cxwidgets.text import Text

SMALLEST = 0.001
"""A p value below this is not told apart from 0."""


def share(value: float, low: float, high: float, text: Text) -> str:
    """Return "35% [26%, 45%]"; without an interval only the share."""
    if isnan(low) or isnan(high):
        return text.percent(value)
    return f"{text.percent(value)} [{text.percent(low)}, {text.percent(high)}]"


def number(value: float, low: float, high: float, text: Text, digits: int = 1) -> str:
    """Return "1.9 [1.7, 2.1]"; without an interval only the number."""
    if isnan(low) or isnan(high):
        return text.number(value, digits)
    return f"{text.number(value, digits)} {text.interval(low, high, digits)}"


def emotion(value: float, low: float, high: float, text: Text) -> str:
    """Return a value on −3…+3 with its sign; the interval is cut at the ends of the scale."""
    if isnan(low) or isnan(high):
        return text.signed(value, 1)
    bounds = (text.signed(max(low, -3.0), 1), text.signed(min(high, 3.0), 1))
    return f"{text.signed(value, 1)} [{bounds[0]}, {bounds[1]}]"


def trimmed(value: float, text: Text, digits: int = 2) -> str:
    """Return a number with as many decimals as it has, at most ``digits``."""
    shown = next((d for d in range(digits) if round(value, d) == round(value, digits)), digits)
    return text.number(value, shown)


def chance(p: float, text: Text) -> str:
    """Return a p value with three decimals; a smaller one as "< 0.001"."""
    return f"< {SMALLEST}" if p < SMALLEST else text.number(p, 3)
