"""The SERVQUAL panel: where the service falls short, and how sure that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import servqual as charts
from cxwidgets.methods.servqual import ServqualResult, servqual
from cxwidgets.methods.servqual_items import ordered
from cxwidgets.methods.servqual_tally import COLUMNS
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

HALVES = ("expectation", "perception")


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return the dimensions' gaps, what was expected and perceived, and each statement."""
    people = sum(_complete(exercise, row.value) for row in rows)
    if not people:
        return panel.empty(text)
    wording = {question.id: text.pick(question.prompt) for question in _pairs(exercise)}
    return summary(_result(exercise, rows), text, people, wording)


def summary(
    result: ServqualResult,
    text: Text,
    people: int | None = None,
    wording: Mapping[str, str] | None = None,
) -> Panel:
    """Return a result as blocks, whether a room's or a client's.

    Parameters
    ----------
    people
        How many answered; when omitted, the most any dimension has.
    wording
        What each item is called; its own name where this does not say.
    """
    people = int(result.dimensions["n"].max()) if people is None else people
    blocks: list[Block] = [
        FiguresBlock((Figure(text("panel.people"), text.number(people)), *_overall(result, text))),
        panel.chart(charts.gap_bars(result, text), _dimensions(result, text)),
        *_widest(result, text),
        panel.chart(charts.dumbbell(result, text)),
        _items(wording or {}, result, text),
        *panel.remarks(_named(result, text), text),
    ]
    return Panel(people, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return one participant's own gap in each dimension."""
    if not _complete(exercise, value):
        return None
    rows = [
        [charts.dimension_name(dimension, text), text.signed(gap, 1)]
        for dimension, gap in _own_gaps(exercise, value).items()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("servqual.column.dimension"), "left"),
        (text("servqual.column.gap"), "right"),
    ]
    table = panel.table(text("servqual.own.caption"), columns, rows)
    return Panel(1, (table, TextBlock(text("servqual.own.note"), "note")))


def _own_gaps(exercise: Exercise, value: Mapping[str, Any]) -> dict[str, float]:
    """Return one participant's gap in each dimension they rated, in the method's order.

    The method gives the same (a test compares them), with intervals that one person has not, in a
    thousand times the time: at a reveal a whole room waits for its own gaps.
    """
    rated: dict[str, list[tuple[float, float]]] = {}
    for question in _pairs(exercise):
        halves = [value.get(question.id, {}).get(half) for half in HALVES]
        if all(half is not None and question.low <= half <= question.high for half in halves):
            rated.setdefault(question.dimension, []).append((halves[0], halves[1]))
    means = {
        d: [sum(half) / len(pairs) for half in zip(*pairs, strict=True)]
        for d, pairs in rated.items()
    }
    return {d: means[d][1] - means[d][0] for d in ordered(means)}


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the unweighted and the weighted score, and the widest gap."""
    result = _result(exercise, rows)
    table = result.dimensions.dropna(subset="gap").sort_values("gap", kind="stable")
    if table.empty:
        return ()
    name = charts.dimension_name(table.iloc[0]["dimension"], text)
    widest = Figure(text("servqual.figure.widest"), name, text.signed(table.iloc[0]["gap"], 2))
    return (*_overall(result, text), widest)


def _pairs(exercise: Exercise) -> list[Any]:
    return [question for question in exercise.questions if question.kind == "pair"]


def _complete(exercise: Exercise, value: Mapping[str, Any]) -> bool:
    """Say whether at least one statement has both ratings."""
    return any(set(HALVES) <= set(value.get(q.id, {})) for q in _pairs(exercise))


def _result(exercise: Exercise, rows: Sequence[Answered]) -> ServqualResult:
    """Return the method's result; points count where a participant gave all of them."""
    pairs = _pairs(exercise)
    answers = [
        dict(zip(COLUMNS, (row.participant, q.id, q.dimension, *_rated(row, q)), strict=True))
        for q in pairs
        for row in rows
        if row.value.get(q.id)
    ]
    frame = pd.DataFrame(answers, columns=list(COLUMNS)).astype(dict.fromkeys(HALVES, float))
    given = [
        {"respondent": row.participant, "dimension": item.id, "weight": points.get(item.id, 0)}
        for q in exercise.questions
        if q.kind == "points"
        for row in rows
        if sum((points := row.value.get(q.id, {})).values()) == q.total
        for item in q.items
    ]
    low, high = (pairs[0].low, pairs[0].high) if pairs else (1, 7)
    weights = pd.DataFrame(given) if given else None
    return servqual(frame, weights, low, high)


