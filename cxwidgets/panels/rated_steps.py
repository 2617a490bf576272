"""Rated maps: from what each participant drew to ratings and points of common steps.

People are compared step by step, so only steps everybody shares count for the room: those of the
template the exercise starts from, or, where it starts blank, steps of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.panels.answers import service_maps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.artifacts.service_map import ServiceMap, Step
    from cxwidgets.exercise import Exercise
    from cxwidgets.panels.panel import Answered
    from cxwidgets.text import Text


@dataclass(frozen=True)
class Rated:
    """The room's ratings of one state of a journey.

    Attributes
    ----------
    steps
        Names of the common steps by key, in journey order.
    ratings
        ``respondent, touchpoint, at, score``.
    points
        ``respondent, touchpoint, kind, strength, text``.
    people
        How many rated at least one common step.
    added
        How many steps people added that are not common.
    """

    steps: dict[str, str]
    ratings: pd.DataFrame
    points: pd.DataFrame
    people: int
    added: int


def rated(exercise: Exercise, rows: Sequence[Answered], variant: str, text: Text) -> Rated:
    """Return the room's ratings of one variant."""
    maps = service_maps(rows, variant)
    steps = {s.id: s.name for s in exercise.map_template(text).steps}
    blank = not steps
    if blank:
        steps = _common_names(maps)
    ratings, points, added = [], [], 0
    for who, drawn in maps.items():
        key = {s.id: s.name.strip() if blank else s.id for s in drawn.steps}
        added += sum(k not in steps for k in key.values())
        for step, score in drawn.emotion.items():
            if key[step] in steps:
                ratings.append((who, key[step], score))
        points += [
            (who, key[p.step], p.kind, p.strength, p.text.strip())
            for p in drawn.points
            if key[p.step] in steps
        ]
    frame = pd.DataFrame(ratings, columns=["respondent", "touchpoint", "score"])
    frame = frame.drop_duplicates(["respondent", "touchpoint"])  # two steps of the same name
    place = {step: i for i, step in enumerate(steps)}
    frame["at"] = frame["touchpoint"].map(place).astype(int)
    return Rated(
        steps=steps,
        ratings=frame,
        points=pd.DataFrame(
            points, columns=["respondent", "touchpoint", "kind", "strength", "text"]
        ),
        people=int(frame["respondent"].nunique()),
        added=added,
    )


def _common_names(maps: Mapping[str, ServiceMap]) -> dict[str, str]:
    """Return the step names that at least two maps share, by their mean relative place."""
    places: dict[str, list[float]] = {}
    for drawn in maps.values():
        names = dict.fromkeys(s.name.strip() for s in drawn.steps if s.name.strip())
        for i, name in enumerate(names):
            places.setdefault(name, []).append((i + 1) / (len(names) + 1))
    shared = {name: sum(p) / len(p) for name, p in places.items() if len(p) > 1}
    return {name: name for name in sorted(shared, key=lambda n: (shared[n], n))}


def merged(before: Sequence[Step], after: Sequence[Step]) -> list[Step] | None:
    """Return the steps of two states of a journey in one order.

    A step that was dropped keeps its place, a new one stands where it was put. None if steps that
    both share changed their order: then there is no common axis.
    """
    old, new = [s.id for s in before], [s.id for s in after]
    if [s for s in old if s in new] != [s for s in new if s in old]:
        return None
    order: list[Step] = []
    left = list(before)
    for step in after:
        if step.id in old:
            while left and left[0].id != step.id:
                order.append(left.pop(0))
            left.pop(0)
        order.append(step)
    return [*order, *left]
