"""A client's colour as accent: as it is for lines, darker where it is text."""

from __future__ import annotations

from cxwidgets.charts.theme import PAPER, contrast

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
        ``accent_wash`` (a pale ground).
    """
    return {
        "accent": colour,
        "accent_text": readable(colour),
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
