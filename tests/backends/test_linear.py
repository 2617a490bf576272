"""Drivers, alpha, contrasts, quality and screening: the same tally from every engine."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from cxwidgets.methods import (
    covariance_tally,
    ipa,
    prca_tally,
    rank_agreement,
    screening_raters,
    servperf,
    zone_of_tolerance,
)

pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::Warning:ibis"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]
PEOPLE = 30


def wide():
    draw = np.random.default_rng(1)
    frame = pd.DataFrame(draw.integers(1, 6, (PEOPLE, 4)), columns=list("abcy")).astype(float)
    frame.loc[3, "a"], frame.loc[5, "y"], frame.loc[7, "b"] = None, 9, 0
    return frame


def weighing():
    draw = np.random.default_rng(3)
    weights = draw.choice(np.array([0, 0.25, 1.5, 3, np.nan]), PEOPLE)
    return wide().assign(Wgt=weights)


def long(**columns):
    draw = np.random.default_rng(2)
    index = pd.MultiIndex.from_product([range(PEOPLE), ["q1", "q2", "q3"]])
    frame = index.to_frame(index=False).set_axis(["respondent", "item"], axis=1)
    frame["dimension"] = frame["item"].map({"q1": "empathy", "q2": "empathy", "q3": "reliability"})
    for name, marks in columns.items():
        frame[name] = draw.choice(np.array(marks, dtype=float), len(frame))
    return frame


CASES = {
    "listwise": (lambda f: covariance_tally.tally(f, list("abcy"), 1, 5), wide),
    "pairwise": (lambda f: covariance_tally.tally(f, list("abcy"), 1, 5, "pairwise"), wide),
    "weighted listwise": (
        lambda f: covariance_tally.tally(f, list("abcy"), 1, 5, weights="Wgt"),
        weighing,
    ),
    "weighted pairwise": (
        lambda f: covariance_tally.tally(f, list("abcy"), 1, 5, "pairwise", weights="Wgt"),
        weighing,
    ),
    "prca": (lambda f: prca_tally.tally(f, "y", list("abc"), 2, 5, (1, 5)), wide),
    "ipa": (
        lambda f: ipa.tally(f, 1, 5),
        lambda: long(importance=[3, 4, 5, 7], performance=[1, 2, 3, np.nan]),
    ),
    "servperf": (servperf.tally, lambda: long(perception=[1, 4, 7, 9, np.nan])),
    "zone": (
        zone_of_tolerance.tally,
        lambda: long(adequate=[3, 5], desired=[4, 8, np.nan], perception=[2, 6, 12]),
    ),
    "screening": (
        lambda f: screening_raters.tally(f, ["item"], "impact", 1, 5),
        lambda: long(impact=[1, 3, 5, 9]),
    ),
    "ranks": (rank_agreement.tally, lambda: long(rank=[1, 2, 3, np.nan])),
}


def same(one, other):
    """Compare two tallies; the order of rows is nobody's."""
    if dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            same(getattr(one, field.name), getattr(other, field.name))
    elif isinstance(one, pd.DataFrame):
        keys = list(one.columns)
        left, right = (t.sort_values(keys, ignore_index=True)[keys] for t in (one, other))
        pd.testing.assert_frame_equal(left, right, check_dtype=False, check_index_type=False)
    elif isinstance(one, np.ndarray):
        np.testing.assert_allclose(one, other)
    else:
        assert one == other


@pytest.mark.parametrize("case", CASES)
def test_every_engine_counts_the_same(case, backend):
    tally, answers = CASES[case]
    same(tally(answers()), tally(backend(answers())))


@pytest.mark.parametrize("wrong", [-1.0, float("inf")])
def test_every_engine_refuses_what_is_no_weight(wrong, backend):
    answers = weighing()
    answers.loc[3, "Wgt"] = wrong
    with pytest.raises(ValueError, match=f"{wrong:g}; a weight is"):
        covariance_tally.tally(backend(answers), list("abcy"), weights="Wgt")


ADDING = ("listwise", "pairwise", "prca", "ipa", "servperf", "screening")


@pytest.mark.parametrize("case", [*ADDING, "weighted listwise", "weighted pairwise"])
def test_tallies_of_two_sites_add_up_to_the_tally_of_both(case):
    tally, answers = CASES[case]
    whole = answers()
    same(tally(whole), tally(whole[:15]) + tally(whole[15:]))
