"""Coders compared: kappa over what all have coded, and where they part."""

from __future__ import annotations

import pandas as pd
import pytest

from cxwidgets.methods.agreement import fleiss_kappa
from cxwidgets.methods.coding import coding


def codes(**coders):
    rows = [(who, i, c) for who, said in coders.items() for i, c in enumerate(said) if c != "-"]
    return pd.DataFrame(rows, columns=["respondent", "item", "category"])


def test_kappa_is_that_of_the_counts_and_pairs_add_up_to_the_items():
    result = coding(codes(one="aaabbc", two="aabbbc"))
    assert result.coders == ("one", "two")
    assert set(result.categories) == {"a", "b", "c"}
    counts = [[2, 0, 0], [2, 0, 0], [1, 1, 0], [0, 2, 0], [0, 2, 0], [0, 0, 2]]
    assert result.agreement.value == pytest.approx(fleiss_kappa(counts).value)
    assert result.pairs["n"].sum() == 6
    assert len(result.pairs) == 9
    assert result.apart == ("a", "b", 1)


def test_mixing_up_counts_in_both_directions_and_over_all_pairs_of_coders():
    result = coding(codes(one="aab", two="bab", three="abb"))
    assert result.apart == ("a", "b", 4)
    assert result.pairs["n"].sum() == 9
    assert coding(codes(one="ab", two="ab")).apart is None


def test_what_somebody_left_out_is_left_out_and_counted():
    result = coding(codes(one="aabb", two="aab-"))
    assert result.agreement.items == 3
    (left,) = [note for note in result.notes if note.key == "coding.note.left_out"]
    assert left.params == {"n": 1}


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (codes(one="ab"), "two people or more"),
        (pd.concat([codes(one="ab", two="ab"), codes(one="a")]), "coded '0' twice"),
        (codes(one="ab", two="ab").drop(columns="category"), "category"),
    ],
)
def test_what_cannot_be_compared_is_refused_by_name(frame, message):
    with pytest.raises(ValueError, match=message):
        coding(frame)


def test_the_order_of_rows_changes_nothing():
    frame = codes(one="aaabbcab", two="aabbbcba", three="abbbbcca")
    here, there = coding(frame), coding(frame.sample(frac=1, random_state=1))
    assert (here.coders, here.categories, here.apart) == (
        there.coders,
        there.categories,
        there.apart,
    )
    assert (here.agreement.low, here.agreement.high) == (there.agreement.low, there.agreement.high)
    pd.testing.assert_frame_equal(here.pairs, there.pairs)
