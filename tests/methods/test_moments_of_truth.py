"""Moments of truth: known factors, surveys, and what cannot be told."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.methods.drivers import drivers
from cxwidgets.methods.moments_of_truth import (
    analyse,
    contacts,
    from_factors,
    moments_of_truth,
    tally,
)

STEPS = ["find", "wait", "ride"]


def rides(n=300, seed=1, met=(1.0, 1.0, 1.0)):
    """Make riders whose whole goes along with waiting most; not everybody meets everything."""
    draw = np.random.default_rng(seed)
    felt = draw.normal(size=(n, 3))
    whole = 3 + felt @ [0.2, 0.8, 0.4] + draw.normal(0, 0.5, n)
    scores = np.clip(np.rint(felt + np.array([3.5, 2.5, 4.0])), 1, 5)
    frame = pd.DataFrame(scores, columns=STEPS).mask(draw.random((n, 3)) > met)
    return frame.assign(whole=np.clip(np.rint(whole), 1, 5))


def test_ten_million_passengers_meet_five_people_each():
    # methods.md M1: Carlzon's arithmetic, 10e6 × 5 = 50e6 contacts
    assert contacts(10e6, 5) == 50e6
    table = from_factors(
        pd.DataFrame(
            {
                "touchpoint": ["desk", "gate"],
                "frequency": [1.0, contacts(10e6, 5)],
                "impact": [1.0, 1.0],
                "performance": [0.0, 0.0],
            }
        )
    )
    assert table[["touchpoint", "score", "rank"]].to_numpy().tolist() == [
        ["gate", 50e6, 1],
        ["desk", 1.0, 2],
    ]


@given(st.lists(st.tuples(*[st.floats(0, 1)] * 3), min_size=1, max_size=6))
def test_the_score_is_the_product_and_no_better_performance_raises_it(factors):
    table = pd.DataFrame(factors, columns=["frequency", "impact", "performance"])
    table.insert(0, "touchpoint", [f"t{i}" for i in range(len(table))])
    found = from_factors(table).set_index("touchpoint")["score"]
    for name, frequency, impact, performance in table.itertuples(index=False):
        assert found[name] == pytest.approx(frequency * impact * (1 - performance))
    better = from_factors(table.assign(performance=1.0)).set_index("touchpoint")["score"]
    assert (better[found.index] <= found).all()


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("performance", 1.2, r"the performance of 'gate' is 1\.2; it must be 0 to 1"),
        ("impact", -1.0, r"the impact of 'gate' is -1\.0; it must be 0 or more"),
        ("frequency", np.nan, "the frequency of 'gate' is nan; it must be 0 or more"),
    ],
)
def test_factors_off_their_limits_are_named(column, value, said):
    row = {"touchpoint": ["gate"], "frequency": [1.0], "impact": [1.0], "performance": [0.5]}
    with pytest.raises(ValueError, match=said):
        from_factors(pd.DataFrame(row | {column: [value]}))


def test_where_everybody_meets_everything_impact_is_the_share_of_the_key_drivers():
    answers = rides()
    found = moments_of_truth(answers, "whole", STEPS).table.set_index("touchpoint")
    shares = drivers(answers, "whole", STEPS).table.set_index("predictor")["share"]
    for step in STEPS:
        row = found.loc[step]
        assert row["impact"] == pytest.approx(shares[step], rel=1e-9)
        assert row["performance"] == pytest.approx((answers[step].mean() - 1) / 4)
        assert row["score"] == pytest.approx(row["impact"] * (1 - row["performance"]))
    assert found["share"].sum() == pytest.approx(1)
    assert found.index[0] == "wait"
    for name in ("impact", "performance", "share"):
        assert found[name].between(found[f"{name}_low"], found[f"{name}_high"]).all()


def test_what_half_of_the_people_meet_counts_half():
    answers = rides(2000, met=(1.0, 0.5, 1.0))
    row = moments_of_truth(answers, "whole", STEPS).table.set_index("touchpoint").loc["wait"]
    assert row["n"] == answers["wait"].notna().sum()
    assert row["frequency"] == pytest.approx(row["n"] / 2000)
    assert row["frequency_low"] < row["frequency"] < row["frequency_high"]
    assert row["score"] == pytest.approx(
        row["frequency"] * row["impact"] * (1 - row["performance"])
    )


def test_limits_hold_what_many_more_riders_show():
    truth = moments_of_truth(rides(200_000, 99, (1, 0.6, 1)), "whole", STEPS).table
    truth = truth.set_index("touchpoint")["share"]
    hits = []
    for seed in range(60):
        table = moments_of_truth(rides(200, seed, (1, 0.6, 1)), "whole", STEPS, draws=400).table
        rows = table.set_index("touchpoint")
        hits += [rows.loc[s, "share_low"] <= truth[s] <= rows.loc[s, "share_high"] for s in STEPS]
    assert np.mean(hits) > 0.93


def test_every_frame_gives_the_same():
    answers = rides(met=(0.8, 0.9, 1.0))
    pandas, lazy = (
        moments_of_truth(a, "whole", STEPS, draws=50)
        for a in (answers, pl.from_pandas(answers).lazy())
    )
    pd.testing.assert_frame_equal(pandas.table, lazy.table)
    halves = tally(answers[:100], "whole", STEPS) + tally(answers[100:], "whole", STEPS)
    pd.testing.assert_frame_equal(analyse(halves, draws=50).table, pandas.table)


def test_too_few_or_unvaried_ratings_have_no_order_and_say_so():
    few, nobody = (moments_of_truth(rides(n), "whole", STEPS) for n in (4, 0))
    flat = moments_of_truth(rides().assign(ride=3), "whole", STEPS)
    apart = rides()  # nobody meets two of them
    apart.loc[:149, "find"] = apart.loc[150:, "wait"] = np.nan
    for result in (few, flat, moments_of_truth(apart, "whole", STEPS)):
        assert result.notes[0].key == "moments.note.no_impact"
        assert result.table[["score", "rank", "share", "first"]].isna().all(axis=None)
        assert result.table["frequency"].notna().all()
    assert nobody.notes[0].key == "moments.note.no_impact"
    assert nobody.table.drop(columns=["touchpoint", "n"]).isna().all(axis=None)


def test_few_pairs_and_values_off_the_scale_are_told():
    answers = rides(60, met=(0.5, 0.5, 1.0))
    answers.loc[0, "ride"] = 9
    notes = {n.key: n.params for n in moments_of_truth(answers, "whole", STEPS).notes}
    assert notes["moments.note.few"]["n"] < 30
    assert notes["panel.n_invalid"] == {"n": 1}


def test_the_whole_cannot_explain_itself():
    with pytest.raises(ValueError, match="'whole' cannot explain itself"):
        tally(rides(), "whole", [*STEPS, "whole"])
    with pytest.raises(ValueError, match="name at least one touchpoint"):
        tally(rides(), "whole", [])
