"""Orders of moments: from an ordered board whose cards have a fixed valence to journeys.

``settings.valence`` of a card is how its moment feels, −3 to +3; ``settings.precedence`` of the
exercise lists pairs (earlier, later) that must keep their order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.peak_end import peak_end
from cxwidgets.methods.reorder import Reordering, reorder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.exercise import Exercise
    from cxwidgets.methods.peak_end import PeakEndResult
    from cxwidgets.panels.panel import Answered
    from cxwidgets.text import Text


def valence(exercise: Exercise) -> dict[str, float]:
    """Return how each card's moment feels."""
    return {card.id: float(card.settings["valence"]) for card in exercise.cards}


def names(exercise: Exercise, text: Text) -> dict[str, str]:
    """Return the cards' words."""
    return {card.id: text.pick({"zh": card.zh, "en": card.en}) for card in exercise.cards}


def precedence(exercise: Exercise) -> list[tuple[str, str]]:
    """Return the pairs that must keep their order."""
    return [(earlier, later) for earlier, later in exercise.settings.get("precedence", [])]


def order(exercise: Exercise, value: Mapping[str, Any]) -> list[str]:
    """Return the cards placed so far in order, zone after zone; own cards have no valence."""
    known = valence(exercise)
    zones = value.get("zones", {})
    return [card for zone in exercise.zones for card in zones.get(zone.id, []) if card in known]


def complete(exercise: Exercise, rows: Sequence[Answered]) -> dict[str, list[str]]:
    """Return the orders with every card in place, by participant."""
    found = {row.participant: order(exercise, row.value) for row in rows}
    return {who: cards for who, cards in found.items() if len(cards) == len(exercise.cards)}


def best(exercise: Exercise) -> Reordering:
    """Return the best order, beside the one in which the exercise lists its cards."""
    return reorder(valence(exercise), precedence(exercise))


def scored(exercise: Exercise, placed: Mapping[str, Sequence[str]]) -> PeakEndResult:
    """Return the peak–end scores of complete orders."""
    feeling = valence(exercise)
    moments = [
        (who, place, feeling[card])
        for who, cards in placed.items()
        for place, card in enumerate(cards)
    ]
    return peak_end(pd.DataFrame(moments, columns=["respondent", "at", "score"]))
