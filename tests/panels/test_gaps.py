"""The five-gap panel: from form answers to what the room sees."""

from __future__ import annotations

import json

import pytest

from cxwidgets import panels
from cxwidgets.exercise import Exercise
from cxwidgets.methods.gaps import GAPS, USES
from cxwidgets.panels.panel import Answered
from cxwidgets.text import Text


def words(name):
    return {"zh": f"{name}句", "en": f"{name} words"}


@pytest.fixture
def exercise():
    questions = []
    for gap in GAPS:
        ends = {"low_label": words("none"), "high_label": words("wide")}
        scale = {"kind": "rating", "low": 1, "high": 7, **ends}
        questions += [
            {"id": f"{gap}_score", "prompt": words("how wide"), **scale},
            {"id": f"{gap}_evidence", "kind": "text", "prompt": words("why")},
        ]
    choice = [{"id": use, **words(use)} for use in USES]
    cause = {"kind": "single", "choice": choice}
    questions += [
        {"id": "gap1_cause_deaf", "prompt": words("deaf"), **cause},
        {"id": "gap3_cause_unfit", "prompt": words("unfit"), **cause},
    ]
    return Exercise.model_validate(
        {
            "id": "gaps_test",
            "module": "gap_model",
            "component": "form",
            "method": "gaps",
            "minutes": 5,
            "title": words("title"),
            "task": words("task"),
            "section": [{"id": "gap1", "zh": "缺口 1：聋", "en": "Gap 1: deaf"}],
            "question": questions,
        }
    )


def answer(scores, **more):
    return {f"{g}_score": s for g, s in zip(GAPS, scores, strict=True) if s is not None} | more


def room_of(*answers):
    return [Answered(f"p{i}", "Ann" if i else None, "A", value) for i, value in enumerate(answers)]


ROOM = (
    answer((7, 5, 4, 2, 1), gap1_cause_deaf="audit", gap1_evidence="  nobody asked <b>us</b> "),
    answer((6, 5, 3, 2, 1), gap1_cause_deaf="training", gap3_cause_unfit="recruitment"),
    answer((7, 5, 4, None, 1), gap1_cause_deaf="audit", gap1_evidence="survey unread"),
)


def blocks(made, kind):
    return [block for block in made.to_json()["blocks"] if block["type"] == kind]


def test_the_room_sees_ranks_causes_and_evidence(exercise):
    made = panels.room(exercise, {1: room_of(*ROOM)}, Text("en"))
    figures = {f["label"]: f["value"] for f in blocks(made, "figures")[0]["items"]}
    assert figures == {"People": "3", "Gap scored widest": "Gap 1: deaf", "Causes found": "2"}
    scores = blocks(made, "chart")[0]["table"]["rows"]
    assert scores[0][:2] == ("Gap 1: deaf", "3")
    assert scores[0][3] == "1 (1)"
    assert scores[3][:2] == ("Gap 4: communication", "2")
    uses = blocks(made, "table")[0]["rows"]
    assert uses[0] == ("1", "deaf words", "2", "·", "·", "1", "·")
    assert uses[1] == ("3", "unfit words", "·", "·", "1", "·", "·")
    (wall,) = blocks(made, "wall")
    assert [(item["text"], item["by"]) for item in wall["items"]] == [
        ("nobody asked <b>us</b>", None),
        ("survey unread", "Ann"),
    ]
    assert any("still be “Gap 1: deaf”" in t["text"] for t in blocks(made, "text"))


def test_a_close_race_is_called_one(exercise):
    rows = room_of(*[answer((5, 4, 1, 1, 1)), answer((4, 5, 1, 1, 1))] * 4)
    made = panels.room(exercise, {1: rows}, Text("en"))
    assert any("could come first: Gap 1: deaf, Gap 2" in t["text"] for t in blocks(made, "text"))
    figure = blocks(made, "figures")[0]["items"][1]
    assert figure["value"] == "Gap 1: deaf, Gap 2: standards"


def test_the_panel_is_json_without_nan_in_both_languages(exercise, text):
    for rows in (room_of(ROOM[0]), room_of(*ROOM)):
        made = panels.room(exercise, {1: rows, 2: rows}, text)
        assert json.dumps(made.to_json(), allow_nan=False)


def test_an_empty_room_says_what_to_do(exercise, text):
    for rows in ([], room_of({}), room_of({"gap1_evidence": "no score yet"})):
        made = panels.room(exercise, {1: rows}, text)
        assert (made.n, blocks(made, "text")[0]["text"]) == (0, text("panel.empty"))


def test_ones_own_causes_become_a_list_of_what_to_do(exercise):
    table = blocks(panels.own(exercise, ROOM[1], Text("en")), "table")[0]
    assert table["rows"] == (("Recruitment", "unfit words"), ("Training", "deaf words"))
    assert panels.own(exercise, answer((1, 1, 1, 1, 1)), Text("en")) is None


def test_the_headline_is_the_mean_of_each_gap(exercise):
    figures = panels.headline(exercise, room_of(*ROOM), Text("en"))
    assert [f.value for f in figures] == ["6.7", "5.0", "3.7", "2.0", "1.0"]
    assert panels.headline(exercise, [], Text("en")) == ()
