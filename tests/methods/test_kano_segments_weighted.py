"""Kano by segment with respondent weights: by hand, against other computations, by properties."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from cxwidgets.methods.intervals import newcombe
from cxwidgets.methods.kano import kano
from cxwidgets.methods.kano_segments import kano_segments
from cxwidgets.methods.respondent_weights import whole

PAIR = {"M": (2, 5), "O": (1, 5), "A": (1, 3), "I": (3, 3), "R": (5, 1), "Q": (1, 1)}


def frame_of(rows):
    """Return answers from (segment, class, weight)."""
    return pd.DataFrame(
        [(s, "rain", *PAIR[c], w) for s, c, w in rows],
        columns=["segment", "feature", "functional", "dysfunctional", "Wgt"],
    )


ROWS = [
    *[("a", "M", w) for w in (1, 3) for _ in range(60)],
    *[("a", "A", w) for w in (1, 3) for _ in range(20)],
    *[("b", "M", w) for w in (1, 1, 4) for _ in range(20)],
    *[("b", "A", w) for w in (1, 1, 4) for _ in range(20)],
]


def test_by_hand():
    # a: 160 people, sum w = 320, sum w^2 = 800, n_eff 128, M 0.75;
    # b: 120 people, sum w = 240, sum w^2 = 720, n_eff 80, M 0.5. Rao and Scott with a design effect
    # for each segment (1.25 and 1.5): chi-square of [[96, 32], [40, 40]].
    result = kano_segments(frame_of(ROWS), weights="Wgt")
    assert result.weighted
    assert result.table["n_eff"].tolist() == pytest.approx([128, 80])
    assert result.table["M_share"].tolist() == pytest.approx([0.75, 0.5])
    expected = chi2_contingency([[96, 32], [40, 40]], correction=False)
    row = result.differences.iloc[0]
    assert row["p"] == pytest.approx(expected.pvalue)
    # the same by hand: 208 (96 * 40 - 32 * 40)^2 / (128 * 80 * 136 * 72) = 13.5948
    assert expected.statistic == pytest.approx(13.5948, abs=1e-4)
    assert row["cramers_v"] == pytest.approx((13.5948 / 208) ** 0.5, abs=1e-5)
    worse = newcombe(96, 128, 40, 80)
    found = tuple(row[["worse_change", "worse_low", "worse_high"]])
    assert found == pytest.approx((-worse[0], -worse[2], -worse[1]))
    assert [note.key for note in result.notes] == ["kano.segments.weighted"]


def test_one_design_effect_for_all_is_the_chi_square_divided_by_it():
    # Rao & Scott 1981: X^2 of the weighted shares over the mean design effect. Where every segment
    # has the same, here 1.25, both say the same.
    rows = [r for r in ROWS if r[0] == "a"]
    rows += [("b", "A" if c == "M" else "M", w) for _, c, w in rows]
    p = kano_segments(frame_of(rows), weights="Wgt").differences.loc[0, "p"]
    of_people = chi2_contingency([[120, 40], [40, 120]], correction=False)
    from scipy.stats import chi2

    assert p == pytest.approx(chi2.sf(of_people.statistic / 1.25, 1))


answered = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(list(PAIR)), st.integers(1, 5)),
    min_size=1,
    max_size=60,
)


@settings(max_examples=20, deadline=None)
@example(rows=[("a", "M", 1)] * 5, weight=0.1)  # adds up to a little less than 5 answers
@example(rows=[("b", c, 1) for c in "MMMMOI"], weight=0.1)  # 15 / 6 answers are expected: a half
@given(rows=answered, weight=st.sampled_from([1, 2, 0.1]))
def test_the_same_weight_for_everybody_changes_nothing(rows, weight):
    frame = frame_of(rows).assign(Wgt=float(weight))
    plain, weighted = kano_segments(frame), kano_segments(frame, weights="Wgt")
    assert weighted.segments == plain.segments
    pd.testing.assert_frame_equal(weighted.differences, plain.differences)
    pd.testing.assert_frame_equal(
        weighted.table[plain.table.columns], plain.table, check_dtype=False
    )


@settings(max_examples=20, deadline=None)
@given(rows=answered)
def test_each_segment_is_classified_as_it_would_be_alone(rows):
    frame = frame_of(rows)
    found = kano_segments(frame, weights="Wgt").table.set_index("segment")
    for name, part in frame.groupby("segment"):
        alone = kano(part, weights="Wgt").table.iloc[0]
        same = ["n", "n_eff", "n_eff_base", "category", "settled", "better", "worse", "M_share"]
        pd.testing.assert_series_equal(
            found.loc[name, same], alone[same], check_names=False, check_dtype=False
        )


@settings(max_examples=20, deadline=None)
@given(rows=answered)
def test_whole_weights_give_the_differences_of_repeated_rows(rows):
    frame = frame_of(rows)
    weighted = kano_segments(frame, weights="Wgt").differences.iloc[0]
    # the same order of segments: the larger in people
    largest = list(kano_segments(frame).segments)
    again = frame.loc[frame.index.repeat(frame["Wgt"])]
    result = kano_segments(again)
    sign = 1 if list(result.segments) == largest else -1
    for change in ("better_change", "worse_change"):
        assert weighted[change] == pytest.approx(
            sign * result.differences.iloc[0][change], nan_ok=True, abs=1e-9
        )


def test_few_effective_answers_are_rounded_and_shuffled():
    # weights 2 throughout leave the counts as they are: the test is that of the people
    small = [("a", "M", 2)] * 7 + [("a", "A", 2)] + [("b", "M", 2)] * 2 + [("b", "A", 2)] * 6
    frame = frame_of(small)
    found = kano_segments(frame, weights="Wgt").differences.loc[0, "p"]
    assert found == kano_segments(frame).differences.loc[0, "p"]
    # what rounding leaves is no table of two segments and two classes: nothing is tested
    lone = frame_of([("a", "M", 9), ("a", "A", 1), ("b", "M", 1)])
    assert kano_segments(lone, weights="Wgt").differences["p"].isna().all()


def test_effective_counts_as_whole_ones():
    assert whole([3.0, 4.0, 0.0]) == [3, 4, 0]
    assert whole([2.9999999999, 4.0]) == [3, 4]
    assert whole([1.4, 2.4, 0.4]) == [2, 2, 0]  # 4.2 in all: one more, for the largest remainder
    assert whole([0.5, 0.3]) == [1, 0]
    assert whole([]) == []


def test_few_effective_answers_of_many_people_are_said():
    rows = [("a", "M", 1)] * 40 + [("b", "M", 1)] * 39 + [("b", "A", 100)]
    notes = {n.key: n for n in kano_segments(frame_of(rows), weights="Wgt").notes}
    assert notes["kano.segments.small_n_eff"].params["segments"] == ("b",)
    assert "kano.segments.small" not in notes


def test_a_segment_that_weighs_nothing_is_refused_by_name():
    frame = frame_of([("a", "M", 1), ("b", "A", 0)])
    with pytest.raises(ValueError, match="segment 'b': the weights of feature 'rain' add up to 0"):
        kano_segments(frame, weights="Wgt")
    with pytest.raises(ValueError, match="'Wgt' holds the weight -1"):
        kano_segments(frame.assign(Wgt=-1), weights="Wgt")


def test_people_without_a_weight_are_counted_and_left_out():
    frame = frame_of([("a", "M", 1), ("a", "A", None), ("b", "A", 2)])
    result = kano_segments(frame, weights="Wgt")
    assert result.table["n"].tolist() == [1, 1]
    note = next(n for n in result.notes if n.key == "kano.note.n_no_weight")
    assert note.params == {"n": 1}
