"""What a page sent is hostile until checked: the small checks every answer type shares."""

from __future__ import annotations

import math
from typing import Any

TEXT_LENGTH = 2000
# Not printable to Python, but part of what people write: line breaks, the Chinese full-width
# space, and the joiners inside emoji and some scripts.
KEPT = "\n\t\u3000\u200c\u200d"


class AnswerError(ValueError):
    """An answer that does not fit its exercise; the message names the field and the value."""


def shown(value: object) -> str:
    """Return a short, safe form of an untrusted value for a message."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"  # noqa: PLR2004 - one line of a message


def mapping(value: object, where: str) -> dict[str, Any]:
    """Return ``value`` if it is a dictionary with string keys."""
    if not isinstance(value, dict) or not all(isinstance(k, str) for k in value):
        raise AnswerError(f"{where}: {shown(value)} should be an object")
    return value


def sequence(value: object, where: str, most: int) -> list[Any]:
    """Return ``value`` if it is a list of at most ``most`` entries."""
    if not isinstance(value, list):
        raise AnswerError(f"{where}: {shown(value)} should be a list")
    if len(value) > most:
        raise AnswerError(f"{where}: {len(value)} entries are more than the {most} allowed")
    return value


def one_of(value: object, allowed: set[str], where: str) -> str:
    """Return ``value`` if it is one of the ids that exist."""
    if not isinstance(value, str) or value not in allowed:
        raise AnswerError(f"{where}: {shown(value)} is not one of the choices")
    return value


def number(value: object, low: float, high: float, where: str) -> int | float:
    """Return ``value`` if it is a number from ``low`` to ``high``; whole numbers stay whole."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise AnswerError(f"{where}: {shown(value)} should be a number")
    if isinstance(value, float) and not math.isfinite(value):
        raise AnswerError(f"{where}: {shown(value)} should be a number")
    if not low <= value <= high:
        raise AnswerError(f"{where}: {shown(value)} is not from {low:g} to {high:g}")
    return value


def whole(value: object, low: int, high: int, where: str) -> int:
    """Return ``value`` if it is a whole number from ``low`` to ``high``."""
    found = number(value, low, high, where)
    if found != int(found):
        raise AnswerError(f"{where}: {shown(value)} should be a whole number")
    return int(found)


def text(value: object, most: int, where: str) -> str:
    """Return ``value`` if it is text of at most ``most`` characters, without control characters."""
    if not isinstance(value, str):
        raise AnswerError(f"{where}: {shown(value)} should be text")
    if len(value) > most:
        raise AnswerError(f"{where}: {len(value)} characters are more than the {most} allowed")
    return "".join(c for c in value if c in KEPT or c.isprintable())
