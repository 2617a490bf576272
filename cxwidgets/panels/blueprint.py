"""The blueprint panel: what a blueprint gives away when it is counted, alone and in the room."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from cxwidgets.charts import blueprint as charts
from cxwidgets.methods.blueprint import MEASURES, BlueprintResult, blueprint
from cxwidgets.methods.blueprint_room import BlueprintRoom, blueprint_room
from cxwidgets.panels import blueprint_causes, panel, shown
from cxwidgets.panels.answers import service_map, service_maps
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

    from cxwidgets.artifacts.service_map import ServiceMap
    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

HEADLINE = ("hand_offs", "unowned", "fail_points", "wait_share")
NAMED = "blueprint.note.untraced"
"""The findings say this with the names of the cards."""
MOST = 12
SHARES = ("wait_share", "frontstage_ratio")


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return how the room's blueprints differ, and where they agree that the service fails."""
    variant = exercise.variants[-1]
    maps = list(service_maps(rows, variant).values())
    maps = [service for service in maps if service.cards]
    if not maps:
        return panel.empty(text)
    given = exercise.map_template(text)
    result = blueprint_room(maps, given)
    blocks: list[Block] = [
        FiguresBlock(
            (Figure(text("panel.people"), text.number(result.n)), *_medians(result, text))
        ),
        _spread(given, result, text),
    ]
    if len(result.fails):
        fails = _counted(result.fails.head(MOST), text("blueprint.table.fails"), text)
        blocks.append(panel.chart(charts.fail_points(result, text), fails))
    else:
        blocks.append(TextBlock(text("blueprint.no_fails"), "note"))
    if len(result.causes):
        blocks += [
            TextBlock(text("blueprint.causes_reading"), "note"),
            _counted(result.causes.head(MOST), text("blueprint.table.causes"), text),
        ]
    blocks += panel.small(result.n, text)
    return Panel(result.n, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return the readouts of one's own blueprint, beside those of the one that was given."""
    drawn = {v: service_map(value, v) for v in exercise.variants}
    found = {v: service for v, service in drawn.items() if service and service.cards}
    if not found:
        return None
    given = exercise.map_template(text)
    results = {text("blueprint.given"): blueprint(given)} if given.cards else {}
    several = len(exercise.variants) > 1
    for variant, service in found.items():
        label = text(f"journey.{variant}") if several else text("blueprint.mine")
        results[label] = blueprint(service)
    last = list(found)[-1]
    mine = blueprint(found[last])
    blocks: list[Block] = [
        FiguresBlock(
            tuple(
                Figure(text(f"blueprint.measure.{m}"), shown_value(m, mine.readouts[m], text))
                for m in HEADLINE
            )
        ),
        readouts(results, text),
        *blueprint_causes.findings(found[last], mine, text),
        *panel.remarks([n for n in mine.notes if n.key != NAMED], text),
    ]
    return Panel(1, tuple(blocks))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the medians of four readouts."""
    maps = [m for m in service_maps(rows, exercise.variants[-1]).values() if m.cards]
    return _medians(blueprint_room(maps), text) if maps else ()


def shown_value(measure: str, value: float, text: Text) -> str:
    """Return a readout as it is printed: shares as percentages."""
    if measure in SHARES:
        return text.percent(value)
    return shown.trimmed(value, text, 1)


def _medians(result: BlueprintRoom, text: Text) -> tuple[Figure, ...]:
    table = result.table.set_index("measure")
    return tuple(
        Figure(
            text(f"blueprint.measure.{m}"),
            shown_value(m, table.loc[m, "median"], text),
            text("blueprint.middle", low=shown_value(m, table.loc[m, "q1"], text),
                 high=shown_value(m, table.loc[m, "q3"], text)),
        )
        for m in HEADLINE
    )  # fmt: skip


def readouts(results: Mapping[str, BlueprintResult], text: Text) -> panel.TableBlock:
    """Return every readout of one or more blueprints, side by side under their labels."""
    columns: list[tuple[str, panel.Align]] = [
        (text("blueprint.column.measure"), "left"),
        *((label, "right") for label in results),
        (text("blueprint.column.meaning"), "left"),
    ]
    rows = [
        (
            text(f"blueprint.measure.{m}"),
            *(shown_value(m, r.readouts[m], text) for r in results.values()),
            text(f"blueprint.meaning.{m}"),
        )
        for m in MEASURES
    ]
    return panel.table(text("blueprint.table.readouts"), columns, rows)


def _spread(given: ServiceMap, result: BlueprintRoom, text: Text) -> panel.TableBlock:
    start = blueprint(given).readouts if given.cards else {}
    rows = []
    for row in result.table.to_dict("records"):
        m = row["measure"]
        median = shown_value(m, row["median"], text)
        if not isnan(row["low"]):
            median += f" [{shown_value(m, row['low'], text)}, {shown_value(m, row['high'], text)}]"
        first = [shown_value(m, start[m], text)] if start else []
        middle = f"{shown_value(m, row['q1'], text)} … {shown_value(m, row['q3'], text)}"
        reach = f"{shown_value(m, row['least'], text)} … {shown_value(m, row['most'], text)}"
        cells = [text(f"blueprint.measure.{m}"), *first, median, middle, reach]
        rows.append([*cells, text.number(row["n"])])
    columns: list[tuple[str, panel.Align]] = [
        (text("blueprint.column.measure"), "left"),
        *([(text("blueprint.given"), "right")] if start else []),  # type: ignore[list-item]
        (text("blueprint.column.median"), "right"),
        (text("blueprint.column.middle"), "right"),
        (text("blueprint.column.reach"), "right"),
        ("n", "right"),
    ]
    return panel.table(text("blueprint.table.room"), columns, rows)


def _counted(table: pd.DataFrame, caption: str, text: Text) -> panel.TableBlock:
    rows = [
        (
            f"{row['step']}{text('blueprint.colon')}{row['card']}",
            f"{text.number(row['marked'])} / {text.number(row['n'])}",
            shown.share(row["share"], row["low"], row["high"], text),
        )
        for row in table.to_dict("records")
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("blueprint.column.card"), "left"),
        (text("panel.people"), "right"),
        (text("blueprint.column.share"), "right"),
    ]
    return panel.table(caption, columns, rows)
