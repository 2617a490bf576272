"""Sorting and agreement against the published kappa example and by hand."""

from __future__ import annotations

from math import isnan

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.agreement import agreement, fleiss, raw_agreement
from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.sorting import sorting, tally

# 14 raters, 10 subjects, 5 categories: the worked example after Fleiss (1971), as in Wikipedia's
# article on Fleiss' kappa; kappa .20993 also from R's irr::kappam.fleiss.
FLEISS = np.array(
    [
        [0, 0, 0, 0, 14],
        [0, 2, 6, 4, 2],
        [0, 0, 3, 5, 6],
        [0, 3, 9, 2, 0],
        [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0],
        [3, 2, 6, 3, 0],
        [2, 5, 3, 2, 2],
        [6, 5, 2, 1, 0],
        [0, 2, 2, 3, 7],
    ]
)
ZONES = ["exp", "sat", "loy"]
KEY = {"c1": "exp", "c2": "sat", "c3": "loy", "mine": None}


def placed(**people: str) -> pd.DataFrame:
    """One letter a card in the order of the key: e, s, l, or a dash for "not placed"."""
    zone = {"e": "exp", "s": "sat", "l": "loy"}
    return pd.DataFrame(
        [
            (person, card, zone[letter])
            for person, letters in people.items()
            for card, letter in zip(KEY, letters, strict=False)
            if letter != "-"
        ],
        columns=["respondent", "item", "zone"],
    )


def test_fleiss_own_example():
    assert raw_agreement(FLEISS) == pytest.approx(0.378, abs=5e-4)
    assert fleiss(FLEISS) == pytest.approx(0.20993, abs=5e-6)


def test_one_category_for_everything_has_no_kappa():
    assert np.isnan(fleiss(np.array([[3, 0], [3, 0]])))
    assert raw_agreement(np.array([[3, 0], [3, 0]])) == 1


def test_full_agreement_is_one():
    found = agreement(np.array([["a", "b"]] * 4, dtype=object), ["a", "b"])
    assert (found.raters, found.items, found.raw, found.kappa) == (4, 2, 1, 1)
    assert isnan(found.low), "four people who agree do not say that all others would"
    assert isnan(found.high)


def test_two_raters_have_a_kappa_but_no_interval():
    found = agreement(np.array([["a", "b"], ["a", "a"]], dtype=object), ["a", "b"])
    # P = (1 + 0) / 2; p = 3/4, 1/4; Pe = 10/16; kappa = (1/2 - 5/8) / (3/8) = -1/3
    assert found.kappa == pytest.approx(-1 / 3)
    assert np.isnan([found.low, found.high]).all()


@given(st.lists(st.lists(st.sampled_from("ab"), min_size=3, max_size=3), min_size=3, max_size=8))
def test_kappa_and_its_interval_stay_in_order_and_in_range(rows):
    found = agreement(np.array(rows, dtype=object), ["a", "b"])
    if not np.isnan(found.low):
        assert -1 <= found.low <= found.kappa + 1e-9 <= found.high + 2e-9 <= 1 + 3e-9


def test_unequal_numbers_of_ratings_are_refused():
    with pytest.raises(ValueError, match=r"\[2, 3\] ratings"):
        fleiss(np.array([[2, 0], [2, 1]]))


def test_a_room_is_judged_card_by_card():
    result = sorting(placed(a="eslx"[:3], b="esl", c="ell"), KEY, ZONES)
    table = result.table.set_index("item")
    assert table.loc["c2", ["n", "right", "consensus_zone"]].tolist() == [3, 2, "sat"]
    assert (table.loc["c2", "low"], table.loc["c2", "high"]) == wilson(2, 3)
    assert table.loc["c1", "accuracy"] == 1
    assert result.confusion.loc["sat"].tolist() == [0, 2, 1]
    assert result.confused == ("sat", "loy")
    assert result.people["accuracy"].tolist() == pytest.approx([1, 1, 2 / 3])
    assert result.accuracy == pytest.approx(8 / 9)


def test_a_card_without_a_key_counts_for_consensus_only():
    result = sorting(placed(a="esle", b="esls"), KEY, ZONES)
    row = result.table.set_index("item").loc["mine"]
    assert row["n"] == 2
    assert np.isnan(row["accuracy"])
    assert pd.isna(row["consensus_zone"])  # one against one
    assert result.confusion.to_numpy().sum() == 6
    assert result.accuracy == 1


def test_kappa_takes_only_people_who_placed_every_card_and_says_so():
    result = sorting(placed(a="esle", b="esle", c="e---"), KEY, ZONES)
    assert result.agreement.raters == 2
    assert result.notes[0].params == {"n": 2, "left": 1}
    assert result.accuracy == 1


def test_the_mix_of_zones():
    assert sorting(placed(a="eel-"), KEY, ZONES).mix["share"].tolist() == pytest.approx(
        [2 / 3, 0, 1 / 3]
    )


def test_nobody_is_no_error():
    result = sorting(placed(), KEY, ZONES)
    assert result.table["n"].sum() == 0
    assert np.isnan(result.accuracy)
    assert result.confused is None


@given(st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(order):
    frame = placed(a="esl", b="lse")
    shuffled = sorting(frame.iloc[list(order)], KEY, ZONES)
    pd.testing.assert_frame_equal(shuffled.table, sorting(frame, KEY, ZONES).table)


def test_counts_of_two_rooms_add_up():
    first, second = placed(a="esl"), placed(b="ess")
    together = tally(pd.concat([first, second]))
    merged = pd.concat([tally(first), tally(second)]).groupby(["item", "zone"])["n"].sum()
    assert merged.reset_index()["n"].tolist() == together["n"].tolist()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("a", "c9", "exp")], "item 'c9'"),
        ([("a", "c1", "moon")], "zone 'moon'"),
        ([("a", "c1", "exp"), ("a", "c1", "sat")], "'c1' twice"),
    ],
)
def test_placements_that_do_not_exist_are_named(rows, message):
    with pytest.raises(ValueError, match=message):
        sorting(pd.DataFrame(rows, columns=["respondent", "item", "zone"]), KEY, ZONES)


def test_a_key_with_an_unknown_zone_is_named():
    with pytest.raises(ValueError, match="'moon'"):
        sorting(placed(), {"c1": "moon"}, ZONES)
