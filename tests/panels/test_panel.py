"""Panels: blocks that are plain JSON, and two rounds side by side."""

# ruff: noqa: ARG004 - a method's signature is fixed
from __future__ import annotations

import json
from importlib.util import find_spec
from types import SimpleNamespace

import altair as alt
import pandas as pd
import pytest

from cxwidgets import panels
from cxwidgets.methods.notes import Note
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Answered, Figure, FiguresBlock, Panel, TextBlock
from cxwidgets.panels.rounds import compose
from cxwidgets.text import Text


class Mean:
    """A method of one number."""

    @staticmethod
    def room(exercise, rows, text):
        return Panel(len(rows), (TextBlock(f"{len(rows)} answers"),)) if rows else panel.empty(text)

    @staticmethod
    def own(exercise, value, text):
        return None

    @staticmethod
    def headline(exercise, rows, text):
        mean = sum(row.value["x"] for row in rows) / len(rows)
        return (Figure("mean", text.number(mean, 1), "of 10"),)


def rows(*values):
    return [Answered(str(i), None, "A", {"x": x}) for i, x in enumerate(values)]


def test_a_panel_is_plain_json():
    made = Panel(
        3,
        (
            TextBlock("hello", "good"),
            FiguresBlock((Figure("n", "3"),)),
            panel.table("t", [("a", "left"), ("b", "right")], [["1", "2"]]),
            panel.WallBlock((panel.WallItem("kind words", None, 2),)),
            panel.MapBlock({"id": "m"}, {"maps": {}}),
        ),
    )
    back = json.loads(json.dumps(made.to_json(), allow_nan=False))
    assert back["n"] == 3
    assert [block["type"] for block in back["blocks"]] == [
        "text",
        "figures",
        "table",
        "wall",
        "map",
    ]
    assert back["blocks"][1]["items"] == [{"label": "n", "value": "3", "note": ""}]
    assert back["blocks"][2]["columns"][1] == {"label": "b", "align": "right"}
    assert back["blocks"][2]["rows"] == [["1", "2"]]


def test_a_chart_brings_its_sentence_or_is_refused():
    bare = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar().encode(x="x:Q")
    with pytest.raises(ValueError, match="description"):
        panel.chart(bare)
    block = panel.chart(bare.properties(description="One bar."))
    assert block.alt == "One bar."
    assert block.spec["mark"]["type"] == "bar"


def test_one_round_is_shown_alone():
    made = compose(Mean(), None, {1: rows(4, 6)}, Text("en"))
    assert made == Mean.room(None, rows(4, 6), Text("en"))


def test_a_second_round_is_headed_by_before_and_after():
    text = Text("en")
    made = compose(Mean(), SimpleNamespace(method="mean"), {1: rows(2, 4), 2: rows(6, 8, 10)}, text)
    change = made.blocks[0]
    assert [column.label for column in change.columns] == ["Measure", "Round 1", "Round 2"]
    assert change.rows == (("People", "2", "3"), ("mean", "3.0 of 10", "8.0 of 10"))
    assert made.n == 3
    assert made.blocks[-1].text == "3 answers"


def test_a_second_round_without_answers_still_shows_the_first():
    made = compose(Mean(), SimpleNamespace(method="mean"), {1: rows(2, 4), 2: []}, Text("zh"))
    assert made.n == 0
    assert made.blocks[0].rows[1] == ("mean", "3.0 of 10")
    assert Text("zh")("panel.empty") in [getattr(block, "text", "") for block in made.blocks]


def test_no_round_at_all_says_what_to_do():
    assert compose(Mean(), None, {}, Text("en")) == panel.empty(Text("en"))


def test_notes_become_words_in_the_readers_language():
    note = Note("kano.note.tie", {"features": ("Wifi", "Seats")}, "warn")
    for lang, comma in (("zh", "、"), ("en", ", ")):
        (block,) = panel.remarks([note], Text(lang))
        assert f"Wifi{comma}Seats" in block.text
        assert block.tone == "warn"


def test_a_small_n_is_said_and_a_large_one_is_not():
    assert "12" in panel.small(12, Text("en"))[0].text
    assert panel.small(30, Text("en")) == ()


@pytest.mark.parametrize("name", panels.METHODS)
def test_every_method_has_its_module(name):
    assert find_spec(f"cxwidgets.panels.{name}")
    found = panels.method(name)
    assert all(callable(getattr(found, part)) for part in ("room", "own", "headline"))


def test_an_unknown_method_is_named():
    with pytest.raises(ValueError, match="'os'"):
        panels.method("os")
