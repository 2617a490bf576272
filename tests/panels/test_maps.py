"""The journey and blueprint panels."""

from __future__ import annotations

import json

import pytest

from cxwidgets.panels import blueprint, journey
from tests.panels.defined import blocks, exercise, figures, room_of, said, tables

STEPS = [{"id": s, "name": s.upper()} for s in ("check", "wait", "ride")]


def drawn(emotion, points=(), steps=STEPS, cards=(), links=()):
    return {
        "version": 1,
        "steps": list(steps),
        "cards": list(cards),
        "links": list(links),
        "emotion": dict(zip([s["id"] for s in steps], emotion, strict=False)),
        "points": list(points),
    }


def pain(step, words="", strength=3):
    return {"step": step, "kind": "pain", "text": words, "strength": strength}


@pytest.fixture
def template(tmp_path):
    """Return a way to make a map exercise that starts from the three steps."""
    folder = tmp_path / "data" / "course" / "maps"
    folder.mkdir(parents=True)
    lines = [f'[[step]]\nid = "{s["id"]}"\nzh = "{s["name"]}"\nen = "{s["name"]}"' for s in STEPS]
    lines.append('[[card]]\nid = "given"\nstep = "wait"\nlane = "frontstage"\nfail = true')
    lines.append('zh = "屏幕"\nen = "screen"\nowner = { zh = "信息中心", en = "IT" }')
    (folder / "line.toml").write_text("\n".join(lines), encoding="utf-8")

    def make(method, variants=("as_is",), name="line", **fields):
        made = exercise(method, "map", variants=variants, template=name, **fields)
        made._root = tmp_path
        return made

    return make


def test_the_room_sees_its_curve_and_its_lowest_step(template, text):
    made = template("journey", mode="rate")
    rows = room_of(
        *({"maps": {"as_is": drawn([1, -3, 2], [pain("wait", f"late {i}")])}} for i in range(4)),
        {"maps": {"as_is": drawn([0, -2, 1])}},
    )
    panel = journey.room(made, rows, text)
    assert panel.n == 5
    assert figures(panel)[text("journey.figure.lowest")] == "WAIT"
    assert figures(panel)[text("journey.figure.mean")] == "−0.1"
    steps, weights = tables(panel)[1], tables(panel)[0]
    assert list(steps["rows"][1])[:3] == ["2 WAIT", "5", "−3.0"]
    assert weights["rows"][0][:2] == (f"{text('journey.point.pain')} · WAIT", "80% [38%, 96%]")
    (wall,) = blocks(panel, "wall")
    assert len(wall["items"]) == 4


def test_maps_without_ratings_are_an_empty_room(template, text):
    made = template("journey")
    rows = room_of({"maps": {"as_is": drawn([])}}, {"maps": {}})
    assert said(journey.room(made, rows, text)) == text("panel.empty")
    assert journey.headline(made, rows, text) == ()
    assert journey.own(made, rows[0].value, text) is None


def test_a_step_somebody_added_is_not_in_the_rooms_curve(template, text):
    more = [*STEPS, {"id": "mine", "name": "MINE"}]
    panel = journey.room(
        template("journey"),
        room_of({"maps": {"as_is": drawn([1, 1, 1, 3], [pain("mine")], more)}}),
        text,
    )
    assert text("journey.added", n=1) in said(panel)
    assert len(tables(panel)[0]["rows"]) == 3


def test_as_is_and_to_be_are_compared_person_by_person(template, text):
    made = template("journey", ("as_is", "to_be"))
    value = {"maps": {"as_is": drawn([0, -2, 0]), "to_be": drawn([1, 0, 2])}}
    panel = journey.room(made, room_of(value, value), text)
    change = next(t for t in tables(panel) if t["caption"] == text("journey.table.change", n=2))
    assert list(change["rows"][0][1:]) == ["−2.0", "0.0", "+2.0"]  # two alike: no interval
    assert text("journey.wish") in said(panel)


def test_ones_own_two_states_share_an_axis_even_if_a_step_was_dropped(template, text):
    made = template("journey", ("as_is", "to_be"))
    shorter = [STEPS[0], {"id": "new", "name": "NEW"}, STEPS[2]]
    value = {"maps": {"as_is": drawn([0, -2, 0]), "to_be": drawn([1, 1, 2], steps=shorter)}}
    panel = journey.own(made, value, text)
    (chart,) = blocks(panel, "chart")
    assert all(name in json.dumps(chart["spec"]) for name in ("CHECK", "WAIT", "NEW", "RIDE"))
    assert list(chart["table"]["rows"][0][1:]) == ["−2.0", "+1.0", "+3.0"]


