"""The same tally from every engine, and from the sum of its parts."""

from __future__ import annotations

import dataclasses
from functools import partial

import numpy as np
import pandas as pd
import pytest

from cxwidgets.methods import (
    burden,
    covariance_tally,
    estimate,
    gaps,
    journey,
    kano,
    knowledge_gap,
    loyalty_recommendation,
    loyalty_switching,
    moments,
    pareto,
    rating_agreement,
    retention_tally,
    score_tally,
    servqual_tally,
    sorting,
)
from cxwidgets.methods.file import engine

# What these engines say of newer pandas is no concern of ours.
pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::Warning:ibis"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
PEOPLE = 40


def drawn(seed, **columns):
    """Return a frame drawn from lists of values; None among them makes answers missing."""
    draw = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            name: [values[i] for i in draw.integers(0, len(values), PEOPLE)]
            for name, values in columns.items()
        }
    )


def everybody(seed, **grid):
    """Return every respondent crossed with the values of ``grid``, half the rows dropped."""
    index = pd.MultiIndex.from_product([range(PEOPLE), *grid.values()], names=["respondent", *grid])
    return index.to_frame(index=False).sample(frac=0.5, random_state=seed, ignore_index=True)


def _kano():
    marks = [1, 2, 3, 4, 5, 9, None]
    return drawn(
        1,
        feature=["wifi", "seat", "\u5ea7\u4f4d"],
        functional=marks,
        dysfunctional=marks,
        importance=[1, 5, 9, None],
    )


