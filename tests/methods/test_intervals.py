"""Intervals and tests against published and hand-worked numbers."""

from __future__ import annotations

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods import intervals


def test_the_normal_quantile():
    assert intervals.z_value() == pytest.approx(1.959963984540054, rel=1e-14)


@pytest.mark.parametrize("level", [0, 1, 95, -0.1])
def test_a_level_outside_0_and_1_is_named(level):
    with pytest.raises(ValueError, match=str(level)):
        intervals.wilson(1, 2, level)


def test_wilson_for_the_reppel_study():
    # Reppel, Doing Research Online (n = 358), feature F7, Pouliot's table: A 70, O 121, M 59, I 77.
    assert intervals.wilson(191, 327) == pytest.approx((0.530002, 0.636240), abs=1e-6)
    assert intervals.wilson(180, 327) == pytest.approx((0.496267, 0.603479), abs=1e-6)


def test_wilson_is_never_empty_at_the_ends_and_nan_without_answers():
    low, high = intervals.wilson(0, 10)
    assert low == 0
    assert 0.2 < high < 0.35
    assert all(map(isnan, intervals.wilson(0, 0)))


@given(st.integers(1, 500), st.data())
def test_wilson_holds_the_share_and_mirrors(n, data):
    hits = data.draw(st.integers(0, n))
    low, high = intervals.wilson(hits, n)
    assert 0 <= low <= hits / n + 1e-12
    assert hits / n - 1e-12 <= high <= 1
    assert intervals.wilson(n - hits, n) == pytest.approx((1 - high, 1 - low), abs=1e-12)


def test_mean_interval_and_t_test_by_hand():
    # 2, 4, 6: mean 4, sd 2, t(2; .975) = 4.302653: half width 4.302653 * 2 / sqrt(3) = 4.968275.
    mean, sd = intervals.spread(3, 12, 56)
    assert (mean, sd) == (4, 2)
    assert intervals.mean_interval(mean, sd, 3) == pytest.approx((-0.968275, 8.968275), abs=1e-6)
    t, p = intervals.t_test(mean, sd, 3)
    assert t == pytest.approx(3.464102, abs=1e-6)
    assert p == pytest.approx(0.074180, abs=1e-6)  # SciPy: stats.ttest_1samp([2, 4, 6], 0)


@pytest.mark.parametrize("value", [0.0, 5.0, 1 / 3, -4.1])
def test_a_few_answers_all_the_same_have_no_interval(value):
    for n in (2, 29, 30):
        mean, sd = intervals.spread(n, sum([value] * n), sum([value**2] * n))
        low, high = intervals.mean_interval(mean, sd, n)
        assert intervals.alike(mean, sd, n) == (n < 30)
        assert isnan(low) == isnan(high) == (n < 30)
    assert not intervals.alike(4, 0.001, 2)


def test_one_answer_has_no_spread():
    mean, sd = intervals.spread(1, 5, 25)
    assert mean == 5
    assert isnan(sd)
    assert all(map(isnan, intervals.mean_interval(mean, sd, 1)))
    assert all(map(isnan, intervals.t_test(mean, sd, 1)))
    assert all(map(isnan, intervals.spread(0, 0, 0)))


def test_the_leading_two_are_compared_exactly_below_fifty():
    # 10 against 2: 2 * P(X <= 2 | 12, 1/2) = 2 * 79 / 4096.
    assert intervals.leading_test(10, 2)[1] == pytest.approx(2 * 79 / 4096)
    assert intervals.leading_test(5, 5) == (0, 1)
    assert all(map(isnan, intervals.leading_test(0, 0)))


def test_the_leading_two_are_compared_by_z_from_fifty_on():
    z, p = intervals.leading_test(105, 90)
    assert z == pytest.approx(1.074172, abs=1e-6)
    assert p == pytest.approx(0.282745, abs=1e-6)


def test_the_cold_water_study():
    # Kahneman et al. 1993: 22 of 32 would repeat the longer trial; exact binomial p = .0501
    _, p = intervals.leading_test(22, 10)
    assert p == pytest.approx(0.0501, abs=6e-5)


def test_newcombes_example_of_two_shares():
    # Newcombe 1998, table II, method 10: 56/70 - 48/80 = .2, from .0524 to .3339
    assert intervals.newcombe(56, 70, 48, 80) == pytest.approx((0.2, 0.0524, 0.3339), abs=6e-5)
    assert all(map(isnan, intervals.newcombe(1, 2, 0, 0)))
