"""Re-sequencing against trying every order, and by hand."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods.reorder import LARGEST, reorder

VISIT = {
    "queue": -2, "welcome": 1, "sea": 3, "tea": 2, "town": 1, "shop": -1, "form": -1, "photo": 2,
}  # fmt: skip
RULES = [
    ("queue", "welcome"),
    *(("welcome", s) for s in VISIT if s not in ("queue", "welcome")),
    ("sea", "photo"),
]


def test_a_day_that_cannot_end_with_its_best_moment():
    found = reorder(VISIT, RULES)
    # Last can stand tea or photo (+2); before it the rest rises, so the sea comes just before.
    assert found.best == ("queue", "welcome", "shop", "form", "town", "tea", "sea", "photo")
    assert found.after.peak_end == 2.5
    assert found.after.peak == found.before.peak == 3
    assert found.after.mean == found.before.mean


def test_a_better_end_is_the_whole_gain():
    found = reorder({"meal": 3, "bill": -1})
    assert found.best == ("bill", "meal")
    assert (found.before.peak_end, found.after.peak_end, found.gain) == (1, 3, 2)


def test_an_order_that_breaks_the_rules_is_told_which():
    assert reorder({"ride": 1, "board": 0}, [("board", "ride")]).broken == (("board", "ride"),)


def test_equal_orders_keep_the_given_one():
    assert reorder({"c": 1, "a": 1, "b": 1}).best == ("c", "a", "b")


@settings(max_examples=40)
@given(
    st.lists(st.integers(-3, 3), min_size=1, max_size=6),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=5),
)
def test_no_order_at_all_is_better(values, pairs):
    steps = {f"s{i}": float(v) for i, v in enumerate(values)}
    rules = [(f"s{a}", f"s{b}") for a, b in pairs if a < b < len(values)]
    found = reorder(steps, rules)

    def worth(order: tuple[str, ...]) -> tuple[float, float]:
        return steps[order[-1]], sum(place * steps[s] for place, s in enumerate(order))

    legal = [
        order
        for order in permutations(steps)
        if all(order.index(a) < order.index(b) for a, b in rules)
    ]
    assert found.best in legal
    assert worth(found.best) == max(map(worth, legal))


@pytest.mark.parametrize(
    ("steps", "rules", "message"),
    [
        ({}, [], "0 steps"),
        (dict.fromkeys(map(str, range(LARGEST + 1)), 0.0), [], f"{LARGEST + 1} steps"),
        ({"a": float("nan")}, [], "'a' is nan"),
        ({"a": 1.0}, [("a", "z")], "'z'"),
        ({"a": 1.0, "b": 1.0}, [("a", "b"), ("b", "a")], "circle through step 'a'"),
    ],
)
def test_what_cannot_be_ordered_is_named(steps, rules, message):
    with pytest.raises(ValueError, match=message):
        reorder(steps, rules)
