"""The panel of a satisfaction index: the number, by segment, and the questions behind it."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from cxwidgets.charts import satisfaction_index as charts
from cxwidgets.methods.segment import ALL
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.satisfaction_index import IndexResult
    from cxwidgets.text import Text


def summary(result: IndexResult, text: Text, names: Mapping[str, str] | None = None) -> Panel:
    """Return the index with its interval, by segment, and its questions.

    Parameters
    ----------
    names
        Item → what the reader calls it; the item itself by default.
    """
    words = dict(names or {})
    row = result.overall.iloc[0]
    n = int(row["n"])
    if not n or isnan(row["index"]):
        return panel.empty(text)
    figures = FiguresBlock(
        (
            Figure(text("panel.people"), text.number(n)),
            Figure(
                text("satisfaction_index.figure"),
                text.number(row["index"], 1),
                text.interval(row["low"], row["high"], 1),
            ),
        )
    )
    segments = result.table[result.table["segment"] != ALL]
    columns: list[tuple[str, panel.Align]] = [
        (text("scores.column.segment"), "left"),
        ("n", "right"),
        (text("satisfaction_index.figure"), "right"),
    ]
    if result.weighted:
        columns.insert(2, (text("scores.column.n_eff"), "right"))
    rows = [
        (
            str(s["segment"]),
            text.number(s["n"]),
            *([text.number(s["n_eff"], 1)] if result.weighted else []),
            shown.number(s["index"], s["low"], s["high"], text),
        )
        for _, s in segments.iterrows()
    ]
    by_segment = panel.table(text("satisfaction_index.caption.segments"), columns, rows)
    asked = panel.table(
        text("satisfaction_index.caption.items"),
        [
            (text("satisfaction_index.column.item"), "left"),
            (text("satisfaction_index.column.mean"), "right"),
            (text("satisfaction_index.column.weight"), "right"),
        ],
        [
            (words.get(i["item"], str(i["item"])),
             shown.number(i["mean"], i["low"], i["high"], text, 2), text.percent(i["weight"]))
            for _, i in result.items.iterrows()
        ],
    )  # fmt: skip
    drawing = panel.chart(charts.index(result, text), by_segment if len(segments) else None)
    blocks: list[Block] = [figures, drawing, asked, *panel.remarks(result.notes, text)]
    return Panel(n, tuple(blocks))
