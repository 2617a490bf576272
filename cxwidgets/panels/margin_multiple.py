"""What one more point of retention is worth: the margin multiple as a panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import margin_multiple as charts
from cxwidgets.methods.constant_clv import DISCOUNTS, constant_clv, margin_multiples
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Panel, TextBlock

if TYPE_CHECKING:
    from cxwidgets.text import Text

SHOWN = (0.6, 0.7, 0.8, 0.9)
"""Retentions of the published table."""


def summary(text: Text) -> Panel:
    """Return the lines for the discounts of the published table, and that table."""
    columns: list[tuple[str, panel.Align]] = [(text("margin_multiple.axis.retention"), "left")]
    columns += [
        (text("margin_multiple.column", discount=text.percent(i)), "right") for i in DISCOUNTS
    ]
    rows = [
        (text.percent(r), *(text.number(constant_clv(1, r, i), 2) for i in DISCOUNTS))
        for r in SHOWN
    ]
    table = panel.table(text("margin_multiple.caption"), columns, rows)
    drawn = panel.chart(charts.multiples(margin_multiples(), text), table)
    return Panel(1, (drawn, TextBlock(text("margin_multiple.note"), "note")))
