"""The panel of gap 1: what managers believe customers expect, beside what customers expect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts.changes import changes
from cxwidgets.methods.knowledge_gap import KnowledgeResult, knowledge_gap
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.text import Text


def panel_of(ratings: pd.DataFrame, text: Text) -> Panel:
    """Return the panel of statements rated 1 to 7 by both sides; ``who`` is managers or others."""
    by_managers = ratings["who"] == "managers"
    return summary(knowledge_gap(ratings[by_managers], ratings[~by_managers]), text)


def summary(result: KnowledgeResult, text: Text) -> Panel:
    """Return each statement's gap, the most underestimated first."""
    table = result.items.sort_values("gap", kind="stable", ignore_index=True)
    if table["gap"].isna().all():
        return panel.empty(text)
    rows = [
        [
            str(row["item"]),
            f"{text.number(row['n_managers'])} / {text.number(row['n_customers'])}",
            text.number(row["belief"], 2),
            text.number(row["expectation"], 2),
            f"{text.signed(row['gap'], 2)} {text.interval(row['low'], row['high'], 2)}".strip(),
        ]
        for _, row in table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("knowledge.column.item"), "left"),
        (text("knowledge.column.people"), "right"),
        (text("knowledge.column.belief"), "right"),
        (text("knowledge.column.expectation"), "right"),
        (text("knowledge.column.gap"), "right"),
    ]
    numbers = panel.table(text("knowledge.table"), columns, rows)
    parts = [
        text("knowledge.chart.part", name=row["item"], gap=text.signed(row["gap"], 2))
        for _, row in table.dropna(subset="gap").iterrows()
    ]
    sentence = text("knowledge.chart.sentence", parts=text("panel.semicolon").join(parts))
    points = table.rename(columns={"gap": "change"}).assign(
        n=table["n_managers"] + table["n_customers"]
    )
    drawn = changes(points, list(table["item"]), text("knowledge.chart.title"), sentence)
    blocks: list[Block] = [_figures(result, text), panel.chart(drawn, numbers)]
    blocks += [*_sure(result, text), *panel.remarks(result.notes, text)]
    return Panel(int(table["n_customers"].max()), tuple(blocks))


def _figures(result: KnowledgeResult, text: Text) -> FiguresBlock:
    row = result.overall.iloc[0]
    people = f"{text.number(row['n_managers'])} / {text.number(row['n_customers'])}"
    return FiguresBlock(
        (
            Figure(text("knowledge.column.people"), people),
            Figure(
                text("knowledge.figure.overall"),
                text.signed(row["gap"], 2),
                text.interval(row["low"], row["high"], 2),
            ),
        )
    )


def _sure(result: KnowledgeResult, text: Text) -> list[TextBlock]:
    """Say which statements are surely misjudged, and which way, all of them tested together."""
    table = result.items.sort_values("gap", kind="stable")
    sure = table[table["p_adjusted"] < 1 - result.level]
    ways: tuple[tuple[str, pd.DataFrame, panel.Tone], ...] = (
        ("under", sure[sure["high"] < 0], "warn"),
        ("over", sure[sure["low"] > 0], "note"),
    )
    said = [
        TextBlock(text(f"knowledge.{way}", items=text("panel.comma").join(part["item"])), tone)
        for way, part, tone in ways
        if len(part)
    ]
    return said or [TextBlock(text("knowledge.none_sure"), "note")]
