"""Cause tracing: from what hurts the customer back to what produced it.

A blueprint's links run from cause to effect. Walking them backwards from a fail point, or from a
step where customers feel pain, leads to the backstage and support work the front stage stands on.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxwidgets.artifacts.service_map import Card, ServiceMap

FRONT = ("evidence", "customer", "frontstage")
BEHIND = ("backstage", "support")


@dataclass(frozen=True)
class CausalPath:
    """A chain of cards from where it hurts to a possible cause.

    Attributes
    ----------
    symptom
        The card that fails, or that stands at a painful step.
    cause
        The backstage or support card the chain ends at.
    cards
        Card ids from symptom to cause.
    """

    symptom: str
    cause: str
    cards: tuple[str, ...]


def symptoms(service: ServiceMap) -> tuple[Card, ...]:
    """Return the cards in front of the line of visibility that fail or stand at a painful step."""
    painful = {p.step for p in service.points if p.kind == "pain"}
    return tuple(
        card
        for card in service.cards
        if card.lane in FRONT and (card.fail or (card.step in painful and card.lane != "evidence"))
    )


def trace(service: ServiceMap, start: str) -> tuple[CausalPath, ...]:
    """Walk the links backwards from one card.

    Returns the shortest chain to every backstage or support card that can be reached, nearest
    first; cards already visited are not entered again, so loops end.

    Raises
    ------
    ValueError
        If there is no card ``start``.
    """
    lane = {card.id: card.lane for card in service.cards}
    if start not in lane:
        raise ValueError(f"there is no card {start!r}")
    before: dict[str, list[str]] = {}
    for link in service.links:
        before.setdefault(link.to, []).append(link.from_)
    paths: list[CausalPath] = []
    reached: dict[str, tuple[str, ...]] = {start: (start,)}
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for source in before.get(here, []):
            if source in reached:
                continue
            reached[source] = (*reached[here], source)
            queue.append(source)
            if lane[source] in BEHIND:
                paths.append(CausalPath(start, source, reached[source]))
    return tuple(paths)


def causes(service: ServiceMap) -> tuple[tuple[CausalPath, ...], tuple[str, ...]]:
    """Trace every symptom.

    Returns
    -------
    tuple
        All paths, and the ids of the symptoms that no link leads back from.
    """
    found: list[CausalPath] = []
    untraced: list[str] = []
    for card in symptoms(service):
        paths = trace(service, card.id)
        found.extend(paths)
        if not paths:
            untraced.append(card.id)
    return tuple(found), tuple(untraced)


def ranked(paths: Iterable[CausalPath]) -> tuple[tuple[str, int], ...]:
    """Count the symptoms behind which each cause stands, most first, then by id."""
    behind: dict[str, set[str]] = {}
    for path in paths:
        behind.setdefault(path.cause, set()).add(path.symptom)
    counts = {cause: len(found) for cause, found in behind.items()}
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
