"""The scorecard panel: stars, margins, and which single change would move a star."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import scorecard as charts
from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.order_statistics import median_interval, quantile
from cxwidgets.methods.scorecard import ScorecardResult, scorecard
from cxwidgets.panels import panel, shown
from cxwidgets.panels.answers import sheet_rows
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

FIELDS = ("metric", "direction", "threshold", "actual", "n")


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return how many people reach each verdict on the given metrics, and what they added."""
    judged = _room(exercise, rows, text)
    if not judged:
        return panel.empty(text)
    given = [row.id for row in exercise.row]
    names = dict(zip(given, _metric_names(exercise, text), strict=True))
    table = []
    for row_id in given:
        verdicts = [j[row_id] for j in judged if row_id in j]
        passed = sum(verdicts)
        low, high = wilson(passed, len(verdicts))
        share = passed / len(verdicts) if verdicts else float("nan")
        cells = (text.number(len(verdicts)), shown.share(share, low, high, text))
        table.append((names[row_id], *cells))
    columns: list[tuple[str, panel.Align]] = [
        (text("scorecard.column.metric"), "left"),
        ("n", "right"),
        (text("scorecard.column.agree"), "right"),
    ]
    blocks: list[Block] = [
        FiguresBlock(
            (
                Figure(text("panel.people"), text.number(len(judged))),
                *headline(exercise, rows, text),
            )
        ),
        panel.table(text("scorecard.table.room"), columns, table),
        *_written(exercise, rows, text),
        *panel.small(len(judged), text),
    ]
    return Panel(len(judged), tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return the stars of one's own scorecard."""
    lines = _lines(exercise, value, text)
    if not any(line["actual"] is not None for line in lines):
        return None
    result = scorecard(pd.DataFrame(lines, columns=["id", *FIELDS], dtype=object))
    figure = Figure(
        text("scorecard.figure.stars"),
        f"{text.number(result.stars)} / {text.number(result.metrics)}",
        text(
            "scorecard.stars", full="★" * result.stars, empty="☆" * (result.metrics - result.stars)
        ),
    )
    blocks: list[Block] = [
        FiguresBlock((figure,)),
        panel.chart(charts.scorecard(result, text), _table(result, text)),
        *_sensitivity(result, text),
        *panel.remarks(result.notes, text),
    ]
    return Panel(1, tuple(blocks))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the median number of stars on the given metrics."""
    stars = [sum(found.values()) for found in _room(exercise, rows, text)]
    once = [1] * len(stars)
    low, high = median_interval(stars, once)
    value = shown.number(quantile(stars, once, 0.5), low, high, text, 1)
    median, _, bounds = value.partition(" ")
    return (Figure(text("scorecard.figure.median"), median, bounds),)


def _lines(exercise: Exercise, value: Mapping[str, Any], text: Text) -> list[dict[str, Any]]:
    """Return the lines that can be judged: with a name, a direction and a threshold.

    A number of cases counts only where the actual value can be a percentage.
    """
    lines, names = [], set()
    for row in sheet_rows(exercise, value, text):
        line = {field: row.get(field) for field in FIELDS} | {"id": row["id"]}
        name = str(line["metric"] or "").strip()
        if not name or line["direction"] is None or line["threshold"] is None:
            continue
        while name in names:
            name += "′"
        names.add(name)
        actual = line["actual"]
        if actual is not None and not 0 <= actual <= 100:  # noqa: PLR2004 - a percentage
            line["n"] = None
        lines.append(line | {"metric": name})
    return lines


def _room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> list[dict[str, bool]]:
    """Return, for each participant, the verdicts on the given metrics that have an actual value."""
    given = {row.id for row in exercise.row}
    found = []
    for row in rows:
        lines = [i for i in _lines(exercise, row.value, text) if i["id"] in given]
        table = scorecard(pd.DataFrame(lines, columns=["id", *FIELDS], dtype=object)).table
        verdicts = {
            line["id"]: bool(passed)
            for line, passed in zip(lines, table["passed"], strict=True)
            if passed is not None
        }
        if verdicts:
            found.append(verdicts)
    return found


def _metric_names(exercise: Exercise, text: Text) -> list[str]:
    given = {row.id for row in exercise.row}
    rows = sheet_rows(exercise, {}, text)
    return [str(row.get("metric") or row["id"]) for row in rows if row["id"] in given]


def _requirement(direction: str, threshold: float, text: Text) -> str:
    return text(f"scorecard.direction.{direction}", value=shown.trimmed(threshold, text))


def _written(exercise: Exercise, rows: Sequence[Answered], text: Text) -> list[Block]:
    """Return the standards people wrote for their own services."""
    given = {row.id for row in exercise.row}
    items = [
        WallItem(
            text(
                "scorecard.written",
                metric=line["metric"],
                required=_requirement(line["direction"], line["threshold"], text),
            ),
            row.name,
        )
        for row in rows
        for line in _lines(exercise, row.value, text)
        if line["id"] not in given
    ]
    return [TextBlock(text("scorecard.own_metrics")), WallBlock(tuple(items))] if items else []


def _table(result: ScorecardResult, text: Text) -> panel.TableBlock:
    verdict = {True: "passed", False: "missed", None: "open"}
    rows = []
    for row in result.table.to_dict("records"):
        settled = {True: "yes", False: "no", None: "unknown"}[row["settled"]]
        actual = shown.trimmed(row["actual"], text)
        if not isnan(row["low"]):
            actual = f"{actual} {text.interval(row['low'], row['high'])}"
        rows.append(
            (
                str(row["metric"]),
                _requirement(row["direction"], row["threshold"], text),
                actual,
                text(f"scorecard.verdict.{verdict[row['passed']]}"),
                text(f"scorecard.settled.{settled}"),
            )
        )
    columns: list[tuple[str, panel.Align]] = [
        (text("scorecard.column.metric"), "left"),
        (text("scorecard.column.required"), "left"),
        (text("scorecard.column.actual"), "right"),
        (text("scorecard.column.verdict"), "left"),
        (text("scorecard.column.settled"), "left"),
    ]
    return panel.table(text("scorecard.table.own"), columns, rows)


def _sensitivity(result: ScorecardResult, text: Text) -> list[Block]:
    blocks: list[Block] = []
    margin = result.table.set_index("metric")["margin"]
    for kind, metric in (("gain", result.nearest_gain), ("loss", result.nearest_loss)):
        if metric is not None:
            away = shown.trimmed(abs(float(margin[metric])), text)
            blocks.append(TextBlock(text(f"scorecard.{kind}", metric=metric, away=away)))
    return blocks