def _servqual():
    frame = everybody(2, item=["q1", "q2", "q3", "q4"])
    marks = drawn(3, expectation=[5, 6, 7, None, 12], perception=[1, 4, 7, 4.5])
    many = pd.concat([marks] * (len(frame) // PEOPLE + 1), ignore_index=True)[: len(frame)]
    halves = {"q1": "reliability", "q2": "reliability", "q3": "empathy", "q4": "empathy"}
    return frame.assign(dimension=frame["item"].map(halves), **many)


def _points():
    frame = everybody(4, dimension=["reliability", "empathy"])
    return frame.assign(weight=(frame["respondent"] % 7 * 10.0))


def _gaps():
    frame = everybody(5, gap=["gap1", "gap2", "gap3", "gap4", "gap5"])
    return frame.assign(score=frame["respondent"] % 5 + 1.0)


def _moments():
    frame = everybody(6, at=[1, 2, 3, 4, 5, 6])
    return frame.assign(score=(frame["respondent"] * frame["at"]) % 7 - 3.0)


def _burden():
    frame = everybody(7, touchpoint=["door", "desk"], kind=["pain", "joy"])
    return frame.assign(strength=frame["respondent"] % 3 + 1)


def _weighted_scores():
    scores = [0, 3, 7, 9, 10, 11, None]
    weights = [0, 0.25, 1.5, 3, None]
    return drawn(14, segment=["north", "south", None], score=scores, Wgt=weights)


CASES = {
    "kano": (kano.tally, _kano),
    "weighted kano": (
        partial(kano.tally, weights="Wgt"),
        lambda: _kano().assign(Wgt=_weighted_scores()["Wgt"]),
    ),
    "weighted scores": (partial(score_tally.tally, weights="Wgt"), _weighted_scores),
    "scores": (
        score_tally.tally,
        lambda: drawn(8, segment=["north", "south", None], score=[0, 3, 7, 9, 10, 11, None]),
    ),
    "servqual": (servqual_tally.tally, _servqual),
    "gaps": (gaps.tally, _gaps),
    "knowledge gap": (knowledge_gap.tally, _servqual),
    "moments": (moments.tally, _moments),
    "burden": (burden.tally, _burden),
    "journey": (
        journey.tally,
        lambda: drawn(9, touchpoint=["door", "desk"], score=[-3, 0, 2.5, None]),
    ),
    "estimate": (estimate.tally, lambda: drawn(10, item=["a", "b"], value=[1, 2.5, None])),
    "pareto": (pareto.tally, lambda: drawn(11, reason=["late", "rude", None])),
    "loyalty and recommending": (
        loyalty_recommendation.tally,
        lambda: drawn(15, satisfaction=[1, 5, None], loyalty=[0, 9, 11], recommendation=[2, 8.5]),
    ),
    "switching costs": (
        loyalty_switching.tally,
        lambda: drawn(16, satisfaction=[1, 2.5, None], switching_cost=[3, 9], stay=[0, 1, 2]),
    ),
    "late customers": (
        retention_tally.tally,
        lambda: drawn(17, entry=[0, 1.5, None, -1], tenure=[2, 3.25, None], churned=[0, 1, 2]),
    ),
    "sorting": (
        sorting.tally,
        lambda: drawn(12, respondent=[1, 2, 3], item=["a", "b", "c"], zone=["x", "y"]),
    ),
}


def same(one, other):
    """Compare two tallies, be they frames or records of frames; the order of rows is nobody's."""
    if dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, pd.DataFrame):
        keys = list(one.columns)
        left, right = (
            t[keys].sort_values(keys, ignore_index=True, key=lambda c: c.astype(str))
            for t in (one, other)
        )
        pd.testing.assert_frame_equal(left, right, check_dtype=False, check_index_type=False)
    else:
        assert one == other


@pytest.mark.parametrize("case", CASES)
def test_every_engine_counts_the_same(case, backend):
    tally, answers = CASES[case]
    same(tally(answers()), tally(backend(answers())))


@pytest.mark.parametrize("wrong", [-1.0, float("inf")])
def test_every_engine_refuses_what_is_no_weight(wrong, backend):
    answers = _weighted_scores()
    answers.loc[3, "Wgt"] = wrong
    with pytest.raises(ValueError, match=f"{wrong:g}; a weight is"):
        score_tally.tally(backend(answers), weights="Wgt")


def test_points_and_answers_meet_in_every_engine(backend):
    answers, points = _servqual(), _points()
    expected = servqual_tally.tally(answers, points)
    assert len(expected.weighted)
    same(expected, servqual_tally.tally(backend(answers), backend(points)))


def test_ranks_side_by_side_are_taken_from_every_engine(backend):
    wide = pd.DataFrame(
        {"respondent": ["a", "b", "c"], "tea": [1, 2, 1], "milk": [2, 1, 3], "lemon": [3, 3, None]}
    )
    expected, found = (rating_agreement.krippendorff_alpha(w) for w in (wide, backend(wide)))
    assert (found.value, found.raters) == (pytest.approx(expected.value, abs=1e-12), 3)
    assert found.table["item"].tolist() == ["tea", "milk", "lemon"]


@pytest.mark.parametrize("name", ["kano", "scores", "weighted kano", "weighted scores"])
def test_tallies_of_two_sites_add_up_to_the_tally_of_both(name):
    tally, answers = CASES[name]
    whole = answers()
    parts = pd.concat([tally(whole[:13]), tally(whole[13:])])
    keys = [c for c in parts if not (c in {"n", "w", "w2"} or c.startswith("importance"))]
    added = parts.groupby(keys, as_index=False, dropna=False).sum()
    same(tally(whole), added)


def test_a_file_that_is_no_table_is_refused_by_name(tmp_path):
    words = tmp_path / "letter.docx"
    words.write_bytes(b"Dear Sirs")
    with pytest.raises(ValueError, match=r"letter\.docx is neither \.csv nor \.parquet"):
        pareto.tally(words)
    broken = tmp_path / "answers.parquet"
    broken.write_bytes(b"PAR1 and then nothing")
    with pytest.raises(ValueError, match=r"answers\.parquet"):
        pareto.tally(broken)
    with pytest.raises(ValueError, match=r"there is no file gone\.csv"):
        pareto.tally(str(tmp_path / "gone.csv"))


def test_columns_too_long_for_memory_are_counted_as_exactly_as_short_ones(tmp_path):
    """Pieces of a long file, with answers missing and off the scale, in both treatments."""
    draw = np.random.default_rng(13)
    frame = pd.DataFrame(draw.integers(0, 9, (40_000, 4)), columns=list("abcd"))
    frame["d"] = frame["d"].astype(float).where(frame["d"] > 2)
    file = tmp_path / "answers.parquet"
    engine().from_df(frame).write_parquet(str(file))
    for missing in ("listwise", "pairwise"):
        short = covariance_tally.tally(frame, list("abcd"), 1, 7, missing, patterns_up_to=0)
        long = covariance_tally.tally(file, list("abcd"), 1, 7, missing, patterns_up_to=0)
        same(short, long)
        assert long.rows == 40_000


def test_whole_numbers_too_large_for_single_precision_stay_exact(tmp_path):
    frame = pd.DataFrame({"a": [3_000_001] * 20_000, "b": [None, 1] * 10_000})
    file = tmp_path / "answers.parquet"
    engine().from_df(frame.astype({"b": "Int64"})).write_parquet(str(file))
    sums = covariance_tally.tally(file, ["a", "b"], missing="pairwise").sums
    assert sums["product"].tolist() == [3_000_001**2 * 20_000, 3_000_001e4, 3_000_001e4, 10_000]
