"""Satisfaction, switching costs and staying: against statsmodels, and what has no answer."""

from __future__ import annotations

from math import nan

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.formula.api import logit

from cxwidgets.methods.loyalty_switching import _separated, switching_costs, tally

COLUMNS = ["satisfaction", "switching_cost", "stay"]


def drawn(n, interaction, seed=1):
    """Draw people whose logit is .8 (s − 3) + .5 (c − 3) + interaction · (s − 3) (c − 3)."""
    rng = np.random.default_rng(seed)
    s, c = rng.integers(1, 6, (2, n))
    logits = 0.8 * (s - 3) + 0.5 * (c - 3) + interaction * (s - 3) * (c - 3)
    chance = 1 / (1 + np.exp(-logits))
    return pd.DataFrame({"satisfaction": s, "switching_cost": c, "stay": rng.random(n) < chance})


def keys(result):
    return [note.key.removeprefix("loyalty.switching.") for note in result.notes]


def test_statsmodels_says_the_same_of_the_rows():
    frame = drawn(400, -0.4).astype(int)
    result = switching_costs(frame)
    oracle = logit("stay ~ satisfaction * switching_cost", frame).fit(disp=0, tol=1e-12)
    table = result.table
    assert table["coefficient"].tolist() == pytest.approx(oracle.params.tolist(), rel=1e-6)
    assert table["se"].tolist() == pytest.approx(oracle.bse.tolist(), rel=1e-6)
    assert table["p"].tolist() == pytest.approx(oracle.pvalues.tolist(), rel=1e-4)
    limits = oracle.conf_int()
    assert table["low"].tolist() == pytest.approx(limits[0].tolist(), rel=1e-6)
    assert table["odds_high"].tolist() == pytest.approx(np.exp(limits[1]).tolist(), rel=1e-5)
    assert (result.n, result.stayed) == (400, frame["stay"].sum())


def test_the_slope_at_the_mean_is_that_of_centred_costs():
    frame = drawn(400, -0.4).astype(int)
    centred = frame.assign(c=frame["switching_cost"] - frame["switching_cost"].mean())
    oracle = logit("stay ~ satisfaction * c", centred).fit(disp=0, tol=1e-12)
    middle = switching_costs(frame).slopes.iloc[1]
    assert middle["odds_ratio"] == pytest.approx(np.exp(oracle.params["satisfaction"]), rel=1e-6)
    limits = np.exp(oracle.conf_int().loc["satisfaction"])
    assert [middle["low"], middle["high"]] == pytest.approx(limits.tolist(), rel=1e-6)


@pytest.mark.parametrize(("interaction", "said"), [(-0.4, "less"), (0.4, "more"), (0, "open")])
def test_what_the_interaction_means_is_told(interaction, said):
    result = switching_costs(drawn(3000, interaction, seed=2))
    assert keys(result)[-1] == said
    odds = result.slopes["odds_ratio"].tolist()
    if said != "open":
        assert odds == sorted(odds, reverse=said == "less")


def test_separation_is_a_note_and_no_exception():
    # everybody from 3 on stays, nobody below does: the coefficients grow without end
    frame = drawn(200, 0).assign(stay=lambda f: f["satisfaction"] >= 3)
    result = switching_costs(frame)
    assert keys(result) == ["separated"]
    assert result.table.drop(columns="term").isna().all(axis=None)
    assert result.slopes[["odds_ratio", "low"]].isna().all(axis=None)
    # one of each on the border, all others apart: quasi-complete, no estimate either
    border = pd.DataFrame({"satisfaction": [3, 3], "switching_cost": [3, 3], "stay": [0, 1]})
    sure = frame[(frame["satisfaction"] != 3) | (frame["switching_cost"] != 3)]
    quasi = pd.concat([sure.assign(stay=sure["satisfaction"] >= 3), border])
    assert keys(switching_costs(quasi)) == ["separated"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stay": 1}, "one_outcome"),
        ({"satisfaction": 4}, "no_spread"),
        ({"switching_cost": lambda f: f["satisfaction"].clip(1, 2)}, "no_spread"),
    ],
)
def test_what_does_not_vary_is_named(changed, said):
    result = switching_costs(drawn(300, 0).assign(**changed))
    assert said in keys(result)
    assert result.table["coefficient"].isna().all()


