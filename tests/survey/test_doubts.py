"""What a proposal may not take for granted: it is named for a person to decide, never left out."""

from __future__ import annotations

import pytest

from cxwidgets.client_new import create
from cxwidgets.survey import tabular
from cxwidgets.survey.proposal import propose
from cxwidgets.survey.proposal.scale import without_codes
from cxwidgets.survey.proposal.tone import is_reversed, worth
from tests.survey.test_proposal import left

OVERALL = "How satisfied are you?"
GOOD_FIRST = ["1 - Very satisfied", "2", "3", "4", "5 - Very dissatisfied"]
WORDS = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]
CHINESE = ["非常不满意", "不满意", "一般", "满意", "非常满意"]


def column(header, cells, n=20):
    return f"{header}\n" + "".join(f"{cells[i % len(cells)]}\n" for i in range(n))


@pytest.fixture
def proposed(write_csv):
    def read(content, kind="scores"):
        return propose([tabular.read(write_csv(content))], kind)

    return read


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        (OVERALL, GOOD_FIRST),
        ("您满意吗（1=非常满意，5=非常不满意）", ["1", "2", "3", "4", "5"]),
        ("Satisfaction (1 = excellent; 5 = very poor)", ["1", "2", "3", "4", "5"]),
        ("How likely are you to recommend us?", ["0 - extremely likely", "5", "10"]),
    ],
)
def test_words_that_call_the_low_end_good_leave_the_direction_to_a_person(proposed, header, cells):
    (entry,) = [e for e in proposed(column(f'"{header}"', cells)).entries if e.undecided]
    assert not entry.is_sure
    assert 'best = "low"' in entry.toml
    assert "call the low end good" in entry.says


@pytest.mark.parametrize("words", ["1 - Very dissatisfied", "1", "1 - blue"])
def test_words_that_call_the_high_end_good_or_say_nothing_do_not(write_csv, words):
    table = tabular.read(write_csv(column(OVERALL, [words, "2", "3", "4", "5"])))
    assert not is_reversed([table], OVERALL, 1, 5)


@pytest.mark.parametrize("words", [WORDS, CHINESE])
def test_worded_ratings_are_proposed_but_never_surely(course, write_csv, words):
    proposal = propose([tabular.read(write_csv(column(OVERALL, words)))], "scores")
    assert len(proposal.undecided()) == 1
    create(course, "tea", [write_csv(column(OVERALL, words))], "scores", accept=True)
    assert left(course, "tea") == ()
    assert worth(words) == dict(zip(words[::-1], [5, 4, 3, 2, 1], strict=True))


def test_wordings_of_one_place_or_of_none_are_worth_nothing():
    assert worth(["满意", "比较满意"]) == {}
    assert worth(["满意", "紫色"]) == {}


def test_a_worded_column_beside_a_numeric_one_is_not_swallowed(proposed):
    rows = "".join(f"{i % 11},{['top', 'so so'][i % 2]}\n" for i in range(22))
    proposal = proposed(f"NPS,Satisfaction\n{rows}")
    assert proposal.undecided() == [
        'Satisfaction: no numbers, and no words with a known worth: "top" (11), "so so" (11)'
    ]
    assert any("Satisfaction" in line and line.startswith("?") for line in proposal.lines())


def test_a_column_with_many_cells_that_are_no_numbers_is_not_swallowed(proposed):
    proposal = proposed(column("Satisfaction", ["1", "2", "5", "N/A"]))
    (what,) = proposal.undecided()
    assert '5 answers are no numbers (no_answer?): "N/A" (5)' in what


def test_a_comment_is_no_rating(proposed):
    rows = "".join(f"{i % 11},because of {i}\n" for i in range(22))
    assert proposed(f"NPS,Why would you recommend us?\n{rows}").is_sure()


@pytest.mark.parametrize(
    ("given", "rest", "codes"),
    [
        ([1, 5, 99], [1, 5], [99]),
        ([1, 5, 9], [1, 5], [9]),
        ([0, 10, 9, 99, -1], [0, 10, 9], [-1, 99]),
        ([2, 4, 9], [2, 4, 9], []),
        ([60, 98, 99], [60, 98, 99], []),
        ([99], [99], []),
    ],
)
def test_values_that_often_mean_no_answer_are_set_apart(given, rest, codes):
    found, apart = without_codes(given)
    assert (sorted(found), apart) == (sorted(rest), codes)


def test_accepted_codes_for_no_answer_are_refused_by_check_not_counted(course, write_csv):
    source = write_csv(column("Satisfaction", ["1", "5", "99"]))
    create(course, "tea", [source], "scores", accept=True)
    assert [problem.value for problem in left(course, "tea")] == ["99"]


def test_respondents_that_repeat_are_left_to_a_person(course, write_csv):
    rows = "Respondent ID,NPS\na,0\nb,10\na,5\n"
    proposal = create(course, "tea", [write_csv(rows)], "scores")[1]
    (what,) = proposal.undecided()
    assert '1 stand in several rows, such as "a" in 2 rows' in what
    assert left(course, "tea")[0].what == f"still undecided: {what}"


def test_half_pairs_are_left_to_a_person(proposed):
    kano = "F1_functional,F1_dysfunctional,F2_functional\nI like it,I dislike it,I like it\n"
    assert proposed(kano, "kano").undecided() == [
        "F2_functional (an answer column without its pair)"
    ]
    servqual = "REL1_E,REL1_P,REL2_P\n1,7,3\n7,1,4\n"
    assert proposed(servqual, "servqual").undecided() == ["REL2_P (a half without its pair)"]


def test_a_servqual_scale_that_is_reversed_or_has_codes_is_left_to_a_person(proposed):
    rows = "REL1_E,REL1_P\n1 - strongly agree,7 - strongly disagree\n9,4\n"
    proposal = proposed(rows, "servqual")
    assert proposal.undecided() == [
        "the words beside the numbers call the low end good: best = low?",
        "no_answer = ['9']?",
    ]
    assert 'best = "low"' in proposal.toml(accept=False)
