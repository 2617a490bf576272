"""The five-gap audit by hand and by its properties (no published table with raw inputs exists)."""

from __future__ import annotations

from math import isnan, nan

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxwidgets.methods.gaps import GAPS, analyse, gaps, tally, tally_uses


def scores(*people):
    """Return the long frame of (gap1 … gap5) tuples, one for each respondent."""
    return pd.DataFrame(
        [
            {"respondent": i, "gap": gap, "score": score}
            for i, person in enumerate(people)
            for gap, score in zip(GAPS, person, strict=True)
        ]
    )


def row(result, gap):
    return result.table.set_index("gap").loc[gap]


def test_means_intervals_and_ranks_by_hand():
    result = gaps(scores((2, 4, 7, 1, 3), (4, 4, 5, 1, 3), (6, 4, 6, 1, 4)))
    # gap 1: mean 4, sd 2, t(2) 4.302653: half width 4.302653 * 2 / sqrt(3) = 4.968276
    first = row(result, "gap1")
    assert (first["score"], first["sd"], first["n"]) == (4, 2, 3)
    assert first["high"] == pytest.approx(8.968276, abs=1e-5)
    assert row(result, "gap3")["rank"] == 1
    assert row(result, "gap4")["rank"] == 5
    assert row(result, "gap1")["rank"] == row(result, "gap2")["rank"] == 2


def test_agreement_runs_from_one_voice_to_two_camps():
    one_voice = row(gaps(scores(*[(4,) * 5] * 6)), "gap1")
    assert one_voice["agreement"] == 1
    two_camps = gaps(scores(*[(1,) * 5, (7,) * 5] * 10))
    # variance of ten 1s and ten 7s is 9 * 20 / 19; given blindly it is (49 - 1) / 12 = 4
    assert row(two_camps, "gap1")["agreement"] == pytest.approx(1 - 9 * 20 / 19 / 4)
    assert "gaps.note.split" in [note.key for note in two_camps.notes]


def test_a_clear_order_is_sure_and_a_close_one_is_not():
    clear = gaps(scores(*[(7, 5, 4, 2, 1), (6, 5, 3, 2, 1)] * 10)).table
    assert list(clear["rank"]) == [1, 2, 3, 4, 5]
    assert list(clear["rank_low"]) == list(clear["rank_high"]) == [1, 2, 3, 4, 5]
    close = row(gaps(scores(*[(4, 5, 1, 1, 1), (5, 4, 1, 1, 1)] * 5)), "gap1")
    assert (close["rank_low"], close["rank_high"]) == (1, 2)


def test_the_ranks_follow_the_seed():
    frame = scores(*[(4, 5, 4, 3, 4), (5, 4, 3, 5, 4), (3, 4, 5, 4, 4)] * 4)
    pd.testing.assert_frame_equal(gaps(frame, seed=1).table, gaps(frame, seed=1).table)
    limits = ["rank_low", "rank_high"]
    wide, narrow = gaps(frame, level=0.99).table[limits], gaps(frame, level=0.5).table[limits]
    assert (wide["rank_high"] - wide["rank_low"]).sum() > (
        narrow["rank_high"] - narrow["rank_low"]
    ).sum()


def test_missing_and_impossible_scores_are_counted_never_used():
    result = gaps(scores((2, nan, 9, 0, 2.5), (4, 3, 3, 3, 3)))
    assert row(result, "gap1")["n"] == 2
    assert row(result, "gap2")["n_missing"] == 1
    for gap in ("gap3", "gap4", "gap5"):
        assert (row(result, gap)["n"], row(result, gap)["n_invalid"]) == (1, 1)
    assert "gaps.note.n_invalid" in [note.key for note in result.notes]


def test_a_gap_nobody_scored_is_nan_and_does_not_spoil_the_others():
    frame = scores(*[(7, 5, 4, 2, 1)] * 6)
    table = gaps(frame[frame["gap"] != "gap5"]).table.set_index("gap")
    assert isnan(table.loc["gap5", "score"])
    assert isnan(table.loc["gap5", "rank"])
    assert table.loc["gap4", "rank_low"] == 4


def test_one_respondent_has_scores_but_no_intervals():
    table = gaps(scores((7, 5, 4, 2, 1))).table
    assert list(table["score"]) == [7, 5, 4, 2, 1]
    assert table[["low", "high", "agreement", "rank_low"]].isna().all().all()