def _rated(row: Answered, question: Any) -> tuple[Any, ...]:
    return tuple(row.value[question.id].get(half) for half in HALVES)


def _overall(result: ServqualResult, text: Text) -> tuple[Figure, ...]:
    """Return the service's score, and the weighted one where points were given."""
    row = result.overall.iloc[0]
    plain = Figure(
        text("servqual.figure.unweighted"),
        text.signed(row["unweighted"], 2),
        text.interval(row["low"], row["high"], 2),
    )
    if not row["weighted_n"]:
        return (plain,)
    weighted = Figure(
        text("servqual.figure.weighted"),
        text.signed(row["weighted"], 2),
        text.interval(row["weighted_low"], row["weighted_high"], 2),
    )
    return (plain, weighted)


def _widest(result: ServqualResult, text: Text) -> tuple[TextBlock, ...]:
    """Say which dimensions surely fall short: their whole interval lies below zero."""
    table = result.dimensions
    names = [charts.dimension_name(d, text) for d in table.loc[table["high"] < 0, "dimension"]]
    if table["high"].isna().all():  # one answer has no interval
        return ()
    if not names:
        return (TextBlock(text("servqual.none_sure"), "note"),)
    return (TextBlock(text("servqual.sure", dimensions=text("panel.comma").join(names)), "warn"),)


def _dimensions(result: ServqualResult, text: Text) -> panel.TableBlock:
    """Return the table beside the gaps."""
    weighted = result.overall.loc[0, "weighted_n"] > 0
    rows = []
    for _, row in result.dimensions.iterrows():
        cells = [
            charts.dimension_name(row["dimension"], text),
            text.number(row["n"]),
            text.number(row["expectation"], 2),
            text.number(row["perception"], 2),
            f"{text.signed(row['gap'], 2)} {text.interval(row['low'], row['high'], 2)}".strip(),
        ]
        extra = [text.percent(row["weight"]), text.signed(row["weighted"], 2)]
        rows.append([*cells, *extra] if weighted else cells)
    names = ["expectation", "perception", "column.gap"]
    names += ["column.weight", "column.weighted"] if weighted else []
    columns: list[tuple[str, panel.Align]] = [
        (text("servqual.column.dimension"), "left"),
        ("n", "right"),
        *((text(f"servqual.{name}"), "right") for name in names),
    ]
    return panel.table(text("servqual.table.dimensions"), columns, rows)


def _items(wording: Mapping[str, str], result: ServqualResult, text: Text) -> panel.TableBlock:
    """Return each statement with its gap, the widest first."""
    rows = [
        [
            wording.get(row["item"], row["item"]),
            charts.dimension_name(row["dimension"], text),
            text.number(row["n"]),
            f"{text.signed(row['gap'], 2)} {text.interval(row['low'], row['high'], 2)}".strip(),
        ]
        for _, row in result.items.sort_values("gap", kind="stable").iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("servqual.column.item"), "left"),
        (text("servqual.column.dimension"), "left"),
        ("n", "right"),
        (text("servqual.column.gap"), "right"),
    ]
    return panel.table(text("servqual.table.items"), columns, rows)


def _named(result: ServqualResult, text: Text) -> list[Any]:
    """Return the notes with the dimensions' names in the reader's language."""
    return [
        panel.renamed(note, "dimensions", lambda d: charts.dimension_name(d, text))
        for note in result.notes
    ]
