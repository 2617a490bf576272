"""Two rounds of one exercise: how far the same people moved."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import vl_convert

from cxwidgets import panels
from cxwidgets.methods.effect import before_after
from cxwidgets.methods.scores import csat, nps
from cxwidgets.panels import effect, score_contrast
from cxwidgets.panels import scores as score_panel
from cxwidgets.panels.panel import Answered
from cxwidgets.text import Text
from tests.panels.defined import blocks, both, exercise, room_of, said

RATING = {
    "id": "calm",
    "kind": "rating",
    "low": 1,
    "high": 5,
    "prompt": both("calm"),
    "low_label": both("low"),
    "high_label": both("high"),
}
ZONES = [{"id": z, "zh": z, "en": z} for z in "ab"]
CARDS = [{"id": f"c{i}", "zh": f"c{i}", "en": f"c{i}", "zone": "a"} for i in range(4)]

both_languages = pytest.mark.parametrize("lang", ["zh", "en"])


def charts(panel):
    return blocks(panel, "chart")


@both_languages
def test_ratings_of_two_rounds_are_compared_within_people(lang):
    text = Text(lang)
    form = exercise("scores", "form", question=[RATING], settings={"score": "csat"})
    first = room_of({"calm": 2}, {"calm": 3}, {"calm": 2}, {"calm": 4})
    second = room_of({"calm": 4}, {"calm": 4}, {"calm": 4}, {})
    made = panels.room(form, {1: first, 2: second}, text)
    moved = charts(made)[0]
    row = moved["table"]["rows"][0]
    assert row[:4] == ("calm", "3", "2.33", "4.00")
    assert row[4].startswith("+1.67")
    assert text("effect.heading") in said(made)
    assert text("effect.note.causes") in said(made)


def test_a_single_person_twice_shows_no_change():
    form = exercise("scores", "form", question=[RATING], settings={"score": "csat"})
    made = panels.room(form, {1: room_of({"calm": 2}), 2: room_of({"calm": 4})}, Text("en"))
    assert Text("en")("effect.heading") not in said(made)
    later = panels.room(form, {1: room_of({"calm": 2}, {"calm": 3}), 2: []}, Text("en"))
    assert Text("en")("effect.heading") not in said(later)


@both_languages
def test_cards_placed_right_have_a_gain(lang):
    board = exercise("sorting", "board", zone=ZONES, card=CARDS)
    right, half = {"zones": {"a": ["c0", "c1", "c2", "c3"]}}, {"zones": {"a": ["c0", "c1"]}}
    made = effect.change(board, room_of(half, half, right), room_of(right, half, right), Text(lang))
    row = made[0].table.rows[0]
    # 2, 2, 4 of 4 cards before, 4, 2, 4 after: 2/3 of the 4/3 that were left
    assert row[1:4] == ("3", "2.67", "3.33")
    assert row[-1].startswith("50%")


def test_votes_are_compared_as_shares():
    form = exercise(
        "vote",
        "form",
        question=[
            {
                "id": "best",
                "kind": "vote",
                "prompt": both("best"),
                "source": "job_essence",
                "question": "essence",
                "pick": 1,
            }
        ],
    )
    first = room_of(*[{"best": ["tea"]}] * 6, *[{"best": ["chat"]}] * 4)
    second = room_of(*[{"best": ["chat"]}] * 10)
    made = effect.change(form, first, second, Text("en"))
    rows = {row[0]: row for row in made[0].table.rows}
    assert rows["chat"][2:4] == ("40%", "100%")
    assert rows["chat"][4].startswith("+60 points [")
    assert [column.label for column in made[0].table.columns][5:] == ["p", "Adjusted p"]
    assert len(rows["chat"]) == 7  # a vote has no best, so no gain
    assert (
        effect.change(form, first, [Answered("new", None, "A", {"best": ["tea"]})], Text("en"))
        == ()
    )


@both_languages
def test_a_change_is_drawn_with_its_interval(lang):
    frame = pd.DataFrame({"item": "x", "before": [1, 2, 3, 2], "after": [3, 3, 3, 4]})
    block = charts(effect.summary(before_after(frame), Text(lang)))[0]
    spec = json.dumps(block["spec"] | {"width": 360})
    assert '"field": "low"' in spec
    assert '"field": "high"' in spec
    assert "NaN" not in vl_convert.vegalite_to_svg(spec)
    assert "+1.25" in block["alt"]
    assert effect.summary(before_after(frame.head(0)), Text(lang)).n == 0


@both_languages
def test_segments_that_differ_are_named(lang):
    text = Text(lang)
    frame = pd.DataFrame(
        {"score": [10] * 40 + [3] * 40, "segment": ["north"] * 40 + ["south"] * 40}
    )
    made = score_panel.summary(nps(frame), text)
    words = text("panel.comma").join(["north", "south"])
    assert text("scores.contrast.differs", segments=words) in said(made)
    drawn = charts(made)[-1]
    assert drawn["table"]["rows"][0][3].startswith("+")
    assert "NaN" not in vl_convert.vegalite_to_svg(json.dumps(drawn["spec"] | {"width": 360}))
    alike = csat(frame.assign(score=5))
    assert score_contrast.blocks(alike, text)[1].text == text("scores.contrast.none")
    assert score_contrast.blocks(nps(frame.drop(columns="segment")), text) == ()