def test_steps_in_another_order_get_an_axis_each(template, text):
    made = template("journey", ("as_is", "to_be"))
    turned = [STEPS[2], STEPS[1], STEPS[0]]
    value = {"maps": {"as_is": drawn([0, -2, 0]), "to_be": drawn([1, 0, 2], steps=turned)}}
    assert len(blocks(journey.own(made, value, text), "chart")) == 2


def test_from_a_blank_map_steps_of_the_same_name_are_the_same(text):
    made = exercise("journey", "map")
    value = {"maps": {"as_is": drawn([1, -1, 2])}}
    panel = journey.room(made, room_of(value, value), text)
    assert [row[0] for row in tables(panel)[0]["rows"]] == ["1 CHECK", "2 WAIT", "3 RIDE"]


def test_ones_own_curve_says_what_is_unrated(template, text):
    value = {"maps": {"as_is": drawn([1, -2], [pain("wait")])}}
    panel = journey.own(template("journey"), value, text)
    assert text("journey.own_unrated", n=1) in said(panel)
    assert figures(panel)[text("peak_end.measure.peak_end")] == "−2.0"


GIVEN = {"id": "given", "step": "wait", "lane": "frontstage", "text": "screen", "fail": True,
         "owner": "IT"}  # fmt: skip
CAUSE = {"id": "cause", "step": "wait", "lane": "support", "text": "planning", "fail": True}
TRACED = drawn([], cards=[GIVEN, CAUSE], links=[{"from": "cause", "to": "given"}])


def test_ones_own_readouts_stand_beside_the_given_ones(template, text):
    panel = blueprint.own(template("blueprint"), {"maps": {"as_is": TRACED}}, text)
    readouts = next(t for t in tables(panel) if t["caption"] == text("blueprint.table.readouts"))
    cells = {row[0]: row[1:3] for row in readouts["rows"]}
    assert cells[text("blueprint.measure.hand_offs")] == ("0", "1")
    assert cells[text("blueprint.measure.unowned")] == ("0", "1")
    chains = tables(panel)[1]["rows"]
    assert [list(row) for row in chains] == [
        [f"WAIT{text('blueprint.colon')}screen", "planning", text("blueprint.nobody")]
    ]
    assert text("blueprint.unowned", cards="planning") in said(panel)


def test_an_untraced_symptom_and_a_loop_are_named(template, text):
    turning = drawn(
        [],
        cards=[GIVEN, CAUSE, CAUSE | {"id": "depot", "text": "depot"}],
        links=[{"from": "cause", "to": "depot"}, {"from": "depot", "to": "cause"}],
    )
    panel = blueprint.own(template("blueprint"), {"maps": {"as_is": turning}}, text)
    assert text("blueprint.untraced", cards="screen") in said(panel)
    assert text("blueprint.loop", cards="planning ⇄ depot") in said(panel)


def test_the_room_sees_only_fail_points_that_were_not_given(template, text):
    made = template("blueprint")
    panel = blueprint.room(made, room_of(*[{"maps": {"as_is": TRACED}}] * 3), text)
    assert panel.n == 3
    captions = {t["caption"]: t for t in tables(panel)}
    fails = captions[text("blueprint.table.fails")]["rows"]
    assert [list(row) for row in fails] == [
        [f"WAIT{text('blueprint.colon')}planning", "3 / 3", "100% [44%, 100%]"]
    ]
    spread = {row[0]: row[1:] for row in captions[text("blueprint.table.room")]["rows"]}
    assert spread[text("blueprint.measure.fail_points")] == ("1", "2", "2 … 2", "2 … 2", "3")


def test_blueprints_without_cards_are_an_empty_room(template, text):
    made = template("blueprint")
    rows = room_of({"maps": {"as_is": drawn([])}})
    assert said(blueprint.room(made, rows, text)) == text("panel.empty")
    assert blueprint.headline(made, rows, text) == ()
    assert blueprint.own(made, rows[0].value, text) is None


def test_nobody_marked_a_fail_point(template, text):
    calm = drawn([], cards=[GIVEN | {"fail": False}])
    panel = blueprint.room(template("blueprint"), room_of({"maps": {"as_is": calm}}), text)
    assert text("blueprint.no_fails") in said(panel)
