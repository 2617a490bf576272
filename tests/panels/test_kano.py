"""The Kano panel: from form answers to what the room sees."""

from __future__ import annotations

import json
import re

import pandas as pd
import pytest

from cxwidgets import panels
from cxwidgets.exercise import Exercise
from cxwidgets.methods.kano import kano
from cxwidgets.panels import kano as panel_of
from cxwidgets.panels.panel import Answered
from cxwidgets.text import Text

LIKE, NEUTRAL, DISLIKE = 1, 3, 5


def question(name, zh, en):
    words = {"zh": f"{zh}？", "en": f"{en}?"}
    return {
        "id": name,
        "kind": "kano",
        "prompt": {"zh": zh, "en": en},
        "functional": words,
        "dysfunctional": words,
        "importance": True,
    }


@pytest.fixture
def exercise():
    return Exercise.model_validate(
        {
            "id": "kano_test",
            "module": "three_one_toolkit",
            "component": "form",
            "method": "kano",
            "minutes": 5,
            "title": {"zh": "卡诺", "en": "Kano"},
            "task": {"zh": "请作答", "en": "Answer"},
            "question": [question("time", "准点", "On time"), question("wifi", "无线网", "Wifi")],
        }
    )


def pair(functional, dysfunctional, importance=5):
    return {"functional": functional, "dysfunctional": dysfunctional, "importance": importance}


def room_of(*answers):
    return [Answered(f"p{i}", None, "A", value) for i, value in enumerate(answers)]


@pytest.fixture
def forty():
    sure = {"time": pair(NEUTRAL, DISLIKE, 9), "wifi": pair(LIKE, NEUTRAL)}
    other = {"time": pair(NEUTRAL, DISLIKE, 9), "wifi": pair(NEUTRAL, NEUTRAL)}
    return room_of(*[sure] * 21, *[other] * 19)


def blocks(made, kind):
    return [block for block in made.to_json()["blocks"] if block["type"] == kind]


def test_the_room_sees_classes_counts_and_what_is_not_settled(exercise, forty):
    made = panels.room(exercise, {1: forty}, Text("en"))
    figures = [(f["label"], f["value"]) for f in blocks(made, "figures")[0]["items"]]
    assert figures == [
        ("People", "40"),
        ("Classes settled", "1 / 2"),
        ("Contradictory answers", "0.0%"),
    ]
    plane, bars = blocks(made, "chart")
    time, wifi = plane["table"]["rows"]
    assert time[:5] == ("1 On time", "40", "Must-be", "–", "Settled")
    assert wifi[:4] == ("2 Wifi", "40", "Attractive", "Indifferent")
    # 21 against 19 of 40: n = 3.8415 * 1 / 0.05^2 = 1537
    assert wifi[4] == "Not settled; about 1,537 needed"
    assert time[6] == "−1.00 [−1.00, −0.91]"
    assert time[7] == "9.0"
    assert bars["table"]["rows"][1] == ("Wifi", "21", "0", "0", "19", "0", "0", "40")
    assert any("Wifi" in t["text"] and t["tone"] == "warn" for t in blocks(made, "text"))


def test_the_panel_is_json_without_nan_in_both_languages(exercise, forty):
    for lang in ("zh", "en"):
        made = panels.room(exercise, {1: forty, 2: forty[:3]}, Text(lang))
        assert json.dumps(made.to_json(), allow_nan=False)


def test_a_room_without_a_complete_pair_says_what_to_do(exercise):
    text = Text("zh")
    for rows in ([], room_of({}), room_of({"time": {"functional": 1}})):
        made = panels.room(exercise, {1: rows}, text)
        assert made.n == 0
        assert blocks(made, "text")[0]["text"] == text("panel.empty")


def test_half_an_answer_is_counted_as_such(exercise):
    made = panels.room(
        exercise, {1: room_of({"time": pair(1, 5), "wifi": {"functional": 1}})}, Text("en")
    )
    assert "Left half done and not counted: 1." in [t["text"] for t in blocks(made, "text")]


def test_contradictions_only_are_shown_not_an_error(exercise):
    made = panels.room(exercise, {1: room_of({"time": pair(1, 1)})}, Text("en"))
    row = blocks(made, "chart")[0]["table"]["rows"][0]
    assert row[2] == "Questionable"
    assert row[5].startswith("–")


