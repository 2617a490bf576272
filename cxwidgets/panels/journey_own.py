"""One participant's own journey: the curve, its peak and end, and what a redraw would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import journey as charts
from cxwidgets.charts.journey_change import comparison
from cxwidgets.methods.burden import burden
from cxwidgets.methods.journey import emotion_band
from cxwidgets.methods.peak_end import Moments, moments
from cxwidgets.panels import panel
from cxwidgets.panels.answers import service_map
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock
from cxwidgets.panels.rated_steps import merged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.artifacts.service_map import ServiceMap, Step
    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

MEASURES = ("trough", "end", "peak_end", "mean")


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return the own curve; two curves on one axis where both states are rated."""
    drawn = {v: service_map(value, v) for v in exercise.variants}
    rated = {v: service for v, service in drawn.items() if service and service.emotion}
    if not rated:
        return None
    if {"as_is", "to_be"} <= set(rated):
        blocks = _two(rated["as_is"], rated["to_be"], text)
        if blocks:
            return Panel(1, tuple(blocks))
    blocks = []
    for variant, service in rated.items():
        if len(exercise.variants) > 1:
            blocks.append(TextBlock(text(f"journey.heading.{variant}")))
        blocks += _one(service, text)
    return Panel(1, tuple(blocks))


def _scores(service: ServiceMap) -> list[float]:
    return [service.emotion.get(step.id, float("nan")) for step in service.steps]


def _one(service: ServiceMap, text: Text) -> list[Block]:
    names = {step.id: step.name for step in service.steps}
    ratings = pd.DataFrame(
        [(step, score) for step, score in service.emotion.items()], columns=["touchpoint", "score"]
    )
    points = pd.DataFrame(
        [("me", p.step, p.kind, p.strength) for p in service.points],
        columns=["respondent", "touchpoint", "kind", "strength"],
    )
    band = emotion_band(ratings, list(names))
    found = moments(_scores(service))
    sentence = text(
        "journey.chart.own",
        steps=len(names),
        peak=text.signed(found.peak, 1),
        peak_step=service.steps[found.peak_at - 1].name,
        end=text.signed(found.end, 1),
    )
    weights = burden(points, 1) if len(points) else None
    drawing = charts.emotion_curve(band, names, text, burden=weights, alone=sentence)
    columns: list[tuple[str, panel.Align]] = [
        (text("journey.column.step"), "left"),
        (text("journey.mine"), "right"),
    ]
    rows = [
        (f"{i} {step.name}", text.signed(score, 1))
        for i, (step, score) in enumerate(
            zip(service.steps, _scores(service), strict=True), start=1
        )
    ]
    table = panel.table(text("journey.table.own"), columns, rows)
    blocks: list[Block] = [FiguresBlock(_figures(found, text)), panel.chart(drawing, table)]
    unrated = len(names) - found.n
    if unrated:
        blocks.append(TextBlock(text("journey.own_unrated", n=unrated), "note"))
    return blocks


def _figures(found: Moments, text: Text) -> tuple[Figure, ...]:
    return tuple(
        Figure(text(f"peak_end.measure.{m}"), text.signed(getattr(found, m), 1))
        for m in ("peak_end", "mean", "peak", "end")
    )


def _two(before: ServiceMap, after: ServiceMap, text: Text) -> list[Block]:
    """Return both curves on one axis; nothing if the common steps changed their order."""
    order = merged(before.steps, after.steps)
    if order is None:
        return []
    first, then = moments(_scores(before)), moments(_scores(after))
    names = [step.name for step in order]
    sentence = text(
        "journey.chart.change",
        steps=len(names),
        before=text.signed(first.trough, 1),
        after=text.signed(then.trough, 1),
    )
    drawing = comparison(_state(before, order), _state(after, order), names, sentence, text)
    columns: list[tuple[str, panel.Align]] = [
        (text("peak_end.column.measure"), "left"),
        (text("journey.as_is"), "right"),
        (text("journey.to_be"), "right"),
        (text("journey.column.change"), "right"),
    ]
    rows = []
    for measure in MEASURES:
        a, b = getattr(first, measure), getattr(then, measure)
        cells = (text.signed(a, 1), text.signed(b, 1), text.signed(b - a, 1))
        rows.append((text(f"peak_end.measure.{measure}"), *cells))
    table = panel.table(text("journey.table.own_change"), columns, rows)
    return [panel.chart(drawing, table), TextBlock(text("journey.wish"), "note")]


def _state(service: ServiceMap, order: Sequence[Step]) -> pd.DataFrame:
    place = {step.id: i for i, step in enumerate(order, start=1)}
    return pd.DataFrame(
        {"position": [place[s.id] for s in service.steps], "value": _scores(service)}
    )
