"""Agreement against published worksheets, and by its properties."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as t_dist

from cxwidgets.methods.agreement import fleiss_kappa, kendall_w, krippendorff_alpha
from cxwidgets.methods.intervals import mean_interval, spread
from cxwidgets.methods.jackknife import jackknife_interval
from cxwidgets.methods.rank_agreement import tally

JUDGES = np.array(
    [
        [1, 3, 4, 5, 2, 8, 6, 7, 10, 9],
        [2, 1, 4, 5, 6, 3, 8, 7, 10, 9],
        [3, 2, 1, 5, 7, 4, 6, 8, 9, 10],
        [4, 2, 3, 1, 6, 7, 5, 9, 8, 10],
    ]
)
ESSAYS = [(8, 7, 8), (6, 5, 6), (4, 6, 5), (1, 2, 1), (3, 3, 2), (2, 1, 3), (5, 4, 4), (7, 8, 7)]
PSYCHIATRISTS = np.array(
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


def test_w1_four_judges_and_ten_projects():
    # published worksheet: rank sums, S = 1048, W = .793939, chi2(9) = 28.5818, p = 7.62e-4
    result = kendall_w(JUDGES)
    sums = result.table.set_index("item")["rank_sum"]
    assert [sums[str(i)] for i in range(1, 11)] == [10, 8, 12, 16, 21, 22, 25, 31, 37, 38]
    assert result.value == pytest.approx(0.793939, abs=5e-7)
    assert result.statistic == pytest.approx(28.5818, abs=5e-5)
    from scipy.stats import chi2

    assert chi2.sf(result.statistic, result.degrees) == pytest.approx(7.62e-4, abs=5e-7)
    assert result.p < 0.001, "with four raters p comes from permutations"
    assert result.low < result.value < result.high
    assert not result.ties


def test_w1_with_many_raters_p_is_that_of_chi_square():
    from scipy.stats import chi2

    result = kendall_w(np.repeat(JUDGES, 4, axis=0))
    assert result.p == pytest.approx(chi2.sf(result.statistic, 9))


def test_w2_three_judges_and_eight_essays():
    # published data: S = 354, W = .936508, chi2(7) = 19.6667
    result = kendall_w(np.array(ESSAYS).T)
    assert result.value == pytest.approx(0.936508, abs=5e-7)
    assert result.statistic == pytest.approx(19.6667, abs=5e-5)


def test_f1_fourteen_raters_and_ten_subjects():
    # Fleiss' example (as commonly reported; R irr and statsmodels): P .378, kappa .20993;
    # Krippendorff's nominal alpha of the same ratings .215574
    result = fleiss_kappa(PSYCHIATRISTS)
    assert result.raw == pytest.approx(0.378, abs=5e-4)
    assert result.value == pytest.approx(0.20993, abs=5e-6)
    expected = PSYCHIATRISTS.sum(axis=0) / PSYCHIATRISTS.sum()
    assert (expected**2).sum() == pytest.approx(0.213, abs=5e-4)
    assert result.low < result.value < result.high
    assert result.p < 0.001
    ratings = np.array([np.repeat(range(5), row) for row in PSYCHIATRISTS]).T
    alpha = krippendorff_alpha(ratings, "nominal")
    assert alpha.value == pytest.approx(0.215574, abs=5e-7)


def test_the_jackknife_of_a_mean_is_its_t_interval():
    # the pseudo-values of a mean are the values themselves (Miller 1974): 2, 4, 6 and t(2) 4.302653
    low, high = jackknife_interval(np.array([[2.0], [4.0], [6.0]]), np.mean, 0.95, most=np.inf)
    assert (low, high) == pytest.approx((4 - 4.968275, 4 + 4.968275), abs=1e-6)
    # equal items, and items with gaps, are left out once for each kind
    items = np.array([[1.0, nan], [1, nan], [3, nan], [5, 2], [5, 2], [5, 2]])
    found = jackknife_interval(items, lambda rows: rows[:, 0].mean(), 0.95, most=np.inf)
    n, total, squares = 6, 20, 86
    assert found == pytest.approx(mean_interval(*spread(n, total, squares), n))


def test_few_items_widen_the_interval_of_kappa():
    # three quarters of an item's ratings fall where they belong: coverage of 95 % intervals over
    # 300 samples of 6 items, where the percentile bootstrap covers 79 %; within 4 binomial errors
    rng = np.random.default_rng(12)
    right = np.full((3, 3), 0.125) + np.eye(3) * 0.625
    share = right.mean(axis=0)
    truth = ((right**2).sum(axis=1).mean() - share @ share) / (1 - share @ share)
    hits = [
        low <= truth <= high
        for low, high in (
            (one.low, one.high)
            for one in (
                fleiss_kappa([rng.multinomial(5, right[k]) for k in rng.integers(0, 3, 6)])
                for _ in range(300)
            )
        )
        if not isnan(low)
    ]
    assert len(hits) > 280
    assert np.mean(hits) > 0.94 - 4 * np.sqrt(0.94 * 0.06 / len(hits))


def test_perfect_agreement_on_a_few_items_has_no_interval():
    result = fleiss_kappa([[5, 0], [0, 5], [5, 0], [0, 5]])
    assert result.value == 1
    assert isnan(result.low)


def test_ties_are_corrected_and_w_stays_below_one():
    # two raters in full agreement, with ties: without the correction W would fall short of 1
    result = kendall_w([[1, 2, 2, 4], [1, 2, 2, 4]])
    assert result.value == pytest.approx(1)
    assert result.ties


def test_w_belongs_to_the_mean_correlation_of_raters():
    from scipy.stats import spearmanr

    r = spearmanr(JUDGES.T).statistic
    mean = (r.sum() - 4) / 12
    assert kendall_w(JUDGES).value == pytest.approx((1 + 3 * mean) / 4)


def test_raters_who_tie_everything_have_no_order():
    result = kendall_w([[1, 1, 1], [2, 2, 2]])
    assert isnan(result.value)
    assert [note.key for note in result.notes] == ["agreement.note.no_order"]


def test_an_incomplete_order_is_left_out_and_said():
    ranks = JUDGES.astype(float).copy()
    ranks[3, 0] = nan
    result = kendall_w(ranks)
    assert result.raters == 3
    assert result.notes[0].params == {"n": 1}


def test_one_category_only_is_no_agreement_to_measure():
    result = fleiss_kappa([[5, 0], [5, 0]])
    assert isnan(result.value)
    assert result.raw == 1
    assert isnan(krippendorff_alpha([[3, 3], [3, 3]]).value)


def test_alpha_bears_missing_ratings():
    # Krippendorff 2011, section C: four observers, twelve units, nominal alpha .743, ordinal .815,
    # interval .849
    data = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, nan, nan, nan],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, nan, 3],
        [nan, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, nan],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, nan],
    ]
    values = {
        level: krippendorff_alpha(data, level) for level in ("nominal", "ordinal", "interval")
    }
    found = [one.value for one in values.values()]
    assert found == pytest.approx([0.743, 0.815, 0.849], abs=5e-4)
    assert values["ordinal"].items == 11
    assert values["ordinal"].low < 0.815 < values["ordinal"].high


def test_frames_of_any_kind_say_the_same():
    rows = [(f"p{i}", f"i{j}", int(r)) for i, row in enumerate(JUDGES) for j, r in enumerate(row)]
    long = pd.DataFrame(rows, columns=["respondent", "item", "rank"])
    polars = pl.DataFrame(rows, schema=["respondent", "item", "rank"], orient="row").lazy()
    values = [kendall_w(one).value for one in (long, polars, JUDGES, tally(JUDGES))]
    assert values == pytest.approx([values[0]] * 4)


def test_mistakes_are_named():
    with pytest.raises(ValueError, match="different|ratings"):
        fleiss_kappa([[3, 0], [1, 1]])
    with pytest.raises(ValueError, match="a count is -1"):
        fleiss_kappa([[3, -1], [1, 1]])
    with pytest.raises(ValueError, match="the level is 'rank'"):
        krippendorff_alpha([[1, 2]], "rank")
    twice = pd.DataFrame({"respondent": ["a", "a"], "item": ["x", "x"], "rank": [1, 2]})
    with pytest.raises(ValueError, match="'a' rated 'x' twice"):
        kendall_w(twice)


orders = st.lists(st.permutations(range(1, 6)), min_size=2, max_size=8)


@given(orders)
@settings(max_examples=20)
def test_w_lies_between_0_and_1_and_reversing_everybody_changes_nothing(rows):
    one = kendall_w(rows)
    assert 0 <= one.value <= 1
    assert kendall_w(6 - np.array(rows)).value == pytest.approx(one.value)
    assert kendall_w(rows[::-1]).value == pytest.approx(one.value)


@given(orders, orders)
@settings(max_examples=20)
def test_tallies_of_orders_add_up(here, there):
    names = [str(i) for i in range(1, 6)]
    both = pd.concat([tally(here), tally(there)])
    added = both.groupby(names, as_index=False, sort=True)["n"].sum()
    pd.testing.assert_frame_equal(added, tally([*here, *there]))


def test_where_only_one_rater_ranks_the_interval_is_unknown_not_zero():
    result = kendall_w([[1, 1, 1], [1, 1, 1], [1, 2, 3]])
    assert result.value == pytest.approx(1 / 3)  # S = 2, m²(n³ − n) − mT = 216 − 144 = 72
    assert isnan(result.low)
    assert isnan(result.high)


def test_a_few_raters_of_one_mind_have_no_interval():
    # leaving any of three equal raters out changes nothing: that does not make W or kappa certain
    result = kendall_w([[1, 2, 3, 4]] * 3)
    assert result.value == 1
    assert isnan(result.low)
    assert isnan(result.high)


def test_no_mean_rank_lies_beyond_the_first_and_the_last():
    # means 4/3, 5/3, 3 of 3 raters; t limits 4/3 ± 1.43 (t = 4.303, sd = .577, n = 3) begin below 1
    table = kendall_w([[1, 2, 3], [1, 2, 3], [2, 1, 3]]).table
    assert table["low"].tolist()[:2] == [1, 1]
    assert table.loc[0, "high"] == pytest.approx(4 / 3 + 4.3027 * 3**-0.5 / 3**0.5, abs=1e-4)
    assert table.loc[1, "high"] == 3
    assert isnan(table.loc[2, "low"])  # three raters of one mind


@settings(deadline=None, max_examples=25)
@given(st.integers(3, 12), st.integers(2, 6), st.integers(0, 99))
def test_the_interval_leaves_each_rater_out_once(raters, items, seed):
    ranked = np.random.default_rng(seed).integers(1, 4, (raters, items))
    frame = pd.DataFrame(ranked, columns=[f"i{i}" for i in range(items)])
    found = kendall_w(frame)
    each = [kendall_w(frame.drop(index=i)).value for i in range(raters)]
    if np.isnan(found.low):
        assert np.isnan([found.value, *each]).any() or np.ptp(each) < 1e-9
        return
    pairs = (np.array(each) * (raters - 1) - 1) / (raters - 2)
    whole = (raters * found.value - 1) / (raters - 1)
    pseudo = raters * whole - (raters - 1) * pairs
    half = t_dist.ppf(0.975, raters - 1) * pseudo.std(ddof=1) / np.sqrt(raters)
    low, high = ((1 + (raters - 1) * (whole + s * half)) / raters for s in (-1, 1))
    assert (found.low, found.high) == pytest.approx((max(0, low), min(1, high)), abs=1e-9)


def test_a_crowd_of_raters_is_no_trouble_and_a_column_n_beside_names_no_count():
    few = pd.DataFrame({"a": [1.0, 1, 2], "b": [2.0, 3, 1], "c": [3.0, 2, 3], "n": [1, 1, 1]})
    many = kendall_w(few.assign(n=100_000))
    assert many.value == pytest.approx(kendall_w(few).value)
    assert many.raters == 300_000
    assert many.high - many.low < 0.01
    numbered = pd.DataFrame(
        [(r, i, k, 5) for r in range(6) for k, i in enumerate("abc", start=1)],
        columns=["respondent", "item", "rank", "n"],
    )
    found = kendall_w(numbered)
    assert (found.raters, found.value) == (6, 1.0)


def test_a_column_of_raters_is_no_item():
    wide = pd.DataFrame({"a": [1, 1, 2, 1], "b": [2, 3, 1, 2], "c": [3, 2, 3, 3]})
    for who in ([1, 2, 3, 4], list("rstu")):
        named = wide.assign(respondent=who)
        assert kendall_w(named).value == kendall_w(wide).value == pytest.approx(0.5625)
        alpha = krippendorff_alpha(named, "ordinal").value
        assert alpha == krippendorff_alpha(wide, "ordinal").value


def test_one_rater_has_one_row_and_a_name_in_a_wide_table_too():
    wide = pd.DataFrame({"respondent": ["r", "r", "s"], "a": [1, 1, 2], "b": [2, 2, 1]})
    for measure in (kendall_w, krippendorff_alpha):
        with pytest.raises(ValueError, match="respondent 'r' has several rows"):
            measure(wide)
        with pytest.raises(ValueError, match="some answers have no respondent"):
            measure(wide.assign(respondent=["r", None, "s"]))
        with pytest.raises(ValueError, match="several columns 'a'"):
            measure(pd.DataFrame([[1, 2, 3], [2, 3, 1]], columns=["a", "a", "b"]))


def test_ratings_of_a_long_table_that_are_no_numbers_are_named():
    long = pd.DataFrame({"respondent": [1, 1, 2, 2], "item": list("xyxy"), "rating": list("abab")})
    with pytest.raises(ValueError, match="column 'rating' must hold numbers; it holds 'a', 'b'"):
        krippendorff_alpha(long)
    with pytest.raises(ValueError, match="column 'rating' must hold numbers; it holds False, True"):
        krippendorff_alpha(long.assign(rating=[True, False] * 2))
    with pytest.raises(ValueError, match="column 'x' must hold ratings.*it holds True"):
        krippendorff_alpha(pd.DataFrame({"x": [True, False], "y": [1, 2]}))


def test_words_among_ratings_are_named():
    with pytest.raises(ValueError, match="column 'b' must hold ratings.*it holds 'good'"):
        kendall_w(pd.DataFrame({"a": [1, 2], "b": ["good", 2]}))
