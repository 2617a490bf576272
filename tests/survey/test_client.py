"""A client is a folder: everything wrong with it is reported at once, nothing is guessed."""

from __future__ import annotations

import math

import pytest

from cxwidgets import client as clients
from cxwidgets.client import ClientError
from cxwidgets.survey import problems_of
from cxwidgets.survey.problems import SurveyError

SCORES = """\
[scores]
segment = "who"
{settings}
[[scores.file]]
name = "scores.csv"

[[scores.item]]
id = "easy"
zh = "省力"
en = "Easy"
column = "score"
{item}
"""
SERVQUAL = """\
[servqual]
low = 1
high = 5
best = "{best}"

[[servqual.file]]
name = "quality.csv"

[[servqual.dimension]]
id = "reliability"
zh = "可靠"
en = "Reliability"
weight = "points"

[[servqual.item]]
id = "on_time"
zh = "准时"
en = "On time"
dimension = "reliability"
expectation = "E"
perception = "P"
"""


def problems(root, slug="tea"):
    client = clients.load(root, slug)
    return [str(p) for p in problems_of(client.folder, client.toml)]


def test_kano_answers_become_tidy(kano_client, course):
    client = clients.load(course, kano_client())
    frame = client.survey("kano", "zh")
    assert list(frame.columns) == ["respondent", "feature", "functional", "dysfunctional"]
    assert frame["feature"].tolist() == ["热茶"] * 3
    assert frame["functional"].tolist() == [1, 2, 3]
    assert frame["dysfunctional"].tolist() == [5, 5, 3]
    assert frame["respondent"].tolist() == [f"answers.csv:{row}" for row in (2, 3, 4)]


def test_wordings_and_headers_match_whatever_their_form(kano_client, course):
    slug = kano_client("TEA THERE , Tea  not there\n Ｌｉｋｅ,live\u00a0with\n")
    frame = clients.load(course, slug).survey("kano")
    assert frame[["functional", "dysfunctional"]].to_numpy().tolist() == [[1, 4]]


def test_a_blank_and_a_named_no_answer_are_missing_not_wrong(kano_client, course):
    slug = kano_client("Tea there,Tea not there\n,like\n-3,like\n", 'no_answer = ["-3"]')
    frame = clients.load(course, slug).survey("kano")
    assert frame["functional"].isna().all()
    assert problems(course) == []


def test_every_problem_of_every_column_is_listed_at_once(kano_client, course):
    kano_client(
        "Tea there,who\nlike,x\nmeh,x\nmeh,y\nhmm,z\n",
        'segment = "who"\nat = "when"',
        '[[segment]]\nvalue = "x"\nzh = "甲"\nen = "X"',
    )
    found = "\n".join(problems(course))
    assert 'answers.csv, column "when": there is no such column' in found
    assert 'answers.csv, column "Tea not there": there is no such column' in found
    assert 'rows 3, 4, column "Tea there": this answer has no meaning yet: "meh"' in found
    assert 'row 5, column "Tea there": this answer has no meaning yet: "hmm"' in found
    assert 'row 4, column "who": unknown segment: "y"' in found
    assert 'row 5, column "who": unknown segment: "z"' in found
    assert len(problems(course)) == 6


def test_reading_a_survey_with_problems_raises_them_all(kano_client, course):
    kano_client("Tea there,Tea not there\nmeh,hmm\n")
    with pytest.raises(SurveyError) as error:
        clients.load(course, "tea").survey("kano")
    assert len(error.value.problems) == 2


@pytest.mark.parametrize("value", ["11", "-1", "7.5", "ten", "=1+1"])
def test_a_value_off_the_scale_names_file_row_column_value_and_scale(make, value):
    toml = SCORES.format(settings="", item='measure = "nps"\nlow = 0\nhigh = 10')
    root = make("tea", toml, {"scores.csv": f"who,score\nx,10\nx,{value}\n"})
    where = f'scores.csv, row 3, column "score": off the scale: "{value}"'
    assert problems(root) == [f"{where}; accepted: a whole number from 0 to 10, or no_answer"]


def test_hundreds_of_odd_values_do_not_hide_the_other_problems(make):
    toml = SCORES.format(settings="", item='measure = "nps"\nlow = 0\nhigh = 10')
    rows = "".join(f"x,odd {n}\n" for n in range(500))
    root = make("tea", toml.replace('"who"', '"whom"'), {"scores.csv": f"who,score\n{rows}"})
    found = problems(root)
    assert len(found) == 12
    assert any('column "whom": there is no such column' in p for p in found)
    assert any("490 more different values" in p for p in found)


