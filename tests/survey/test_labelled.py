"""A number, a blank and words: the end of a scale where the whole column says so, else nothing."""

from __future__ import annotations

import pandas as pd
import pyreadstat
import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.survey import tabular
from cxwidgets.survey.labelled import labelled
from cxwidgets.survey.proposal import propose
from tests.survey.test_doubts import column

RECOMMEND = "How likely are you to recommend us?"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (["0 不可能", "3", "8", "10 极有可能"], [0, 10]),
        (["0 Not at all likely", "7", "9"], [0]),
        (["1 Poor", "2 Fair", "3 Good"], [1, 2, 3]),
        (["2 hours", "3 hours", "5 days"], []),
        (["5 k", "7 k"], []),
        (["3", "5 great", "8"], []),
        (["10", "10 Very likely", "3"], []),
        (["0 no", "0 never", "3"], []),
        (["3 Apr", "5", "8"], []),
        (["2 hours"], []),
        ([], []),
    ],
)
def test_words_behind_a_number(cells, found):
    assert [int(written.value) for written in labelled(cells).values()] == found


def test_labelled_ends_are_proposed_and_read(course, write_csv):
    answers = ["0 不可能", *range(1, 10), "10 极有可能"]
    _, proposal = create(course, "tea", [write_csv(column(RECOMMEND, answers))], "scores")
    assert proposal.is_sure()
    scores, account = clients.load(course, "tea").survey_with_account("scores")
    assert set(scores["score"]) == set(range(11))
    (note,) = [note.what for note in account.notes if "read as numbers" in note.what]
    assert "'0 不可能' as 0" in note
    assert "'10 极有可能' as 10" in note


def test_labelled_ends_may_be_turned_round(write_csv):
    source = write_csv(column("Satisfaction", ["1 Very satisfied", 2, 3, 4, "5 Very dissatisfied"]))
    (what,) = propose([tabular.read(source)], "scores").undecided()
    assert "the words beside the numbers call the low end good" in what


@pytest.mark.parametrize(
    ("labels", "is_sure"),
    [
        ({0: "Not at all likely", 10: "Extremely likely"}, True),
        ({n: f"step {n}" for n in range(11)} | {99: "Don't know"}, True),
        ({5: "Neither"}, False),
        ({}, False),
    ],
)
def test_the_labels_of_an_spss_file_name_the_scale(tmp_path, labels, is_sure):
    path = tmp_path / "recommend.sav"
    frame = pd.DataFrame({"Q1": [6.0, 7.0, 8.0, 9.0]})
    pyreadstat.write_sav(
        frame, path, column_labels=[RECOMMEND], variable_value_labels={"Q1": labels}
    )
    assert propose([tabular.read(path)], "scores").is_sure() == is_sure


def test_labels_from_one_to_ten_are_no_nps(tmp_path):
    path = tmp_path / "recommend.sav"
    labels = {n: f"step {n}" for n in range(1, 11)}
    frame = pd.DataFrame({"Q1": [1.0, 7.0, 10.0]})
    pyreadstat.write_sav(
        frame, path, column_labels=[RECOMMEND], variable_value_labels={"Q1": labels}
    )
    (what,) = propose([tabular.read(path)], "scores").undecided()
    assert "csat from 1 to 10" in what
    assert "it was asked from 1 to 10" in what


@pytest.mark.parametrize(("labels", "is_sure"), [({1: "no", 7: "yes"}, True), ({}, False)])
def test_labels_name_the_scale_of_service_quality(tmp_path, labels, is_sure):
    path = tmp_path / "quality.sav"
    names = ["Reliability1_expectation", "Reliability1_perception"]
    frame = pd.DataFrame({name: [3.0, 6.0, 4.0] for name in names})
    pyreadstat.write_sav(frame, path, variable_value_labels=dict.fromkeys(names, labels))
    proposal = propose([tabular.read(path)], "servqual")
    assert proposal.is_sure() == is_sure
    assert "low = 1\nhigh = 7" in proposal.toml(accept=True)
