"""Survival in numbers: the share still there after round times, of everybody and by segment."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from cxwidgets.methods.milestones import watched
from cxwidgets.methods.retention import ALL
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Figure, FiguresBlock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.methods.retention import RetentionResult
    from cxwidgets.panels.panel import TableBlock
    from cxwidgets.text import Text


def figures(result: RetentionResult, times: Sequence[int], text: Text, unit: str) -> FiguresBlock:
    """Return how many there are, how many left, and the share left after the last two times.

    Parameters
    ----------
    result
        Of everybody together.
    times
        Round times, from `milestones`.
    unit
        Of time: ``days``, ``weeks``, ``months`` or ``years``.
    """
    row, counted = result.segments.iloc[0], text(f"retention.counted.{unit}")
    items = [
        Figure(text("clv.figure.customers"), text.number(row["n"])),
        Figure(text("retention.column.left"), text.number(row["left"])),
    ]
    for time in times[-2:]:
        step = watched(result, time).iloc[0]
        value, _, limits = shown.share(step["survival"], step["low"], step["high"], text).partition(
            " "
        )
        label = text("milestones.still", time=text.number(time), unit=counted)
        items.append(Figure(label, value, limits))
    return FiguresBlock(tuple(items))


def table(result: RetentionResult, times: Sequence[int], text: Text, unit: str) -> TableBlock:
    """Return one row for each segment: the share still there at each time, and how many tell it."""
    at = [watched(result, time).set_index("segment") for time in times]
    rows = [
        (
            text("retention.all") if row["segment"] == ALL else str(row["segment"]),
            text.number(row["n"]),
            *(cell(step.loc[row["segment"]], text) for step in at),
        )
        for _, row in result.segments.iterrows()
    ]
    counted = text(f"retention.counted.{unit}")
    columns: list[tuple[str, panel.Align]] = [
        (text("scores.column.segment"), "left"),
        ("n", "right"),
        *((text("milestones.after", time=text.number(t), unit=counted), "right") for t in times),
    ]
    return panel.table(text("milestones.caption"), columns, rows)


def cell(step: Any, text: Text) -> str:
    """Return the share still there with its limits and how many were still watched, or a dash.

    Parameters
    ----------
    step
        ``survival, low, high, at_risk``.
    """
    if isnan(step["survival"]):
        return text.number(step["survival"])
    share = shown.share(step["survival"], step["low"], step["high"], text)
    return text("milestones.cell", share=share, n=text.number(step["at_risk"]))
