"""SERVQUAL against published cases, by hand, and by its properties."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods.servqual import RATER, analyse, servqual, servqual_from_means, tally

DIMENSIONS = ["tangibles", "reliability", "responsiveness", "assurance", "empathy"]
COLUMNS = ("respondent", "item", "dimension", "expectation", "perception")


def means(expectation, perception, **more):
    frame = pd.DataFrame({"expectation": expectation, "perception": perception})
    return frame.assign(dimension=DIMENSIONS, **more)


def test_s1_the_patient_study():
    # PMC6131925, table 2 (n = 386, 5-point), T R Resp A E. The printed t of assurance contradicts
    # its own interval and is not tested.
    result = servqual_from_means(
        means([4.44, 4.49, 4.48, 4.50, 4.56], [4.19, 4.36, 4.35, 4.32, 4.40])
    )
    assert list(result.table["gap"]) == pytest.approx([-0.25, -0.13, -0.13, -0.18, -0.16])
    assert result.overall.loc[0, "unweighted"] == pytest.approx(-0.17)


def test_s2_the_restaurant_study_with_a_positive_gap():
    # Shahrazad restaurant thesis, n = 51: means, standard deviations of the gap, t(50)
    result = servqual_from_means(
        means(
            [3.9412, 3.9085, 4.0000, 3.9706, 3.5490],
            [3.5147, 3.4771, 3.5686, 3.4771, 3.8922],
            sd=[0.53454, 0.52194, 0.61660, 0.64890, 0.65185],
            n=51,
        )
    )
    table = result.table
    printed = [-0.4265, -0.4314, -0.4314, -0.4935, 0.3431]  # from unrounded means
    assert list(table["gap"]) == pytest.approx(printed, abs=2e-4)
    assert list(table["t"]) == pytest.approx([-5.70, -5.90, -5.00, -5.43, 3.76], abs=0.006)
    assert result.overall.loc[0, "unweighted"] == pytest.approx(-0.2879, abs=2e-4)
    assert (table["low"] < table["gap"]).all()
    (note,) = [n for n in result.notes if n.key == "servqual.note.exceeded"]
    assert note.params["dimensions"] == ("empathy",)


def test_s3_textbook_arithmetic_with_and_without_weights():
    gaps = pd.DataFrame(
        {
            "dimension": DIMENSIONS,
            "gap": [-0.65, -1.10, -0.83, -0.70, -1.01],
        }
    )
    weights = dict(zip(gaps["dimension"], [11, 32, 22, 19, 16], strict=True))
    result = servqual_from_means(gaps, weights)
    assert result.overall.loc[0, "unweighted"] == pytest.approx(-0.858)
    assert result.overall.loc[0, "weighted"] == pytest.approx(-0.9007)
    assert result.table["weighted"].sum() == pytest.approx(-0.9007)
    assert isnan(result.table.loc[0, "low"])


def one(*values):
    return dict(zip(COLUMNS, values, strict=True))


@pytest.fixture
def three():
    """Three respondents, two dimensions of two and of one statement."""
    return pd.DataFrame(
        [
            one(1, "on time", "reliability", 7, 5),
            one(1, "as told", "reliability", 7, 3),
            one(1, "clean", "tangibles", 5, 6),
            one(2, "on time", "reliability", 6, 6),
            one(2, "as told", "reliability", 6, 4),
            one(2, "clean", "tangibles", 4, 4),
            one(3, "on time", "reliability", 7, 4),
            one(3, "as told", "reliability", nan, 4),
            one(3, "clean", "tangibles", 6, 4),
        ]
    )


def test_by_hand(three):
    result = servqual(three)
    table = result.dimensions.set_index("dimension")
    # respondents' reliability gaps: -3, -1, -3: mean -7/3, sd 1.154701, t(2) 4.302653
    assert table.loc["reliability", "gap"] == pytest.approx(-7 / 3)
    half = 4.302653 * 1.1547005 / 3**0.5
    assert table.loc["reliability", "low"] == pytest.approx(-7 / 3 - half, abs=1e-5)
    # tangibles: 1, 0, -2
    assert table.loc["tangibles", "gap"] == pytest.approx(-1 / 3)
    # the mean of the dimensions, not of the statements; each respondent: -1, -.5, -2.5
    row = result.overall.iloc[0]
    assert row["unweighted"] == pytest.approx(-4 / 3)
    sd = np.std([-1, -0.5, -2.5], ddof=1)
    assert row["high"] == pytest.approx(-4 / 3 + 4.302653 * sd / 3**0.5, abs=1e-5)
    items = result.items.set_index("item")
    assert (items.loc["as told", "n"], items.loc["as told", "n_missing"]) == (2, 1)
    assert items.loc["on time", "gap"] == pytest.approx(-5 / 3)


def points(*rows):
    return pd.DataFrame(rows, columns=["respondent", "dimension", "weight"])


def test_own_points_weight_each_respondent_first(three):
    weights = points(
        (1, "reliability", 80), (1, "tangibles", 20), (2, "reliability", 50), (2, "tangibles", 50)
    )
    result = servqual(three, weights)
    row = result.overall.iloc[0]
    # respondent 1: .8 * -3 + .2 * 1 = -2.2; respondent 2: .5 * -1 + .5 * 0 = -.5; 3 gave no points
    assert row["weighted"] == pytest.approx((-2.2 - 0.5) / 2)
    assert row["weighted_n"] == 2
    assert list(result.table["weight"]) == pytest.approx([0.65, 0.35])
    assert result.table["weighted"].sum() == pytest.approx(row["weighted"])
    # the product of averages is another number: .65 * -7/3 + .35 * -1/3
    assert row["weighted_means"] == pytest.approx(0.65 * -7 / 3 + 0.35 * -1 / 3)
    assert "servqual.note.weighted_n" in [note.key for note in result.notes]


def test_only_the_proportion_of_points_counts(three):
    hundred = points(
        *((r, d, w) for r in (1, 2, 3) for d, w in (("reliability", 75), ("tangibles", 25)))
    )
    three_to_one = hundred.assign(weight=hundred["weight"] / 25)
    fixed = {"reliability": 3, "tangibles": 1}
    found = [servqual(three, w).overall.loc[0, "weighted"] for w in (hundred, three_to_one, fixed)]
    assert found == pytest.approx([found[0]] * 3)
    assert -7 / 3 < found[0] < -1 / 3


def test_points_for_a_dimension_nobody_rated_give_no_weighted_score(three):
    weights = points((1, "reliability", 50), (1, "empathy", 50))
    result = servqual(three, weights)
    assert isnan(result.overall.loc[0, "weighted"])
    (note,) = [n for n in result.notes if n.key == "servqual.note.weighted_n"]
    assert dict(note.params) == {"n": 0, "all": 3}  # NaN, and said why


def test_a_dimension_without_anybodys_points_gives_no_weighted_score_and_says_so(three):
    result = servqual(three, points((1, "reliability", 100), (2, "reliability", 100)))
    assert isnan(result.overall.loc[0, "weighted"])
    assert "servqual.note.weighted_n" in [note.key for note in result.notes]
    assert "servqual.note.weighted_n" not in [note.key for note in servqual(three).notes]


def test_points_given_twice_are_refused(three):
    twice = points((1, "reliability", 50), (1, "reliability", 60))
    with pytest.raises(ValueError, match="respondent 1 rated 'reliability' 2 times"):
        servqual(three, twice)


def test_bad_weights_are_named(three):
    with pytest.raises(ValueError, match="'speed'"):
        servqual(three, {"speed": 1})
    with pytest.raises(ValueError, match="the dimensions are reliability, tangibles"):
        servqual(three, {"speed": 1})
    with pytest.raises(ValueError, match="'empathy'; no dimension has been rated"):
        servqual(three.assign(perception=None), {"empathy": 1})
    with pytest.raises(ValueError, match="tangibles has -1"):
        servqual(three, {"reliability": 1, "tangibles": -1})
    with pytest.raises(ValueError, match="all are 0"):
        servqual(three, {"reliability": 0, "tangibles": 0})
    with pytest.raises(ValueError, match="-5"):
        servqual(three, points((1, "reliability", -5)))
    with pytest.raises(ValueError, match="tally"):
        servqual(tally(three), points((1, "reliability", 5)))


def test_bad_answers_are_named(three):
    with pytest.raises(ValueError, match="'often'"):
        servqual(three.assign(perception=["often"] * 9))
    with pytest.raises(ValueError, match="dimension"):
        servqual(three.drop(columns="dimension"))
    with pytest.raises(ValueError, match="no dimension"):
        servqual(three.assign(dimension=None))
    with pytest.raises(ValueError, match="gap"):
        servqual_from_means(pd.DataFrame({"dimension": ["a"], "expectation": [1.0]}))
    with pytest.raises(ValueError, match="no column 'dimension'"):
        servqual_from_means(pd.DataFrame({"gap": [1.0]}))


def test_answers_off_the_scale_are_counted_never_used(three):
    result = servqual(three, high=6)
    assert result.items["n_invalid"].sum() == 3
    assert result.items["n"].sum() == 5


def test_dimensions_stand_in_rater_order(three):
    frame = three.assign(
        dimension=["zeal", "zeal", "empathy", *["tangibles"] * 3, *["assurance"] * 3]
    )
    assert list(servqual(frame).table["dimension"]) == ["assurance", "tangibles", "empathy", "zeal"]
    assert RATER[0] == "reliability"


def test_no_answers_and_one_answer_are_no_error(three):
    empty = servqual(three.head(0))
    assert empty.dimensions.empty
    assert isnan(empty.overall.loc[0, "unweighted"])
    single = servqual(three.head(1))
    assert single.overall.loc[0, "unweighted"] == -2
    assert isnan(single.overall.loc[0, "low"])


answered = st.lists(
    st.tuples(
        st.integers(1, 8),
        st.sampled_from(["r1", "r2", "t1", "e1"]),
        st.sampled_from([1, 2, 3, 4, 5, 6, 7, 9, None]),
        st.sampled_from([1, 2, 3, 4, 5, 6, 7, None]),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: row[:2],
)
DIMENSION = {"r": "reliability", "t": "tangibles", "e": "empathy"}


def as_frame(rows):
    return pd.DataFrame(
        [
            one(r, item, DIMENSION[item[0]], nan if e is None else e, nan if p is None else p)
            for r, item, e, p in rows
        ]
    ).astype({"expectation": float, "perception": float})


@given(answered)
def test_swapping_the_halves_flips_every_gap(rows):
    frame = as_frame(rows)
    swapped = frame.rename(columns={"expectation": "perception", "perception": "expectation"})
    one_way, other_way = servqual(frame), servqual(swapped)
    for part in ("items", "dimensions"):
        left, right = getattr(one_way, part), getattr(other_way, part)
        np.testing.assert_allclose(left["gap"], -right["gap"])
        np.testing.assert_allclose(left["low"], -right["high"])


@given(answered)
@settings(max_examples=60)
def test_every_answer_is_somewhere_and_gaps_lie_in_their_intervals(rows):
    result = servqual(as_frame(rows))
    counts = result.items[["n", "n_missing", "n_invalid"]].to_numpy().sum()
    assert counts == len(rows)
    sure = result.dimensions.dropna(subset="low")
    assert sure["gap"].between(sure["low"] - 1e-9, sure["high"] + 1e-9).all()


@given(answered, answered)
@settings(max_examples=30)
def test_tallies_of_two_sites_add_up(here, there):
    a, b = as_frame(here), as_frame(there).assign(respondent=lambda f: f["respondent"] + 100)
    apart, together = analyse(tally(a) + tally(b)), servqual(pd.concat([a, b]))
    pd.testing.assert_frame_equal(apart.items, together.items, check_dtype=False)
    pd.testing.assert_frame_equal(apart.dimensions, together.dimensions, check_dtype=False)


@given(answered)
@settings(max_examples=20)
def test_polars_and_pandas_agree(rows):
    frame = as_frame(rows)
    polars = pl.DataFrame(
        {k: [None if pd.isna(v) else v for v in frame[k]] for k in frame},
        schema_overrides={"expectation": pl.Float64, "perception": pl.Float64},
    )
    for other in (tally(polars), tally(polars.lazy())):
        pd.testing.assert_frame_equal(tally(frame).items, other.items)
        pd.testing.assert_frame_equal(tally(frame).products, other.products, check_dtype=False)


def test_alpha_of_each_dimension_is_that_of_its_perceptions(three):
    # reliability: (5, 3), (6, 4), (4, 4): variances 1, 1/3, covariance 0, so 2 (1 - 1) = 0
    table = servqual(three).dimensions.set_index("dimension")
    assert table.loc["reliability", "alpha"] == pytest.approx(0, abs=1e-12)
    assert isnan(table.loc["tangibles", "alpha"]), "one statement has no alpha"


def test_a_gap_that_is_mostly_error_says_so():
    # Peter, Churchill & Brown 1993: two halves of reliability .8 and equal spread that correlate at
    # r12 have a difference of reliability (.8 - r12) / (1 - r12)
    from cxwidgets.methods.covariance import from_moments
    from cxwidgets.methods.servqual_reliability import analyse as reliability

    names = ["e:a", "e:b", "p:a", "p:b"]
    within, across = 2 / 3, 0.5  # alpha of two items correlated 2/3 is .8; r12 = .5 / (5/6) = .6
    matrix = [
        [1, within, across, across],
        [within, 1, across, across],
        [across, across, 1, within],
        [across, across, within, 1],
    ]
    sums = from_moments(names, 100, matrix).sums.assign(dimension="reliability")
    row = reliability(sums, 0.95).iloc[0]
    assert row["alpha"] == pytest.approx(0.8)
    assert row["alpha_expectation"] == pytest.approx(0.8)
    assert row["gap_reliability"] == pytest.approx((0.8 - 0.6) / (1 - 0.6))


@pytest.mark.parametrize("frame", [pd.DataFrame, pl.DataFrame])
def test_who_left_a_dimension_without_points_is_left_out_and_nobody_else(frame):
    def table(rows, columns):
        return frame(dict(zip(columns, zip(*rows, strict=True), strict=True)))

    people, dimensions = range(1, 6), ("reliability", "empathy")
    pairs = [(i, d) for i in people for d in dimensions]
    answers = table([(i, d, d, 5, 3 + (i + len(d)) % 3) for i, d in pairs], COLUMNS)
    columns = ("respondent", "dimension", "weight")
    full = [(i, d, 30 + 10 * i if d == "empathy" else 70 - 10 * i) for i, d in pairs]
    expected = servqual(answers, table(full[2:], columns)).overall.iloc[0]  # the first one apart
    blank = [(1, "reliability", None), *full[1:]]
    for rows in (full[1:], blank):
        found = servqual(answers, table(rows, columns)).overall.iloc[0]
        assert found["weighted_n"] == expected["weighted_n"] == 4
        for column in ("weighted", "weighted_low", "weighted_high"):
            assert found[column] == pytest.approx(expected[column])


def test_a_gap_above_zero_by_chance_is_not_called_exceeded():
    told = {"dimension": ["a", "b"], "expectation": [6, 6], "perception": [6.1, 6.9]}
    gaps = servqual_from_means(pd.DataFrame(told).assign(sd=1.0, n=40))
    assert gaps.table["gap"].tolist() == pytest.approx([0.1, 0.9])
    (note,) = [n for n in gaps.notes if n.key == "servqual.note.exceeded"]
    assert note.params["dimensions"] == ("b",)


def rated(rows):
    return pd.DataFrame(rows, columns=COLUMNS)


def ceiling(result):
    """Return the dimensions the note on the ceiling names."""
    return [n.params["dimensions"] for n in result.notes if n.key == "servqual.note.ceiling"]


def at_the_top(share, low=1, high=7):
    """Return ten respondents of whom ``share`` expect the highest step, and one statement."""
    steps = [high] * share + [high - 1] * (10 - share)
    return rated([(i, "a", "empathy", e, low + i % 3) for i, e in enumerate(steps)])


def test_expectations_at_the_top_of_the_scale_are_named():
    # methods.md section 5, "ceiling of E"; our rule: 80 % of expectations are the highest step
    full, short = servqual(at_the_top(8)), servqual(at_the_top(7))
    assert (full.table.loc[0, "ceiling"], short.table.loc[0, "ceiling"]) == (0.8, 0.7)
    assert (ceiling(full), ceiling(short)) == ([("empathy",)], [])
    # the same answers are far from the top of a longer scale
    assert ceiling(servqual(at_the_top(8), high=9)) == []
    assert ceiling(servqual(at_the_top(8, high=9), high=9)) == [("empathy",)]


def test_only_pairs_that_count_say_where_expectations_lie():
    # 4 of 5 whole pairs expect a 7; the half pairs at 7 and the 9 off the scale are no part of it
    rows = [(i, "a", "empathy", 7 if i else 2, 4) for i in range(5)]
    rows += [(5, "a", "empathy", 3, None), (6, "a", "empathy", 9, 4), (7, "a", "empathy", None, 4)]
    result = servqual(rated(rows))
    assert (result.table.loc[0, "n"], result.table.loc[0, "ceiling"]) == (5, 0.8)
    # a dimension of its own: empathy's ceiling is not the other's
    other = [(i, "b", "tangibles", 4, 4) for i in range(5)]
    both = servqual(rated([*rows, *other]))
    assert ceiling(both) == [("empathy",)]
    assert both.table.set_index("dimension")["ceiling"].to_dict() == {
        "tangibles": 0.0,
        "empathy": 0.8,
    }


def test_a_tally_remembers_where_its_scale_ends_and_means_have_none():
    half = at_the_top(8, high=5)
    parts = tally(half.head(4), high=5) + tally(half.tail(6), high=5)
    assert ceiling(servqual(parts)) == [("empathy",)]
    with pytest.raises(ValueError, match="one scale ends at 5, the other at 7"):
        tally(half.head(4), high=5) + tally(half.tail(6))
    published = servqual_from_means(means([7.0] * 5, [5.0] * 5, n=100, sd=1.0))
    assert published.table["ceiling"].isna().all()
    assert ceiling(published) == []
