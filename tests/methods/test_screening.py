"""Concept screening: arithmetic by hand, and how far ranks move."""

from __future__ import annotations

from math import isnan, nan

import numpy as np
import pandas as pd
import polars as pl
import pytest

from cxwidgets.methods.screening import (
    impact_effort,
    opportunity,
    opportunity_score,
    pugh,
    weighted,
)
from cxwidgets.methods.screening_raters import FIRM, expanded, shaken, tally

WEIGHTS = {"k1": 0.5, "k2": 0.3, "k3": 0.2}


def scored(*rows, respondent=None):
    data = [
        {"concept": f"c{i}", "criterion": f"k{j}", "score": value}
        for i, row in enumerate(rows, start=1)
        for j, value in enumerate(row, start=1)
    ]
    frame = pd.DataFrame(data)
    return frame if respondent is None else frame.assign(respondent=respondent)


def test_o2_three_concepts_by_weight():
    # weights .5, .3, .2; scores (4, 3, 5), (5, 2, 3), (3, 5, 4) -> 3.9, 3.7, 3.8; order 1, 3, 2
    result = weighted(scored((4, 3, 5), (5, 2, 3), (3, 5, 4)), WEIGHTS)
    table = result.table.set_index("concept")
    assert list(table.loc[["c1", "c2", "c3"], "score"]) == pytest.approx([3.9, 3.7, 3.8])
    assert list(result.table["concept"]) == ["c1", "c3", "c2"]
    # so close that other weights turn the order round: no rank is settled
    assert (table["rank_low"] == 1).all()
    assert table["p_first"].sum() == pytest.approx(1, abs=0.01)
    assert [note.key for note in result.notes] == ["screening.note.one_rater"]


def test_o1_an_opportunity_by_hand():
    # importance 9.5, satisfaction 3.2 -> 15.8 (the formula of Ulwick 2002, as commonly reported)
    assert opportunity_score(9.5, 3.2) == pytest.approx(15.8)
    assert opportunity_score(3, 9) == 3


def test_only_the_proportion_of_weights_counts():
    frame = scored((4, 3, 5), (5, 2, 3))
    one, other = (weighted(frame, {k: f * w for k, w in WEIGHTS.items()}) for f in (1, 100))
    pd.testing.assert_frame_equal(one.table, other.table)


def test_a_missing_score_leaves_the_concept_incomplete():
    frame = scored((4, nan, 5), (5, 2, 3))
    result = weighted(frame, WEIGHTS)
    table = result.table.set_index("concept")
    assert isnan(table.loc["c1", "score"])
    assert isnan(table.loc["c1", "rank"])
    assert table.loc["c2", "rank"] == 1
    assert result.notes[0].params == {"names": ("c1",)}


def team(*sets):
    return pd.concat(scored(*rows, respondent=f"r{i}") for i, rows in enumerate(sets))


def test_a_rater_who_left_something_out_takes_no_part_in_that_concept():
    result = weighted(team([(4, 4, 4), (1, 1, 1)], [(2, nan, 2), (3, 3, 3)]), WEIGHTS)
    table = result.table.set_index("concept")
    assert table.loc["c1", ["score", "n"]].tolist() == [4, 1]
    assert table.loc["c2", ["score", "n"]].tolist() == [2, 2]


def test_a_clear_winner_stays_first_whoever_is_asked():
    sets = [[(5, 5, 5), (2, 2, 1), (2, 1, 2)]] * 4 + [[(5, 4, 5), (1, 2, 2), (2, 2, 3)]] * 4
    first = weighted(team(*sets), WEIGHTS).table.iloc[0]
    assert first[["concept", "rank_low", "rank_high", "p_first"]].tolist() == ["c1", 1, 1, 1]
    assert first["low"] <= first["score"] <= first["high"]


def test_shaken_weights_have_the_spread_that_is_told():
    drawn = shaken(np.array([0.3, 0.7, 0.0]), 20_000, np.random.default_rng(0))
    assert drawn.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert drawn.mean(axis=0) == pytest.approx([0.3, 0.7, 0], abs=0.002)
    assert drawn[:, 0].std() == pytest.approx(np.sqrt(0.21 / (FIRM + 1)), rel=0.03)


def marked(**concepts):
    return pd.DataFrame(
        {"concept": c, "criterion": f"k{j}", "mark": m}
        for c, marks in concepts.items()
        for j, m in enumerate(marks)
    )


