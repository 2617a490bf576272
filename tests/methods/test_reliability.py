"""Alpha against the published scale, by hand, and by its properties."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.alpha import feldt
from cxwidgets.methods.covariance import CovarianceTally, from_moments, left_out
from cxwidgets.methods.reliability import analyse, cronbach_alpha, tally

ITEMS = ("A1", "A2", "A3", "A4", "A5")
# Sums and sums of products of psychTools::bfi, items A1-A5 (six-point), 2,709 complete respondents
SUMS = (6535, 12996, 12459, 12684, 12329)
PRODUCTS = (
    (21107, 29822, 28724, 29759, 28865),
    (29822, 66094, 61793, 62437, 60705),
    (28724, 61793, 61909, 60237, 58954),
    (29759, 62437, 60237, 65372, 59284),
    (28865, 60705, 58954, 59284, 60421),
)
# The same, each pair over those who answered both: item, other, n, sum, sum of other, product
PAIRS = [
    ("A1", "A1", 2784, 6719, 6719, 21731),
    ("A1", "A2", 2757, 6657, 13235, 30413),
    ("A1", "A3", 2759, 6657, 12700, 29303),
    ("A1", "A4", 2767, 6677, 12997, 30519),
    ("A1", "A5", 2769, 6676, 12624, 29547),
    ("A2", "A2", 2773, 13317, 13317, 67761),
    ("A2", "A3", 2751, 13205, 12657, 62794),
    ("A2", "A4", 2758, 13239, 12949, 63763),
    ("A2", "A5", 2757, 13242, 12565, 61938),
    ("A3", "A3", 2774, 12771, 12771, 63495),
    ("A3", "A4", 2759, 12701, 12950, 61535),
    ("A3", "A5", 2758, 12692, 12569, 60124),
    ("A4", "A4", 2781, 13070, 13070, 67512),
    ("A4", "A5", 2765, 12980, 12607, 60768),
    ("A5", "A5", 2784, 12696, 12696, 62306),
]


@pytest.fixture
def listwise():
    rows = [
        (one, other, 2709, SUMS[i], SUMS[j], PRODUCTS[i][j])
        for i, one in enumerate(ITEMS)
        for j, other in enumerate(ITEMS)
    ]
    return of(rows)


@pytest.fixture
def pairwise():
    mirrored = [(b, a, n, t, s, p) for a, b, n, s, t, p in PAIRS if a != b]
    return of(sorted(PAIRS + mirrored))


def of(rows):
    sums = pd.DataFrame(rows, columns=["item", "other", "n", "sum", "sum_other", "product"])
    return CovarianceTally(ITEMS, sums, left_out(ITEMS, [0] * 5, [0] * 5), 2800)


def test_a1_listwise(listwise):
    # psychTools::bfi A1-A5, A1 reversed: R psych 2.2.9 and pingouin 0.7.0, n = 2709
    result = analyse(listwise, reverse=["A1"])
    assert result.n == 2709
    assert result.raw == pytest.approx(0.7037559, abs=5e-8)
    variances = [1.972832, 1.383952, 1.701860, 2.209508, 1.591643]
    assert np.diag(listwise.covariance) == pytest.approx(variances, abs=5e-7)
    sign = np.array([-1, 1, 1, 1, 1])
    total = (listwise.covariance * np.outer(sign, sign)).sum()
    assert total == pytest.approx(20.274349, abs=5e-7)
    assert "reliability.note.left_out" in [note.key for note in result.notes]


def test_a1_pairwise(pairwise):
    # psych::alpha 2.2.9, its default: raw, standardised, raw when dropped, and A1 not reversed
    result = analyse(pairwise, reverse=["A1"])
    assert result.raw == pytest.approx(0.7030184, abs=5e-8)
    assert result.standardized == pytest.approx(0.7130286, abs=5e-8)
    dropped = [0.7185174, 0.6171800, 0.6002596, 0.6858057, 0.6429530]
    assert list(result.if_dropped["alpha"]) == pytest.approx(dropped, abs=5e-8)
    assert list(result.if_dropped["raises"]) == [True, False, False, False, False]
    assert analyse(pairwise).raw == pytest.approx(0.4314561, abs=5e-8)


def test_a_statement_keyed_the_other_way_is_named(pairwise):
    (note,) = [n for n in analyse(pairwise).notes if n.key == "reliability.note.opposed"]
    assert note.params["items"] == ("A1",)


def test_feldts_interval_by_hand():
    # Feldt 1965: 1 - (1 - a) F; n 41, k 4, a .8; tables: F(.975; 40, 120) = 1.6141 and
    # F(.025; 40, 120) = 1 / F(.975; 120, 40) = 1 / 1.7242
    low, high = feldt(0.8, 41, 4, 0.95)
    assert low == pytest.approx(1 - 0.2 * 1.6141, abs=2e-4)
    assert high == pytest.approx(1 - 0.2 / 1.7242, abs=2e-4)


def test_by_hand():
    # variances 1, 1, covariance .5: 2 (1 - 2/3) = 2/3; the correlation is .5, also 2/3
    result = analyse(from_moments(["a", "b"], 50, [[1, 0.5], [0.5, 1]]))
    assert (result.raw, result.standardized) == pytest.approx((2 / 3, 2 / 3))
    assert result.mean_r == pytest.approx(0.5)
    assert result.low < result.raw < result.high
    assert isnan(result.if_dropped.loc[0, "alpha"])


@pytest.mark.parametrize(
    ("columns", "flag"),
    [
        ({"a": [1, 2, 3]}, "few_items"),
        ({"a": [2, 2, 2], "b": [3, 3, 3]}, "no_variance"),
        ({"a": [1, 2, 3], "b": [3, 2, 1]}, "no_variance"),
        ({"a": [1, 2, 3, 4], "b": [4, 3, 2, 2]}, "negative"),
    ],
)
def test_what_cannot_be_computed_says_so(columns, flag):
    result = cronbach_alpha(pd.DataFrame(columns), list(columns))
    assert result.flag == flag
    assert f"reliability.note.{flag}" in [note.key for note in result.notes]
    assert isnan(result.raw) is (flag != "negative")


def test_off_the_scale_and_missing_are_left_out_and_counted():
    frame = pd.DataFrame({"a": [1, 2, 3, 9, nan], "b": [1, 3, 3, 4, 5], "c": [1, 2, 4, 4, 5]})
    result = tally(frame, ["a", "b", "c"], 1, 5)
    assert result.n == 3
    assert result.left_out.loc[0].tolist() == ["a", 1, 1]
    pairs = tally(frame, ["a", "b", "c"], 1, 5, "pairwise").sums.set_index(["item", "other"])["n"]
    assert (pairs["a", "b"], pairs["b", "c"]) == (3, 5)


@pytest.mark.parametrize(
    ("names", "more", "message"),
    [
        (["a", "x"], {}, "no column 'x'"),
        (["a", "a"], {}, "named twice"),
        ([], {}, "no column named"),
        (["a", "w"], {}, "must hold numbers"),
        (["a", "b"], {"reverse": ["z"]}, "'z' is reversed"),
        (["a", "b"], {"missing": "mean"}, "missing is 'mean'"),
        (None, {}, "name the columns"),
    ],
)
def test_mistakes_are_named(names, more, message):
    frame = pd.DataFrame({"a": [1, 2], "b": [2, 1], "w": ["x", "y"]})
    with pytest.raises(ValueError, match=message):
        cronbach_alpha(frame, names, **more)


answers = st.lists(st.lists(st.integers(1, 5), min_size=3, max_size=3), min_size=2, max_size=30)


@given(answers, st.integers(1, 29))
def test_parts_add_up_to_the_whole_in_every_backend(rows, cut):
    frame = pd.DataFrame(rows, columns=["a", "b", "c"])
    names = list(frame.columns)
    whole = tally(frame, names)
    parts = tally(frame[:cut], names) + tally(frame[cut:], names)
    polars = tally(pl.DataFrame(rows, schema=names, orient="row").lazy(), names)
    for other in (parts, polars):
        pd.testing.assert_frame_equal(whole.sums, other.sums)
        pd.testing.assert_frame_equal(whole.patterns, other.patterns, check_dtype=False)
        assert other.rows == whole.rows


@given(answers, st.permutations(["a", "b", "c"]))
def test_order_and_direction_do_not_matter(rows, order):
    frame = pd.DataFrame(rows, columns=["a", "b", "c"])
    one, other = (cronbach_alpha(frame, names) for names in (["a", "b", "c"], order))
    turned = cronbach_alpha(6 - frame, order)
    assert other.raw == pytest.approx(one.raw, nan_ok=True)
    assert turned.raw == pytest.approx(one.raw, nan_ok=True)
    assert isnan(one.raw) or one.raw <= 1 + 1e-12


@given(answers)
def test_reversing_a_statement_twice_changes_nothing(rows):
    frame = pd.DataFrame(rows, columns=["a", "b", "c"])
    plain = cronbach_alpha(frame, ["a", "b", "c"]).raw
    twice = cronbach_alpha(frame.assign(a=6 - frame["a"]), ["a", "b", "c"], reverse=["a"]).raw
    assert twice == pytest.approx(plain, nan_ok=True)
