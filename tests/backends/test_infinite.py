"""Infinity is no answer: it is counted as invalid, by every engine and on every road."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cxwidgets.methods import burden, covariance_tally, journey, screening
from cxwidgets.methods.agreement import kendall_w
from cxwidgets.methods.drivers import drivers
from cxwidgets.methods.file import engine
from cxwidgets.methods.moments_of_truth import from_factors
from cxwidgets.methods.prca import prca
from cxwidgets.methods.reliability import cronbach_alpha
from cxwidgets.methods.screening_raters import tally as raters
from cxwidgets.methods.service_profit_chain import service_profit_chain

INF = float("inf")
ROADS = {
    "in memory": lambda frame, _: frame,
    "single precision": lambda frame, _: frame.astype("float32"),
    "piece by piece": lambda frame, _: engine().from_df(frame),
    "Parquet": lambda frame, folder: _written(frame, folder / "answers.parquet"),
    "single precision Parquet": lambda frame, folder: _written(
        frame.astype("float32"), folder / "answers.parquet"
    ),
    "CSV": lambda frame, folder: _written(frame, folder / "answers.csv"),
}
pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::Warning:ibis"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
    pytest.mark.filterwarnings("error::RuntimeWarning:cxwidgets"),
]


def _written(frame, file):
    frame.to_csv(file, index=False) if file.suffix == ".csv" else frame.to_parquet(file)
    return file


def answers():
    """Return 40 answers to three questions, two of them infinite and one blank."""
    draw = np.random.default_rng(5)
    frame = pd.DataFrame(draw.integers(1, 8, (40, 3)).astype(float), columns=list("abc"))
    frame.loc[3, "a"], frame.loc[4, "b"], frame.loc[5, "c"] = INF, -INF, np.nan
    return frame


@pytest.mark.parametrize("missing", ["listwise", "pairwise"])
@pytest.mark.parametrize("road", ROADS)
def test_sums_leave_infinity_out_and_count_it_on_every_road(road, missing, tmp_path):
    frame = answers()
    given = ROADS[road](frame, tmp_path)
    found = covariance_tally.tally(given, list("abc"), missing=missing, patterns_up_to=0)
    finite = covariance_tally.tally(
        frame.where(np.isfinite(frame)), list("abc"), missing=missing, patterns_up_to=0
    )
    pd.testing.assert_frame_equal(found.sums, finite.sums, check_dtype=False)
    assert found.left_out["n_invalid"].tolist() == [1, 1, 0]
    assert found.left_out["n_missing"].tolist() == [0, 0, 1]


def test_every_engine_counts_infinity_as_invalid(backend):
    found = covariance_tally.tally(backend(answers()), list("abc"))
    assert found.left_out["n_invalid"].tolist() == [1, 1, 0]
    assert found.rows == 40
    weighted = covariance_tally.tally(backend(answers().assign(w=1.0)), list("abc"), weights="w")
    assert weighted.left_out["n_invalid"].tolist() == [1, 1, 0]


def test_alpha_drivers_and_penalties_are_those_of_the_finite_answers():
    frame = answers()
    finite = frame.where(np.isfinite(frame))
    alpha = [cronbach_alpha(f, list("abc")).raw for f in (frame, finite)]
    assert alpha[0] == alpha[1]
    shares = [drivers(f, "c", ["a", "b"], draws=20).table["lmg"] for f in (frame, finite)]
    assert shares[0].tolist() == shares[1].tolist()
    tables = [prca(f, "c", ["a", "b"], 3, 5).table for f in (frame, finite)]
    pd.testing.assert_frame_equal(*tables)


def test_an_infinite_score_of_a_concept_is_counted_as_invalid():
    scores = pd.DataFrame(
        {"respondent": [1, 2], "concept": "c", "criterion": "k", "score": [INF, 3.0]}
    )
    assert raters(scores, ["concept", "criterion"], "score", -INF, INF).invalid == 1
    assert screening.weighted(scores, {"k": 1}, draws=20).table["score"].tolist() == [3]


@pytest.mark.parametrize(
    ("ask", "named"),
    [
        (lambda: kendall_w([[1, 2], [2, INF]]), "1 rated 2 inf; a rating"),
        (
            lambda: kendall_w(pd.DataFrame({"respondent": "a", "item": ["x"], "rank": [INF]})),
            "a rated x inf; a rating",
        ),
        (
            lambda: journey.emotion_band(
                pd.DataFrame({"touchpoint": ["door"], "score": [INF]}), ["door"]
            ),
            "the score inf of 'door' is infinite",
        ),
        (
            lambda: burden.tally(
                pd.DataFrame(
                    {"respondent": 1, "touchpoint": "door", "kind": "pain", "strength": [INF]}
                )
            ),
            "respondent 1 gave 'door' the strength inf",
        ),
        (
            lambda: from_factors(
                pd.DataFrame(
                    {"touchpoint": ["door"], "frequency": INF, "impact": 1, "performance": 0.5}
                )
            ),
            "the frequency of 'door' is inf",
        ),
        (
            lambda: service_profit_chain(
                pd.DataFrame({"unit": "u", "link": ["a", "b"], "value": [1, INF]}), ["a", "b"]
            ),
            "the b of unit 'u' holds inf",
        ),
    ],
)
def test_what_has_no_count_of_invalid_answers_names_them(ask, named):
    with pytest.raises(ValueError, match=named):
        ask()
