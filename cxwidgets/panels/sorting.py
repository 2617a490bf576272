"""The sorting panel: which ideas the room confuses, and what it agrees on."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import sorting as charts
from cxwidgets.methods.sorting import COLUMNS, SortingResult, sorting
from cxwidgets.panels import panel, shown
from cxwidgets.panels.answers import placements
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
    """Return accuracy, the confusion of ideas, each card's fate and the cards people added."""
    result = _result(exercise, rows)
    n = len(result.people)
    if not n:
        return panel.empty(text)
    zones, cards = _names(exercise.zones, text), _names(exercise.cards, text)
    judged = not isnan(result.accuracy)
    blocks: list[Block] = [FiguresBlock((Figure(text("panel.people"), text.number(n)),))]
    if judged:
        figures = (*blocks[0].items, *_figures(result, text))  # type: ignore[union-attr]
        blocks = [
            FiguresBlock(figures),
            *_confused(result, zones, text),
            panel.chart(charts.confusion(result, zones, text), _matrix(result, zones, text)),
            panel.chart(charts.cards(result, cards, text), _cards(result, zones, cards, text)),
        ]
    else:
        blocks.append(_cards(result, zones, cards, text))
    blocks += [
        TextBlock(text("sorting.kappa_meaning"), "note"),
        *_mix(exercise, rows, zones, text),
        *panel.remarks(result.notes, text),
        *panel.small(n, text),
    ]
    return Panel(n, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return which of one's cards lie where the key has them, and why."""
    zones = _names(exercise.zones, text)
    place = dict(placements(value))
    rows, right = [], 0
    for card in exercise.cards:
        chosen = place.get(card.id)
        if card.zone is None or chosen is None:
            continue
        right += chosen == card.zone
        mark = text("sorting.own.right") if chosen == card.zone else text("sorting.own.wrong")
        why = card.why[text.lang] if card.why else ""
        label = text.pick({"zh": card.zh, "en": card.en})
        rows.append((chosen == card.zone, (label, mark, zones[chosen], zones[card.zone], why)))
    if not rows:
        return None
    rows.sort(key=lambda r: r[0])  # what differs first: it is what one learns from
    figure = Figure(text("sorting.own.score"), f"{text.number(right)} / {text.number(len(rows))}")
    columns: list[tuple[str, panel.Align]] = [
        (text(f"sorting.column.{name}"), "left")
        for name in ("card", "verdict", "mine", "key", "why")
    ]
    table = panel.table(text("sorting.own.caption"), columns, [cells for _, cells in rows])
    return Panel(1, (FiguresBlock((figure,)), table))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return accuracy and agreement."""
    return _figures(_result(exercise, rows), text)


def _result(exercise: Exercise, rows: Sequence[Answered]) -> SortingResult:
    key = {card.id: card.zone for card in exercise.cards}
    placed = [
        (row.participant, card, zone)
        for row in rows
        for card, zone in placements(row.value)
        if card in key
    ]
    return sorting(pd.DataFrame(placed, columns=list(COLUMNS)), key, [z.id for z in exercise.zones])


def _names(parts: Sequence[Any], text: Text) -> dict[str, str]:
    return {part.id: text.pick({"zh": part.zh, "en": part.en}) for part in parts}


def _figures(result: SortingResult, text: Text) -> tuple[Figure, ...]:
    agreed = result.agreement
    return (
        Figure(
            text("sorting.figure.accuracy"),
            text.percent(result.accuracy),
            shown.share(result.accuracy, result.low, result.high, text).partition(" ")[2],
        ),
        Figure(
            text("sorting.figure.kappa"),
            text.number(agreed.kappa, 2),
            "" if isnan(agreed.low) else text.interval(agreed.low, agreed.high, 2),
        ),
        Figure(text("sorting.figure.raw"), text.percent(agreed.raw)),
    )


def _confused(result: SortingResult, zones: Mapping[str, str], text: Text) -> tuple[TextBlock, ...]:
    if result.confused is None:
        return (TextBlock(text("sorting.no_confusion"), "good"),)
    true, chosen = result.confused
    count, of = result.confusion.loc[true, chosen], result.confusion.loc[true].sum()
    words = text(
        "sorting.confused",
        true=zones[true],
        chosen=zones[chosen],
        count=int(count),
        of=int(of),
        share=text.percent(count / of),
    )
    return (TextBlock(words),)


def _matrix(result: SortingResult, zones: Mapping[str, str], text: Text) -> panel.TableBlock:
    columns: list[tuple[str, panel.Align]] = [
        (text("sorting.column.zone"), "left"),
        *((zones[z], "right") for z in result.confusion.columns),
    ]
    rows = [
        (zones[true], *(text.number(int(n)) for n in counts))
        for true, counts in zip(
            result.confusion.index, result.confusion.to_numpy().tolist(), strict=True
        )
    ]
    return panel.table(text("sorting.table.matrix"), columns, rows)


def _cards(
    result: SortingResult, zones: Mapping[str, str], cards: Mapping[str, str], text: Text
) -> panel.TableBlock:
    """Return each card's accuracy and consensus, hardest first."""
    table = result.table.sort_values("accuracy", kind="stable")
    rows = []
    for row in table.to_dict("records"):
        favourite = row["consensus_zone"]
        where = zones[favourite] if isinstance(favourite, str) else text("sorting.split")
        consensus = shown.share(row["consensus"], row["consensus_low"], row["consensus_high"], text)
        rows.append(
            (
                cards[row["item"]],
                text.number(row["n"]),
                zones[row["zone"]] if isinstance(row["zone"], str) else "–",
                shown.share(row["accuracy"], row["low"], row["high"], text),
                f"{where} {consensus}",
            )
        )
    columns: list[tuple[str, panel.Align]] = [
        (text("sorting.column.card"), "left"),
        ("n", "right"),
        (text("sorting.column.key"), "left"),
        (text("sorting.column.accuracy"), "right"),
        (text("sorting.column.consensus"), "left"),
    ]
    return panel.table(text("sorting.table.cards"), columns, rows)


def _mix(
    exercise: Exercise, rows: Sequence[Answered], zones: Mapping[str, str], text: Text
) -> list[Block]:
    """Return the cards people added, with the zone they put each into."""
    items = []
    for row in rows:
        words = row.value.get("own", {})
        for card, zone in placements(row.value):
            if words.get(card, "").strip():
                said = text("sorting.own_card", zone=zones[zone], card=words[card])
                items.append((zone, WallItem(said, row.name)))
    if not items:
        return []
    counts = [sum(zone == z.id for zone, _ in items) for z in exercise.zones]
    listed = text("panel.comma").join(
        text("sorting.mix_part", zone=zones[z.id], n=n, share=text.percent(n / len(items)))
        for z, n in zip(exercise.zones, counts, strict=True)
    )
    wall = WallBlock(tuple(item for _, item in sorted(items, key=lambda i: i[0])))
    return [TextBlock(text("sorting.mix", n=len(items), parts=listed)), wall]
