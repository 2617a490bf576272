"""The five-gap panel: which gap is widest, why people say so, and what becomes of its causes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import gaps as charts
from cxwidgets.methods.gaps import GAPS, USES, GapsResult, gaps
from cxwidgets.panels import panel
from cxwidgets.panels.antecedents import causes_named
from cxwidgets.panels.panel import (
    Answered,
    Block,
    Figure,
    FiguresBlock,
    Panel,
    TextBlock,
    WallBlock,
    WallItem,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return the ranking with its uncertainty, the causes by use, and the evidence."""
    people = sum(any(f"{gap}_score" in row.value for gap in GAPS) for row in rows)
    if not people:
        return panel.empty(text)
    result, names = _result(exercise, rows), _names(exercise, text)
    widest = [names[gap] for gap in result.table.loc[result.table["rank"] == 1, "gap"]]
    blocks: list[Block] = [
        FiguresBlock(
            (
                Figure(text("panel.people"), text.number(people)),
                Figure(text("gaps.figure.widest"), text("panel.comma").join(widest)),
                Figure(text("gaps.figure.causes"), text.number(_causes_found(result))),
            )
        ),
        panel.chart(charts.ranking(result, text, names), _table(result, names, text)),
        *_certainty(result, names, text),
        *_uses(exercise, result, text),
        *causes_named(*_named(exercise, rows), _causes(exercise, text), text),
        *_evidence(rows, names, text),
        *panel.remarks((panel.renamed(n, "gaps", names.__getitem__) for n in result.notes), text),
    ]
    return Panel(people, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return one participant's list of what to do, by use: their causes in five lists."""
    causes = _questions(exercise)
    names = _causes(exercise, text)
    lists = [
        (text(f"gaps.use.{use}"), [names[q.id] for q in causes if value.get(q.id) == use])
        for use in USES
    ]
    rows = [(use, text("panel.semicolon").join(found)) for use, found in lists if found]
    if not rows:
        return None
    columns: list[tuple[str, panel.Align]] = [
        (text("gaps.column.use"), "left"),
        (text("gaps.column.causes"), "left"),
    ]
    return Panel(1, (panel.table(text("gaps.own.caption"), columns, rows),))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the mean score of each gap; only all five together show what moved."""
    result, names = _result(exercise, rows), _names(exercise, text)
    table = result.table.set_index("gap")
    return tuple(
        Figure(names[gap], text.number(table.loc[gap, "score"], 1)) for gap in _shown(result)
    )


def _shown(result: GapsResult) -> list[str]:
    """Return the gaps that have a score; all five fit into a before/after table."""
    return list(result.table.dropna(subset="score")["gap"])


def _questions(exercise: Exercise) -> list[Any]:
    """Return the questions that send a cause to a use."""
    return [
        q
        for q in exercise.questions
        if q.kind == "single" and "_cause_" in q.id and q.id.split("_")[0] in GAPS
    ]


def _causes(exercise: Exercise, text: Text) -> dict[str, str]:
    return {question.id: text.pick(question.prompt) for question in _questions(exercise)}


def _named(exercise: Exercise, rows: Sequence[Answered]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return who named which cause, and who scored which gap."""
    people = [(r.participant, gap) for r in rows for gap in GAPS if f"{gap}_score" in r.value]
    causes = [
        (row.participant, q.id.split("_")[0], q.id)
        for row in rows
        for q in _questions(exercise)
        if row.value.get(q.id) in USES
    ]
    return (
        pd.DataFrame(causes, columns=["respondent", "gap", "cause"]),
        pd.DataFrame(people, columns=["respondent", "gap"]),
    )


def _names(exercise: Exercise, text: Text) -> dict[str, str]:
    """Return the gaps' names: the exercise's sections, or ours where it has none."""
    sections = {section.id: getattr(section, text.lang) for section in exercise.section}
    return {gap: sections.get(gap) or text(f"gaps.name.{gap}") for gap in GAPS}


def _result(exercise: Exercise, rows: Sequence[Answered]) -> GapsResult:
    """Return the method's result."""
    scores = [
        {"respondent": row.participant, "gap": gap, "score": row.value[f"{gap}_score"]}
        for row in rows
        for gap in GAPS
        if f"{gap}_score" in row.value
    ]
    causes = [
        {"gap": q.id.split("_")[0], "cause": q.id, "use": row.value[q.id]}
        for row in rows
        for q in _questions(exercise)
        if row.value.get(q.id) in USES
    ]
    frame = pd.DataFrame(scores, columns=["respondent", "gap", "score"])
    return gaps(frame, pd.DataFrame(causes) if causes else None)


def _causes_found(result: GapsResult) -> int:
    return int(result.uses["cause"].nunique()) if len(result.uses) else 0


def _ranks(row: Mapping[str, Any], text: Text) -> str:
    """Return a rank with its limits, as "2 (1–3)"."""
    rank, low, high = (text.number(row[name]) for name in ("rank", "rank_low", "rank_high"))
    if row["rank_low"] != row["rank_low"]:
        return rank
    return f"{rank} ({low})" if low == high else f"{rank} ({low}–{high})"


def _table(result: GapsResult, names: Mapping[str, str], text: Text) -> panel.TableBlock:
    """Return score, interval, rank and agreement of each gap."""
    rows = [
        [
            names[row["gap"]],
            text.number(row["n"]),
            f"{text.number(row['score'], 1)} {text.interval(row['low'], row['high'], 1)}".strip(),
            _ranks(row, text),
            text.number(row["agreement"], 2),
        ]
        for _, row in result.table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("gaps.column.gap"), "left"),
        ("n", "right"),
        *((text(f"gaps.column.{name}"), "right") for name in ("score", "rank", "agreement")),
    ]
    return panel.table(text("gaps.table.scores"), columns, rows)