def test_full_width_digits_and_trailing_zeros_are_numbers(make):
    toml = SCORES.format(settings="", item='measure = "nps"\nlow = 0\nhigh = 10')
    root = make("tea", toml, {"scores.csv": "who,score\nx,１０\nx,7.0\n"})
    assert clients.load(root, "tea").survey("scores")["score"].tolist() == [10, 7]


def test_a_satisfaction_scale_that_is_good_at_the_low_end_is_turned(make):
    item = 'measure = "csat"\nlow = 1\nhigh = 6\nbest = "low"'
    root = make(
        "tea", SCORES.format(settings="", item=item), {"scores.csv": "who,score\nx,1\nx,5\n"}
    )
    assert clients.load(root, "tea").survey("scores")["score"].tolist() == [6, 2]


def test_effort_stays_as_it_was_asked(make):
    item = 'measure = "ces"\nlow = 1\nhigh = 5\nbest = "low"'
    root = make(
        "tea", SCORES.format(settings="", item=item), {"scores.csv": "who,score\nx,1\nx,5\n"}
    )
    assert clients.load(root, "tea").survey("scores")["score"].tolist() == [1, 5]


def test_servqual_keeps_the_dimension_id_turns_the_scale_and_carries_points(make):
    files = {"quality.csv": "E,P,points\n1,2,60\n2,,40\n"}
    root = make("tea", SERVQUAL.format(best="low"), files)
    frame = clients.load(root, "tea").survey("servqual", "zh")
    assert frame["dimension"].tolist() == ["reliability"] * 2
    assert frame["item"].tolist() == ["准时"] * 2
    assert frame["expectation"].tolist() == [5, 4]
    assert frame.loc[0, "perception"] == 4
    assert math.isnan(frame.loc[1, "perception"])
    assert frame["weight"].tolist() == [60, 40]


def test_times_are_read_as_they_are_written(kano_client, course):
    answers = "Tea there,Tea not there,when\nlike,dislike,{}\n"
    kano_client(answers.format("31/03/2026 08:30"), 'at = "when"\nat_format = "%d/%m/%Y %H:%M"')
    assert str(clients.load(course, "tea").survey("kano")["at"][0]) == "2026-03-31 08:30:00"


def test_a_time_that_does_not_fit_is_a_problem(kano_client, course):
    kano_client("Tea there,Tea not there,when\nlike,dislike,31/03/2026\n", 'at = "when"')
    assert 'column "when": not a time: "31/03/2026"' in problems(course)[0]


def test_a_file_that_is_not_unicode_needs_its_encoding_in_client_toml(kano_client, course):
    answers = ("Tea there,Tea not there,备注\n" + "like,dislike,这里的热茶很好喝\n" * 20).encode(
        "gb18030"
    )
    kano_client(answers)
    assert 'accepted: encoding = "gb18030"' in problems(course)[0]


def test_several_files_of_one_survey_are_put_together_with_their_segment(make):
    toml = SCORES.format(settings="", item='measure = "nps"\nlow = 0\nhigh = 10')
    toml = toml.replace('segment = "who"', "").replace(
        '[[scores.file]]\nname = "scores.csv"',
        '[[scores.file]]\nname = "a.csv"\nsegment = "mail"\n\n'
        '[[scores.file]]\nname = "b.csv"\nsegment = "web"',
    )
    root = make("tea", toml, {"a.csv": "score\n10\n", "b.csv": "score\n0\n5\n"})
    frame = clients.load(root, "tea").survey("scores")
    assert frame[["segment", "score"]].to_numpy().tolist() == [["mail", 10], ["web", 0], ["web", 5]]


@pytest.mark.parametrize("slug", ["nobody", "../bus", "tea/..", "", ".", "Tea", "tea\x00"])
def test_a_slug_is_looked_up_never_joined_to_a_path(kano_client, course, slug):
    kano_client()
    with pytest.raises(ClientError, match="there is no client") as error:
        clients.load(course, slug)
    assert "accepted: tea" in str(error.value)


def test_all_mistakes_in_client_toml_are_reported_together(make):
    toml = """
colour = "#ffee00"
colr = "#000000"
[kano]
files = ["a.csv"]
[[kano.file]]
name = "../secret.csv"
[[kano.feature]]
id = "Tea"
zh = "茶"
functional = "a"
dysfunctional = "b"
"""
    root = make("tea", toml, {})
    with pytest.raises(ClientError) as error:
        clients.load(root, "tea")
    said = str(error.value)
    assert "unknown key colr; accepted: name, language, sector, colour" in said
    assert "unknown key kano.files; accepted: file, asked" in said
    assert "too pale on white" in said
    assert "kano.file.1.name" in said
    assert "the key kano.feature.1.en is missing" in said
    assert "kano.feature.1.id" in said
    assert len(error.value.problems) == 6


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ('measure = "nps"\nlow = 1\nhigh = 10', "0 to 10 only"),
        ('measure = "ces"\nlow = 1\nhigh = 5', "best = low"),
        ('measure = "csat"\nlow = 5\nhigh = 1', "goes from 5 to 1"),
        ('measure = "csat"\nlow = 1\nhigh = 5\ntop = 5', "no answer below the top"),
    ],
)
def test_a_measure_keeps_to_its_scale(make, item, words):
    root = make("tea", SCORES.format(settings="", item=item), {"scores.csv": "who,score\nx,1\n"})
    with pytest.raises(ClientError, match=words):
        clients.load(root, "tea")