def test_too_few_are_told_by_the_rarer_outcome():
    # three coefficients take 10 of the rarer outcome each (Peduzzi et al. 1996)
    frame = drawn(400, -0.4).astype(int)
    leaving = frame[frame["stay"] == 0]
    short = pd.concat([frame[frame["stay"] == 1], leaving.head(29)])
    (note,) = [n for n in switching_costs(short).notes if n.key.endswith("few_events")]
    assert (note.params, note.tone) == ({"n": 29, "least": 30}, "warn")
    enough = pd.concat([frame[frame["stay"] == 1], leaving.head(30)])
    assert "few_events" not in keys(switching_costs(enough))
    small = pd.DataFrame(
        [(s, c, y) for s in (1, 5) for c in (1, 5) for y in (0, 1)], columns=COLUMNS
    )
    result = switching_costs(small)
    assert keys(result) == ["panel.small_n", "few_events", "open"]
    # as many stay as leave in each corner: all coefficients are 0
    assert result.table["coefficient"].tolist() == pytest.approx([0] * 4, abs=1e-9)


def test_who_left_something_out_is_counted():
    frame = drawn(100, 0).astype(float)
    more = pd.DataFrame([(nan, 3, 1), (3, nan, 9), (9, 3, 1), (3, 0.5, 0), (3, 3, 2)])
    result = switching_costs(pd.concat([frame, more.set_axis(COLUMNS, axis=1)]))
    assert (result.n, result.n_missing, result.n_invalid) == (100, 2, 3)
    pd.testing.assert_frame_equal(result.table, switching_costs(frame).table)
    nobody = switching_costs(frame.head(0))
    assert (nobody.n, nobody.notes) == (0, ())
    assert nobody.table["coefficient"].isna().all()
    with pytest.raises(ValueError, match="'maybe'"):
        switching_costs(frame.assign(stay="maybe"))
    with pytest.raises(ValueError, match="the scale begins at -1"):
        switching_costs(frame, satisfaction=(-1, 1))


people = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from([1, 2.5, 5]), st.integers(0, 1)),
    min_size=1,
    max_size=60,
)


def frame_of(rows):
    return pd.DataFrame(rows, columns=COLUMNS, dtype=float)


@given(people, people)
def test_counts_and_rows_give_the_same(one, other):
    whole = switching_costs(frame_of(one + other))
    counts = pd.concat([tally(frame_of(one)), tally(frame_of(other))])
    pd.testing.assert_frame_equal(switching_costs(counts).table, whole.table)
    pd.testing.assert_frame_equal(switching_costs(counts).slopes, whole.slopes)
    polars = pl.DataFrame(one + other, schema=dict.fromkeys(COLUMNS, pl.Float64), orient="row")
    pd.testing.assert_frame_equal(tally(polars.lazy()), tally(frame_of(one + other)))


@settings(max_examples=30, deadline=None)
@given(people)
def test_an_estimate_is_there_exactly_where_the_likelihood_has_a_peak(rows):
    frame = frame_of(rows)
    result = switching_costs(frame)
    b = result.table["coefficient"].to_numpy()
    if np.isnan(b).any():
        assert {"separated", "one_outcome", "no_spread"} & set(keys(result))
        return
    s, c, y = frame.to_numpy().T
    x = np.column_stack([np.ones(len(s)), s, c, s * c])
    assert x.T @ (y - 1 / (1 + np.exp(-x @ b))) == pytest.approx([0] * 4, abs=1e-4)  # its gradient


def test_a_line_between_two_groups_is_seen():
    x = np.array([[1, 1], [1, 2], [1, 3], [1, 4.0]])
    assert _separated(x, np.array([False, False, True, True]))
    assert not _separated(x, np.array([False, True, False, True]))
