"""Where a label goes so that it covers neither a point nor another label.

A chart here is as wide as its place, so pixels are not known when it is made. Labels are placed for
the narrowest plot they are meant for; where there is more room the points move apart and the labels
with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FONT_SIZE = 14
LINE = 18
"""Height of one line of type, in pixels."""
POINT = 12
"""Half the side of the square kept free around a point, in pixels."""
RINGS = 6
"""How far from its point a label may move, in lines."""

_DIRECTIONS = (
    *((1, -1), (1, 1), (-1, -1), (-1, 1)),
    *((1, 0), (-1, 0), (0, -1), (0, 1)),
)
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """Where a label stands, in pixels from its point, to the right and downwards.

    ``dx, dy`` is the label's middle; ``line_dx, line_dy`` the end of the thin line that leads to a
    label which had to move away (0, 0 for one that stands at its point).
    """

    dx: float
    dy: float
    line_dx: float = 0.0
    line_dy: float = 0.0


def text_width(words: str) -> float:
    """Return about how wide a line of type is, in pixels: a Chinese character is square."""
    return FONT_SIZE * sum(1.0 if east_asian_width(c) in "WF" else 0.56 for c in words)


def shortened(words: str, pixels: float) -> str:
    """Return the words, cut with an ellipsis where they are wider than ``pixels``."""
    if text_width(words) <= pixels:
        return words
    while words and text_width(words + "…") > pixels:
        words = words[:-1]
    return words.rstrip() + "…"


def places(
    points: Sequence[tuple[float, float]],
    labels: Sequence[str],
    width: float,
    height: float,
    avoid: Sequence[Box] = (),
) -> list[Place]:
    """Return a place for each label.

    Parameters
    ----------
    points
        Positions as shares of the plot: 0 … 1 to the right and upwards.
    labels
        One line each.
    width, height
        Of the plot, in pixels.
    avoid
        Rectangles to keep free: left, top, right, bottom in pixels.
    """
    spots = [(x * width, (1 - y) * height) for x, y in points]
    sizes = [(text_width(label) + 4, float(LINE)) for label in labels]
    marks = [(x - POINT, y - POINT, x + POINT, y + POINT) for x, y in spots]
    taken: dict[int, Box] = {}
    chosen: dict[int, Place] = {}
    crowded = sorted(range(len(spots)), key=lambda i: (_nearest(i, spots), i))
    for _ in range(3):  # later passes see where all the others went
        for i in crowded:
            taken.pop(i, None)
            others = [*taken.values(), *avoid, *(m for j, m in enumerate(marks) if j != i)]
            least = inf
            for effort, place in _candidates(sizes[i]):
                if effort >= least:  # even if nothing is covered there
                    continue
                cost = effort + _cost(_box(spots[i], place, sizes[i]), others, width, height)
                if cost < least:
                    least, chosen[i] = cost, place
            taken[i] = _box(spots[i], chosen[i], sizes[i])
    return [chosen[i] for i in range(len(spots))]


def _candidates(size: tuple[float, float]) -> Iterator[tuple[float, Place]]:
    """Yield the places to try, the nearest first, with the effort of reading them there."""
    for ring in range(RINGS):
        gap = 4 + ring * LINE
        for turn, (right, down) in enumerate(_DIRECTIONS):
            near = POINT - 2 if right and down else POINT + 2
            x, y = right * (near + gap * (0.6 if down else 1)), down * (near + gap * 0.7 - 4)
            dx = x + right * size[0] / 2
            dy = y + down * size[1] / 2 * (1 if not right else 0.6)
            led = Place(dx, dy, x, dy) if ring else Place(dx, dy)
            yield ring * 30 + turn * 2, led


def _box(spot: tuple[float, float], place: Place, size: tuple[float, float]) -> Box:
    """Return the rectangle a label covers."""
    x, y = spot[0] + place.dx, spot[1] + place.dy
    return x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2


def _cost(box: Box, others: Sequence[Box], width: float, height: float) -> float:
    """Return the area covered twice, and what sticks out of the plot weighted heavily."""
    covered = sum(
        max(0.0, min(box[2], o[2]) - max(box[0], o[0]))
        * max(0.0, min(box[3], o[3]) - max(box[1], o[1]))
        for o in others
    )
    outside = max(0, -box[0]) + max(0, box[2] - width) + max(0, -box[1]) + max(0, box[3] - height)
    return covered + outside * 40


def _nearest(i: int, spots: Sequence[tuple[float, float]]) -> float:
    """Return the squared distance to the nearest other point."""
    x, y = spots[i]
    return min(
        ((x - a) ** 2 + (y - b) ** 2 for j, (a, b) in enumerate(spots) if j != i), default=0.0
    )
