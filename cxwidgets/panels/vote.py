"""The vote panel: how much of the room stands behind each text it wrote.

Who carries the class replaces the ids in a vote by the texts they stand for, so equal texts of two
people count as one here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.charts.shares import shares
from cxwidgets.methods.vote import COLUMNS, VoteResult, vote
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Answered, Block, Figure, Panel, TextBlock, WallBlock, WallItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

DRAWN = 8


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return the texts by votes: a chart of the first, a wall of all."""
    blocks: list[Block] = []
    voters = 0
    for question in exercise.votes:
        result = _result(rows, question.id)
        if not result.voters:
            continue
        voters = max(voters, result.voters)
        blocks += [
            TextBlock(question.prompt[text.lang]),
            _drawn(result, text),
            *panel.remarks(result.notes, text),
            *panel.small(result.voters, text),
            WallBlock(
                tuple(
                    WallItem(row["item"], None, row["votes"])
                    for row in result.table.to_dict("records")
                )
            ),
        ]
    return Panel(voters, tuple(blocks)) if blocks else Panel(0, (_nobody(text),))


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:  # noqa: ARG001
    """Return nothing: a vote is seen in the form, and judged by nobody."""
    return None


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return the leading text and its share."""
    figures = []
    for question in exercise.votes:
        result = _result(rows, question.id)
        if result.voters:
            first = result.table.to_dict("records")[0]
            share = shown.share(first["share"], first["low"], first["high"], text)
            figures.append(Figure(text("vote.figure.first"), str(first["item"]), share))
    return tuple(figures)


def _nobody(text: Text) -> TextBlock:
    return TextBlock(text("vote.empty"), "note")


def _result(rows: Sequence[Answered], question: str) -> VoteResult:
    votes = [(row.participant, said) for row in rows for said in row.value.get(question, [])]
    choices = list(dict.fromkeys(said for _, said in votes))
    return vote(pd.DataFrame(votes, columns=list(COLUMNS)), choices)


def _drawn(result: VoteResult, text: Text) -> Block:
    table = result.table.head(DRAWN)
    names = list(table["item"])
    share = text.percent(float(table["share"].iloc[0]))
    sentence = text("vote.chart.sentence", n=result.voters, first=names[0], share=share)
    drawing = shares(table.assign(n=result.voters), names, text("vote.chart.share"), sentence)
    columns: list[tuple[str, panel.Align]] = [
        (text("vote.column.text"), "left"),
        (text("vote.column.votes"), "right"),
        (text("vote.column.share"), "right"),
    ]
    rows = [
        (r["item"], text.number(r["votes"]), shown.share(r["share"], r["low"], r["high"], text))
        for r in result.table.to_dict("records")
    ]
    return panel.chart(
        drawing, panel.table(text("vote.table.votes", n=result.voters), columns, rows)
    )
