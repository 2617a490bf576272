"""Changes within the same people: published intervals, by hand, and by their properties."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from cxwidgets.methods.effect import before_after, tally, two_rounds
from cxwidgets.methods.paired import paired_limits


def votes(yes, lost, won, no, item="x"):
    rows = [(1, 1)] * yes + [(1, 0)] * lost + [(0, 1)] * won + [(0, 0)] * no
    return pd.DataFrame(rows, columns=["before", "after"]).assign(item=item)


@pytest.mark.parametrize(
    ("counts", "change", "low", "high"),
    [
        # Cavo et al. 2012, complete response before and after consolidation; Newcombe's interval as
        # printed by the R package contingencytables: -0.0621 (-0.1186 to -0.0046), before - after
        ((59, 6, 16, 80), 0.0621, 0.0046, 0.1186),
        # Bentur et al. 2009, Fagerland, Lydersen & Laake 2014, table V: -0.507 to -0.026
        ((1, 1, 7, 12), 0.2857, 0.0256, 0.5069),
    ],
)
def test_newcombes_interval_of_paired_shares(counts, change, low, high):
    row = two_rounds(votes(*counts)).table.iloc[0]
    assert row["change"] == pytest.approx(change, abs=6e-5)
    assert (row["low"], row["high"]) == pytest.approx((low, high), abs=6e-5)


def test_mcnemars_exact_p():
    # 7 changed one way and 1 the other: 2 * (1 + 8) / 2^8 = 0.0703 (Fagerland et al. 2014: .070)
    row = two_rounds(votes(1, 1, 7, 12)).table.iloc[0]
    assert row["p"] == pytest.approx(18 / 256)
    assert row["statistic"] == pytest.approx(6 / 8**0.5)


def test_ratings_agree_with_the_paired_t_test():
    before, after = [1, 2, 3, 3, 4, 2, 5], [3, 2, 4, 5, 4, 4, 5]
    row = before_after(pd.DataFrame({"before": before, "after": after})).table.iloc[0]
    expected = ttest_rel(after, before)
    limits = expected.confidence_interval(0.95)
    assert (row["statistic"], row["p"]) == pytest.approx((expected.statistic, expected.pvalue))
    assert (row["low"], row["high"]) == pytest.approx((limits.low, limits.high))
    # means 20/7 and 27/7: gained 1 of the 15/7 that were left on a scale up to 5
    assert row["gain"] == pytest.approx(7 / 15)
    assert row["gain_low"] < 7 / 15 < row["gain_high"]


def test_the_gain_is_the_part_of_what_was_left():
    # Hake 1998: <g> = (post - pre) / (100 - pre); 40 % and then 70 %: half of what was left
    row = two_rounds(votes(4, 0, 3, 3)).table.iloc[0]
    assert (row["before"], row["after"]) == pytest.approx((0.4, 0.7))
    assert row["gain"] == pytest.approx(0.5)


def test_nothing_left_to_gain_is_nan_and_said():
    result = before_after(pd.DataFrame({"before": [5, 5], "after": [5, 4]}))
    row = result.table.iloc[0]
    assert isnan(row["gain"])
    assert row["flag"] == "ceiling"
    assert row["change"] == -0.5
    assert "effect.note.ceiling" in [note.key for note in result.notes]


def test_who_answered_once_is_counted_not_used():
    frame = pd.DataFrame({"before": [1, nan, 3, 9], "after": [2, 2, nan, 1]})
    result = before_after(frame)
    row = result.table.iloc[0]
    assert (row["n"], row["n_once"], row["n_invalid"]) == (1, 2, 1)
    assert isnan(row["low"])
    keys = [note.key for note in result.notes]
    assert {"effect.note.n_once", "effect.note.n_invalid", "panel.small_n"} <= set(keys)
    nobody = before_after(frame.iloc[1:3]).table.iloc[0]
    assert (nobody["n"], nobody["flag"]) == (0, "empty")
    assert isnan(nobody["change"])
    assert before_after(frame.head(0)).table.empty


def test_wrong_columns_and_levels_are_named():
    with pytest.raises(ValueError, match="after"):
        before_after(pd.DataFrame({"before": [1]}))
    with pytest.raises(ValueError, match="'much'"):
        before_after(pd.DataFrame({"before": ["much"], "after": [1]}))
    with pytest.raises(ValueError, match="95"):
        two_rounds(votes(1, 1, 1, 1), level=95)


pairs = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.sampled_from([1, 2, 3, 4, 5, 6, None]),
        st.sampled_from([1, 2, 3, 4, 5, None]),
    ),
    min_size=1,
    max_size=40,
)


def frame_of(rows):
    items, before, after = zip(*rows, strict=True)
    columns = {"before": before, "after": after}
    return pd.DataFrame(
        {"item": items} | {k: pd.Series(v, dtype=float) for k, v in columns.items()}
    )


@given(pairs)
def test_every_answer_is_somewhere_and_changes_lie_in_their_limits(rows):
    table = before_after(frame_of(rows)).table
    assert table[["n", "n_once", "n_invalid"]].to_numpy().sum() == len(rows)
    sure = table.dropna(subset="low")
    assert (sure["low"] <= sure["change"] + 1e-12).all()
    assert (sure["change"] <= sure["high"] + 1e-12).all()
    assert np.allclose(sure["after"] - sure["before"], sure["change"])


@given(pairs, pairs)
def test_tallies_add_up_and_polars_agrees(one, other):
    together = frame_of(one + other)
    whole = before_after(together).table
    apart = pd.concat([tally(frame_of(one)), tally(frame_of(other))])
    merged = apart.groupby(["item", "before", "after"], as_index=False)["n"].sum()
    pd.testing.assert_frame_equal(before_after(merged).table, whole)
    polars = pl.DataFrame(
        {k: [None if pd.isna(v) else v for v in together[k]] for k in together},
        schema_overrides={"before": pl.Float64, "after": pl.Float64},
    )
    pd.testing.assert_frame_equal(before_after(polars.lazy()).table, whole)


@given(*[st.integers(0, 25)] * 4)
def test_paired_limits_mirror(yes, lost, won, no):
    low, high = paired_limits(yes, lost, won, no)
    if yes + lost + won + no == 0:
        assert isnan(low)
        return
    assert -1 - 1e-9 <= low <= high <= 1 + 1e-9
    assert paired_limits(yes, won, lost, no) == pytest.approx((-high, -low), abs=1e-9)


def test_a_tally_of_another_scale_is_no_vote():
    counted = pd.DataFrame({"item": ["x"], "before": [5], "after": [3], "n": [2]})
    with pytest.raises(ValueError, match="5 before and 3 after"):
        two_rounds(counted)
