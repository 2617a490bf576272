"""Emotion curves of several groups: two lines, two kinds of rider, before and after.

A group is whatever the column ``segment`` names. Every group rates the same steps, so their curves
can be laid over each other and the step where they part company can be found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.journey import analyse, places, tally
from cxwidgets.methods.segment import named, segment_of

if TYPE_CHECKING:
    from cxwidgets.methods.journey import BandResult

COLUMNS = ("segment", "at", "touchpoint", "score")


def emotion_bands(ratings: Any) -> dict[str, BandResult]:
    """Return the emotion curve of each segment, by name.

    Parameters
    ----------
    ratings
        Any frame Narwhals reads, with ``segment``, ``at`` (the place of the step in the journey),
        ``touchpoint`` and ``score``; a missing score is left out.

    Returns
    -------
    dict
        In alphabetical order of the segments; the steps of each in journey order.

    Raises
    ------
    ValueError
        For a missing column, or a touchpoint that stands at two places of the journey.
    """
    frame = lazily(ratings, COLUMNS)
    order = places(frame)
    frame = frame.with_columns(segment_of(frame))
    names = collected(frame.select("segment").unique().sort("segment"))["segment"].dropna()
    return {
        named(name): analyse(tally(frame.filter(nw.col("segment") == name)), order)
        for name in names
    }
