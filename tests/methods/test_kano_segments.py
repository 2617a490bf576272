"""Kano by segment: the same answers, cut; a difference where there is one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from scipy.stats import chi2_contingency

from cxwidgets.methods.kano import kano
from cxwidgets.methods.kano_segments import kano_segments

PAIR = {"M": (2, 5), "O": (1, 5), "A": (1, 3), "I": (3, 3), "R": (5, 1), "Q": (1, 1)}


def answers(**counts):
    """Return answers from ``segment={class: n}``, everybody answering the one feature "rain"."""
    rows = [
        (f"{segment}-{category}-{number}", segment, "rain", *PAIR[category])
        for segment, classes in counts.items()
        for category, n in classes.items()
        for number in range(n)
    ]
    columns = ["respondent", "segment", "feature", "functional", "dysfunctional"]
    return pd.DataFrame(rows, columns=columns)


def test_each_segment_is_classified_as_it_would_be_alone():
    both = answers(old={"M": 20, "A": 5}, young={"A": 30, "I": 10})
    result = kano_segments(both)
    assert result.segments == ("young", "old")  # the larger first
    for name in result.segments:
        alone = kano(both[both["segment"] == name]).table.iloc[0]
        found = result.table[result.table["segment"] == name].iloc[0]
        columns = ["n", "category", "settled", "better", "worse"]
        assert found[columns].tolist() == alone[columns].tolist()


def test_large_counts_use_the_chi_square_distribution():
    result = kano_segments(answers(a={"M": 60, "A": 40}, b={"M": 40, "A": 60}))
    expected = chi2_contingency([[40, 60], [60, 40]], correction=False)
    row = result.differences.iloc[0]
    assert row["p"] == pytest.approx(expected.pvalue)
    assert row["cramers_v"] == pytest.approx(0.2)
    assert bool(row["differs"])


def test_small_counts_are_shuffled_and_agree_with_fishers_exact_test():
    from scipy.stats import fisher_exact

    result = kano_segments(answers(a={"M": 7, "A": 1}, b={"M": 2, "A": 6}))
    exact = fisher_exact([[7, 1], [2, 6]]).pvalue
    assert result.differences.iloc[0]["p"] == pytest.approx(exact, abs=0.02)


def test_the_same_seed_gives_the_same_p():
    small = answers(a={"M": 7, "A": 1}, b={"M": 2, "A": 6})
    first, second = (kano_segments(small, seed=5).differences["p"][0] for _ in range(2))
    assert first == second


def test_segments_that_do_not_differ_are_found_to_differ_about_as_often_as_said():
    random = np.random.default_rng(3)
    found = 0
    for _ in range(200):
        one, two = random.multinomial(12, (0.5, 0.3, 0.2), size=2)
        frame = answers(a=dict(zip("MAI", one, strict=True)), b=dict(zip("MAI", two, strict=True)))
        found += bool(kano_segments(frame).differences["differs"][0])
    assert found <= 20  # nominal 10 of 200; the 99.8 % point of the binomial is 20


def test_without_segments_everybody_is_one():
    whole = answers(a={"M": 9}, b={"A": 6})
    for frame in (whole.drop(columns="segment"), whole.assign(segment=None)):
        result = kano_segments(frame)
        assert result.segments == ("",)
        assert result.table["n"].tolist() == [15]
        assert result.differences["p"].isna().all()
        assert not result.differences["differs"].any()
        assert result.notes == ()


def test_people_without_a_segment_are_left_out_and_counted():
    frame = answers(a={"M": 40}, b={"A": 31})
    frame.loc[frame["segment"] == "b", "segment"] = [None, *["b"] * 30]
    result = kano_segments(frame)
    assert dict(zip(result.table["segment"], result.table["n"], strict=True)) == {"a": 40, "b": 30}
    assert [(n.key, n.params["n"]) for n in result.notes] == [("kano.segments.left_out", 1)]


def test_small_segments_are_named():
    (note,) = kano_segments(answers(a={"M": 40}, b={"A": 29})).notes
    assert (note.key, note.params["segments"]) == ("kano.segments.small", ("b",))


def test_polars_gives_the_same():
    frame = answers(a={"M": 9, "A": 3}, b={"A": 6, "I": 2})
    wanted = kano_segments(frame)
    found = kano_segments(pl.DataFrame(frame.to_dict(orient="list")))
    assert found.segments == wanted.segments
    assert found.table["category"].tolist() == wanted.table["category"].tolist()
    assert found.differences["p"].tolist() == wanted.differences["p"].tolist()


def test_a_missing_column_is_named():
    with pytest.raises(ValueError, match="dysfunctional"):
        kano_segments(answers(a={"M": 1}).drop(columns="dysfunctional"))


def test_two_segments_differ_by_so_much():
    # Newcombe 1998, table II: 56/70 against 48/80 is 0.2000, method 10 gives 0.0524 to 0.3339
    result = kano_segments(answers(a={"A": 48, "I": 32}, b={"A": 56, "I": 14}))
    row = result.differences.iloc[0]
    assert result.segments == ("a", "b")
    assert row["better_change"] == pytest.approx(-0.2)
    assert (row["better_low"], row["better_high"]) == pytest.approx((-0.3339, -0.0524), abs=6e-5)
    assert row["worse_change"] == 0
    worse = kano_segments(answers(a={"M": 48, "I": 32}, b={"M": 56, "I": 14})).differences.iloc[0]
    assert (worse["worse_low"], worse["worse_high"]) == pytest.approx((0.0524, 0.3339), abs=6e-5)


def test_three_segments_have_no_single_difference():
    result = kano_segments(answers(a={"A": 9}, b={"A": 8}, c={"I": 7}))
    assert result.differences["better_change"].isna().all()


def test_a_class_within_a_segment_has_its_chance():
    result = kano_segments(answers(a={"M": 30, "I": 2}, b={"M": 9, "I": 8}))
    chance = result.table.set_index("segment")["chance"]
    assert chance["a"] > 0.999
    # a lead of 1 in 17: ties go to M, so M wins again when at least half of 17 draws are M
    assert 0.5 < chance["b"] < 0.75


def test_a_feature_reverse_in_one_segment_is_read_the_other_way_round_there():
    both = answers(old={"R": 20, "A": 5}, young={"A": 30, "R": 3})
    inverted = kano_segments(both).inverted
    assert list(inverted["segment"]) == ["old"]
    alone = kano(both[both["segment"] == "old"]).inverted
    pd.testing.assert_frame_equal(inverted[alone.columns], alone)
    assert alone.loc[0, "category"] == "O"  # dislike if present, like if absent
    assert kano_segments(answers(a={"A": 9}, b={"M": 9})).inverted.empty
