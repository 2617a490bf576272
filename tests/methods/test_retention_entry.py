"""Left truncation: who came under observation late counts from then on, never before."""

from __future__ import annotations

from math import nan

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight, survdiff

from cxwidgets.methods.joined import joined
from cxwidgets.methods.retention import kaplan_meier, tally

COLUMNS = ["entry", "tenure", "churned", "segment"]


def late(*rows):
    return pd.DataFrame(rows, columns=COLUMNS[: len(rows[0])])


def test_risk_sets_by_hand():
    # Definition (Klein & Moeschberger 2003, section 4.6): at risk at t are those with entry < t and
    # tenure >= t. At 2: the first three (3 of them), one leaves: 2/3. At 4: the second and third,
    # and the fourth, who entered at 3: 3, one leaves: 2/3 · 2/3. At 5: the third, the fourth; the
    # fifth enters at 5 and cannot be seen to leave then: 2, one leaves: 4/9 · 1/2.
    frame = late((0, 2, 1), (1, 4, 1), (0, 5, 0), (3, 5, 1), (5, 6, 0))
    result = kaplan_meier(frame)
    table = result.table.set_index("time")
    assert table["at_risk"].to_dict() == {0: 2, 2: 3, 4: 3, 5: 2, 6: 1}
    assert table["survival"].tolist() == pytest.approx([1, 2 / 3, 4 / 9, 2 / 9, 2 / 9])
    # Greenwood: 1/(3·2) + 1/(3·2) at time 4
    assert table.loc[4, "se"] == pytest.approx(4 / 9 * (1 / 3) ** 0.5)
    assert result.segments.loc[0, ["n", "left"]].tolist() == [5, 3]
    assert {n.key: n.params.get("n") for n in result.notes}["retention.note.late"] == 3


def test_counting_them_from_the_start_would_flatter():
    frame = late(*[(0, 2, 1)] * 4, *[(0, 9, 0)] * 4, *[(5, 9, 0)] * 8)
    apart = kaplan_meier(frame).table["survival"].iloc[-1]
    assert apart == 0.5  # 4 of the 8 who were watched then left
    assert kaplan_meier(frame.drop(columns="entry")).table["survival"].iloc[-1] == 0.75


def test_a_curve_that_comes_to_nothing_too_early_is_told():
    result = kaplan_meier(late((0, 1, 1), (2, 3, 1), (2, 4, 0)))
    assert result.table["survival"].tolist() == [1, 0, 0, 0]
    (note,) = [n for n in result.notes if n.key == "retention.note.emptied"]
    assert (note.params["segments"], note.tone) == (("all",), "warn")
    ended = kaplan_meier(late((0, 1, 1), (0, 3, 1)))
    assert "retention.note.emptied" not in [n.key for n in ended.notes]


@pytest.mark.parametrize("tenure", [3, 5])
def test_an_entry_not_before_the_end_is_refused_by_name(tenure):
    frame = late((0, 2, 1), (5, tenure, 0), (5, tenure, 0))
    said = rf"entry is 5 where tenure is {tenure} \(2 such customers\)"
    with pytest.raises(ValueError, match=said):
        kaplan_meier(frame)
    with pytest.raises(ValueError, match=said):
        tally(frame)


def test_without_a_usable_entry_nobody_is_guessed_to_be_there_from_the_start():
    result = kaplan_meier(late((nan, 4, 1), (-1, 4, 1), (0, 4, 1), (0, 0, 1)))
    assert (result.n_missing, result.n_invalid) == (1, 1)
    assert result.table["at_risk"].tolist() == [2, 1]  # an entry of 0 is before a leaving at 0
    with pytest.raises(ValueError, match="'early'"):
        kaplan_meier(late(("early", 4, 1)))


def test_cohorts_count_everybody_whenever_they_entered():
    frame = late((0, 2, 1), (3, 5, 0)).assign(at=2000 * 12)
    table = joined(frame, [4]).table
    assert table.loc[0, ["n", "at_risk", "survival"]].tolist() == [2, 1, 0]


customers = st.lists(
    st.tuples(st.integers(0, 6), st.integers(1, 8), st.integers(0, 1), st.sampled_from("ab")).map(
        lambda row: (row[0], row[0] + row[1], *row[2:])
    ),
    min_size=2,
    max_size=40,
)


@given(customers)
def test_statsmodels_says_the_same(rows):
    # its docstring puts nobody into the risk set on or before the entry time
    frame = late(*rows)
    if not frame["churned"].any():
        return
    oracle = SurvfuncRight(frame["tenure"], frame["churned"], entry=frame["entry"])
    table = kaplan_meier(frame.drop(columns="segment")).table.set_index("time")
    found = table.loc[oracle.surv_times]
    assert found["survival"].to_numpy() == pytest.approx(oracle.surv_prob)
    assert found["at_risk"].tolist() == oracle.n_risk.tolist()
    alive = found["survival"].to_numpy() > 0
    assert found["se"].to_numpy()[alive] == pytest.approx(oracle.surv_prob_se[alive])


def test_the_log_rank_test_takes_them_from_their_entry_on():
    rows = [(i % 3, i % 3 + 2 + i % 7, int(i % 4 > 0), "ab"[i % 2]) for i in range(60)]
    frame = late(*rows)
    result = kaplan_meier(frame)
    chi2, p = survdiff(frame["tenure"], frame["churned"], frame["segment"], entry=frame["entry"])
    assert (result.chi2, result.p) == pytest.approx((chi2, p))
    assert kaplan_meier(frame.drop(columns="entry")).chi2 != pytest.approx(chi2)


@given(customers, customers)
def test_tallies_add_up_with_those_watched_from_the_start_too(one, other):
    plain = late(*other).drop(columns="entry")
    whole = kaplan_meier(pd.concat([late(*one), plain.assign(entry=0)]))
    merged = kaplan_meier(pd.concat([tally(late(*one)), tally(plain)]))
    pd.testing.assert_frame_equal(merged.table, whole.table)
    pd.testing.assert_frame_equal(
        kaplan_meier(plain.assign(entry=0)).table, kaplan_meier(plain).table
    )
    polars = pl.DataFrame(one, schema=COLUMNS, orient="row")
    pd.testing.assert_frame_equal(tally(polars.lazy()), tally(late(*one)))
