"""The Kano panel by segment: which needs are a must-be for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.kano_segments import segments
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Panel, TableBlock

if TYPE_CHECKING:
    from cxwidgets.methods.kano_segments import KanoSegmentsResult
    from cxwidgets.text import Text

P_DIGITS = 3


def summary(result: KanoSegmentsResult, text: Text) -> Panel:
    """Return the grid of classes, its numbers, and whether the segments differ."""
    people = int(result.table.groupby("segment")["n"].max().sum()) if len(result.table) else 0
    if not people:
        return panel.empty(text)
    blocks: tuple[Block, ...] = (
        panel.chart(segments(result, text), _numbers(result, text)),
        *panel.remarks(result.notes, text),
    )
    return Panel(people, blocks)


def _numbers(result: KanoSegmentsResult, text: Text) -> TableBlock:
    table = result.table.set_index(["feature", "segment"])
    rows = [
        [
            row["feature"],
            *(_cell(table, row["feature"], name, text) for name in result.segments),
            text.number(row["p_adjusted"], P_DIGITS),
            text.number(row["cramers_v"], 2),
        ]
        for _, row in result.differences.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("kano.column.feature"), "left"),
        *((name or text("kano.segments.all"), "left") for name in result.segments),
        (text("kano.segments.p"), "right"),
        (text("kano.segments.v"), "right"),
    ]
    return panel.table(text("kano.segments.caption"), columns, rows)


def _cell(table: Any, feature: str, segment: str, text: Text) -> str:
    """Return the class with how many answers stand behind it."""
    if (feature, segment) not in table.index or not table.loc[(feature, segment), "n"]:
        return text("kano.segments.none")
    row = table.loc[(feature, segment)]
    kind, n = text(f"kano.category.{row['category']}"), text.number(row["n"])
    key = "kano.segments.settled" if row["settled"] else "kano.segments.open"
    if "n_eff" in row:
        return text(f"{key}_n_eff", kind=kind, n=n, n_eff=text.number(row["n_eff"], 1))
    return text(key, kind=kind, n=n)
