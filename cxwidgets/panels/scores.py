"""The score panel: recommendation, satisfaction or ease, one row for each rating question."""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import scores as charts
from cxwidgets.methods.scores import ALL, ScoresResult, ces, csat, n_for, nps
from cxwidgets.panels import panel, score_contrast
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

RECOMMEND = (0, 10)
"""The scale of the recommendation question; a 1-10 scale is never taken for it."""
WANTED = 10
"""Half width, in points, that the panel names the necessary n for."""


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return each question's score with its interval and distribution."""
    people = sum(any(q.id in row.value for q in _questions(exercise)) for row in rows)
    if not people:
        return panel.empty(text)
    blocks: list[Block] = [
        FiguresBlock(
            (Figure(text("panel.people"), text.number(people)), *headline(exercise, rows, text)[:3])
        )
    ]
    for result in _results(exercise, rows, text):
        blocks += _drawn(result, text, text("scores.column.question"))
    return Panel(people, tuple(blocks))


def summary(result: ScoresResult, text: Text) -> Panel:
    """Return a client's score as blocks: all answers first, then each segment."""
    row = result.overall.iloc[0]
    if not row["n"]:
        return panel.empty(text)
    value, limits = _display(result.kind, row, text)
    figures = (
        Figure(text("panel.people"), text.number(row["n"])),
        Figure(text(f"scores.column.{result.kind}"), value, limits),
    )
    between = score_contrast.blocks(result, text)
    if list(result.table["segment"]) != [ALL]:
        result = replace(result, table=pd.concat([result.overall, result.table], ignore_index=True))
    drawn = _drawn(result, text, text("scores.column.segment"))
    return Panel(int(row["n"]), (FiguresBlock(figures), *drawn, *between))


def _drawn(result: ScoresResult, text: Text, heading: str) -> list[Block]:
    """Return chart, table and remarks; ``heading`` says what the rows of the table are."""
    drawing = charts.nps_bars if result.kind == "nps" else charts.share_bars
    blocks: list[Block] = [panel.chart(drawing(result, text), _table(result, text, heading))]
    if result.kind == "nps":
        needed = text.number(ceil(n_for(WANTED)))
        words = text("scores.needed", points=WANTED, n=needed)
        blocks += [TextBlock(words, "note"), TextBlock(text("scores.trademark"), "note")]
    return [*blocks, *panel.remarks(result.notes, text)]


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return which group one participant's own answer belongs to, for the 0-10 question."""
    groups = ("promoters", "passives", "detractors")
    found = []
    for question in _questions(exercise):
        if question.id in value and _kind(exercise, question) == "nps":
            row = nps(pd.DataFrame({"score": [value[question.id]]})).overall.iloc[0]
            group = next((name for name in groups if row[name]), None)
            if group:
                words = text("scores.own", score=value[question.id], group=text(f"scores.{group}"))
                found.append(TextBlock(words))
    return Panel(1, tuple(found)) if found else None


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return each question's score with its interval, the first four questions."""
    figures = []
    for result in _results(exercise, rows, text):
        for _, row in result.table[result.table["n"] > 0].iterrows():
            value, limits = _display(result.kind, row, text)
            label = text(f"scores.kind.{result.kind}", question=row["segment"])
            figures.append(Figure(label, value, limits))
    return tuple(figures[:4])


def _questions(exercise: Exercise) -> list[Any]:
    return [question for question in exercise.questions if question.kind == "rating"]


def _kind(exercise: Exercise, question: Any) -> str:
    """Return the kind of score: named in the settings, or known by the scale."""
    default = "nps" if (question.low, question.high) == RECOMMEND else "csat"
    return str(exercise.settings.get("score", default))


def _results(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[ScoresResult, ...]:
    """Return a result for each kind and scale; its segments are the questions."""
    groups: dict[tuple[str, int, int], list[Any]] = {}
    for question in _questions(exercise):
        key = (_kind(exercise, question), question.low, question.high)
        groups.setdefault(key, []).append(question)
    results = []
    for (kind, low, high), questions in groups.items():
        answers = [
            {"segment": text.pick(q.prompt), "score": row.value[q.id]}
            for q in questions
            for row in rows
            if q.id in row.value
        ]
        if answers:
            results.append(_scored(exercise, kind, pd.DataFrame(answers), (low, high)))
    return tuple(results)


def _scored(
    exercise: Exercise, kind: str, answers: pd.DataFrame, scale: tuple[int, int]
) -> ScoresResult:
    """Return one kind of score.

    Raises
    ------
    ValueError
        If the exercise names a kind that does not exist.
    """
    settings = exercise.settings
    if kind == "nps":
        return nps(answers)
    if kind == "csat":
        return csat(answers, settings.get("top", 2), *scale)
    if kind == "ces":
        return ces(answers, settings.get("direction", "higher_is_easier"))
    raise ValueError(f"the score is {kind!r}; it must be nps, csat or ces")


def _display(kind: str, row: Mapping[str, Any], text: Text) -> tuple[str, str]:
    """Return a score and its interval as they are shown."""
    if kind == "nps":
        return text.signed(row["nps"]), text.interval(row["low"], row["high"])
    low, high = ("low", "high") if kind == "csat" else ("share_low", "share_high")
    limits = f"[{text.percent(row[low])}, {text.percent(row[high])}]"
    return text.percent(row["share"]), limits


def _table(result: ScoresResult, text: Text, heading: str) -> panel.TableBlock:
    """Return the counts behind a score."""
    groups = {"nps": ["promoters", "passives", "detractors"], "csat": ["top"], "ces": ["easy"]}
    rows = []
    for _, row in result.table.iterrows():
        value, limits = _display(result.kind, row, text)
        counts = [text.number(row[name]) for name in groups[result.kind]]
        mean = [] if result.kind == "nps" else [text.number(row["mean"], 2)]
        name = charts.segment_name(row["segment"], text)
        sizes = [text.number(row["n"])]
        if result.weighted:
            sizes.append(text.number(row["n_eff"], 1))
        rows.append([name, *sizes, *counts, f"{value} {limits}", *mean])
    columns: list[tuple[str, panel.Align]] = [
        (heading, "left"),
        ("n", "right"),
        *((text(f"scores.{name}"), "right") for name in groups[result.kind]),
        (text(f"scores.column.{result.kind}"), "right"),
    ]
    if result.weighted:
        columns.insert(2, (text("scores.column.n_eff"), "right"))
    if result.kind != "nps":
        columns.append((text("scores.column.mean"), "right"))
    return panel.table(text("scores.table"), columns, rows)
