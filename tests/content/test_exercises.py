"""Every exercise definition: loads, speaks both languages, keeps its key, takes its own answer."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest

from cxwidgets.course import modules
from cxwidgets.exercise import AnswerError, catalog
from cxwidgets.panels import METHODS
from cxwidgets.text import Text

ROOT = Path(__file__).resolve().parents[2]
EXERCISES = list(catalog(ROOT).values())
CJK = re.compile(r"[\u3400-\u9fff]")
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:!?]|[,;:!?][\u3400-\u9fff]")
UNSPACED = re.compile(r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")

every_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.id)


def strings(value):
    """Return every string a page would show or use, at any depth."""
    if isinstance(value, dict):
        return [s for v in value.values() for s in strings(v)]
    if isinstance(value, list | tuple):
        return [s for v in value for s in strings(v)]
    return [value] if isinstance(value, str) else []


def raw(exercise):
    file = ROOT / "data" / "course" / "exercises" / f"{exercise.id}.toml"
    with file.open("rb") as stream:
        return tomllib.load(stream)


def pairs(value):
    """Return every zh/en pair of a definition, at any depth."""
    if isinstance(value, dict):
        own = [(value["zh"], value["en"])] if {"zh", "en"} <= set(value) else []
        return own + [p for v in value.values() for p in pairs(v)]
    return [p for v in value for p in pairs(v)] if isinstance(value, list) else []


@every_exercise
def test_belongs_to_a_module_a_method_and_known_rows_of_the_curriculum(exercise):
    assert exercise.module in {m.id for m in modules(ROOT)}
    assert exercise.method in METHODS
    with (ROOT / "data" / "course" / "curriculum.toml").open("rb") as stream:
        rows = tomllib.load(stream)
    assert [i for i in exercise.curriculum if i not in rows] == []


@every_exercise
def test_both_languages_are_themselves_and_well_set(exercise):
    assert pairs(raw(exercise))
    for zh, en in pairs(raw(exercise)):
        assert not CJK.search(en), en
        assert not HALF_WIDTH.search(zh), zh
        assert not UNSPACED.search(zh), zh
    english = strings(exercise.resolve(Text("en", ROOT)))
    assert [s for s in english if CJK.search(s)] == []
    assert [s for s in strings(exercise.resolve(Text("zh", ROOT))) if CJK.search(s)]


@every_exercise
def test_keys_and_reasons_stay_in_python(exercise):
    for lang in ("zh", "en"):
        sent = json.dumps(exercise.resolve(Text(lang, ROOT)), ensure_ascii=False)
        reasons = [p.why[lang] for p in (*exercise.card, *exercise.question) if p.why]
        assert [r for r in reasons if json.dumps(r, ensure_ascii=False)[1:-1] in sent] == []
        assert not re.search(r'"(right|why|settings|curriculum)":', sent)


@every_exercise
def test_refuses_what_it_does_not_know(exercise):
    with pytest.raises(AnswerError):
        exercise.clean({"there_is_no_such_field": 1})
    with pytest.raises(AnswerError):
        exercise.clean([1, 2])


BOARDS = [e for e in EXERCISES if e.method == "sorting"]


@pytest.mark.parametrize("exercise", BOARDS, ids=lambda e: e.id)
def test_a_sorting_board_can_be_judged_and_its_key_is_a_full_answer(exercise):
    assert all(card.zone and card.why for card in exercise.cards)
    key = {z.id: [c.id for c in exercise.cards if c.zone == z.id] for z in exercise.zones}
    assert all(key.values()), "each zone has a card of its own"
    answer = exercise.clean({"zones": key, "own": {}})
    assert exercise.is_complete(answer)
    order = [c.zone for c in exercise.cards]
    assert order != sorted(order, key=[z.id for z in exercise.zones].index), "not in key order"


def test_the_fifteen_statements_are_five_of_each_kind():
    exercise = catalog(ROOT)["experience_sorting"]
    zones = [c.zone for c in exercise.cards]
    assert {z: zones.count(z) for z in zones} == {
        "experience": 5,
        "satisfaction": 5,
        "loyalty": 5,
    }


MAPS = [e for e in EXERCISES if e.component == "map"]


@pytest.mark.parametrize("exercise", MAPS, ids=lambda e: e.id)
def test_a_map_accepts_its_own_template_as_an_answer(exercise):
    for lang in ("zh", "en"):
        template = exercise.resolve(Text(lang, ROOT))["template"]
        answer = exercise.clean({"maps": {exercise.variants[0]: template}})
        assert answer["maps"][exercise.variants[0]] == template


VOTES = [(e, q) for e in EXERCISES for q in e.questions if q.kind == "vote"]


@pytest.mark.parametrize(("exercise", "question"), VOTES, ids=lambda v: v.id)
def test_a_vote_is_about_texts_that_are_asked_before_it(exercise, question):
    source = catalog(ROOT)[question.source]
    asked = {q.id: q.kind for q in source.questions}
    assert asked[question.question] == "text"
    assert source.module == exercise.module
    assert source.order < exercise.order


@pytest.mark.parametrize("module", modules(ROOT), ids=lambda m: m.id)
def test_exercises_of_a_module_are_in_one_order_and_fit_its_minutes(module):
    own = [e for e in EXERCISES if e.module == module.id]
    assert len({e.order for e in own}) == len(own)
    assert sum(e.minutes for e in own) <= module.minutes
