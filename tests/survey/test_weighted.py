"""The column of respondent weights: read as named, and everything that is no weight is named."""

from __future__ import annotations

from math import nan

import pytest
from typer.testing import CliRunner

from cxwidgets import client as clients
from cxwidgets.cli import app
from cxwidgets.survey import problems_of
from cxwidgets.survey.problems import SurveyError

TOML = """\
[scores]
{settings}
no_answer = ["-9"]
[[scores.file]]
name = "scores.csv"

[[scores.item]]
id = "easy"
zh = "推荐"
en = "Recommend"
column = "score"
measure = "nps"
low = 0
high = 10
"""
WEIGHTED = 'weight = "Wgt"'


@pytest.fixture
def tea(make):
    def write(rows, settings=WEIGHTED):
        root = make("tea", TOML.format(settings=settings), {"scores.csv": f"who,score,Wgt\n{rows}"})
        return clients.load(root, "tea")

    return write


def problems(client):
    return [str(problem) for problem in problems_of(client.folder, client.toml)]


def test_the_named_column_is_read_and_blank_is_no_weight(tea):
    frame = tea('x,10,0.85\nx,9,"1,5"\ny,8,0\ny,7,\ny,6,-9\ny,5,２\n').survey("scores")
    assert list(frame.columns) == ["respondent", "survey_weight", "item", "score"]
    assert frame["survey_weight"].tolist() == pytest.approx(
        [0.85, 1.5, 0, nan, nan, 2], nan_ok=True
    )


def test_a_column_that_nobody_named_weighs_nothing(tea):
    assert "survey_weight" not in tea("x,10,3\nx,0,1\n", "").survey("scores")


@pytest.mark.parametrize("value", ["-1", "heavy", "inf", "nan", "1e400", "2 kg", "9999999999"])
def test_what_is_no_weight_names_file_row_column_and_value(tea, value):
    where = f'scores.csv, row 3, column "Wgt": this is no weight: "{value}"'
    accepted = "accepted: a number of 0 or more, such as 0.85, or no_answer"
    assert problems(tea(f"x,10,1\nx,9,{value}\n")) == [f"{where}; {accepted}"]


def test_a_weight_that_could_be_two_numbers_is_said(tea):
    found = problems(tea('x,10,1\nx,9,"1,234"\n'))
    assert ["could be two different numbers" in problem for problem in found] == [True]


def test_a_column_that_is_not_there_is_named(tea):
    client = tea("x,10,1\n", 'weight = "Weights"')
    assert any('column "Weights": there is no such column' in p for p in problems(client))


def test_people_who_weigh_nothing_are_named_before_anything_is_computed(tea):
    client = tea("x,10,0\nx,9,0\ny,8,1\n", 'segment = "who"\n' + WEIGHTED)
    with pytest.raises(SurveyError) as error:
        client.survey("scores")
    where = 'scores.csv, column "Wgt": everybody who answered weighs nothing (Recommend, x): "0"'
    assert [str(p).partition(";")[0] for p in error.value.problems] == [where]


def test_a_column_without_any_weight_is_refused(tea):
    found = problems(tea("x,10,\nx,9,-9\n"))
    assert found == ['scores.csv, column "Wgt": nobody who answered has a weight']


def test_the_check_says_that_and_by_what_a_survey_is_weighted(tea):
    client = tea("x,10,1\nx,9,\n")
    root = str(client.folder.parents[2])
    said = CliRunner().invoke(app, ["client", "check", "tea", "--root", root])
    assert 'weighted by "Wgt"; without a weight and left out: 1' in said.output


PAIRS = "Tea there,Tea not there,who,Wgt\n"


@pytest.fixture
def kano(kano_client, course):
    def write(rows, settings=WEIGHTED):
        return clients.load(course, kano_client(PAIRS + rows, settings))

    return write


def test_the_weights_of_a_kano_survey_are_read_alike(kano):
    frame = kano("like,dislike,x,0.85\nexpect,dislike,x,\n").survey("kano")
    assert frame["survey_weight"].tolist() == pytest.approx([0.85, nan], nan_ok=True)
    assert frame["functional"].tolist() == [1, 2]


def test_a_kano_survey_whose_column_nobody_named_weighs_nothing(kano):
    assert "survey_weight" not in kano("like,dislike,x,3\n", "").survey("kano")


def test_what_is_no_weight_of_a_kano_survey_is_named(kano):
    (found,) = problems(kano("like,dislike,x,1\nlike,dislike,x,heavy\n"))
    assert found.startswith('answers.csv, row 3, column "Wgt": this is no weight: "heavy"')


def test_pairs_that_weigh_nothing_are_named_whichever_half_is_missing(kano):
    # y answered one half with a weight, which is no answer; both halves only without any
    client = kano("like,dislike,x,1\nlike,,y,1\nlike,dislike,y,0\n", f'segment = "who"\n{WEIGHTED}')
    assert [found.partition(";")[0] for found in problems(client)] == [
        'answers.csv, column "Wgt": everybody who answered weighs nothing (Hot tea, y): "0"'
    ]


def test_a_kano_survey_without_any_weight_is_refused(kano):
    found = problems(kano("like,dislike,x,\nlike,,y,2\n"))
    assert found == ['answers.csv, column "Wgt": nobody who answered has a weight']
