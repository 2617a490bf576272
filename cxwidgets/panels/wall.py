"""The wall: what people wrote, question by question, with names only where they may be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.panels import panel
from cxwidgets.panels.panel import Answered, Block, Figure, Panel, TextBlock, WallBlock, WallItem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


def room(exercise: Exercise, rows: Sequence[Answered], text: Text) -> Panel:
    """Return everybody's texts; equal ones stand once, with their number."""
    blocks: list[Block] = []
    people: set[str] = set()
    for question in _shown(exercise):
        said = [(row, str(row.value.get(question.id) or "").strip()) for row in rows]
        said = [(row, words) for row, words in said if words]
        if not said:
            continue
        people |= {row.participant for row, _ in said}
        blocks.append(TextBlock(text.pick(question.prompt)))
        blocks.append(WallBlock(tuple(_items(said))))
    return Panel(len(people), tuple(blocks)) if blocks else panel.empty(text)


def own(exercise: Exercise, value: Mapping[str, Any], text: Text) -> Panel | None:  # noqa: ARG001
    """Return nothing: what one wrote stands in the form already."""
    return None


def headline(exercise: Exercise, rows: Sequence[Answered], text: Text) -> tuple[Figure, ...]:
    """Return how many texts there are, and how long they are."""
    texts = [
        words
        for question in _shown(exercise)
        for row in rows
        if (words := str(row.value.get(question.id) or "").strip())
    ]
    return (Figure(text("wall.figure.texts"), text.number(len(texts))),)


def _shown(exercise: Exercise) -> list[Any]:
    """Return the text questions on the wall: the one the settings name, or all of them."""
    questions = [q for q in exercise.questions if q.kind == "text"]
    named = exercise.settings.get("show")
    wanted = [named] if isinstance(named, str) else named
    return [q for q in questions if wanted is None or q.id in wanted]


def _items(said: list[tuple[Answered, str]]) -> list[WallItem]:
    together: dict[str, list[str | None]] = {}
    for row, words in said:
        together.setdefault(words, []).append(row.name)
    return [
        WallItem(
            words, names[0] if len(names) == 1 else None, len(names) if len(names) > 1 else None
        )
        for words, names in together.items()
    ]
