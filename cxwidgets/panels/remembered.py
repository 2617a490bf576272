"""A few single journeys and what is remembered of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.peak_end import MEASURES
from cxwidgets.charts.remembered import remembered
from cxwidgets.methods.peak_end import peak_end
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Panel

if TYPE_CHECKING:
    from cxwidgets.methods.peak_end import PeakEndResult
    from cxwidgets.text import Text


def panel_of(moments: Any, text: Text) -> Panel:
    """Return what is remembered of each journey in a frame of rated moments (see `peak_end`)."""
    return summary(peak_end(moments), text)


def summary(result: PeakEndResult, text: Text) -> Panel:
    """Return peak, end, peak–end score and mean of each journey."""
    if result.table.empty:
        return panel.empty(text)
    rows = [
        [str(row["respondent"]), *(text.signed(row[measure], 1) for measure in MEASURES)]
        for _, row in result.table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("peak_end.remembered.journey"), "left"),
        *((text(f"peak_end.measure.{measure}"), "right") for measure in MEASURES),
    ]
    numbers = panel.table(text("peak_end.remembered.caption"), columns, rows)
    return Panel(len(rows), (panel.chart(remembered(result, text), numbers),))