def test_pugh_counts_marks_and_keeps_ties():
    result = pugh(marked(a="++0-", b="+00-", c="++--", d="+++0"))
    table = result.table.set_index("concept")
    assert table.loc["a", ["plus", "same", "minus", "score"]].tolist() == [2, 1, 1, 1]
    assert table["score"].to_dict() == {"d": 3, "a": 1, "b": 0, "c": 0}
    assert table.loc[["b", "c"], "rank"].tolist() == [3, 3]


def test_the_datum_stands_at_zero():
    table = pugh(marked(a="++", b="--"), datum="today").table.set_index("concept")
    assert table.loc["today", "score"] == 0
    assert table["rank"].to_dict() == {"a": 1, "today": 2, "b": 3}


def votes(n, seed=3, item="item"):
    rng = np.random.default_rng(seed)
    wanted = {"quick": (4.5, 1.5), "big": (4.4, 4.6), "edge": (3.0, 1.6)}
    return pd.DataFrame(
        {
            "respondent": i,
            item: name,
            "impact": np.clip(round(a + rng.normal() * 0.7), 1, 5),
            "effort": np.clip(round(b + rng.normal() * 0.7), 1, 5),
        }
        for i in range(n)
        for name, (a, b) in wanted.items()
    )


def test_impact_and_effort_are_cut_at_the_middle_of_the_scale():
    result = impact_effort(votes(30, seed=11))
    table = result.table.set_index("item")
    assert result.midpoint == 3
    assert table.loc["quick", ["quadrant", "rank"]].tolist() == ["quick_win", 1]
    assert table.loc["big", "quadrant"] == "big_project"
    assert table.loc["quick", "settled"]
    assert not table.loc["edge", "settled"], "its impact lies on the middle"
    assert (table["impact_low"] <= table["impact"]).all()


def test_a_few_raters_of_one_mind_settle_no_quadrant():
    rows = [(i, item, 5, 1) for i in range(4) for item in "ab"]
    frame = pd.DataFrame(rows, columns=["respondent", "item", "impact", "effort"])
    frame.loc[1, ["impact", "effort"]] = [4, 2]
    result = impact_effort(frame)
    table = result.table.set_index("item")
    assert table["quadrant"].tolist() == ["quick_win"] * 2
    assert isnan(table.loc["a", "probability"])
    assert isnan(table.loc["a", "impact_low"])
    # b: 5, 5, 5, 4; sd .5, t(3) 3.182446: 4.75 - 3.182446 * .5 / 2
    assert table.loc["b", "impact_low"] == pytest.approx(4.75 - 0.7956115)
    assert table["settled"].tolist() == [item == "b" for item in table.index]
    note = next(n for n in result.notes if n.key == "panel.alike")
    assert note.params == {"names": ("a",)}


def test_a_weighted_score_has_the_t_interval_of_its_raters():
    # totals of three raters 4, 3, 2: mean 3, sd 1, t(2) 4.302653
    result = weighted(team([(4, 4, 4)], [(3, 3, 3)], [(2, 2, 2)]), WEIGHTS)
    row = result.table.iloc[0]
    half = 4.302653 / 3**0.5
    assert (row["low"], row["high"]) == pytest.approx((3 - half, 3 + half), abs=1e-5)
    agreed = weighted(team([(4, 4, 4)], [(4, 4, 4)]), WEIGHTS)
    assert isnan(agreed.table.loc[0, "low"])
    assert {n.key for n in agreed.notes} >= {"panel.alike"}


def test_the_tail_of_few_raters_is_smaller():
    # Hesterberg 2015: Phi(-sqrt(6/5) t(5; .975)), t = 2.570582: .002432 for 6 raters
    draws = np.arange(100_001.0)[:, None]
    low, high = expanded(np.array([5e4]), draws, np.array([6]), 0.95)[:, 0]
    assert (low, high) == pytest.approx((243.2, 99_756.8), abs=0.1)
    assert np.isnan(expanded(np.array([1.0]), np.ones((9, 1)), np.array([6]), 0.95)).all()
    assert np.isnan(expanded(np.array([1.0]), draws, np.array([1]), 0.95)).all()


def test_the_datum_is_exactly_nought():
    marks = pd.concat([marked(a="++").assign(respondent=1), marked(a="+0").assign(respondent=2)])
    result = pugh(marks, datum="today")
    row = result.table.set_index("concept").loc["today"]
    assert (row["low"], row["high"]) == (0, 0)
    assert "panel.alike" not in {n.key for n in result.notes}


