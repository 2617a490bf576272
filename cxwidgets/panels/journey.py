"""The journey panel: the room's emotion curve with its points, as it is and as it could be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cxwidgets.charts import journey as charts
from cxwidgets.charts.journey_change import comparison
from cxwidgets.methods.burden import BurdenResult, burden
from cxwidgets.methods.journey import BandResult, emotion_band
from cxwidgets.methods.peak_end import peak_end
from cxwidgets.panels import journey_own, panel, shown
from cxwidgets.panels import journey_tables as tables
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
from cxwidgets.panels.rated_steps import Rated, rated

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return curve, burden and texts of each variant, then the change between variants."""
    found = {variant: rated(exercise, rows, variant, text) for variant in exercise.variants}
    found = {variant: data for variant, data in found.items() if data.people}
    if not found:
        return panel.empty(text)
    blocks: list[Block] = []
    for variant, data in found.items():
        if len(exercise.variants) > 1:
            blocks.append(TextBlock(text(f"journey.heading.{variant}")))
        blocks += _curve(data, rows, text)
    if {"as_is", "to_be"} <= set(found):
        blocks += _change(found["as_is"], found["to_be"], text)
    most = max(data.people for data in found.values())
    blocks += [TextBlock(text("journey.frame"), "note"), *panel.small(most, text)]
    return Panel(most, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return one's own curve or curves."""
    return journey_own.own(exercise, value, text)


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the lowest step, the mean peak–end score and the plain mean of the first variant."""
    data = rated(exercise, rows, exercise.variants[0], text)
    return _figures(data, _band(data), text) if data.people else ()


def _band(data: Rated) -> BandResult:
    return emotion_band(data.ratings, list(data.steps))


def _curve(data: Rated, rows: Sequence[Answered], text: Text) -> list[Block]:
    band = _band(data)
    weights = burden(data.points, max(data.people, data.points["respondent"].nunique()))
    drawing = charts.emotion_curve(band, data.steps, text, burden=weights)
    blocks: list[Block] = [
        FiguresBlock(
            (Figure(text("panel.people"), text.number(data.people)), *_figures(data, band, text))
        ),
        panel.chart(drawing, tables.steps(band, data.steps, text)),
        TextBlock(text("journey.reading"), "note"),
        *_named_remarks(band, weights, data, text),
    ]
    if len(weights.table):
        blocks += [
            tables.burden(weights, data.steps, text),
            TextBlock(text("journey.burden_reading"), "note"),
            *_texts(data, rows, text),
        ]
    if data.added:
        blocks.append(TextBlock(text("journey.added", n=data.added), "note"))
    return blocks


def _figures(data: Rated, band: BandResult, text: Text) -> tuple[Figure, ...]:
    summary = peak_end(data.ratings).summary.set_index("measure")
    medians = band.table.set_index("touchpoint")["median"]
    lowest = text("panel.comma").join(data.steps[s] for s in band.low_points)
    figures = [
        Figure(
            text("journey.figure.lowest"),
            lowest,
            text("journey.figure.median", value=text.signed(float(medians[band.low_points[0]]), 1)),
        )
    ]
    for measure in ("peak_end", "mean"):
        row = summary.loc[measure]
        value, _, bounds = shown.emotion(row["mean"], row["low"], row["high"], text).partition(" ")
        figures.append(Figure(text(f"journey.figure.{measure}"), value, bounds))
    return tuple(figures)


def _named_remarks(
    band: BandResult, weights: BurdenResult, data: Rated, text: Text
) -> tuple[TextBlock, ...]:
    """Return the notes of both results; steps are called by their names."""
    notes = []
    for note in (*band.notes, *weights.notes):
        steps = note.params.get("steps")
        if isinstance(steps, tuple):
            named = tuple(data.steps[s] for s in steps)
            notes.append(replace(note, params={**note.params, "steps": named}))
        else:
            notes.append(note)
    return panel.remarks(notes, text)


def _texts(data: Rated, rows: Sequence[Answered], text: Text) -> list[Block]:
    """Return what people wrote at their points, by step, pain first."""
    by = {row.participant: row.name for row in rows}
    place = {step: i for i, step in enumerate(data.steps)}
    written = [p for p in data.points.to_dict("records") if p["text"]]
    kinds = list(charts.ROWS)[::-1]
    written.sort(key=lambda p: (kinds.index(p["kind"]), place[p["touchpoint"]]))
    items = [
        WallItem(
            text(
                "journey.point_said",
                kind=text(f"journey.point.{p['kind']}"),
                step=data.steps[p["touchpoint"]],
                words=p["text"],
            ),
            by.get(p["respondent"]),
        )
        for p in written
    ]
    return [WallBlock(tuple(items))] if items else []


def _change(before: Rated, after: Rated, text: Text) -> list[Block]:
    first, then = _band(before), _band(after)
    names = list(before.steps.values())
    first_state, then_state = (
        band.table[band.table["n"] > 0][["position", "median"]].rename(columns={"median": "value"})
        for band in (first, then)
    )
    sentence = text(
        "journey.chart.change",
        steps=len(names),
        before=text.signed(first.table["median"].min(), 1),
        after=text.signed(then.table["median"].min(), 1),
    )
    table = tables.change(peak_end(before.ratings), peak_end(after.ratings), text)
    return [
        TextBlock(text("journey.heading.change")),
        panel.chart(comparison(first_state, then_state, names, sentence, text), table),
        TextBlock(text("journey.wish"), "note"),
    ]
