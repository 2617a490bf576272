"""The score panel: from rating questions to what the room sees."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from cxwidgets import panels
from cxwidgets.exercise import Exercise
from cxwidgets.methods.scores import nps
from cxwidgets.panels import scores
from cxwidgets.panels.panel import Answered
from cxwidgets.text import Text


def words(name):
    return {"zh": f"{name}句", "en": f"{name} words"}


def rating(name, low, high):
    ends = {"low_label": words("low"), "high_label": words("high")}
    return {"id": name, "kind": "rating", "low": low, "high": high, "prompt": words(name), **ends}


def exercise_with(*questions, **settings):
    return Exercise.model_validate(
        {
            "id": "scores_test",
            "module": "gap_model",
            "component": "form",
            "method": "scores",
            "minutes": 5,
            "title": words("title"),
            "task": words("task"),
            "question": questions,
            "settings": settings,
        }
    )


@pytest.fixture
def both():
    return exercise_with(rating("recommend", 0, 10), rating("satisfied", 1, 5))


def room_of(*answers):
    return [Answered(f"p{i}", None, "A", value) for i, value in enumerate(answers)]


ROOM = room_of(
    {"recommend": 10, "satisfied": 5},
    {"recommend": 9, "satisfied": 4},
    {"recommend": 7, "satisfied": 2},
    {"recommend": 3},
)


def blocks(made, kind):
    return [block for block in made.to_json()["blocks"] if block["type"] == kind]


def test_each_question_has_the_score_its_scale_asks_for(both):
    made = panels.room(both, {1: ROOM}, Text("en"))
    figures = {f["label"]: (f["value"], f["note"]) for f in blocks(made, "figures")[0]["items"]}
    assert figures["People"] == ("4", "")
    assert figures["NPS: recommend words"][0] == "+25"
    assert figures["Satisfied: satisfied words"][0] == "67%"
    assert figures["NPS: recommend words"][1].startswith("[−")
    recommend, satisfied = (chart["table"]["rows"][0] for chart in blocks(made, "chart"))
    assert recommend[:5] == ("recommend words", "4", "2", "1", "1")
    assert satisfied[:3] == ("satisfied words", "3", "2")
    said = " ".join(t["text"] for t in blocks(made, "text"))
    assert "at most 385 answers" in said  # (1.959964 / 10)^2 * 10^4 = 384.1
    assert "trademarks" in said


def test_a_scale_of_one_to_ten_is_not_taken_for_nought_to_ten():
    made = panels.room(exercise_with(rating("r", 1, 10)), {1: room_of({"r": 10})}, Text("en"))
    assert [f["label"] for f in blocks(made, "figures")[0]["items"]][1] == "Satisfied: r words"


def test_effort_needs_its_direction_from_the_settings():
    easy = exercise_with(rating("easy", 1, 7), score="ces", direction="higher_is_easier")
    made = panels.room(easy, {1: room_of({"easy": 6}, {"easy": 2})}, Text("en"))
    assert blocks(made, "figures")[0]["items"][1]["value"] == "50%"
    wrong = exercise_with(rating("easy", 1, 7), score="mood")
    with pytest.raises(ValueError, match="'mood'"):
        panels.room(wrong, {1: room_of({"easy": 6})}, Text("en"))


def test_the_panel_is_json_without_nan_in_both_languages(both, text):
    for rows in (ROOM[:1], ROOM):
        made = panels.room(both, {1: rows, 2: rows}, text)
        assert json.dumps(made.to_json(), allow_nan=False)


def test_an_empty_room_says_what_to_do(both, text):
    for rows in ([], room_of({})):
        made = panels.room(both, {1: rows}, text)
        assert (made.n, blocks(made, "text")[0]["text"]) == (0, text("panel.empty"))


def test_ones_own_answer_belongs_to_a_group(both):
    said = panels.own(both, {"recommend": 8, "satisfied": 5}, Text("en")).blocks
    assert [block.text for block in said] == ["Your 8 counts among the Passives (7–8)."]
    assert panels.own(both, {"satisfied": 5}, Text("en")) is None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_weighted_score_says_so_with_its_effective_n(lang):
    # (3 + 1 + 1 + 1)^2 / (9 + 1 + 1 + 1) = 3
    frame = pd.DataFrame({"score": [10, 9, 8, 2], "segment": list("aabb"), "Wgt": [3, 1, 1, 1]})
    text = Text(lang)
    made = scores.summary(nps(frame, weights="Wgt"), text)
    said = [block["text"] for block in blocks(made, "text")]
    assert text("scores.note.weighted", n=4, n_eff="3.0") in said
    assert text("scores.contrast.weighted") in said
    table = blocks(made, "chart")[0]["table"]
    labels = [column["label"] for column in table["columns"][1:3]]
    assert labels == ["n", text("scores.column.n_eff")]
    assert table["rows"][0][1:3] == ("4", "3.0")
    assert len(blocks(scores.summary(nps(frame), text), "chart")[0]["table"]["rows"][0]) == 6
