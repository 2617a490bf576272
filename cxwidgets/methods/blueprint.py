"""Service blueprint: what a drawn service gives away when one simply counts.

Lanes and lines follow Shostack (1984) and Bitner, Ostrom & Morgan (2008): customer actions, the
line of interaction, front stage, the line of visibility, back stage, the line of internal
interaction, support. Every readout below is a count over cards and links, so two people who count
the same blueprint get the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cxwidgets.methods.causes import CausalPath, causes
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from cxwidgets.artifacts.service_map import Card, ServiceMap

ACTORS = ("customer", "frontstage", "backstage", "support")
PROVIDER = ACTORS[1:]
LINES = ("interaction", "visibility", "internal")
MEASURES = (
    "steps",
    "cards",
    "links",
    "hand_offs",
    "owner_changes",
    "crossings",
    "loops",
    "unowned",
    "minutes",
    "wait_minutes",
    "wait_share",
    "frontstage_ratio",
    "fail_points",
    "wait_points",
)


@dataclass(frozen=True)
class BlueprintResult:
    """One blueprint in numbers.

    Attributes
    ----------
    readouts
        Each of :data:`MEASURES`; NaN where there is nothing to divide by.
    crossings
        How many link ends cross each of the three :data:`LINES`.
    loops
        Card ids of each circle of links.
    unowned, fail_points, wait_points
        Card ids.
    paths, untraced
        Causal paths behind the symptoms, and the symptoms no link leads back from.
    notes
        Flags, by text key.
    """

    readouts: dict[str, float]
    crossings: dict[str, int]
    loops: tuple[tuple[str, ...], ...]
    unowned: tuple[str, ...]
    fail_points: tuple[str, ...]
    wait_points: tuple[str, ...]
    paths: tuple[CausalPath, ...]
    untraced: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def table(self) -> pd.DataFrame:
        """Columns ``measure, value``, in the order of :data:`MEASURES`."""
        return pd.DataFrame({"measure": MEASURES, "value": [self.readouts[m] for m in MEASURES]})


def blueprint(service: ServiceMap) -> BlueprintResult:
    """Count a blueprint.

    Definitions, for links between cards of the four acting lanes:

    * hand-off: the work passes to another party. The customer is one party; on the provider's
      side a party is the card's owner, or its lane where no owner is named.
    * owner change: a hand-off between two provider cards that both name their owner.
    * crossing: one for each of the three lines that lies between the two lanes.
    * loop: a set of cards that all lead back to each other (a strongly connected component), or
      a card linked to itself.
    * unowned: a provider card without an owner.
    * minutes: all minutes written on cards, and those on cards marked as waiting; lanes may run
      at the same time, so the sum is work and waiting, not the time on the clock.
    * frontstage ratio: frontstage cards among all provider cards.

    References
    ----------
    Bitner, Ostrom & Morgan (2008), California Management Review 50(3).
    """
    cards = {card.id: card for card in service.cards}
    acting = [
        (cards[link.from_], cards[link.to])
        for link in service.links
        if cards[link.from_].lane in ACTORS and cards[link.to].lane in ACTORS
    ]
    provider = [c for c in service.cards if c.lane in PROVIDER]
    crossings = _crossings(acting)
    loops = _loops(service)
    unowned = tuple(c.id for c in provider if not c.owner.strip())
    fails = tuple(c.id for c in service.cards if c.fail)
    waits = tuple(c.id for c in service.cards if c.wait)
    timed = [c for c in service.cards if c.minutes is not None]
    minutes = sum(c.minutes or 0.0 for c in timed)
    waiting = sum(c.minutes or 0.0 for c in timed if c.wait)
    front = sum(c.lane == "frontstage" for c in provider)
    paths, untraced = causes(service)
    nan = float("nan")
    values = {
        "steps": len(service.steps),
        "cards": len(service.cards),
        "links": len(service.links),
        "hand_offs": sum(_party(a) != _party(b) for a, b in acting),
        "owner_changes": sum(_changes_owner(a, b) for a, b in acting),
        "crossings": sum(crossings.values()),
        "loops": len(loops),
        "unowned": len(unowned),
        "minutes": minutes if timed else nan,
        "wait_minutes": waiting if timed else nan,
        "wait_share": waiting / minutes if minutes else nan,
        "frontstage_ratio": front / len(provider) if provider else nan,
        "fail_points": len(fails),
        "wait_points": len(waits),
    }
    notes = _notes(service, untraced, len(timed))
    return BlueprintResult(
        {k: float(v) for k, v in values.items()},
        crossings,
        loops,
        unowned,
        fails,
        waits,
        paths,
        untraced,
        notes,
    )


def _party(card: Card) -> str:
    if card.lane == "customer":
        return "lane:customer"
    return f"owner:{card.owner.strip().casefold()}" if card.owner.strip() else f"lane:{card.lane}"


def _changes_owner(a: Card, b: Card) -> bool:
    named = all(c.lane in PROVIDER and c.owner.strip() for c in (a, b))
    return named and _party(a) != _party(b)


def _crossings(acting: list[tuple[Card, Card]]) -> dict[str, int]:
    crossings = dict.fromkeys(LINES, 0)
    for a, b in acting:
        low, high = sorted((ACTORS.index(a.lane), ACTORS.index(b.lane)))
        for line in LINES[low:high]:
            crossings[line] += 1
    return crossings


def _loops(service: ServiceMap) -> tuple[tuple[str, ...], ...]:
    if not service.links:
        return ()
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ids = [card.id for card in service.cards]
    index = {card_id: i for i, card_id in enumerate(ids)}
    ends = np.array([(index[k.from_], index[k.to]) for k in service.links])
    graph = coo_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(ids), len(ids)))
    _, label = connected_components(graph, directed=True, connection="strong")
    to_itself = {link.from_ for link in service.links if link.from_ == link.to}
    groups: dict[int, list[str]] = {}
    for card_id, group in zip(ids, label, strict=True):
        groups.setdefault(int(group), []).append(card_id)
    return tuple(
        tuple(group) for group in groups.values() if len(group) > 1 or group[0] in to_itself
    )


def _notes(service: ServiceMap, untraced: tuple[str, ...], timed: int) -> tuple[Note, ...]:
    notes = []
    if not service.links and len(service.cards) > 1:
        notes.append(Note("blueprint.note.no_links"))
    if not timed and service.cards:
        notes.append(Note("blueprint.note.no_minutes"))
    if untraced:
        notes.append(Note("blueprint.note.untraced", {"n": len(untraced)}))
    if any(lane not in {c.lane for c in service.cards} for lane in PROVIDER) and service.cards:
        notes.append(Note("blueprint.note.empty_lane"))
    return tuple(notes)
