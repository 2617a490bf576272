"""Modules, glossary and maps: complete in both languages, and used as they say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import nbformat
import pytest

from cxwidgets.artifacts.service_map import LANES
from cxwidgets.course import modules
from cxwidgets.exercise import template
from cxwidgets.text import Text

ROOT = Path(__file__).resolve().parents[2]
COURSE = ROOT / "data" / "course"
MAPS = sorted(f.stem for f in (COURSE / "maps").glob("*.toml"))
CJK = re.compile(r"[\u3400-\u9fff]")


def load(file):
    with file.open("rb") as stream:
        return tomllib.load(stream)


TERMS = load(COURSE / "glossary.toml")["term"]


def written(lang):
    """Return everything the course says in one language, by where it stands."""
    said = {}
    for file in (ROOT / "notebooks").glob("*.ipynb"):
        for cell in nbformat.read(file, as_version=4).cells:
            if lang in cell.metadata.get("tags", []):
                said[f"{file.stem}:{cell.id}"] = cell.source
    for file in [*(COURSE / "exercises").glob("*.toml"), *(COURSE / "maps").glob("*.toml")]:
        said[file.name] = "\n".join(one_side(load(file), lang))
    for file in (COURSE / "modules.toml", COURSE / "text.toml"):
        said[file.name] = "\n".join(one_side(load(file), lang))
    return said


def one_side(value, lang):
    if isinstance(value, dict):
        own = [value[lang]] if {"zh", "en"} <= set(value) else []
        return own + [s for v in value.values() for s in one_side(v, lang)]
    return [s for v in value for s in one_side(v, lang)] if isinstance(value, list) else []


def test_every_taught_module_has_three_objectives_and_time():
    for module in modules(ROOT):
        if module.audience == "trainee":
            assert len(module.objectives) == 3, module.id
            assert module.minutes > 0, module.id
        for words in (module.title, module.summary, *module.objectives):
            assert CJK.search(words["zh"])
            assert not CJK.search(words["en"])


def test_a_term_has_one_word_in_each_language_and_a_first_mention():
    ids = [t["id"] for t in TERMS]
    assert len(set(ids)) == len(ids)
    for lang in ("zh", "en"):
        words = [t[lang] for t in TERMS]
        assert sorted({w for w in words if words.count(w) > 1}) == []
        for term in TERMS:
            assert term[lang].split()[0] in term[f"first_{lang}"], term["id"]
            assert term["note"][lang]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_words_the_glossary_avoids_are_nowhere_in_the_course(lang):
    avoided = [w for t in TERMS for w in t.get(f"avoid_{lang}", [])]
    assert avoided
    found = [
        f"{word} in {place}"
        for place, said in written(lang).items()
        for word in avoided
        if re.search(rf"\b{re.escape(word)}" if lang == "en" else word, said, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("name", MAPS)
def test_a_map_is_the_same_map_in_both_languages(name):
    zh, en = (template.load(ROOT, name, Text(lang, ROOT)) for lang in ("zh", "en"))
    assert [s.id for s in zh.steps] == [s.id for s in en.steps]
    assert [c.id for c in zh.cards] == [c.id for c in en.cards]
    assert [bool(c.owner) for c in zh.cards] == [bool(c.owner) for c in en.cards]
    for words in (*(s.name for s in en.steps), *(c.text for c in en.cards)):
        assert not CJK.search(words)
    for words in (*(s.name for s in zh.steps), *(c.text for c in zh.cards)):
        assert CJK.search(words)


def test_the_bus_line_fills_every_step_and_uses_every_lane():
    line = template.load(ROOT, "bus_line", Text("en", ROOT))
    assert len(line.steps) == 8
    assert {c.lane for c in line.cards} == {*LANES, "thought"}
    for step in line.steps:
        lanes = {c.lane for c in line.cards if c.step == step.id}
        assert {"evidence", "customer", "thought", "backstage", "support"} <= lanes
        assert step.id in line.emotion
    assert {p.kind for p in line.points} == {"pain", "joy", "itch"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_run_of_show_has_every_module_with_its_minutes(lang):
    console = nbformat.read(ROOT / "notebooks" / "trainer_console.ipynb", as_version=4)
    [said] = [
        cell.source
        for cell in console.cells
        if lang in cell.metadata.get("tags", []) and "| 9:00 |" in cell.source
    ]
    taught = [m for m in modules(ROOT) if m.audience == "trainee"]
    table = [line for line in said.splitlines() if line.startswith("|")][2:]
    rows = [[word.strip() for word in line.split("|")[1:4]] for line in table]
    minutes = {title: int(length) for title, length, _ in rows}
    for module in taught:
        assert minutes[module.title[lang]] == module.minutes
    assert str(sum(m.minutes for m in taught)) in said.partition("|")[0]
    starts = [int(hour) * 60 + int(minute) for hour, minute in (row[2].split(":") for row in rows)]
    for (_, length, _), start, end in zip(rows, starts, [*starts[1:], 17 * 60 + 30], strict=True):
        assert 0 < end - start <= int(length)
