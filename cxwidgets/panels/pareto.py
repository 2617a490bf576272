"""The Pareto panel: which reasons lead, and how sure that is.

Trainees put the numbers of their own services into the sheet. Such tables cannot be poured into
one: the room's chart counts, for each table that differs from the printed example, its largest
reason once. Nobody's thousand customers outvote anybody's forty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import pareto as charts
from cxwidgets.methods.pareto import ParetoResult, pareto
from cxwidgets.panels import panel, shown
from cxwidgets.panels.answers import sheet_rows
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return the example while nobody has numbers of their own, then the room's leading reasons."""
    if not rows:
        return panel.empty(text)
    example = _counts(exercise, {}, text)
    tables = _own_tables(exercise, rows, text)
    blocks: list[Block] = [TextBlock(text("pareto.room.tables", n=len(tables), of=len(rows)))]
    if example:
        blocks += [TextBlock(text("pareto.room.example")), *_drawn(_result(example), text)]
    if tables:
        leading = pd.Series([_result(t).table["reason"].iloc[0] for t in tables]).value_counts()
        result = _result({str(k): int(v) for k, v in leading.items()})
        blocks += [
            TextBlock(text("pareto.room.leading", n=len(tables))),
            *_drawn(result, text, kind="leading"),
            *panel.small(len(tables), text),
        ]
    return Panel(len(rows), tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return the chart of one's own table."""
    counts = _counts(exercise, value, text)
    if not counts:
        return None
    result = _result(counts)
    share = float(result.table.loc[result.table["vital"], "share"].sum())
    figures = FiguresBlock(
        (
            Figure(text("pareto.figure.n"), text.number(result.n or 0)),
            Figure(
                text("pareto.figure.vital"),
                f"{text.number(len(result.vital))} / {text.number(len(result.table))}",
                text("pareto.figure.together", share=text.percent(share)),
            ),
            Figure(text("pareto.figure.first"), str(result.table["reason"].iloc[0])),
        )
    )
    return Panel(1, (figures, *_drawn(result, text)))


def counted(table: pd.DataFrame, text: Text) -> Panel:
    """Return the panel of ``reason, count``, where each person named one reason."""
    people = int(table["count"].sum())
    return Panel(people, tuple(_drawn(pareto(table, n=people), text)))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return how many tables hold numbers of their own, and how few reasons are vital in them."""
    results = [_result(t) for t in _own_tables(exercise, rows, text)]
    sizes = pd.Series([len(r.vital) for r in results], dtype=float)
    settled = sum(r.settled is True for r in results)
    return (
        Figure(text("pareto.figure.tables"), text.number(len(results))),
        Figure(text("pareto.figure.vital_median"), text.number(float(sizes.median()), 1)),
        Figure(
            text("pareto.figure.settled"), f"{text.number(settled)} / {text.number(len(results))}"
        ),
    )


def _own_tables(exercise: Exercise, rows: Sequence[Answered], text: Text) -> list[dict[str, int]]:
    """Return the tables that differ from the printed one."""
    printed = _counts(exercise, {}, text)
    tables = [_counts(exercise, row.value, text) for row in rows]
    return [t for t in tables if t and t != printed]


def _counts(exercise: Exercise, value: Mapping[str, Any], text: Text) -> dict[str, int]:
    """Return reasons with their counts; lines of the same words are added up."""
    label = exercise.settings.get("label", "reason")
    count = exercise.settings.get("count", "count")
    found: dict[str, int] = {}
    for row in sheet_rows(exercise, value, text):
        reason, number = str(row.get(label) or "").strip(), row.get(count)
        if reason and isinstance(number, int | float) and number > 0:
            found[reason] = found.get(reason, 0) + round(number)
    return {reason: n for reason, n in found.items() if n > 0}


def _result(counts: Mapping[str, int]) -> ParetoResult:
    table = pd.DataFrame({"reason": list(counts), "count": list(counts.values())})
    return pareto(table, n=sum(counts.values()))


def _drawn(result: ParetoResult, text: Text, kind: str = "reasons") -> list[Block]:
    rows = [
        (
            str(row["reason"]),
            text.number(row["count"]),
            shown.share(row["share"], row["low"], row["high"], text),
            text.percent(row["cumulative"]),
            text("pareto.vital") if row["vital"] else "",
            text.percent(row["vital_share"]),
        )
        for row in result.table.to_dict("records")
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("pareto.column.reason"), "left"),
        (text("pareto.column.count"), "right"),
        (text("pareto.column.share"), "right"),
        (text("pareto.column.cumulative"), "right"),
        (text("pareto.column.vital"), "left"),
        (text("pareto.column.vital_share"), "right"),
    ]
    table = panel.table(text(f"pareto.table.{kind}"), columns, rows)
    return [panel.chart(charts.pareto(result, text), table), *panel.remarks(result.notes, text)]
