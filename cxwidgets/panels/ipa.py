"""The importance-performance panel: quadrants, how sure they are, and other crosshairs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import ipa as charts
from cxwidgets.methods.ipa import ipa
from cxwidgets.methods.ipa_quadrant import CROSSHAIRS
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Panel, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.ipa import IpaResult
    from cxwidgets.text import Text


def stated(answers: pd.DataFrame, text: Text) -> Panel:
    """Return items people rated for importance and performance, 1 to 5."""
    return summary(ipa(answers), text)


def summary(result: IpaResult, text: Text) -> Panel:
    """Return a result as blocks; its items are named as a reader knows them."""
    if result.table.empty:
        return panel.empty(text)
    blocks: list[Block] = [
        panel.chart(charts.grid(result, text), _table(result, text)),
        *_first(result, text),
        *((TextBlock(text("ipa.equal"), "note"),) if result.one_scale else ()),
        _flips(result, text),
        *panel.remarks(result.notes, text),
    ]
    return Panel(int(result.table["n"].max()), tuple(blocks))


def _first(result: IpaResult, text: Text) -> tuple[TextBlock, ...]:
    """Say where to concentrate, surely or perhaps."""
    table = result.table
    sure = table[(table["quadrant"] == "concentrate") & table["settled"]]
    if len(sure):
        listed = text("panel.comma").join(sure["item"])
        return (TextBlock(text("ipa.sure", items=listed), "warn"),)
    perhaps = table[table["p_concentrate"] >= 1 - result.level]
    if len(perhaps):
        listed = text("panel.comma").join(perhaps["item"])
        return (TextBlock(text("ipa.perhaps", items=listed), "note"),)
    return ()


def _table(result: IpaResult, text: Text) -> panel.TableBlock:
    rows = [
        [
            str(i),
            str(row["item"]),
            text.number(row["n"]),
            text.percent(row["importance"])
            if result.importance in charts.SHARES
            else text.number(row["importance"], 2),
            text.number(row["performance"], 2),
            text(f"ipa.quadrant.{row['quadrant']}"),
            text.percent(row["probability"]),
        ]
        for i, (_, row) in enumerate(result.table.iterrows(), start=1)
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("ipa.column.number"), "right"),
        (text("ipa.column.item"), "left"),
        ("n", "right"),
        (text("ipa.column.derived" if result.derived else "ipa.column.importance"), "right"),
        (text("ipa.column.performance"), "right"),
        (text("ipa.column.quadrant"), "left"),
        (text("ipa.column.probability"), "right"),
    ]
    return panel.table(text("ipa.table.items"), columns, rows)


def _flips(result: IpaResult, text: Text) -> panel.TableBlock:
    """Return each item's quadrant under each crosshair."""
    wide = result.flips.pivot_table(
        index="item", columns="crosshair", values="quadrant", aggfunc="first", sort=False
    )
    rows = [
        [str(item), *(text(f"ipa.quadrant.{row[name]}") for name in CROSSHAIRS)]
        for item, row in wide.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("ipa.column.item"), "left"),
        *((text(f"ipa.crosshair.{name}"), "left") for name in CROSSHAIRS),
    ]
    return panel.table(text("ipa.table.flips"), columns, rows)