def test_causes_are_counted_by_use_with_the_most_frequent_first():
    causes = pd.DataFrame(
        {
            "gap": ["gap1"] * 4 + ["gap3"],
            "cause": ["few_questions"] * 4 + ["wrong_fit"],
            "use": ["audit", "training", "audit", "audit", "recruitment"],
        }
    )
    uses = gaps(scores((1,) * 5), causes).uses
    audit = uses.iloc[0]
    assert tuple(audit[["gap", "cause", "use", "n", "total", "share", "first"]]) == (
        *("gap1", "few_questions", "audit", 3, 4, 0.75, True),
    )
    # Wilson 95 % of 3 of 4 (statsmodels proportion_confint)
    assert (audit["low"], audit["high"]) == pytest.approx((0.300642, 0.954413), abs=1e-6)
    assert list(uses["first"]) == [True, False, True]


def test_strange_gaps_uses_and_scores_are_named():
    with pytest.raises(ValueError, match="'gap6'"):
        tally(pd.DataFrame({"respondent": [1], "gap": ["gap6"], "score": [1]}))
    with pytest.raises(ValueError, match="'wide'"):
        tally(pd.DataFrame({"respondent": [1], "gap": ["gap1"], "score": ["wide"]}))
    with pytest.raises(ValueError, match="no gap"):
        tally(pd.DataFrame({"respondent": [1], "gap": [None], "score": [1]}))
    with pytest.raises(ValueError, match="'blame'"):
        tally_uses(pd.DataFrame({"gap": ["gap1"], "cause": ["c"], "use": ["blame"]}))


def test_no_scores_at_all_are_no_error():
    result = gaps(pd.DataFrame({"respondent": [], "gap": [], "score": []}))
    assert list(result.table["n"]) == [0] * 5
    assert result.uses.empty
    assert result.notes == ()


people = st.lists(
    st.tuples(*[st.sampled_from([1, 2, 3, 4, 5, 6, 7, 8, None])] * 5), min_size=1, max_size=15
)


def as_frame(rows):
    return scores(*rows).astype({"score": float})


@given(people)
@settings(max_examples=50)
def test_every_score_is_somewhere_and_ranks_stay_in_their_limits(rows):
    table = gaps(as_frame(rows), draws=500).table
    assert (table["n"] + table["n_missing"] + table["n_invalid"] == len(rows)).all()
    sure = table.dropna(subset=["rank_low", "rank"])
    assert (sure["rank_low"] <= sure["rank_high"]).all()
    assert sure["score"].between(1, 7).all()


@given(people, people)
@settings(max_examples=50)
def test_tallies_of_two_sites_add_up(here, there):
    nothing = pd.DataFrame()
    other = as_frame(there).assign(respondent=lambda frame: frame["respondent"] + 100)
    apart = pd.concat([tally(as_frame(here)), tally(other)])
    together = tally(pd.concat([as_frame(here), other]))
    columns = ["gap", "n", "score", "low", "high", "n_missing", "n_invalid"]
    pd.testing.assert_frame_equal(
        analyse(apart, nothing, draws=10).table[columns],
        analyse(together, nothing, draws=10).table[columns],
    )


@given(people)
@settings(max_examples=50)
def test_polars_and_pandas_agree(rows):
    frame = as_frame(rows)
    columns = {k: [None if pd.isna(v) else v for v in frame[k]] for k in frame}
    polars = pl.DataFrame(columns, schema_overrides={"score": pl.Float64})
    pd.testing.assert_frame_equal(tally(frame), tally(polars), check_dtype=False)
    pd.testing.assert_frame_equal(tally(frame), tally(polars.lazy()), check_dtype=False)


def test_a_use_of_no_cause_is_refused_not_dropped():
    causes = pd.DataFrame({"gap": ["gap1"] * 2, "cause": ["x", None], "use": ["audit"] * 2})
    with pytest.raises(ValueError, match="no cause"):
        tally_uses(causes)


def test_causes_of_respondents_with_a_column_n_are_no_tally():
    causes = pd.DataFrame(
        {"respondent": ["a", "b"], "gap": "gap1", "cause": "x", "use": "audit", "n": [1, 7]}
    )
    assert gaps(scores((4,) * 5), causes).uses["n"].tolist() == [2]
    assert gaps(scores((4,) * 5), causes.drop(columns="respondent")).uses["n"].tolist() == [8]