def test_opportunity_by_share_and_by_mean():
    frame = pd.DataFrame(
        {
            "respondent": [1, 2, 3, 4],
            "item": "x",
            "importance": [5, 5, 4, 2],
            "satisfaction": [2, 4, 1, 3],
        }
    )
    # shares of 4 and 5: importance 7.5, satisfaction 2.5 -> 12.5
    assert opportunity(frame).table.loc[0, "score"] == pytest.approx(12.5)
    # means 4 and 2.5 on 1-5 are 7.5 and 3.75 on 0-10 -> 11.25
    assert opportunity(frame, measure="means").table.loc[0, "score"] == pytest.approx(11.25)
    assert opportunity(frame).notes[0].key == "screening.note.top2"


def test_tallies_of_two_teams_add_up_in_every_backend():
    frame = team([(4, 3, 5), (5, 2, 3)], [(1, 2, 3), (3, 2, 1)], [(4, 3, 5), (5, 2, 3)])
    keys = (["concept", "criterion"], "score", 1, 5)
    whole = tally(frame, *keys)
    halves = [
        tally(frame[frame["respondent"].isin(some)], *keys) for some in (["r0"], ["r1", "r2"])
    ]
    polars = tally(pl.DataFrame(frame.to_dict("list")).lazy(), *keys)
    for found in (halves[0] + halves[1], polars):
        assert found.keys == whole.keys
        assert found.sets.tolist() == whole.sets.tolist()
        assert found.n.tolist() == whole.n.tolist() == [1, 2]
    pd.testing.assert_frame_equal(weighted(whole, WEIGHTS).table, weighted(frame, WEIGHTS).table)


def test_mistakes_are_named():
    frame = scored((4, 3, 5), (5, 2, 3))
    with pytest.raises(ValueError, match="differ in 'k3'"):
        weighted(frame, {"k1": 1, "k2": 1})
    with pytest.raises(ValueError, match="weights must be positive"):
        weighted(frame, dict.fromkeys(WEIGHTS, 0))
    with pytest.raises(ValueError, match="rated 'c1 / k1' twice"):
        weighted(pd.concat([frame, frame]), WEIGHTS)
    with pytest.raises(ValueError, match="the mark of 'a' / 'k1' is '\\?'"):
        pugh(marked(a="+?"))
    with pytest.raises(ValueError, match="the measure is 'median'"):
        opportunity(votes(3), measure="median")


def test_an_idea_nobody_rated_has_no_quadrant_and_is_never_settled():
    rows = [(i, "a", 5, 1) for i in range(9)] + [(i, "b", 9, 3) for i in range(9)]  # 9: off scale
    frame = pd.DataFrame(rows, columns=["respondent", "item", "impact", "effort"])
    result = impact_effort(frame)
    row = result.table.set_index("item").loc["b"]
    assert (row["n"], row["quadrant"], row["settled"]) == (0, "unknown", False)
    assert isnan(row["probability"])
    assert result.notes[-1].params["names"] == ("b",)


def test_a_draw_without_anybody_who_rated_an_idea_says_nothing_about_it():
    # two of six rated b: a tenth of the draws hold nobody who did, none puts b anywhere else
    rows = [(i, "a", 5, 1) for i in range(6)] + [(0, "b", 5, 5), (1, "b", 4, 4)]
    frame = pd.DataFrame(rows, columns=["respondent", "item", "impact", "effort"])
    row = impact_effort(frame).table.set_index("item").loc["b"]
    assert (row["quadrant"], row["probability"]) == ("big_project", 1)


def test_the_spread_is_that_of_the_votes_and_unknown_for_a_single_one():
    rows = [(0, "a", 4, 1), (1, "a", 2, 1), (0, "b", 4, 4)]
    frame = pd.DataFrame(rows, columns=["respondent", "item", "impact", "effort"])
    spread = impact_effort(frame).table.set_index("item")["spread"]
    assert spread["a"] == pytest.approx(2**0.5 / 2)  # of 4, 2 it is √2; of 1, 1 none
    assert isnan(spread["b"])


def test_what_was_left_blank_is_counted():
    needs = pd.DataFrame(
        {"item": ["a", "b"] * 3, "importance": [5, None, 4, 3, 5, 2], "satisfaction": [2, 3] * 3}
    ).assign(respondent=[1, 1, 2, 2, 3, 3])
    votes = needs.rename(columns={"importance": "impact", "satisfaction": "effort"})
    scores = needs.rename(columns={"item": "concept", "importance": "score"}).assign(criterion="k")
    marks = scores.assign(mark=["+", None, "+", "0", "-", "-"])
    for result in (
        opportunity(needs),
        impact_effort(votes),
        weighted(scores, {"k": 1}),
        pugh(marks),
    ):
        assert {n.key: n.params for n in result.notes}["panel.n_missing"] == {"n": 1}
    table = pugh(marks).table.set_index("concept")
    assert table.loc[["a", "b"], "n"].tolist() == [3, 2]
