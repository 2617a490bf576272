"""The screening panels: which concept, need or idea comes first, and how firm that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts import screening as charts
from cxwidgets.methods.screening import (
    ScreeningResult,
    impact_effort,
    opportunity,
    pugh,
    weighted,
)
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Panel, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.screening_needs import NeedsResult
    from cxwidgets.text import Text

SURE = 0.95


def impact_effort_of(votes: pd.DataFrame, text: Text) -> Panel:
    """Return the panel of votes on impact and effort, 1 to 5."""
    return ideas(impact_effort(votes), text)


def opportunity_of(answers: pd.DataFrame, text: Text) -> Panel:
    """Return the panel of needs rated for importance and satisfaction, 1 to 5."""
    return ranking(opportunity(answers), text)


def weighted_of(scores: pd.DataFrame, criteria: pd.DataFrame, text: Text) -> Panel:
    """Return the panel of concepts scored by the criteria of a table ``criterion, weight``."""
    weights = dict(zip(criteria["criterion"], criteria["weight"], strict=True))
    return ranking(weighted(scores, weights), text)


def pugh_of(marks: pd.DataFrame, text: Text) -> Panel:
    """Return the panel of concepts marked as better, the same or worse than one of them."""
    return ranking(pugh(marks), text)


def ranking(result: ScreeningResult | NeedsResult, text: Text) -> Panel:
    """Return concepts or needs in their order, with the range each rank could take."""
    if result.table.empty or result.table["score"].isna().all():
        return panel.empty(text)
    blocks: list[Block] = [
        panel.chart(charts.ranking(result, text), _table(result, text)),
        *_first(result.table, text),
        *panel.remarks(result.notes, text),
    ]
    if isinstance(result, ScreeningResult):
        blocks.insert(1, _cells(result, text))
        blocks.append(TextBlock(text("screening.shaken"), "note"))
    return Panel(int(result.table["n"].max()), tuple(blocks))


def ideas(result: NeedsResult, text: Text) -> Panel:
    """Return ideas between impact and effort."""
    if result.table.empty:
        return panel.empty(text)
    rows = [
        [
            str(i),
            str(row["item"]),
            text.number(row["n"]),
            text.number(row["impact"], 1),
            text.number(row["effort"], 1),
            text(f"screening.quadrant.{row['quadrant']}"),
            text.percent(row["probability"]),
            _ranks(row, text),
        ]
        for i, (_, row) in enumerate(result.table.iterrows(), start=1)
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("screening.column.number"), "right"),
        (text("screening.column.name"), "left"),
        ("n", "right"),
        (text("screening.column.impact"), "right"),
        (text("screening.column.effort"), "right"),
        (text("screening.column.quadrant"), "left"),
        (text("screening.column.probability"), "right"),
        (text("screening.column.rank"), "right"),
    ]
    numbers = panel.table(text("screening.table.ideas"), columns, rows)
    blocks: tuple[Block, ...] = (
        panel.chart(charts.grid(result, text), numbers),
        *_first(result.table, text),
        *panel.remarks(result.notes, text),
        TextBlock(text("screening.no_ratio"), "note"),
    )
    return Panel(int(result.table["n"].max()), blocks)


def _first(table: pd.DataFrame, text: Text) -> tuple[TextBlock, ...]:
    """Say who is first, or who else could be."""
    column = "concept" if "concept" in table else "item"
    could = [str(name) for name in table.loc[table["rank_low"] == 1, column]]
    if len(could) == 1:
        return (TextBlock(text("screening.sure", name=could[0]), "good"),)
    if not could:
        return ()
    listed = text("panel.comma").join(could)
    return (TextBlock(text("screening.could", names=listed), "note"),)


def _ranks(row: Any, text: Text) -> str:
    """Return a rank with the range it could take, as "2 (1–3)"."""
    rank, low, high = (text.number(row[name]) for name in ("rank", "rank_low", "rank_high"))
    return rank if row["rank_low"] != row["rank_low"] else f"{rank} ({low}–{high})"


def _table(result: ScreeningResult | NeedsResult, text: Text) -> panel.TableBlock:
    column = "concept" if "concept" in result.table else "item"
    rows = []
    for _, row in result.table.iterrows():
        limits = text.interval(row["low"], row["high"], 2)
        cells = [str(row[column]), text.number(row["n"])]
        if result.kind == "pugh":
            cells += [text.number(row[name], 1) for name in ("plus", "same", "minus")]
        halves = ("importance", "satisfaction") if result.kind == "opportunity" else ()
        cells += [text.number(row[name], 1) for name in halves]
        cells += [f"{text.number(row['score'], 2)} {limits}".strip(), _ranks(row, text)]
        rows.append([*cells, text.percent(row["p_first"])])
    marks = ["+", "0", "\u2212"] if result.kind == "pugh" else []
    if result.kind == "opportunity":
        marks = [text("screening.column.importance"), text("screening.column.satisfaction")]
    caption, name = ("needs", "need") if result.kind == "opportunity" else ("ranking", "name")
    columns: list[tuple[str, panel.Align]] = [
        (text(f"screening.column.{name}"), "left"),
        ("n", "right"),
        *((mark, "right") for mark in marks),
        (text(f"screening.score.{result.kind}"), "right"),
        (text("screening.column.rank"), "right"),
        (text("screening.column.first"), "right"),
    ]
    return panel.table(text(f"screening.table.{caption}"), columns, rows)


def _cells(result: ScreeningResult, text: Text) -> panel.TableBlock:
    """Return what each criterion says of each concept, the weightiest first."""
    wide = result.cells.pivot_table(index="concept", columns="criterion", values="score")
    weighed = result.criteria.sort_values("weight", ascending=False, kind="stable")
    shown = text.signed if result.kind == "pugh" else text.number
    rows = [
        [str(name), *(shown(wide.loc[name, k], 1) for k in weighed["criterion"])]
        for name in result.table["concept"]
        if name in wide.index
    ]
    heads = [str(k) for k in weighed["criterion"]]
    if result.kind == "weighted":
        heads = [f"{k} {text.percent(w)}" for k, w in zip(heads, weighed["weight"], strict=True)]
    columns: list[tuple[str, panel.Align]] = [(text("screening.column.name"), "left")]
    columns += [(head, "right") for head in heads]
    return panel.table(text(f"screening.table.cells.{result.kind}"), columns, rows)
