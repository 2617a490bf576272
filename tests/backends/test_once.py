"""Two answers of one person to one question, and answers of nobody, are refused by every engine."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cxwidgets.methods import antecedents_tally, gaps, ipa, servperf, servqual_tally

UNITS = pd.DataFrame({"unit": ["u"], "gap": ["gap1"], "score": [1]})
CASES = {
    "gaps": (gaps.tally, {"gap": ["gap1", "gap2"], "score": [3, 4]}, "'gap2'"),
    "ipa": (
        ipa.tally,
        {"item": ["seat", "wifi"], "importance": [3, 4], "performance": [2, 5]},
        "'wifi'",
    ),
    "servperf": (
        servperf.tally,
        {"item": ["q1", "q2"], "dimension": ["empathy"] * 2, "perception": [3, 4]},
        "'empathy / q2'",
    ),
    "servqual": (
        servqual_tally.tally,
        {
            "item": ["q1", "q2"],
            "dimension": ["empathy"] * 2,
            "expectation": [7, 7],
            "perception": [3, 4],
        },
        "'empathy / q2'",
    ),
    "antecedents": (
        lambda answers: antecedents_tally.tally(answers, UNITS),
        {
            "unit": ["u"] * 2,
            "gap": ["gap1"] * 2,
            "antecedent": ["research"] * 2,
            "item": ["q1", "q2"],
            "score": [3, 4],
        },
        "'u / gap1 / research / q2'",
    ),
}
pytestmark = [
    pytest.mark.filterwarnings("ignore::FutureWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::Warning:ibis"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pyspark"),
    pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning"),
]


def answers(columns):
    """Return what two people said."""
    one = pd.DataFrame(columns)
    people = [one.assign(respondent=who) for who in ("ann", "bob")]
    return pd.concat(people, ignore_index=True)


@pytest.mark.parametrize("case", CASES)
def test_a_question_answered_twice_is_named_with_who_answered_it(case, backend):
    tally, columns, what = CASES[case]
    frame = answers(columns)
    twice = pd.concat([frame, frame.iloc[[3]]], ignore_index=True)
    for given in (twice, backend(twice)):
        with pytest.raises(ValueError, match=f"'bob' rated {what} 2 times"):
            tally(given)


@pytest.mark.parametrize("case", CASES)
def test_answers_of_nobody_are_not_one_person(case, backend):
    tally, columns, _ = CASES[case]
    nobody = answers(columns).replace({"respondent": {"bob": np.nan}})
    for given in (nobody, backend(nobody)):
        with pytest.raises(ValueError, match="some answers have no respondent"):
            tally(given)
