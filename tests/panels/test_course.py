"""Every board, map, sheet and form of the course has a panel for any room, in both languages."""

from __future__ import annotations

import json
import random

import pytest

from cxwidgets import panels
from cxwidgets.exercise import catalog
from cxwidgets.panels.panel import Answered
from tests.conftest import ROOT

COURSE = catalog(ROOT)


def answer(exercise, text, chance):
    """Return a legal answer that a hurried participant may have given."""
    if exercise.component == "board":
        zones = {zone.id: [] for zone in exercise.zones}
        for card in chance.sample(exercise.cards, k=chance.randint(0, len(exercise.cards))):
            zones[chance.choice(list(zones))].append(card.id)
        return {"zones": zones, "own": {}}
    if exercise.component == "map":
        return {"maps": {v: _map(exercise, text, chance) for v in exercise.variants}}
    if exercise.component == "sheet":
        numbers = [c.id for c in exercise.column if c.kind == "number"]
        cells = [
            {n: chance.randint(0, 90) for n in numbers if n != "threshold"} for _ in exercise.row
        ]
        return {
            "rows": [{"id": r.id, "cells": c} for r, c in zip(exercise.row, cells, strict=True)]
        }
    return {q.id: _said(q, chance) for q in exercise.questions if chance.random() < 0.8}


def _map(exercise, text, chance):
    drawn = exercise.map_template(text).as_json()
    steps = [step["id"] for step in drawn.get("steps", [])]
    rated = chance.sample(steps, k=chance.randint(0, len(steps)))
    points = [
        {"step": chance.choice(steps), "kind": kind, "text": "“</script>”", "strength": 1}
        for kind in ("pain", "joy", "itch")
        if steps
    ]
    return drawn | {"emotion": {s: chance.randint(-3, 3) for s in rated}, "points": points}


def _said(question, chance):
    if question.kind in ("rating", "number"):
        return chance.randint(int(question.low), int(question.high))
    picked = {
        "text": lambda: chance.choice(["", "a text", "</script>"]),
        "vote": lambda: ["a text"],
        "single": lambda: chance.choice(question.choice).id,
        "multiple": lambda: [chance.choice(question.choice).id],
        "kano": lambda: {"functional": chance.randint(1, 5), "dysfunctional": chance.randint(1, 5)},
        "pair": lambda: {"expectation": chance.randint(1, 7), "perception": chance.randint(1, 7)},
        "points": lambda: {question.items[0].id: question.total},
    }
    return picked[question.kind]()


@pytest.mark.parametrize("exercise", COURSE.values(), ids=COURSE)
def test_any_room_has_a_panel(exercise, text):
    chance = random.Random(exercise.id)  # noqa: S311 - the same room at every run
    for people in (0, 1, 7):
        values = [exercise.clean(answer(exercise, text, chance)) for _ in range(people)]
        rows = [Answered(f"p{i}", None, "A", v) for i, v in enumerate(values)]
        made = panels.room(exercise, {1: rows[:1], 2: rows}, text)
        assert json.dumps(made.to_json(), allow_nan=False)
        assert made.blocks
        assert made.n <= people
        for value in values[:2]:
            own = panels.own(exercise, value, text)
            assert own is None or json.dumps(own.to_json(), allow_nan=False)
