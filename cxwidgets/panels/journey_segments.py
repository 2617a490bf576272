"""Emotion curves of several groups, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.journey_segments import emotion_curves
from cxwidgets.methods.journey_segments import emotion_bands
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Panel, TableBlock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.journey import BandResult
    from cxwidgets.text import Text


def panel_of(ratings: Any, text: Text) -> Panel:
    """Return the emotion curve of each segment in a frame of ratings (see `emotion_bands`)."""
    return summary(emotion_bands(ratings), text)


def summary(bands: Mapping[str, BandResult], text: Text) -> Panel:
    """Return the curves over each other and the median of every step with its middle half."""
    people = sum(int(band.table["n"].max()) for band in bands.values())
    if not people:
        return panel.empty(text)
    return Panel(people, (panel.chart(emotion_curves(bands, text), _numbers(bands, text)),))


def _numbers(bands: Mapping[str, BandResult], text: Text) -> TableBlock:
    first = next(iter(bands.values())).table
    rows = []
    for place, name in enumerate(first["touchpoint"]):
        steps = [band.table.iloc[place] for band in bands.values()]
        cells = [
            text(
                "journey.segments.cell",
                median=text.signed(step["median"], 1),
                low=text.signed(step["q1"], 1),
                high=text.signed(step["q3"], 1),
                n=text.number(step["n"]),
            )
            for step in steps
        ]
        rows.append([f"{place + 1} {name}", *cells])
    columns: list[tuple[str, panel.Align]] = [
        (text("journey.column.step"), "left"),
        *((group, "right") for group in bands),
    ]
    return panel.table(text("journey.segments.caption"), columns, rows)
