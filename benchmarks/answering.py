"""Sequences of answers as a hand would make them: each save holds a little more than the last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable

    from cxwidgets.exercise import Exercise

WORDS = "等车时间短，司机态度好，座位干净，信息清楚，换乘方便。"


def sequence(
    exercises: Iterable[Exercise], times: int, chance: random.Random
) -> list[tuple[str, int, dict[str, Any]]]:
    """Return ``times`` answers ``(exercise, round, value)``, spread over the exercises in order."""
    asked = list(exercises)
    share = -(-times // len(asked))
    found = []
    for exercise in asked:
        whole = answer(exercise, chance)
        steps = range(1, share + 1)
        found.extend((exercise.id, 1, _part(whole, step / share)) for step in steps)
    return found[:times]


def answer(exercise: Exercise, chance: random.Random) -> dict[str, Any]:
    """Return a complete answer to an exercise."""
    made: dict[str, Any]
    if exercise.component == "form":
        made = {q.id: _said(q, chance) for q in exercise.question if q.kind != "vote"}
    elif exercise.component == "board":
        zones: dict[str, list[str]] = {zone.id: [] for zone in exercise.zone}
        for card in exercise.card:
            zones[chance.choice(list(zones))].append(card.id)
        made = {"zones": zones, "own": {}}
    elif exercise.component == "map":
        steps = [{"id": f"s{n}", "name": f"{n}"} for n in range(1, 7)]
        drawn = {"version": 1, "steps": steps, "cards": [], "links": [], "points": []}
        feeling = {step["id"]: chance.randint(-3, 3) for step in steps}
        made = {"maps": {"as_is": {**drawn, "emotion": feeling}}}
    else:
        made = {"rows": []}
    return exercise.clean(made)


def _said(question: Any, chance: random.Random) -> Any:  # noqa: PLR0911 - a line a kind
    kind = question.kind
    if kind == "kano":
        return {"functional": chance.randint(1, 5), "dysfunctional": chance.randint(1, 5)}
    if kind == "pair":
        low, high = question.low, question.high
        return {k: chance.randint(low, high) for k in ("expectation", "perception")}
    if kind == "rating":
        return chance.randint(question.low, question.high)
    if kind == "number":
        return question.low
    if kind == "single":
        return chance.choice(question.choice).id
    if kind == "multiple":
        return [chance.choice(question.choice).id]
    if kind == "points":
        return {question.items[0].id: question.total}
    start = chance.randint(0, len(WORDS) - 6)
    return WORDS[start:]


def _part(value: dict[str, Any], share: float) -> dict[str, Any]:
    if {"zones", "maps", "rows"} & set(value):
        return value
    kept = max(1, round(len(value) * share))
    return dict(list(value.items())[:kept])