NAMES = 'zh = "{0}"\nen = "{0}"\nid = "{0}"\n'
FEATURE = "[[kano.feature]]\n" + NAMES + 'functional = "{1}"\ndysfunctional = "{2}"\n'
STATEMENT = (
    "[[servqual.item]]\n" + NAMES + 'dimension = "d"\nexpectation = "{1}"\nperception = "{2}"\n'
)
BATTERY = '[servqual]\nlow = 1\nhigh = 7\n[[servqual.file]]\nname = "s.csv"\n'
BATTERY += "[[servqual.dimension]]\n" + NAMES.format("d")
ITEM = "[[scores.item]]\n" + NAMES + 'column = "{1}"\nmeasure = "{2}"\nlow = 1\nhigh = 10\n'
PAIRS = '[kano]\n[[kano.file]]\nname = "s.csv"\n'
SCORED = '[scores]\n[[scores.file]]\nname = "s.csv"\n'
TWICE = [
    (
        PAIRS + FEATURE.format("tea", "Q1", "Q1"),
        "kano: feature 'tea': column \"Q1\" is functional and dysfunctional; each needs a column",
    ),
    (
        PAIRS + FEATURE.format("tea", "Q1", "Q2") + FEATURE.format("rice", "Q3", "Q1"),
        "feature 'rice': column \"Q1\" is dysfunctional, and functional of feature 'tea'",
    ),
    (
        PAIRS + FEATURE.format("tea", "Q1", "Q2") + 'importance = "Q2"',
        "feature 'tea': column \"Q2\" is dysfunctional and importance",
    ),
    (
        BATTERY + STATEMENT.format("one", "Q1", "Q1"),
        "servqual: item 'one': column \"Q1\" is expectation and perception",
    ),
    (
        BATTERY + STATEMENT.format("one", "Q1", "Q2") + STATEMENT.format("two", "Q3", "Q2"),
        "item 'two': column \"Q2\" is perception, and perception of item 'one'",
    ),
    (
        SCORED + ITEM.format("one", "Q1", "index") + ITEM.format("two", "Q1", "index"),
        "item 'two' (index): column \"Q1\" is the column, and the column of item 'one' (index)",
    ),
]


@pytest.mark.parametrize(("toml", "words"), TWICE)
def test_a_column_answers_one_question_only(make, toml, words):
    with pytest.raises(ClientError) as error:
        clients.load(make("tea", toml, {}), "tea")
    (problem,) = error.value.problems
    assert words in str(problem)
    assert str(problem).startswith("client.toml: ")
    assert str(problem).endswith("each needs a column of its own")


def test_a_question_of_the_index_may_be_one_of_satisfaction_too(make):
    items = [ITEM.format("one", "Q1", "index"), ITEM.format("two", "Q2", "index")]
    toml = SCORED + "".join(items) + ITEM.format("three", "Q1", "csat")
    assert len(clients.load(make("tea", toml, {}), "tea").toml.scores.item) == 3


def test_broken_toml_is_one_plain_line(make):
    root = make("tea", "colour = ", {})
    with pytest.raises(ClientError, match=r"client.toml: not valid TOML"):
        clients.load(root, "tea")


def test_a_client_without_a_survey_or_with_something_undecided_is_not_ready(make):
    root = make("tea", 'undecided = ["Column 7"]\nlogo = "logo.svg"', {})
    found = problems(root)
    assert any("still undecided" in p and "Column 7" in p for p in found)
    assert any("describes no survey" in p for p in found)
    assert any("the logo does not exist" in p for p in found)


def test_asking_for_a_survey_the_client_does_not_have(kano_client, course):
    client = clients.load(course, kano_client())
    assert (client.kinds, client.has("scores")) == (("kano",), False)
    with pytest.raises(ClientError, match="no scores survey"):
        client.survey("scores")
    with pytest.raises(ValueError, match="'nps'"):
        client.has("nps")


def test_a_hostile_cell_cannot_move_the_terminal(kano_client, course):
    kano_client('Tea there,Tea not there\n"\x1b[2J\nlike",like\n')
    (found,) = problems(course)
    assert "\x1b" not in found
    assert "\n" not in found
