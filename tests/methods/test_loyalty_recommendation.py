"""Types of loyalty crossed with promoters, passives and detractors: by hand, and its properties."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.loyalty import Cuts, loyalty_types
from cxwidgets.methods.loyalty_recommendation import loyalty_recommendation, tally

COLUMNS = ["satisfaction", "loyalty", "recommendation"]


def people(*groups):
    rows = [answers for *answers, n in groups for _ in range(n)]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_each_type_has_its_promoters_passives_and_detractors():
    # satisfied from 4, loyal from 9 (Jones & Sasser 1995); promoters 9-10, passives 7-8,
    # detractors 0-6 (Reichheld 2003)
    frame = people((5, 10, 9, 6), (4, 9, 8, 3), (4, 9, 6, 1), (5, 8, 10, 2), (3, 9, 0, 4))
    result = loyalty_recommendation(frame)
    found = result.table.set_index(["cell", "group"])
    assert result.n == 16
    assert found.loc["loyalist", "count"].to_dict() == {"promoter": 6, "passive": 3, "detractor": 1}
    assert found.loc["mercenary", "count"].tolist() == [2, 0, 0]
    assert found.loc["hostage", "count"].tolist() == [0, 0, 4]
    promoters = found.loc["loyalist", "promoter"]
    assert (promoters["n"], promoters["share"]) == (10, 0.6)
    assert (promoters["low"], promoters["high"]) == wilson(6, 10)
    assert found.loc["defector", ["share", "low", "high"]].isna().all(axis=None)


def test_loyalty_measured_by_recommending_is_told():
    frame = people((5, 10, 9, 1), (4, 7, 7, 1))
    key = "loyalty.note.circular"
    assert key not in [note.key for note in loyalty_recommendation(frame).notes]
    same = loyalty_recommendation(frame, recommendation="loyalty")
    assert [note.key for note in same.notes] == [key, "panel.small_n"]
    nobody = loyalty_recommendation(frame.assign(loyalty=None))
    assert [note.key for note in nobody.notes] == ["loyalty.note.unclassified"]


def test_wrong_columns_are_named():
    frame = people((5, 10, 9, 1))
    with pytest.raises(ValueError, match="no column 'ltr'"):
        loyalty_recommendation(frame, recommendation="ltr")
    with pytest.raises(ValueError, match="'likely'"):
        loyalty_recommendation(frame.assign(recommendation="likely"))


rows = st.lists(
    st.tuples(
        st.sampled_from([1, 3, 4, 5, 6, None]),
        st.sampled_from([0, 8, 9, 10, 11, None]),
        st.sampled_from([0, 6, 7, 8, 9, 10, 11, None]),
    ),
    min_size=1,
    max_size=60,
)


def frame_of(triples):
    return pd.DataFrame(triples, columns=COLUMNS, dtype=float)


@given(rows)
def test_everybody_is_somewhere_once_and_the_types_are_those_of_loyalty_types(triples):
    frame, cuts = frame_of(triples), Cuts(satisfied=5, loyal=10)
    result = loyalty_recommendation(frame, cuts)
    assert result.table["count"].sum() == result.n
    assert result.n + result.unclassified == len(triples)
    sizes = result.table.groupby("cell")["n"].first()
    complete = frame[frame["recommendation"].between(0, 10)]
    expected = loyalty_types(complete, cuts).table.set_index("cell")["n"]
    assert sizes.to_dict() == expected.to_dict()
    known = result.table[result.table["n"] > 0]
    assert known.groupby("cell")["share"].sum().to_numpy() == pytest.approx(1)


@given(rows, rows)
def test_tallies_add_up_and_polars_agrees(one, other):
    together = frame_of(one + other)
    apart = pd.concat([tally(frame_of(one)), tally(frame_of(other))])
    whole = loyalty_recommendation(together).table
    pd.testing.assert_frame_equal(loyalty_recommendation(apart).table, whole)
    polars = pl.DataFrame(one + other, schema=dict.fromkeys(COLUMNS, pl.Float64), orient="row")
    pd.testing.assert_frame_equal(tally(polars.lazy()), tally(together))
