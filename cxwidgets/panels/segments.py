"""Panels of customer groups: by what they bought, and by how they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import segments as charts
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Figure, FiguresBlock, Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.personas import PersonasResult
    from cxwidgets.methods.rfm import RfmResult
    from cxwidgets.text import Text


def rfm(result: RfmResult, text: Text) -> Panel:
    """Return the groups, what they spend, what to do for them, and whether they are stable."""
    table = result.table
    n = int(table["n"].sum())
    if not n:
        return panel.empty(text)
    rows = [
        (
            text(f"rfm.group.{row['segment']}"),
            text.number(row["n"]),
            shown.share(row["share"], row["low"], row["high"], text),
            text.number(row["recency"]),
            text.number(row["frequency"], 1),
            shown.number(row["amount"], row["amount_low"], row["amount_high"], text, 0),
            text.percent(row["amount_share"]),
            text.percent(row["stable"]),
            text(f"rfm.todo.{row['segment']}"),
        )
        for _, row in table.iterrows()
    ]
    names = ("group", "n", "share", "recency", "frequency", "amount", "spent", "stable", "todo")
    columns: list[tuple[str, panel.Align]] = [
        (text(f"rfm.column.{name}"), "left" if name in ("group", "todo") else "right")
        for name in names
    ]
    numbers = panel.table(text("rfm.caption"), columns, rows)
    notes = [
        panel.renamed(note, "segments", lambda key: text(f"rfm.group.{key}"))
        for note in result.notes
    ]
    return Panel(n, (panel.chart(charts.rfm(result, text), numbers), *panel.remarks(notes, text)))


def personas(result: PersonasResult, text: Text, names: Mapping[str, str] | None = None) -> Panel:
    """Return the groups with size, profile and stability.

    Parameters
    ----------
    names
        Column → what the reader calls it; the column's own name by default.
    """
    words = dict(names or {})
    n = int(result.table["n"].sum())
    figures = FiguresBlock(
        (
            Figure(text("panel.people"), text.number(n)),
            Figure(text("personas.figure.stability"), text.number(result.stability, 2)),
            Figure(text("personas.figure.silhouette"), text.number(result.silhouette, 2)),
        )
    )
    wide = result.profiles.set_index(["item", "persona"])
    groups = list(result.table.itertuples(index=False))
    rows = [
        (
            words.get(item, str(item)),
            *(_cell(wide.loc[(item, g.persona)], text) for g in groups),
        )
        for item in dict.fromkeys(result.profiles["item"])
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("effect.column.item"), "left"),
        *((text("personas.key", persona=g.persona, n=text.number(g.n)), "right") for g in groups),
    ]
    share = (
        text("loyalty.chart.share"),
        *(shown.share(g.share, g.low, g.high, text) for g in groups),
    )
    numbers = panel.table(text("personas.caption"), columns, [share, *rows])
    drawing = panel.chart(charts.personas(result, words, text), numbers)
    return Panel(n, (figures, drawing, *panel.remarks(result.notes, text)))


def _cell(row: object, text: Text) -> str:
    """Return mean, limits and spread within the group."""
    found = dict(row)  # type: ignore[call-overload]
    mean = shown.number(found["mean"], found["low"], found["high"], text, 2)
    return text("personas.cell", mean=mean, sd=text.number(found["sd"], 2))
