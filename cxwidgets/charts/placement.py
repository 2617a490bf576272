"""Where a label goes so that it covers neither a point nor another label.

A chart here is as wide as its place, so pixels are not known when it is made. Labels are placed for
the narrowest plot they are meant for; where there is more room the points move apart and the labels
with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import east_asian_width

FONT_SIZE = 14
LINE = 18
"""Height of one line of type, in pixels."""
POINT = 11
"""Half the side of the square kept free around a point, in pixels."""

_DIRECTIONS = (
    *((1, 0), (-1, 0), (0, -1), (0, 1)),
    *((1, -1), (1, 1), (-1, -1), (-1, 1)),
)


@dataclass(frozen=True)
class Placed:
    """A label's anchor (its middle) in pixels from its point, to the right and downwards."""

    dx: float
    dy: float
    far: bool



def text_width(words: str) -> float:
    """Return about how wide a line of type is, in pixels: a Chinese character counts twice."""
    return FONT_SIZE * sum(1.0 if east_asian_width(c) in "WF" else 0.56 for c in words)


def shortened(words: str, pixels: float) -> str:
    """Return the words, cut with an ellipsis where they are wider than ``pixels``."""
    if text_width(words) <= pixels:
        return words
    while words and text_width(words + "…") > pixels:
        words = words[:-1]
    return words.rstrip() + "…"


def placed(
    points: Sequence[tuple[float, float]],
    labels: Sequence[str],
    width: float,
    height: float,
) -> list[Placed]:
    """Return a place for each label.

    Parameters
    ----------
    points
        Positions as shares of the plot: 0 … 1 to the right and upwards.
    labels
        One line each.
    width, height
        Of the plot, in pixels.
    """
    spots = [(x * width, (1 - y) * height) for x, y in points]
    sizes = [(text_width(label) + 4, LINE) for label in labels]
    marks = [(x - POINT, y - POINT, x + POINT, y + POINT) for x, y in spots]
    taken: dict[int, tuple[float, float, float, float]] = {}
    chosen: dict[int, Placed] = {}
    crowded = sorted(range(len(spots)), key=lambda i: (_nearest(i, spots), i))
    for _ in range(2):  # the second pass sees where all the others went
        for i in crowded:
            taken.pop(i, None)
            others = [*taken.values(), *(m for j, m in enumerate(marks) if j != i)]
            best = min(
                enumerate(_candidates(sizes[i])),
                key=lambda c: (
                    _cost(_box(spots[i], c[1], sizes[i]), others, width, height) + c[0] * 0.5
                ),
            )[1]
            chosen[i], taken[i] = best, _box(spots[i], best, sizes[i])
    return [chosen[i] for i in range(len(spots))]


def _candidates(size: tuple[float, float]) -> Iterator[Placed]:
    """Yield the places to try, the nearest first."""
    for ring in range(5):
        away = 14 + ring * LINE
        for right, down in _DIRECTIONS:
            dx = right * (size[0] / 2 + (away if down == 0 else away * 0.7))
            dy = down * (size[1] / 2 + (away if right == 0 else away * 0.7) - 4)
            yield Placed(dx, dy, far=ring > 0)


def _box(
    spot: tuple[float, float], place: Placed, size: tuple[float, float]
) -> tuple[float, float, float, float]:
    """Return the rectangle a label covers."""
    x, y = spot[0] + place.dx, spot[1] + place.dy
    return x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2


def _cost(
    box: tuple[float, float, float, float],
    others: Sequence[tuple[float, float, float, float]],
    width: float,
    height: float,
) -> float:
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
