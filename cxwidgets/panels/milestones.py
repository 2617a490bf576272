"""Survival in numbers: the share still there after round times, of everybody and by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.methods.milestones import watched
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


def over_time(result: RetentionResult, times: Sequence[int], text: Text, unit: str) -> TableBlock:
    """Return one row for each time: the share of everybody still there, and how many tell it."""
    steps = [(time, watched(result, time).iloc[0]) for time in times]
    columns: list[tuple[str, panel.Align]] = [
        (text("joined.axis.age", unit=text(f"retention.unit.{unit}")), "left"),
        (text("retention.axis.survival"), "right"),
        (text("milestones.watched"), "right"),
    ]
    rows = [
        (text.number(time), cell(step, text), text.number(step["at_risk"])) for time, step in steps
    ]
    return panel.table(text("milestones.caption"), columns, rows)


def by_segment(result: RetentionResult, times: Sequence[int], text: Text, unit: str) -> TableBlock:
    """Return one row for each segment: the share still there at each time."""
    at = [watched(result, time).set_index("segment") for time in times]
    rows = [
        (
            str(row["segment"]),
            text.number(row["n"]),
            *(cell(s.loc[row["segment"]], text) for s in at),
        )
        for _, row in result.segments.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("scores.column.segment"), "left"),
        ("n", "right"),
        *after(times, text, unit),
    ]
    return panel.table(text("milestones.caption"), columns, rows)


def after(times: Sequence[int], text: Text, unit: str) -> list[tuple[str, panel.Align]]:
    """Return a column for each time."""
    counted = text(f"retention.counted.{unit}")
    return [(text("milestones.after", time=text.number(t), unit=counted), "right") for t in times]


def cell(step: Any, text: Text) -> str:
    """Return the share still there with its limits; a dash where nobody was watched so long.

    Parameters
    ----------
    step
        ``survival, low, high``.
    """
    return shown.share(step["survival"], step["low"], step["high"], text)
