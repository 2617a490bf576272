"""The peak–end panel: what is remembered of an order, and what a better order would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import peak_end as charts
from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.peak_end import MEASURES, Moments, moments
from cxwidgets.methods.reorder import Reordering, reorder
from cxwidgets.panels import orders, panel, shown
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.methods.peak_end import PeakEndResult
    from cxwidgets.text import Text


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return how the room's orders end, beside the best order."""
    placed = orders.complete(exercise, rows)
    if not placed:
        return panel.empty(text)
    result, best = orders.scored(exercise, placed), orders.best(exercise)
    n = len(placed)
    blocks: list[Block] = [
        FiguresBlock(
            (Figure(text("panel.people"), text.number(n)), *_figures(exercise, placed, text))
        ),
        _compared(result, best, text),
        _endings(exercise, placed, text),
        *_broken(exercise, placed, text),
        _best_order(exercise, best, text),
        TextBlock(text("peak_end.evidence"), "note"),
        TextBlock(text("peak_end.ignores"), "note"),
        *panel.small(n, text),
    ]
    unfinished = len(rows) - n
    if unfinished:
        blocks.append(TextBlock(text("peak_end.unfinished", n=unfinished), "note"))
    return Panel(n, tuple(blocks))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:
    """Return the score of one's own order; once it ends as well as can be, the best order too."""
    order = orders.order(exercise, value)
    if not order:
        return None
    names, valence = orders.names(exercise, text), orders.valence(exercise)
    found = moments([valence[card] for card in order])
    left = len(valence) - len(order)
    drawing = charts.order(
        [names[c] for c in order],
        [valence[c] for c in order],
        found,
        text("peak_end.chart.feeling"),
        text,
    )
    blocks: list[Block] = [
        FiguresBlock(_own_figures(found, text)),
        panel.chart(drawing, _steps([(names[c], valence[c]) for c in order], text)),
        TextBlock(text("peak_end.rule", peak=text.signed(found.peak), end=text.signed(found.end))),
    ]
    if left:
        blocks.append(TextBlock(text("peak_end.left", n=left), "note"))
        return Panel(1, tuple(blocks))
    mine = reorder({c: valence[c] for c in order}, orders.precedence(exercise))
    blocks += _broken_rules(mine, names, text)
    blocks += _against_best(mine, text)
    if not mine.broken and mine.gain <= 0:  # while there is something to find, it is not given away
        blocks.append(_best_order(exercise, mine, text))
    return Panel(1, (*blocks, TextBlock(text("peak_end.ignores"), "note")))


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the mean peak–end score and how many orders end as well as can be."""
    return _figures(exercise, orders.complete(exercise, rows), text)


def _figures(
    exercise: Exercise, placed: Mapping[str, Sequence[str]], text: Text
) -> tuple[Figure, ...]:
    if not placed:
        return ()
    score = orders.scored(exercise, placed).summary.set_index("measure").loc["peak_end"]
    valence, best = orders.valence(exercise), orders.best(exercise).after.end
    hits = sum(valence[order[-1]] >= best for order in placed.values())
    low, high = wilson(hits, len(placed))
    value, _, bounds = shown.emotion(score["mean"], score["low"], score["high"], text).partition(
        " "
    )
    share, _, share_bounds = shown.share(hits / len(placed), low, high, text).partition(" ")
    return (
        Figure(text("peak_end.figure.room"), value, bounds),
        Figure(text("peak_end.figure.best_end"), share, share_bounds),
        Figure(text("peak_end.figure.best"), text.signed(orders.best(exercise).after.peak_end, 1)),
    )


def _own_figures(found: Moments, text: Text) -> tuple[Figure, ...]:
    return tuple(
        Figure(text(f"peak_end.measure.{m}"), text.signed(getattr(found, m), 1))
        for m in ("peak_end", "mean", "peak", "end")
    )


def _compared(result: PeakEndResult, best: Reordering, text: Text) -> Block:
    groups = [text("peak_end.group.room"), text("peak_end.group.best")]
    told = result.summary[result.summary["measure"].isin(MEASURES)]  # cards have no times
    rows = [
        {
            "group": groups[0],
            "measure": row["measure"],
            "value": row["mean"],
            "low": row["low"],
            "high": row["high"],
        }
        for row in told.to_dict("records")
    ]
    rows += [
        {
            "group": groups[1],
            "measure": m,
            "value": getattr(best.after, m),
            "low": float("nan"),
            "high": float("nan"),
        }
        for m in MEASURES
    ]
    frame = pd.DataFrame(rows)
    by = frame.set_index(["group", "measure"])["value"]
    sentence = text(
        "peak_end.chart.compared",
        n=len(result.table),
        room=text.signed(by[groups[0], "peak_end"], 1),
        best=text.signed(by[groups[1], "peak_end"], 1),
        mean=text.signed(by[groups[1], "mean"], 1),
    )
    columns: list[tuple[str, panel.Align]] = [
        (text("peak_end.column.measure"), "left"),
        (groups[0], "right"),
        (groups[1], "right"),
    ]
    table = panel.table(
        text("peak_end.table.compared"),
        columns,
        [
            (
                text(f"peak_end.measure.{row['measure']}"),
                shown.emotion(row["mean"], row["low"], row["high"], text),
                text.signed(getattr(best.after, row["measure"]), 1),
            )
            for row in told.to_dict("records")
        ],
    )
    return panel.chart(charts.bars(frame, groups, sentence, text), table)


def _endings(exercise: Exercise, placed: Mapping[str, Sequence[str]], text: Text) -> Block:
    """Return which moment the room put last, how often."""
    names, valence = orders.names(exercise, text), orders.valence(exercise)
    last = pd.Series([order[-1] for order in placed.values()]).value_counts()
    rows = []
    for card, count in last.items():
        low, high = wilson(count, len(placed))
        share = shown.share(count / len(placed), low, high, text)
        rows.append((names[str(card)], text.signed(valence[str(card)]), text.number(count), share))
    columns: list[tuple[str, panel.Align]] = [
        (text("peak_end.column.last"), "left"),
        (text("peak_end.column.valence"), "right"),
        (text("panel.people"), "right"),
        (text("peak_end.column.share"), "right"),
    ]
    return panel.table(text("peak_end.table.endings"), columns, rows)


def _broken(
    exercise: Exercise, placed: Mapping[str, Sequence[str]], text: Text
) -> tuple[TextBlock, ...]:
    rules = orders.precedence(exercise)
    wrong = sum(any(o.index(a) > o.index(b) for a, b in rules) for o in map(list, placed.values()))
    return (TextBlock(text("peak_end.room_broken", n=wrong), "warn"),) if wrong else ()


def _broken_rules(mine: Reordering, names: Mapping[str, str], text: Text) -> list[Block]:
    return [
        TextBlock(text("peak_end.broken", earlier=names[a], later=names[b]), "warn")
        for a, b in mine.broken
    ]


def _against_best(mine: Reordering, text: Text) -> list[Block]:
    if mine.broken:
        return []
    if mine.gain > 0:
        return [TextBlock(text("peak_end.gain", gain=text.signed(mine.gain, 1)))]
    if mine.after.slope > mine.before.slope:
        return [TextBlock(text("peak_end.rise"), "good")]
    return [TextBlock(text("peak_end.best_found"), "good")]


def _best_order(exercise: Exercise, found: Reordering, text: Text) -> panel.TableBlock:
    names, valence = orders.names(exercise, text), orders.valence(exercise)
    return _steps(
        [(names[c], valence[c]) for c in found.best],
        text,
        text("peak_end.table.best", score=text.signed(found.after.peak_end, 1)),
    )


def _steps(rows: Sequence[tuple[str, float]], text: Text, caption: str = "") -> panel.TableBlock:
    columns: list[tuple[str, panel.Align]] = [
        (text("peak_end.column.step"), "left"),
        (text("peak_end.column.valence"), "right"),
    ]
    cells = [(f"{i} {name}", text.signed(v)) for i, (name, v) in enumerate(rows, start=1)]
    return panel.table(caption or text("peak_end.table.mine"), columns, cells)
