"""The client's name card: who this is about, and how many answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock
from cxwidgets.survey.columns import person

if TYPE_CHECKING:
    from cxwidgets.client import Client
    from cxwidgets.text import Text


def cover(client: Client, text: Text) -> Panel:
    """Return a figure for each survey, how it was asked, and what a reader must know of it."""
    blocks: list[Block] = []
    figures, asked, most = [], [], 0
    for kind in client.kinds:
        answers = client.survey(kind, text.lang)
        people = int(answers[person(kind)].nunique())
        most = max(most, people)
        title = text(f"report.kind.{kind}")
        figures.append(Figure(title, text.number(people), text(f"report.{person(kind)}s")))
        section = getattr(client.toml, kind)
        if section.asked:
            asked.append(TextBlock(text("report.asked", kind=title, how=section.asked[text.lang])))
    if client.toml.synthetic:
        blocks.append(TextBlock(text("report.synthetic"), "warn"))
    if client.toml.note:
        blocks.append(TextBlock(client.toml.note[text.lang], "note"))
    blocks += [FiguresBlock(tuple(figures)), *asked]
    return Panel(most, tuple(blocks))
