"""The style panel: how the room likes to be served; nobody's name is ever in it.

An exercise of this method has twelve rating questions 1-5, named as in `methods.style.ITEMS`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts import segments as charts
from cxwidgets.methods.style import ITEMS, STYLES, StyleResult, style
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Answered, Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:  # noqa: ARG001
    """Return how many have each style, and the room's mean profile."""
    result = _result({row.participant: row.value for row in rows})
    people = int(result.table["n"].sum())
    if not people:
        return panel.empty(text)
    counts = [
        (
            text(f"style.kind.{row['style']}"),
            text.number(row["n"]),
            shown.share(row["share"], row["low"], row["high"], text),
            text(f"style.serve.{row['style']}"),
        )
        for _, row in result.table.iterrows()
    ]
    means = [
        (
            text(f"style.kind.{row['style']}"),
            text.number(row["n"]),
            shown.number(row["mean"], row["low"], row["high"], text),
        )
        for _, row in result.means.iterrows()
    ]
    kind, share, mean = (text(f"style.column.{name}") for name in ("kind", "share", "mean"))
    by_kind = panel.table(
        text("style.caption.room"),
        [(kind, "left"), ("n", "right"), (share, "right"), (text("style.column.serve"), "left")],
        counts,
    )
    profile = panel.table(
        text("style.caption.profile"), [(kind, "left"), ("n", "right"), (mean, "right")], means
    )
    return Panel(
        people,
        (
            FiguresBlock((Figure(text("panel.people"), text.number(people)),)),
            panel.chart(charts.styles(result, text), by_kind),
            panel.chart(charts.profile(result.means, text), profile),
            *panel.remarks(result.notes, text),
        ),
    )


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:  # noqa: ARG001
    """Return one participant's profile, and what that means when they are served."""
    result = _result({"me": value})
    if result.people.empty or pd.isna(result.people["style"].iloc[0]):
        return None
    me = result.people.iloc[0]
    means = pd.DataFrame({"style": STYLES, "mean": [me[kind] for kind in STYLES]})
    rows = [
        (text(f"style.kind.{row['style']}"), text.number(row["mean"], 1))
        for _, row in means.iterrows()
    ]
    numbers = panel.table(
        text("style.caption.own"),
        [(text("style.column.kind"), "left"), (text("style.column.mean"), "right")],
        rows,
    )
    # That one person is a small sample goes without saying.
    notes = [note for note in result.notes if note.key != "panel.small_n"]
    blocks: tuple[Block, ...] = (
        TextBlock(text("style.own", kind=text(f"style.kind.{me['style']}"))),
        TextBlock(text(f"style.serve.{me['style']}"), "note"),
        panel.chart(charts.profile(means, text, own=True), numbers),
        *panel.remarks(notes, text),
    )
    return Panel(1, blocks)


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:  # noqa: ARG001
    """Return the share of each of the four styles."""
    result = _result({row.participant: row.value for row in rows})
    if not result.table["n"].sum():
        return ()
    return tuple(
        Figure(
            text(f"style.kind.{row['style']}"),
            text.percent(row["share"]),
            f"[{text.percent(row['low'])}, {text.percent(row['high'])}]",
        )
        for _, row in result.table.head(len(STYLES)).iterrows()
    )


def _result(values: Mapping[str, Mapping[str, Any]]) -> StyleResult:
    """Return the method's result from answers by participant."""
    rows = [
        (who, item, score)
        for who, answers in values.items()
        for item, score in answers.items()
        if item in ITEMS and score is not None
    ]
    frame = pd.DataFrame(rows, columns=["respondent", "item", "score"])
    return style(frame.astype({"score": float}))
