"""Two rounds of one exercise: what the room thought before, and what it thinks now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.panels import effect
from cxwidgets.panels.panel import Answered, Figure, Method, Panel, TableBlock, TextBlock, table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text


def compose(
    method: Method, exercise: Exercise, rounds: Mapping[int, Sequence[Answered]], text: Text
) -> Panel:
    """Return the latest round's panel, headed by a before/after table where there is a before.

    Parameters
    ----------
    rounds
        The answers of each round by its number; the largest number is the current round.
    """
    latest = max(rounds, default=1)
    panel = method.room(exercise, rounds.get(latest, ()), text)
    answered = {number: rows for number, rows in sorted(rounds.items()) if rows}
    if set(answered) <= {latest}:
        return panel
    heading = TextBlock(text("panel.rounds.now", round=latest))
    *_, now = answered.values()
    before = list(answered.values())[-2] if len(answered) > 1 else ()
    moved = effect.change(exercise, before, now, text)
    said = (TextBlock(text("effect.heading")),) if moved else ()
    headlines = _change(method, exercise, answered, text)
    return Panel(panel.n, (headlines, *said, *moved, heading, *panel.blocks))


def _change(
    method: Method, exercise: Exercise, rounds: Mapping[int, Sequence[Answered]], text: Text
) -> TableBlock:
    """Put the headline figures of the rounds side by side; a round may lack one."""
    figures: dict[int, dict[str, Figure]] = {
        number: {figure.label: figure for figure in method.headline(exercise, rows, text)}
        for number, rows in rounds.items()
    }
    labels = dict.fromkeys(label for found in figures.values() for label in found)
    missing = Figure("", "–")
    rows = [
        (label, *(_cell(found.get(label, missing)) for found in figures.values()))
        for label in labels
    ]
    people = (text("panel.people"), *(text.number(len(answers)) for answers in rounds.values()))
    return table(
        text("panel.rounds.caption"),
        [
            (text("panel.rounds.measure"), "left"),
            *((text("panel.rounds.round", round=number), "right") for number in rounds),
        ],
        [people, *rows],
    )


def _cell(figure: Figure) -> str:
    """Return value and note of a figure in one cell."""
    return f"{figure.value} {figure.note}".strip()
