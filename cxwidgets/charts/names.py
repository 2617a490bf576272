"""Names on axes: horizontal, wrapped to the room there is, numbers where there is none.

A chart does not know how wide it will be. So an axis carries its names in several wrappings and the
chart picks one as it is drawn: on a wide page the long lines, on a phone the short ones, and where
even those would touch each other the number that stands before the name in the table below.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts.placement import FONT_SIZE, shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

GAP = 8
"""Pixels between neighbouring names."""
ROWS_WIDTH = 150
"""Width of the names to the left of horizontal bars, in pixels."""
MOST_LINES = 3
_WIDTHS = (130, 96, 72, 56, 42, 28)
_PIECES = re.compile(r"[（《「『]*(?:[^\s\u2e80-\uffef]+|[\u2e80-\uffef])")
"""What must stay together: a run of letters, or a single Chinese character; an opening bracket
goes with what follows."""
_NEVER_FIRST = set("，。、；：！？）》」』”’…,.;:!?)]%")


def lines(words: str, pixels: float, most: int = MOST_LINES) -> list[str]:
    """Break a name into at most ``most`` lines of ``pixels``; what does not fit ends in "…"."""
    found: list[str] = []
    start = end = 0
    for piece in _PIECES.finditer(words):
        too_long = text_width(words[start : piece.end()].strip()) > pixels
        if end > start and too_long and piece.group()[0] not in _NEVER_FIRST:
            if len(found) == most - 1:
                break
            found.append(words[start:end].strip())
            start = piece.start()
        end = piece.end()
    rest = words[start:].strip()
    return [shortened(line, pixels + FONT_SIZE) for line in (*found, rest)]


def step_axis(names: Sequence[str], *, phone: int = 300) -> alt.Axis:
    """Return the x axis of a journey: names below the positions 1, 2, 3.

    Parameters
    ----------
    names
        In order.
    phone
        The narrowest plot this is for, in pixels; wrappings that need less are left out.
    """
    choices, tallest = [], 1
    for pixels in _WIDTHS:
        wrapped = [lines(name, pixels) for name in names]
        if any(line.endswith("…") for name in wrapped for line in name) and pixels < _WIDTHS[1]:
            break
        widest = max((text_width(line) for name in wrapped for line in name), default=0)
        tallest = max(tallest, *(len(name) for name in wrapped), 1)
        choices.append((int(len(names) * (widest + GAP)), wrapped))
    expression = "'' + datum.value"
    for needed, wrapped in sorted(choices, key=lambda c: c[0]):
        at_least = 0 if needed <= phone else needed
        expression = f"width >= {at_least} ? {_looked_up(wrapped, 1)} : ({expression})"
    return alt.Axis(
        title=None,
        values=list(range(1, len(names) + 1)),
        labelExpr=expression,
        labelLimit=0,
        labelOverlap=False,
        minExtent=18 * tallest + 8,  # the names are chosen after the height was measured
        grid=False,
        ticks=False,
        labelPadding=8,
    )


def row_axis(names: Sequence[str], *, pixels: int = ROWS_WIDTH, **more: Any) -> alt.Axis:
    """Return the y axis of horizontal bars whose ``place`` runs 0, 1, 2 …: names to the left."""
    wrapped = [lines(name, pixels) for name in names]
    settings = {"title": None, "ticks": False, "domain": False, "labelLimit": pixels + 20} | more
    return alt.Axis(labelExpr=_looked_up(wrapped, 0), labelOverlap=False, **settings)


def row_height(names: Sequence[str], *, pixels: int = ROWS_WIDTH) -> int:
    """Return the height of one bar's row, in pixels: enough for its longest name."""
    tallest = max((len(lines(name, pixels)) for name in names), default=1)
    return max(34, 18 * tallest + 12)


def _looked_up(wrapped: Sequence[Sequence[str]], first: int) -> str:
    """Return a Vega expression that finds the lines of the name at ``datum.value``.

    The names are data, perhaps typed by a trainee: as JSON strings they cannot leave their quotes.
    """
    return f"({json.dumps(wrapped)})[datum.value - {first}]"
