"""The sorting and peak–end panels."""

from __future__ import annotations

import pytest

from cxwidgets.panels import peak_end, sorting
from tests.panels.defined import blocks, exercise, figures, room_of, said, tables


@pytest.fixture
def cards():
    zone = [{"id": z, "zh": f"zone {z}", "en": f"zone {z}"} for z in ("exp", "sat")]
    card = [
        {"id": c, "zh": c, "en": c, "zone": z, "why": {"zh": f"why {c}", "en": f"why {c}"}}
        for c, z in (("one", "exp"), ("two", "sat"))
    ]
    return exercise("sorting", "board", zone=zone, card=card, own_cards=2)


RIGHT = {"zones": {"exp": ["one"], "sat": ["two"]}, "own": {}}
WRONG = {"zones": {"exp": ["one", "two"], "sat": []}, "own": {}}
OWN = {"zones": {"exp": ["one"], "sat": ["two", "own-1"]}, "own": {"own-1": "my <b>card</b>"}}


def test_an_empty_room_says_what_to_do(cards, text):
    assert said(sorting.room(cards, [], text)) == text("panel.empty")
    assert sorting.own(cards, {"zones": {}, "own": {}}, text) is None


def test_the_room_sees_accuracy_and_the_mix_up(cards, text):
    panel = sorting.room(cards, room_of(RIGHT, RIGHT, WRONG, RIGHT), text)
    assert panel.n == 4
    assert figures(panel)[text("sorting.figure.accuracy")] == "88%"
    assert "zone sat" in said(panel)
    matrix = tables(panel)[0]
    assert [list(row) for row in matrix["rows"]] == [["zone exp", "4", "0"], ["zone sat", "1", "3"]]


def test_a_small_room_is_told_that_it_is_small(cards, text):
    assert text("panel.small_n", n=2) in said(sorting.room(cards, room_of(RIGHT, WRONG), text))


def test_cards_people_added_stand_on_a_wall_with_their_zone(cards, text):
    panel = sorting.room(cards, room_of(OWN, RIGHT, names=["Li", None]), text)
    (wall,) = blocks(panel, "wall")
    assert wall["items"][0]["text"] == text(
        "sorting.own_card", zone="zone sat", card="my <b>card</b>"
    )
    assert wall["items"][0]["by"] == "Li"


def test_names_stay_away_while_they_are_hidden(cards, text):
    (wall,) = blocks(sorting.room(cards, room_of(OWN, RIGHT), text), "wall")
    assert wall["items"][0]["by"] is None


def test_ones_own_differences_come_first_with_the_reason(cards, text):
    panel = sorting.own(cards, WRONG, text)
    assert figures(panel)[text("sorting.own.score")] == "1 / 2"
    first = tables(panel)[0]["rows"][0]
    assert list(first) == ["two", text("sorting.own.wrong"), "zone exp", "zone sat", "why two"]


def test_cards_without_a_key_have_a_consensus_but_no_accuracy(text):
    zone = [{"id": z, "zh": z, "en": z} for z in ("a", "b")]
    board = exercise("sorting", "board", zone=zone, card=[{"id": "c", "zh": "c", "en": "c"}])
    panel = sorting.room(board, room_of({"zones": {"a": ["c"]}, "own": {}}), text)
    assert blocks(panel, "chart") == []
    assert "100%" in tables(panel)[0]["rows"][0][-1]


@pytest.fixture
def visit():
    card = [
        {"id": c, "zh": f"card {c}", "en": f"card {c}", "settings": {"valence": v}}
        for c, v in (("queue", -2), ("sea", 3), ("shop", -1), ("photo", 2))
    ]
    return exercise(
        "peak_end",
        "board",
        ordered=True,
        zone=[{"id": "day", "zh": "day", "en": "day"}],
        card=card,
        settings={"precedence": [["sea", "photo"]]},
    )


def day(*order):
    return {"zones": {"day": list(order)}, "own": {}}


def test_an_unfinished_order_is_scored_so_far_and_says_what_is_left(visit, text):
    panel = peak_end.own(visit, day("queue", "sea"), text)
    assert figures(panel)[text("peak_end.measure.peak_end")] == "+3.0"
    assert text("peak_end.left", n=2) in said(panel)
    assert text("peak_end.ignores") not in said(panel)


def test_a_finished_order_is_held_against_the_best_one_without_giving_it_away(visit, text):
    panel = peak_end.own(visit, day("queue", "sea", "photo", "shop"), text)
    assert figures(panel)[text("peak_end.measure.peak_end")] == "+1.0"
    assert figures(panel)[text("peak_end.measure.mean")] == "+0.5"
    assert text("peak_end.gain", gain="+1.5") in said(panel)
    assert text("peak_end.ignores") in said(panel)
    assert not blocks(panel, "table")


def test_an_order_that_ends_as_well_as_can_be_sees_the_best_one(visit, text):
    panel = peak_end.own(visit, day("queue", "sea", "shop", "photo"), text)
    (best,) = blocks(panel, "table")
    assert [row[0][2:] for row in best["rows"]] == [
        "card queue", "card shop", "card sea", "card photo",
    ]  # fmt: skip


def test_the_best_order_is_recognised(visit, text):
    assert text("peak_end.best_found") in said(
        peak_end.own(visit, day("queue", "shop", "sea", "photo"), text)
    )
    assert text("peak_end.rise") in said(
        peak_end.own(visit, day("shop", "queue", "sea", "photo"), text)
    )


def test_a_broken_rule_is_named(visit, text):
    panel = peak_end.own(visit, day("queue", "shop", "photo", "sea"), text)
    assert text("peak_end.broken", earlier="card sea", later="card photo") in said(panel)


def test_the_room_compares_its_ends_with_the_best(visit, text):
    rows = room_of(
        day("queue", "shop", "sea", "photo"),
        day("queue", "sea", "photo", "shop"),
        day("queue", "sea"),
    )
    panel = peak_end.room(visit, rows, text)
    assert panel.n == 2
    assert figures(panel)[text("peak_end.figure.best_end")] == "50%"
    assert figures(panel)[text("peak_end.figure.best")] == "+2.5"
    assert text("peak_end.unfinished", n=1) in said(panel)
    assert text("peak_end.evidence") in said(panel)


def test_nobody_finished(visit, text):
    assert said(peak_end.room(visit, room_of(day("queue")), text)) == text("panel.empty")
    assert peak_end.headline(visit, [], text) == ()
    assert peak_end.own(visit, day(), text) is None
