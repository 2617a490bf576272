"""The effect panel: how far the same people moved between two rounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts.changes import changes
from cxwidgets.methods.effect import ALL, EffectResult, before_after, two_rounds
from cxwidgets.panels import panel, shown
from cxwidgets.panels.answers import placements
from cxwidgets.panels.panel import Answered, Block, Panel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

    Pair = tuple[Mapping[str, Any], Mapping[str, Any]]

DRAWN = 8
FEWEST = 2
"""Below this many people with both rounds there is no change to speak of."""


def summary(result: EffectResult, text: Text, *, shares: bool = False, gain: bool = True) -> Panel:
    """Return a result as blocks.

    Parameters
    ----------
    result
        Of `before_after` or `two_rounds`.
    shares
        Whether its values are shares.
    gain
        Whether more is better, so that a normalised gain has a meaning.
    """
    table = result.table[result.table["n"] > 0]
    if table.empty:
        return panel.empty(text)
    names = [text("effect.all") if item == ALL else str(item) for item in table["item"]]
    parts = [
        text("effect.part", item=name, change=_signed(row, "change", shares, text), n=row["n"])
        for name, (_, row) in zip(names, table.iterrows(), strict=True)
    ]
    drawing = changes(
        table,
        names,
        text("effect.chart.title"),
        text("effect.chart.sentence", parts=text("panel.semicolon").join(parts)),
        percent=shares,
    )
    numbers = _table(table, names, text, shares=shares, gain=gain)
    blocks: tuple[Block, ...] = (
        panel.chart(drawing, numbers),
        *panel.remarks(result.notes, text),
    )
    return Panel(int(table["n"].max()), blocks)


def change(
    exercise: Exercise, before: Sequence[Answered], after: Sequence[Answered], text: Text
) -> tuple[Block, ...]:
    """Return what changed between two rounds, for those who answered both.

    Nothing for exercises whose answers are not compared one by one.
    """
    earlier = {row.participant: row.value for row in before}
    pairs = [(earlier[r.participant], r.value) for r in after if r.participant in earlier]
    paired = _PAIRED.get(exercise.method)
    return paired(exercise, pairs, text) if paired and len(pairs) >= FEWEST else ()


def _ratings(exercise: Exercise, pairs: Sequence[Pair], text: Text) -> tuple[Block, ...]:
    """Compare ratings, one chart for each scale."""
    scales: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for question in exercise.questions:
        if question.kind == "rating":
            name = text.pick(question.prompt)
            scales.setdefault((question.low, question.high), []).extend(
                {"item": name, "before": a[question.id], "after": b[question.id]}
                for a, b in pairs
                if question.id in a and question.id in b
            )
    return tuple(
        block
        for (low, high), rows in scales.items()
        if rows
        for block in summary(before_after(pd.DataFrame(rows), low, high), text).blocks
    )


def _right(exercise: Exercise, pairs: Sequence[Pair], text: Text) -> tuple[Block, ...]:
    """Compare how many cards lay where the key has them."""
    key = {card.id: card.zone for card in exercise.cards if card.zone is not None}
    if not key:
        return ()

    def right(value: Mapping[str, Any]) -> int:
        return sum(key.get(card) == zone for card, zone in placements(value))

    rows = [
        {"item": text("effect.right", n=len(key)), "before": right(a), "after": right(b)}
        for a, b in pairs
    ]
    return summary(before_after(pd.DataFrame(rows), 0, len(key)), text).blocks


def _votes(exercise: Exercise, pairs: Sequence[Pair], text: Text) -> tuple[Block, ...]:
    """Compare the shares of the texts that were voted for in either round."""
    blocks: list[Block] = []
    for question in exercise.votes:
        both = [(set(a.get(question.id, ())), set(b.get(question.id, ()))) for a, b in pairs]
        both = [(a, b) for a, b in both if a and b]
        voted = pd.Series([t for _, b in both for t in b] + [t for a, _ in both for t in a])
        rows = [
            {"item": item, "before": int(item in a), "after": int(item in b)}
            for item in voted.value_counts().index[:DRAWN]
            for a, b in both
        ]
        if len(both) >= FEWEST:
            result = two_rounds(pd.DataFrame(rows))
            blocks += summary(result, text, shares=True, gain=False).blocks
    return tuple(blocks)


_PAIRED: Mapping[str, Callable[[Exercise, Sequence[Pair], Text], tuple[Block, ...]]] = {
    "scores": _ratings,
    "sorting": _right,
    "vote": _votes,
}


def _signed(row: Any, column: str, shares: bool, text: Text) -> str:
    """Return a change with its sign, in points of percent where it is one of shares."""
    return (
        text("effect.points", n=text.signed(100 * row[column]))
        if shares
        else text.signed(row[column], 2)
    )


def _table(
    table: pd.DataFrame, names: Sequence[str], text: Text, *, shares: bool, gain: bool
) -> panel.TableBlock:
    rows = []
    tested = ["p", "p_adjusted"] if len(table) > 1 else ["p"]
    for name, (_, row) in zip(names, table.iterrows(), strict=True):
        scale, digits = (100, 0) if shares else (1, 2)
        limits = text.interval(scale * row["low"], scale * row["high"], digits)
        sides = [
            text.percent(row[side]) if shares else text.number(row[side], 2)
            for side in ("before", "after")
        ]
        cells = [name, text.number(row["n"]), *sides]
        cells.append(f"{_signed(row, 'change', shares, text)} {limits}".strip())
        cells += [shown.chance(row[p], text) for p in tested]
        if gain:
            cells.append(shown.share(row["gain"], row["gain_low"], row["gain_high"], text))
        rows.append(cells)
    headings = ["item", "n", "before", "after", "change", *tested, *(["gain"] if gain else [])]
    columns: list[tuple[str, panel.Align]] = [
        (text(f"effect.column.{h}"), "left" if h == "item" else "right") for h in headings
    ]
    return panel.table(text("effect.caption"), columns, rows)
