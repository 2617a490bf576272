"""The Kano panel of second opinions: the same answers by other tables, rules and by means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import kano_ways as charts
from cxwidgets.methods.kano_robust import WAYS
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TableBlock, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.kano_continuous import KanoContinuousResult
    from cxwidgets.methods.kano_robust import KanoRobustnessResult
    from cxwidgets.text import Text


def summary(robust: KanoRobustnessResult, means: KanoContinuousResult, text: Text) -> Panel:
    """Return the classes side by side, the features that depend on the method, and the means."""
    table = robust.table[robust.table["n"] > 0]
    if table.empty:
        return panel.empty(text)
    blocks: tuple[Block, ...] = (
        FiguresBlock((Figure(text("kano.robust.figure"), _same(robust, table, text)),)),
        panel.chart(charts.ways(robust, text), _classes(robust, text)),
        *_said(robust, table, text),
        panel.chart(charts.means(means, text), _means(means, text)),
        *panel.remarks(means.notes, text),
        TextBlock(text("kano.continuous.caveat"), "note"),
    )
    return Panel(int(table["n"].max()), blocks)


def _known(robust: KanoRobustnessResult, table: pd.DataFrame) -> pd.DataFrame:
    """Return the features that enough people answered to say how robust their class is."""
    chances = robust.chances.dropna(subset=["chance"])
    return table[table["feature"].isin(chances["feature"])]


def _same(robust: KanoRobustnessResult, table: pd.DataFrame, text: Text) -> str:
    """Return how many features keep their class, of how many of which that can be said."""
    known = _known(robust, table)
    return f"{text.number(int(known['agree'].sum()))} / {text.number(len(known))}"


def _said(robust: KanoRobustnessResult, table: pd.DataFrame, text: Text) -> tuple[TextBlock, ...]:
    """Return which classes depend on the method, and of which features too little is known."""
    depends = list(table.loc[~table["agree"].astype(bool), "feature"])
    few = panel.remarks(robust.notes, text)
    if depends:
        names = text("panel.comma").join(depends)
        return (TextBlock(text("kano.robust.depends", features=names), "warn"), *few)
    return few or (TextBlock(text("kano.robust.same"), "good"),)


def _classes(result: KanoRobustnessResult, text: Text) -> TableBlock:
    """Return the seven classes, and how often the class leads when answers are drawn again."""
    chance = result.chances.set_index(["feature", "category"])["chance"]
    rows = [
        [
            row["feature"],
            *(text(f"kano.category.{row[way]}") for way in WAYS),
            text.percent(chance[row["feature"], row[WAYS[0]]]),
        ]
        for _, row in result.table[result.table["n"] > 0].iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("kano.column.feature"), "left"),
        *((text(f"kano.robust.way.{way}"), "left") for way in WAYS),
        (text("kano.robust.chance"), "right"),
    ]
    return panel.table(text("kano.robust.caption"), columns, rows)


def _means(result: KanoContinuousResult, text: Text) -> TableBlock:
    """Return both means of each feature with limits and spread."""
    rows = []
    for number, (_, row) in enumerate(result.table.iterrows(), start=1):
        if row["n"]:
            sides = [
                (row[s], row[f"{s}_low"], row[f"{s}_high"]) for s in ("functional", "dysfunctional")
            ]
            rows.append(
                [
                    f"{number} {row['feature']}",
                    text.number(row["n"]),
                    text(f"kano.category.{row['category']}"),
                    text("kano.settled" if row["settled"] else "kano.unsettled"),
                    *(shown.number(*side, text, 2) for side in sides),
                ]
            )
    columns: list[tuple[str, panel.Align]] = [
        (text("kano.column.feature"), "left"),
        ("n", "right"),
        (text("kano.continuous.nearest"), "left"),
        (text("kano.column.state"), "left"),
        (text("kano.continuous.functional"), "right"),
        (text("kano.continuous.dysfunctional"), "right"),
    ]
    return panel.table(text("kano.continuous.caption"), columns, rows)
