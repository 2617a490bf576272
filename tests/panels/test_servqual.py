"""The SERVQUAL panel: from form answers to what the room sees."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cxwidgets import panels
from cxwidgets.charts import servqual as charts
from cxwidgets.exercise import Exercise
from cxwidgets.panels import servqual as method
from cxwidgets.panels.panel import Answered
from cxwidgets.text import Text


def words(name):
    return {"zh": f"{name}句", "en": f"{name} sentence"}


def pair(name, dimension, prompt):
    return {"id": name, "kind": "pair", "dimension": dimension, "prompt": words(prompt)}


@pytest.fixture
def exercise():
    items = [{"id": d, **words(d)} for d in ("reliability", "empathy")]
    return Exercise.model_validate(
        {
            "id": "servqual_test",
            "module": "gap_model",
            "component": "form",
            "method": "servqual",
            "minutes": 5,
            "title": words("title"),
            "task": words("task"),
            "question": [
                pair("on_time", "reliability", "time"),
                pair("as_told", "reliability", "told"),
                pair("cared", "empathy", "care"),
                {"id": "weights", "kind": "points", "prompt": words("weights"), "items": items},
            ],
        }
    )


def answer(on_time, as_told, cared, points=None):
    pairs = {"on_time": on_time, "as_told": as_told, "cared": cared}
    value = {
        name: dict(zip(("expectation", "perception"), pair, strict=True))
        for name, pair in pairs.items()
        if pair
    }
    return value | ({"weights": points} if points else {})


def room_of(*answers):
    return [Answered(f"p{i}", None, "A", value) for i, value in enumerate(answers)]


FIRST = answer((7, 5), (7, 3), (5, 6), {"reliability": 80, "empathy": 20})
SECOND = answer((6, 6), (6, 4), (4, 4), {"reliability": 50, "empathy": 50})
THIRD = answer((7, 4), None, (6, 4), {"reliability": 30})  # points not all given out


def blocks(made, kind):
    return [block for block in made.to_json()["blocks"] if block["type"] == kind]


def test_the_room_sees_gaps_weights_and_statements(exercise):
    made = panels.room(exercise, {1: room_of(FIRST, SECOND, THIRD)}, Text("en"))
    figures = {f["label"]: f["value"] for f in blocks(made, "figures")[0]["items"]}
    # reliability -3, -1, -3; empathy 1, 0, -2; weighted (-2.2 - .5) / 2
    assert figures == {"People": "3", "Overall gap": "−1.33", "Overall gap, weighted": "−1.35"}
    gaps = blocks(made, "chart")[0]["table"]
    assert [row[0] for row in gaps["rows"]] == ["Reliability", "Empathy"]
    assert gaps["rows"][0][1:6] == ("3", "6.67", "4.33", "−2.33 [−5.20, 0.54]", "65%")
    statements = blocks(made, "table")[0]["rows"]
    assert statements[0][:3] == ("told sentence", "Reliability", "2")
    notes = " ".join(t["text"] for t in blocks(made, "text"))
    assert "covers 2 of 3 people" in notes
    assert "No dimension surely falls short yet" in notes


def test_a_dimension_that_surely_falls_short_is_named(exercise):
    many = room_of(*[FIRST, SECOND] * 15)
    made = panels.room(exercise, {1: many}, Text("zh"))
    (warning,) = [t["text"] for t in blocks(made, "text") if "0 以下" in t["text"]]
    assert "可靠" in warning
    assert "移情" not in warning


def test_without_points_there_is_no_weighted_score(exercise):
    rows = room_of(answer((7, 5), (7, 3), (5, 6)), answer((6, 6), (6, 4), (4, 4)))
    made = panels.room(exercise, {1: rows}, Text("en"))
    assert [f["label"] for f in blocks(made, "figures")[0]["items"]] == ["People", "Overall gap"]
    assert len(blocks(made, "chart")[0]["table"]["columns"]) == 5


def test_the_panel_is_json_without_nan_in_both_languages(exercise, text):
    for rows in (room_of(FIRST), room_of(FIRST, SECOND, THIRD)):
        made = panels.room(exercise, {1: rows, 2: rows}, text)
        assert json.dumps(made.to_json(), allow_nan=False)


def test_one_answer_claims_nothing(exercise):
    made = panels.room(exercise, {1: room_of(FIRST)}, Text("en"))
    said = " ".join(t["text"] for t in blocks(made, "text"))
    assert "surely" not in said
    assert blocks(made, "chart")[0]["table"]["rows"][0][4] == "−3.00"


def test_an_empty_room_says_what_to_do(exercise, text):
    for rows in ([], room_of({}), room_of({"cared": {"expectation": 5}})):
        made = panels.room(exercise, {1: rows}, text)
        assert (made.n, blocks(made, "text")[0]["text"]) == (0, text("panel.empty"))


def test_ones_own_gaps(exercise):
    table = blocks(panels.own(exercise, FIRST, Text("zh")), "table")[0]
    assert table["rows"] == (("可靠", "−3.0"), ("移情", "+1.0"))
    assert panels.own(exercise, {"cared": {"perception": 5}}, Text("zh")) is None


RATING = st.one_of(st.none(), st.integers(1, 7))


@given(
    st.fixed_dictionaries(
        {},
        optional={
            item: st.fixed_dictionaries({"expectation": RATING, "perception": RATING})
            for item in ("on_time", "as_told", "cared")
        },
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ones_own_gaps_are_what_the_method_finds_for_a_room_of_one(exercise, value):
    value = {q: {h: r for h, r in pair.items() if r is not None} for q, pair in value.items()}
    own = panels.own(exercise, value, Text("en"))
    table = method._result(exercise, room_of(value)).dimensions
    if own is None:
        assert table.empty
        return
    text = Text("en")
    expected = [
        (charts.dimension_name(row["dimension"], text), text.signed(row["gap"], 1))
        for _, row in table.iterrows()
    ]
    assert list(blocks(own, "table")[0]["rows"]) == expected


def test_the_headline_names_the_widest_gap(exercise):
    figures = panels.headline(exercise, room_of(FIRST, SECOND, THIRD), Text("en"))
    assert (figures[-1].value, figures[-1].note) == ("Reliability", "−2.33")
    assert panels.headline(exercise, [], Text("en")) == ()


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "80% of expectations are the highest step"), ("zh", "至少 80% 的期望打在量表的最高分")],
)
def test_the_room_is_told_where_expectations_leave_no_way_up(exercise, lang, said):
    text = Text(lang)
    full = room_of(*(answer((7, 5), (7, 6), (5 + i, 5)) for i in range(3)))  # a third of empathy's
    (shown,) = [
        block["text"]
        for block in blocks(panels.room(exercise, {1: full}, text), "text")
        if said in block["text"]
    ]
    assert charts.dimension_name("reliability", text) in shown
    assert charts.dimension_name("empathy", text) not in shown
