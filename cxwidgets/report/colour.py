"""A client's colour as accent: readable as text, and with readable text on it."""

from __future__ import annotations

from cxwidgets.charts.theme import INK, PAPER, contrast

TEXT_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text stands out from its ground by 4.5 to 1."""
_STEP = 0.92
_WASH = 0.9


def accents(colour: str) -> dict[str, str]:
    """Return the tones of a brand colour that a page needs.

    Returns
    -------
    dict
        ``accent`` (lines and marks), ``accent_text`` (the same, darkened until it can be read),
        ``on_accent`` (text on it), ``accent_wash`` (a pale ground).
    """
    return {
        "accent": colour,
        "accent_text": readable(colour),
        "on_accent": max((PAPER, INK), key=lambda ground: contrast(ground, colour)),
        "accent_wash": _mixed(colour, PAPER, _WASH),
    }


def readable(colour: str) -> str:
    """Return the colour, darkened as far as text on white needs."""
    while contrast(colour) < TEXT_CONTRAST:
        colour = _mixed("#000000", colour, _STEP)
    return colour


def _mixed(one: str, other: str, share: float) -> str:
    """Mix two colours; ``share`` is that of the second."""
    pairs = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)
