"""The wall and the vote panels."""

from __future__ import annotations

import pytest

from cxwidgets.panels import vote, wall
from tests.panels.defined import blocks, both, exercise, room_of, said, tables


@pytest.fixture
def duty():
    question = [
        {"id": q, "kind": "text", "prompt": both(f"{q}?")} for q in ("role", "duty", "essence")
    ]
    return exercise("wall", "form", question=question, settings={"show": "essence"})


def test_only_the_named_question_is_on_the_wall(duty, text):
    panel = wall.room(duty, room_of({"role": "driver", "essence": "so that …"}), text)
    assert said(panel) == "essence?"
    (shown,) = blocks(panel, "wall")
    assert shown["items"] == ({"text": "so that …", "by": None, "count": None},)


def test_equal_texts_stand_once_with_their_number_and_without_a_name(duty, text):
    rows = room_of({"essence": "same "}, {"essence": "same"}, {"essence": "own"}, names=list("ABC"))
    (shown,) = blocks(wall.room(duty, rows, text), "wall")
    assert shown["items"] == (
        {"text": "same", "by": None, "count": 2},
        {"text": "own", "by": "C", "count": None},
    )


def test_blank_texts_are_an_empty_room(duty, text):
    assert said(wall.room(duty, room_of({"essence": "  "}, {}), text)) == text("panel.empty")


def test_without_settings_every_text_question_is_shown(text):
    question = [{"id": q, "kind": "text", "prompt": both(q)} for q in ("a", "b")]
    panel = wall.room(
        exercise("wall", "form", question=question), room_of({"a": "x", "b": "y"}), text
    )
    assert len(blocks(panel, "wall")) == 2
    assert wall.headline(exercise("wall", "form", question=question), [], text)[0].value == "0"


@pytest.fixture
def ballot():
    question = {"id": "best", "kind": "vote", "source": "duty", "question": "essence", "pick": 2,
                "prompt": both("Best?")}  # fmt: skip
    return exercise("vote", "form", question=[question])


def test_votes_are_shares_of_voters(ballot, text):
    rows = room_of({"best": ["one", "two"]}, {"best": ["one"]}, {"best": []})
    panel = vote.room(ballot, rows, text)
    assert panel.n == 2
    assert [list(row) for row in tables(panel)[0]["rows"]] == [
        ["one", "2", "100% [34%, 100%]"],
        ["two", "1", "50% [9%, 91%]"],
    ]
    assert "“one”" in blocks(panel, "chart")[0]["alt"]
    assert vote.headline(ballot, rows, text)[0].value == "one"


def test_before_the_first_vote_it_says_what_to_wait_for(ballot, text):
    assert said(vote.room(ballot, room_of({}), text)) == text("vote.empty")
    assert vote.headline(ballot, [], text) == ()
