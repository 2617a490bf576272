"""Antecedents of the gaps across units, and causes ranked by a room."""

from __future__ import annotations

from itertools import permutations
from math import isnan

import numpy as np
import pandas as pd
import polars as pl
import pytest

from cxwidgets.methods.antecedents import ANTECEDENTS, antecedents, named_causes, tally
from cxwidgets.methods.rank_correlation import limits, p_value, spearman


def company(units, seed=1):
    """Make a company whose gap 3 follows teamwork (three statements, one reversed), not fit."""
    rng = np.random.default_rng(seed)
    answers, scores = [], []
    for u in range(units):
        teamwork, fit = rng.uniform(2, 6), rng.uniform(2, 6)
        for person in range(6):
            felt = teamwork + rng.normal() * 0.7
            for item in ("t1", "t2", "t3_reversed"):
                value = felt + rng.normal() * 0.5
                value = 8 - value if item.endswith("reversed") else value
                answers.append((f"{u}-{person}", f"u{u}", "gap3", "teamwork", item, value))
            answers.append((f"{u}-{person}", f"u{u}", "gap3", "employee_fit", "e1", fit))
            scores.append((f"u{u}", "gap3", 8 - teamwork + rng.normal() * 0.5))
    columns = ["respondent", "unit", "gap", "antecedent", "item", "score"]
    frame = pd.DataFrame(answers, columns=columns)
    frame["score"] = frame["score"].round().clip(1, 7)
    given = pd.DataFrame(scores, columns=["unit", "gap", "score"])
    given["score"] = given["score"].round().clip(1, 7)
    return frame, given


def test_the_antecedent_the_gap_follows_comes_first():
    result = antecedents(*company(40), reverse=["t3_reversed"], draws=400)
    table = result.table.set_index("antecedent")
    assert table.loc["teamwork", "rank"] == 1
    assert table.loc["teamwork", "rho"] < -0.8
    assert table.loc["teamwork", "rho_high"] < 0
    assert table.loc["teamwork", "rank_high"] == 1
    assert table.loc["teamwork", ["items", "n", "units"]].tolist() == [3, 240, 40]
    assert table.loc["teamwork", "alpha"] > 0.7, "the reversed statement is turned round first"
    assert isnan(table.loc["employee_fit", "alpha"]), "one statement has no alpha"
    assert [note.key for note in result.notes] == ["gaps.note.units"]


def test_few_units_are_only_a_hint():
    result = antecedents(*company(6), reverse=["t3_reversed"], draws=100)
    (note,) = result.notes
    assert (note.key, note.params, note.tone) == ("gaps.note.few_units", {"n": 6}, "warn")


def test_units_are_compared_never_people():
    answers, scores = company(8)
    twice = answers.assign(respondent=answers["respondent"] + "x")
    doubled = pd.concat([answers, twice])
    one, other = (antecedents(a, scores, draws=40).table for a in (answers, doubled))
    assert list(one["rho"]) == pytest.approx(list(other["rho"]))
    assert list(one["p"]) == pytest.approx(list(other["p"]))


def test_units_may_number_their_people_alike():
    answers, scores = company(8)
    alike = answers.assign(respondent=answers["respondent"].str.split("-").str[1].astype(int))
    one, other = (antecedents(a, scores, draws=40).table for a in (answers, alike))
    pd.testing.assert_frame_equal(one, other)
    assert (other["n"] == 48).all(), "eight units of six people"


def test_spearman_and_its_limits_by_hand():
    from scipy.stats import spearmanr

    pairs = np.array([(1, 2), (2, 1), (3, 4), (4, 3), (5, 5), (5, 7)])
    assert spearman(pairs) == pytest.approx(spearmanr(pairs).statistic)
    assert isnan(spearman(np.array([(1, 2), (1, 3), (1, 4)])))
    # Bonett & Wright 2000: atanh(rho) +- 1.96 sqrt((1 + rho^2 / 2) / (n - 3))
    frame = company(20)
    row = antecedents(*frame, draws=40).table.set_index("antecedent").loc["employee_fit"]
    half = 1.959964 * np.sqrt((1 + row["rho"] ** 2 / 2) / 17)
    assert row["rho_high"] == pytest.approx(np.tanh(np.arctanh(row["rho"]) + half))