def test_ones_own_answers_are_put_into_the_evaluation_table(exercise):
    value = {"time": pair(NEUTRAL, DISLIKE), "wifi": pair(DISLIKE, LIKE)}
    table = blocks(panels.own(exercise, value, Text("zh")), "table")[0]
    assert [row[:2] for row in table["rows"]] == [("准点", "必备"), ("无线网", "反向")]
    assert panels.own(exercise, {"time": {"functional": 1}}, Text("zh")) is None


def test_the_exercise_may_choose_the_other_table(exercise):
    pouliot = exercise.model_copy(update={"settings": {"table": "pouliot"}})
    value = {"time": pair(2, 2)}
    standard = blocks(panels.own(exercise, value, Text("en")), "table")[0]["rows"][0][1]
    strict = blocks(panels.own(pouliot, value, Text("en")), "table")[0]["rows"][0][1]
    assert (standard, strict) == ("Indifferent", "Questionable")


def test_the_headline_counts_what_is_settled(exercise, forty):
    figures = panels.headline(exercise, forty, Text("en"))
    assert [f.value for f in figures] == ["1 / 2", "1", "0", "1"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_weighted_classes_say_so_with_their_effective_n(lang):
    # attractive weighs 3, must-be 1 + 1 + 1: (3 + 1 + 1 + 1)^2 / (9 + 1 + 1 + 1) = 3
    frame = pd.DataFrame(
        {"functional": [1, 3, 3, 3], "dysfunctional": [3, 5, 5, 5], "Wgt": [3, 1, 1, 1]}
    )
    text = Text(lang)
    made = panel_of.summary(kano(frame.assign(feature="wifi"), weights="Wgt"), text).to_json()
    charts = [block for block in made["blocks"] if block["type"] == "chart"]
    assert charts[0]["table"]["columns"][2]["label"] == text("scores.column.n_eff")
    assert charts[0]["table"]["rows"][0][1:3] == ("4", "3.0")
    assert len(charts[0]["table"]["rows"][0]) == len(charts[0]["table"]["columns"])
    said = [block["text"] for block in made["blocks"] if block["type"] == "text"]
    assert text("kano.note.weighted", n=4, n_eff="3.0") in said
    drawn = json.dumps(charts[1]["spec"], ensure_ascii=False)
    assert text("kano.chart.weighted_share") in drawn
    assert text("kano.chart.share") not in drawn
    rows = [row for rows in charts[1]["spec"]["datasets"].values() for row in rows]
    assert {row["category"]: row["share"] for row in rows} == pytest.approx(
        {"A": 0.5, "M": 0.5, "O": 0, "I": 0, "R": 0, "Q": 0}
    )


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "being without “Wifi” would be “Attractive”, and settled ({numbers})."),
        ("zh", "“没有无线网”属于“魅力”，类别已确定（{numbers}）。"),
    ],
)
def test_what_most_do_not_want_is_read_the_other_way_round(exercise, lang, said):
    # Wilson for 40 of 40: 1 / (1 + 1.96^2 / 40) = 0.912
    numbers = "Better 1.00 [0.91, 1.00], Worse 0.00 [−0.09, 0.00], n = 40"
    comma = {"en": ", ", "zh": "，"}[lang]
    wanted = said.format(numbers=re.sub(r"(?<=\]), ", comma, numbers))
    rows = room_of(*[{"time": pair(NEUTRAL, DISLIKE), "wifi": pair(NEUTRAL, LIKE)}] * 40)
    texts = [t["text"] for t in blocks(panels.room(exercise, {1: rows}, Text(lang)), "text")]
    assert [t for t in texts if t.endswith(wanted)]


@pytest.mark.parametrize(("extra", "key"), [([], "open"), ([(LIKE, NEUTRAL)] * 4, "divided")])
def test_what_the_other_way_round_does_not_settle_is_said(extra, key):
    pairs = [(NEUTRAL, LIKE)] * 3 + [(DISLIKE, LIKE)] * 2 + extra
    frame = pd.DataFrame(pairs, columns=["functional", "dysfunctional"]).assign(feature="Wifi")
    made = panel_of.summary(kano(frame), Text("en"))
    found = [t["text"] for t in blocks(made, "text") if "other way round" in t["text"]]
    words = {"open": "not settled", "divided": "many want it and many do not"}
    assert words[key] in found[-1]
    assert len(found) == 1
