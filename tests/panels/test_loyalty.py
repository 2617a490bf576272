"""The loyalty panel: two ratings a person, four types, one curve."""

from __future__ import annotations

import json

import pytest
import vl_convert

from cxwidgets import panels
from cxwidgets.charts import loyalty as charts
from cxwidgets.methods.loyalty import attitude_types, loyalty_types
from cxwidgets.panels import loyalty
from cxwidgets.text import Text
from tests.panels.defined import blocks, both, exercise, figures, room_of, said

both_languages = pytest.mark.parametrize("lang", ["zh", "en"])


def rating(name, low, high):
    ends = {"low_label": both("low"), "high_label": both("high")}
    return {"id": name, "kind": "rating", "low": low, "high": high, "prompt": both(name), **ends}


FORM = exercise(
    "loyalty", "form", question=[rating("satisfaction", 1, 5), rating("loyalty", 0, 10)]
)
ROOM = room_of(
    *[{"satisfaction": 5, "loyalty": 10}] * 4,
    *[{"satisfaction": 4, "loyalty": 6}] * 3,
    *[{"satisfaction": 2, "loyalty": 9}] * 2,
    {"satisfaction": 1, "loyalty": 0},
    {"satisfaction": 3},
)


@both_languages
def test_the_room_sees_types_and_curve_with_intervals(lang):
    text = Text(lang)
    made = panels.room(FORM, {1: ROOM}, text)
    assert made.n == 10
    assert figures(made)[text("loyalty.type.loyalist")] == "40%"
    plane, types, curve = blocks(made, "chart")
    for block in (plane, types, curve):
        assert "NaN" not in vl_convert.vegalite_to_svg(json.dumps(block["spec"] | {"width": 360}))
    for block in (types, curve):
        assert '"field": "low"' in json.dumps(block["spec"])
    assert [row[1] for row in types["table"]["rows"]] == ["4", "3", "2", "1", "4", "1"]
    assert text("panel.small_n", n=10) in said(made)
    top = text("loyalty.last_step.clear", top=5, below=4, points="", interval="").split("5")[0]
    assert top[:4] in said(made)


@both_languages
def test_one_learns_ones_own_type_only(lang):
    text = Text(lang)
    made = loyalty.own(FORM, {"satisfaction": 2, "loyalty": 9}, text)
    assert text("loyalty.type.hostage") in said(made)
    assert loyalty.own(FORM, {"satisfaction": 2}, text) is None


def test_an_empty_room_says_what_to_do():
    text = Text("en")
    assert panels.room(FORM, {1: room_of({"satisfaction": 3})}, text) == panels.panel.empty(text)
    assert loyalty.headline(FORM, [], text) == ()


def test_settings_move_the_cuts():
    strict = exercise(
        "loyalty",
        "form",
        question=[rating("satisfaction", 1, 5), rating("loyalty", 0, 10)],
        settings={"satisfied": 5, "loyal": 10},
    )
    text = Text("en")
    made = {f.label: f.value for f in loyalty.headline(strict, ROOM, text)}
    assert made[text("loyalty.type.loyalist")] == "40%"
    assert made[text("loyalty.type.mercenary")] == "0%"


@both_languages
def test_every_type_has_words(lang):
    text = Text(lang)
    import pandas as pd

    frame = pd.DataFrame({"own": [9, 5], "best_other": [5, 8], "patronage": [0.9, 0.2]})
    assert text("loyalty.type.latent") in json.dumps(
        charts.types(attitude_types(frame), text).to_dict(), ensure_ascii=False
    )
    drawn = charts.plane(
        loyalty_types(pd.DataFrame({"satisfaction": [5], "loyalty": [10]})), text
    ).to_dict()
    assert text("loyalty.type.loyalist") in drawn["description"]