def test_tallies_add_up_in_every_backend():
    answers, scores = company(6)
    here, there = answers["unit"].isin(["u0", "u1", "u2"]), scores["unit"].isin(["u0", "u1", "u2"])
    whole = tally(answers, scores)
    parts = tally(answers[here], scores[there]) + tally(answers[~here], scores[~there])
    polars = tally(pl.DataFrame(answers.to_dict("list")), pl.DataFrame(scores.to_dict("list")))
    for found in (parts, polars):
        pd.testing.assert_frame_equal(found.sums, whole.sums, check_dtype=False)
        pd.testing.assert_frame_equal(found.gaps, whole.gaps, check_dtype=False)
        for key, one in whole.statements.items():
            pd.testing.assert_frame_equal(found.statements[key].sums, one.sums)


def test_names_are_those_of_the_source():
    # Zeithaml, Berry & Parasuraman 1988: 3, 4, 7 and 2 antecedents
    assert [len(names) for names in ANTECEDENTS.values()] == [3, 4, 7, 2]


def test_causes_are_ranked_by_how_many_named_them():
    people = pd.DataFrame({"respondent": range(20), "gap": "gap1"})
    causes = pd.DataFrame(
        [(r, "gap1", "levels") for r in range(15)]
        + [(r, "gap1", "questions") for r in range(7, 20)]
        + [(0, "gap1", "feedback"), (99, "gap1", "feedback")],
        columns=["respondent", "gap", "cause"],
    )
    table = named_causes(causes, people).set_index("cause")
    assert table["n"].to_dict() == {"levels": 15, "questions": 13, "feedback": 1}
    assert table.loc["levels", "share"] == 0.75
    # Wilson, 15 of 20: [.531, .888]
    assert table.loc["levels", ["low", "high"]].tolist() == pytest.approx([0.531, 0.888], abs=5e-4)
    assert table["rank_low"].tolist() == [1, 1, 3]
    assert table.loc["levels", "rank_high"] == 2


def test_no_cause_no_ranking():
    nobody = pd.DataFrame(columns=["respondent", "gap", "cause"])
    assert named_causes(nobody, pd.DataFrame({"respondent": [1], "gap": ["gap1"]})).empty


def test_mistakes_are_named():
    answers, scores = company(3)
    with pytest.raises(ValueError, match="no such statement"):
        antecedents(answers, scores, reverse=["t9"])
    with pytest.raises(ValueError, match="give the units' gap scores"):
        antecedents(answers)


def test_four_units_in_perfect_order_prove_little():
    pairs = np.array([(1, 2), (2, 3), (3, 4), (4, 9)])
    assert spearman(pairs) == pytest.approx(1)
    assert p_value(pairs) == pytest.approx(2 / 24)  # 2 of 4! orders, this one and its reverse
    assert all(map(isnan, limits(1.0, 4, 0.95)))
    assert 0 < p_value(np.repeat(np.arange(12)[:, None], 2, axis=1)) < 1e-8


def test_p_of_few_units_counts_all_orders():
    from scipy.stats import spearmanr

    pairs = np.array([(1, 2), (2, 2), (2, 5), (4, 3), (5, 4)], dtype=float)  # with ties
    own = abs(spearmanr(pairs).statistic)
    every = [
        abs(spearmanr(pairs[:, 0], order).statistic) for order in permutations(pairs[:, 1].tolist())
    ]
    assert p_value(pairs) == pytest.approx(np.mean([r >= own - 1e-9 for r in every]))


def test_a_unit_without_answers_widens_the_interval_of_the_score():
    answers, scores = company(6)
    none = answers["unit"].isin(["u0", "u1"])
    missing = answers.assign(score=answers["score"].mask(none))
    left = antecedents(missing, scores, draws=40).table.set_index("antecedent")
    fewer = antecedents(answers[~none], scores, draws=40).table.set_index("antecedent")
    columns = ["score", "low", "high"]
    assert left.loc["teamwork", columns].tolist() == pytest.approx(
        fewer.loc["teamwork", columns].tolist()
    )
