"""Dot voting by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.vote import vote


def votes(**people: str) -> pd.DataFrame:
    return pd.DataFrame(
        [(person, choice) for person, picked in people.items() for choice in picked],
        columns=["respondent", "item"],
    )


def test_shares_are_of_voters_not_of_dots():
    result = vote(votes(p="ab", q="a", r="ac"), "abc")
    assert result.voters == 3
    assert result.table["item"].tolist() == ["a", "b", "c"]
    assert result.table["share"].tolist() == [1, 1 / 3, 1 / 3]
    assert (result.table["low"][1], result.table["high"][1]) == wilson(1, 3)


def test_a_text_withdrawn_since_and_a_vote_twice_do_not_count():
    assert vote(votes(p="aaz", q="z"), "ab").table["votes"].tolist() == [1, 0]
    assert vote(votes(p="aaz", q="z"), "ab").voters == 1


def test_three_voters_settle_nothing_and_twenty_of_one_mind_do():
    assert vote(votes(p="a", q="a", r="b"), "ab").notes[0].params == {"n": 3}
    assert vote(votes(**{f"p{i}": "a" for i in range(20)}), "ab").settled


def test_who_chose_both_says_nothing_about_which_is_ahead():
    both = vote(votes(**{f"p{i}": "ab" for i in range(30)}), "ab")
    assert both.settled is False


def test_nobody_voted():
    result = vote(votes(), "ab")
    assert result.voters == 0
    assert result.notes == ()


def test_the_leader_is_tested_against_everyone_not_only_the_runner_up():
    # b has only voters of a (30 against 24: 6 to 0, p = .03); c has others (30 against 23, p = .41)
    rows = [(i, "a") for i in range(30)] + [(i, "b") for i in range(24)]
    rows += [(100 + i, "c") for i in range(23)]
    frame = pd.DataFrame(rows, columns=["respondent", "item"])
    assert vote(frame[frame["item"] != "c"], "ab").settled
    assert not vote(frame, "abc").settled


def test_a_vote_of_nobody_is_refused():
    frame = pd.DataFrame({"respondent": ["p", None], "item": ["a", "a"]})
    with pytest.raises(ValueError, match="no respondent"):
        vote(frame, "ab")
