"""What is left out is counted the same way everywhere, and told where it would mislead."""

from __future__ import annotations

from math import nan

import pandas as pd
import polars as pl
import pytest

from cxwidgets.methods.antecedents import antecedents
from cxwidgets.methods.drivers import drivers
from cxwidgets.methods.journey import emotion_band
from cxwidgets.methods.peak_end import peak_end
from cxwidgets.methods.screening import impact_effort, opportunity, weighted
from cxwidgets.methods.screening_raters import tally as ratings_tally
from cxwidgets.methods.servperf import servperf
from cxwidgets.methods.servperf import tally as servperf_tally
from cxwidgets.methods.style import style


def told(result):
    """Return the counts in the notes on what is left out."""
    keys = ("panel.n_missing", "panel.n_invalid", "peak_end.note.skipped")
    return {n.key: n.params["n"] for n in result.notes if n.key in keys}


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_servperf_takes_whole_steps_only_and_counts_the_rest(engine):
    rows = [
        (1, "a", "empathy", 3.5), (2, "a", "empathy", 5), (3, "a", "empathy", 9),
        (4, "a", "empathy", None), (5, "a", "empathy", 6),
    ]  # fmt: skip
    columns = ["respondent", "item", "dimension", "perception"]
    frame = pd.DataFrame(rows, columns=columns)
    if engine == "polars":
        frame = pl.DataFrame(rows, columns, orient="row")
    if engine == "duckdb":
        duckdb = pytest.importorskip("duckdb")
        frame = duckdb.connect().from_df(frame)
    result = servperf(frame)
    assert result.dimensions.loc[0, ["n", "perception"]].tolist() == [2, 5.5]
    assert told(result) == {"panel.n_missing": 1, "panel.n_invalid": 2}


def test_servperf_counts_add_up():
    frame = pd.DataFrame({"respondent": [1, 2], "dimension": "x", "perception": [9.0, nan]})
    both = servperf_tally(frame.head(1)) + servperf_tally(frame.tail(1))
    assert (both.missing, both.invalid) == (1, 1)


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
def test_drivers_count_blanks_and_answers_off_the_scale_apart(missing):
    rows = [(1 + i % 5, 1 + i * 3 % 5, 1 + (i + i % 2) % 5) for i in range(40)]
    frame = pd.DataFrame(rows, columns=["a", "b", "y"]).astype(float)
    frame.loc[:2, "a"] = nan
    frame.loc[2:3, "y"] = 9  # the third person left one blank and gave one off the scale
    result = drivers(frame, "y", ["a", "b"], 1, 5, draws=50, missing=missing)
    assert told(result) == {"panel.n_missing": 3, "panel.n_invalid": 2}
    # where nothing can be computed the counts may be the reason
    assert told(drivers(frame, "y", ["a", "b"], 6, 8)) == {
        "panel.n_missing": 3,
        "panel.n_invalid": 117,
    }
    whole = drivers(frame[4:], "y", ["a", "b"], 1, 5, draws=50, missing=missing)
    assert told(whole) == {}


def test_a_statement_answered_twice_is_refused_by_name():
    frame = pd.DataFrame({"respondent": "ann", "item": ["patient_1"] * 2, "score": [1, 5]})
    with pytest.raises(ValueError, match="'ann' answered 'patient_1' twice"):
        style(frame)


def test_style_tells_what_is_off_the_scale():
    frame = pd.DataFrame({"respondent": "ann", "item": ["patient_1", "patient_2"], "score": [7, 5]})
    assert told(style(frame)) == {"panel.n_invalid": 1}


def test_ratings_off_the_scale_and_blank_ones_are_told_apart():
    votes = pd.DataFrame(
        {
            "respondent": [1, 2, 3],
            "item": "a",
            "impact": [4, 9, None],
            "effort": [1, 2, 3],
            "importance": [4, 9, None],
            "satisfaction": [1, 2, 3],
        }
    )
    for result in (impact_effort(votes), opportunity(votes)):
        assert result.table.loc[0, "n"] == 1
        assert told(result) == {"panel.n_missing": 1, "panel.n_invalid": 1}
    scores = pd.DataFrame({"concept": "a", "criterion": ["k", "l"], "score": [9, 3]})
    assert told(weighted(scores, {"k": 1, "l": 1}, 1, 5)) == {"panel.n_invalid": 1}
    one = ratings_tally(scores, ["concept", "criterion"], "score", 1, 5)
    assert ((one + one).invalid, (one + one).missing) == (2, 0)


def test_blank_ratings_of_a_step_are_counted():
    ratings = pd.DataFrame({"touchpoint": ["a", "a", "b"], "score": [2, nan, None]})
    table = emotion_band(ratings, ["a", "b"]).table
    assert table[["n", "n_missing"]].to_numpy().tolist() == [[1, 1], [0, 1]]


def test_moments_without_a_rating_are_counted_and_those_of_nobody_refused():
    rows = [("ann", 1, 2.0), ("ann", 2, nan), ("ann", 3, -1.0), ("bob", 1, nan)]
    frame = pd.DataFrame(rows, columns=["respondent", "at", "score"])
    result = peak_end(frame)
    assert result.table["respondent"].tolist() == ["ann"]
    assert told(result) == {"peak_end.note.skipped": 2}
    with pytest.raises(ValueError, match="some answers have no respondent"):
        peak_end(pd.concat([frame, pd.DataFrame([(None, 1, 2.0)], columns=frame.columns)]))


def units(*gaps):
    """Return answers of as many units as there are gap scores, weaker where the gap is wider."""
    names = [f"u{i}" for i in range(len(gaps))]
    answers = pd.DataFrame(
        {
            "respondent": range(len(gaps)), "unit": names, "gap": "gap1", "antecedent": "x",
            "item": "s", "score": range(1, len(gaps) + 1),
        }
    )  # fmt: skip
    return answers, pd.DataFrame({"unit": names, "gap": "gap1", "score": gaps})


@pytest.mark.parametrize("engine", ["pandas", "polars"])
def test_gap_scores_have_limits_of_their_own(engine):
    # SERVQUAL gaps, perception less expectation: negative where the service falls short
    answers, scores = units(-2.5, -1.5, -0.5, 0.25, 1)
    if engine == "polars":
        scores = pl.DataFrame(scores.to_dict("list"))
    result = antecedents(answers, scores, low=1, high=7)
    assert result.table.loc[0, ["units", "rho"]].tolist() == pytest.approx([5, 1])
    assert not {"gaps.note.scores_invalid", "gaps.note.scores_missing"} & {
        n.key for n in result.notes
    }


@pytest.mark.parametrize("limits", [{}, {"gap_low": -6, "gap_high": 6}, {"gap_high": 59.9}])
def test_gap_scores_off_their_limits_are_counted(limits):
    result = antecedents(*units(-2.5, -1.5, -0.5, nan, 60), **limits)
    assert result.table.loc[0, "units"] == 3
    found = {n.key: n.params["n"] for n in result.notes if "scores" in n.key}
    assert found == {"gaps.note.scores_missing": 1, "gaps.note.scores_invalid": 1}


def test_statements_left_out_are_told():
    rows = [(i, f"u{i}", "gap1", "x", "s", value) for i, value in enumerate([1, 4, 7, 8, None])]
    columns = ["respondent", "unit", "gap", "antecedent", "item", "score"]
    scores = pd.DataFrame(
        {"unit": [f"u{i}" for i in range(5)], "gap": "gap1", "score": range(1, 6)}
    )
    result = antecedents(pd.DataFrame(rows, columns=columns), scores)
    assert told(result) == {"panel.n_missing": 1, "panel.n_invalid": 1}
