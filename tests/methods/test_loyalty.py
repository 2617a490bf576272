"""Types of loyalty and the curve behind them: by hand, edge cases, properties."""

from __future__ import annotations

from math import isnan, nan

import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.intervals import newcombe, wilson
from cxwidgets.methods.loyalty import (
    Cuts,
    attitude_types,
    loyalty_types,
    satisfaction_loyalty,
    tally,
)


def people(*groups):
    rows = [(s, t) for s, t, n in groups for _ in range(n)]
    return pd.DataFrame(rows, columns=["satisfaction", "loyalty"])


def test_four_types_with_the_usual_cuts():
    # satisfied from 4 of 5, loyal from 9 of 10 (Jones & Sasser 1995; the cuts are parameters)
    result = loyalty_types(people((4, 9, 8), (5, 8, 6), (3, 10, 2), (3, 8, 4)))
    table = result.table.set_index("cell")
    assert table["n"].to_dict() == {"loyalist": 8, "mercenary": 6, "hostage": 2, "defector": 4}
    assert table.loc["loyalist", "share"] == 0.4
    assert (table.loc["loyalist", "low"], table.loc["loyalist", "high"]) == wilson(8, 20)


def test_apostles_and_terrorists_are_the_ends():
    extremes = loyalty_types(people((5, 10, 3), (5, 9, 4), (1, 0, 2), (1, 1, 1))).extremes
    assert extremes.set_index("cell")["n"].to_dict() == {"apostle": 3, "terrorist": 2}


def test_where_to_cut_is_a_parameter_and_its_weight_is_shown():
    frame = people((4, 9, 5), (4, 8, 5), (5, 10, 10))
    strict = loyalty_types(frame, Cuts(satisfied=5, loyal=10))
    assert strict.table.set_index("cell").loc["loyalist", "n"] == 10
    found = loyalty_types(frame).sensitivity.set_index(["satisfied", "loyal", "cell"])["share"]
    assert found[4, 9, "loyalist"] == 0.75
    assert found[4, 8, "loyalist"] == 1
    assert found[5, 10, "loyalist"] == 0.5
    with pytest.raises(ValueError, match="satisfied is 1"):
        Cuts(satisfied=1)
    with pytest.raises(ValueError, match="loyal is 11"):
        Cuts(loyal=11)


def test_who_left_one_out_is_counted_not_guessed():
    frame = pd.DataFrame({"satisfaction": [5, nan, 6, 4], "loyalty": [10, 9, 9, nan]})
    result = loyalty_types(frame)
    assert (result.n, result.unclassified) == (1, 3)
    assert [note.key for note in result.notes] == ["panel.small_n", "loyalty.note.unclassified"]
    nobody = loyalty_types(frame.iloc[1:])
    assert nobody.n == 0
    assert nobody.table["share"].isna().all()
    assert nobody.sensitivity.empty


def test_the_curve_and_its_last_step():
    frame = people((5, 10, 15), (5, 5, 5), (4, 10, 8), (4, 5, 12), (2, 9, 1))
    result = satisfaction_loyalty(frame)
    table = result.table.set_index("satisfaction")
    assert list(table["n"]) == [0, 1, 0, 20, 20]
    assert table.loc[5, "share"] == 0.75
    assert (table.loc[4, "low"], table.loc[4, "high"]) == wilson(8, 20)
    assert table.loc[5, "mean"] == 8.75
    assert isnan(table.loc[1, "share"])
    assert result.last_step == newcombe(15, 20, 8, 20)
    assert isnan(satisfaction_loyalty(people((2, 9, 1))).last_step[0])


def test_attitude_and_habit():
    frame = pd.DataFrame(
        {
            "own": [9, 9, 5, 5, 7, 8, nan],
            "best_other": [5, 5, 8, 8, 7, 5, 5],
            "patronage": [0.9, 0.1, 0.8, 0.2, 0.5, 1.5, 0.3],
        }
    )
    result = attitude_types(frame)
    counts = result.table.set_index("cell")["n"].to_dict()
    # 7 against 7 is no preference: coming back is a habit, not an attitude
    assert counts == {"loyal": 1, "latent": 1, "spurious": 2, "none": 1}
    assert (result.n, result.unclassified) == (5, 2)
    higher = attitude_types(frame, attitude=-1, patronage=0.15).table.set_index("cell")["n"]
    assert higher["loyal"] == 2
    with pytest.raises(ValueError, match="patronage"):
        attitude_types(frame.drop(columns="patronage"))


def test_words_and_missing_columns_are_named():
    with pytest.raises(ValueError, match="loyalty"):
        loyalty_types(pd.DataFrame({"satisfaction": [1]}))
    with pytest.raises(ValueError, match="'very'"):
        loyalty_types(pd.DataFrame({"satisfaction": ["very"], "loyalty": [1]}))


rows = st.lists(
    st.tuples(st.sampled_from([1, 2, 3, 4, 5, 6, None]), st.sampled_from([*range(12), None])),
    min_size=1,
    max_size=60,
)


def frame_of(pairs):
    s, t = zip(*pairs, strict=True)
    return pd.DataFrame({"satisfaction": s, "loyalty": t}, dtype=float)


@given(rows)
def test_everybody_is_somewhere_once(pairs):
    result = loyalty_types(frame_of(pairs))
    assert result.table["n"].sum() == result.n
    assert result.n + result.unclassified == len(pairs)
    curve = satisfaction_loyalty(frame_of(pairs)).table
    assert curve["n"].sum() == result.n
    kinds = result.table.set_index("cell")["n"]
    assert curve["loyal"].sum() == kinds["loyalist"] + kinds["hostage"]
    sure = curve.dropna(subset="share")
    assert sure["share"].between(sure["low"], sure["high"]).all()


@given(rows, rows)
def test_tallies_add_up_and_polars_agrees(one, other):
    together = frame_of(one + other)
    apart = pd.concat([tally(frame_of(one)), tally(frame_of(other))])
    whole = loyalty_types(together).table
    pd.testing.assert_frame_equal(loyalty_types(apart).table, whole)
    polars = pl.DataFrame(
        {k: [None if pd.isna(v) else v for v in together[k]] for k in together},
        schema_overrides=dict.fromkeys(together, pl.Float64),
    )
    pd.testing.assert_frame_equal(tally(polars.lazy()), tally(together))


@given(rows)
def test_higher_cuts_never_make_more_loyalists(pairs):
    frame = frame_of(pairs)
    counts = [
        loyalty_types(frame, Cuts(satisfied=s, loyal=t))
        .table.set_index("cell")
        .loc["loyalist", "n"]
        for s, t in ((3, 7), (4, 9), (5, 10))
    ]
    assert counts == sorted(counts, reverse=True)