def _certainty(result: GapsResult, names: Mapping[str, str], text: Text) -> tuple[TextBlock, ...]:
    """Say whether the widest gap is surely the widest, or which others could be."""
    table = result.table
    could = [names[gap] for gap in table.loc[table["rank_low"] == 1, "gap"]]
    if len(could) > 1:
        listed = text("panel.comma").join(could)
        return (TextBlock(text("gaps.could_be_first", gaps=listed), "note"),)
    return tuple(TextBlock(text("gaps.sure_first", gap=gap), "good") for gap in could)


def _uses(exercise: Exercise, result: GapsResult, text: Text) -> tuple[Block, ...]:
    """Return how often each cause was sent to each use."""
    if result.uses.empty:
        return ()
    counts = result.uses.pivot_table(index="cause", columns="use", values="n", fill_value=0)
    rows = []
    for question in _questions(exercise):
        if question.id in counts.index:
            found = [int(counts.loc[question.id].get(use, 0)) for use in USES]
            cells = [text.number(n) if n else "·" for n in found]
            number = question.id.removeprefix("gap").split("_")[0]
            rows.append([number, text.pick(question.prompt), *cells])
    columns: list[tuple[str, panel.Align]] = [
        (text("gaps.column.gap"), "left"),
        (text("gaps.column.cause"), "left"),
        *((text(f"gaps.use.{use}"), "right") for use in USES),
    ]
    return (panel.table(text("gaps.table.uses"), columns, rows),)


def _evidence(rows: Sequence[Answered], names: Mapping[str, str], text: Text) -> tuple[Block, ...]:
    """Return what people have seen, gap by gap."""
    blocks: list[Block] = []
    for gap in GAPS:
        items = tuple(
            WallItem(row.value[f"{gap}_evidence"].strip(), row.name)
            for row in rows
            if str(row.value.get(f"{gap}_evidence", "")).strip()
        )
        if items:
            blocks += [TextBlock(text("gaps.evidence", gap=names[gap])), WallBlock(items)]
    return tuple(blocks)
