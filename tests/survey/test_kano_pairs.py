"""Question pairs are found by name or by neighbourhood, and the half by what is said."""

from __future__ import annotations

import pytest

from cxwidgets.survey.headers import dimension_of, measure_of, split
from cxwidgets.survey.kano_names import distinctive
from cxwidgets.survey.kano_pairs import pairs
from cxwidgets.survey.tabular import read

LIKE, EXPECT, NEUTRAL, LIVE, DISLIKE = (
    "I like it",
    "I expect it",
    "I am neutral",
    "I can live with it",
    "I dislike it",
)
THERE = ("How do you feel if the tea is hot?", "How do you feel if the tea is not hot?")
SEATS = ("How do you feel if there are seats?", "How do you feel if there are no seats?")
POWER = ("How do you feel if ovens run on gas?", "How do you feel if ovens run on coal?")


def survey(write_csv, columns, rows):
    lines = [",".join(f'"{cell}"' for cell in row) for row in [columns, *rows]]
    return read(write_csv("\n".join(lines) + "\n"))


def test_neighbouring_questions_are_a_pair_and_dead_columns_are_not(write_csv):
    columns = ["Timestamp", *THERE, *SEATS, "Untitled Question", "Column 6", "Your age?"]
    rows = [["2026-01-01", LIKE, DISLIKE, EXPECT, DISLIKE, "", "", "30"]] * 3
    rows += [["2026-01-01", EXPECT, NEUTRAL, LIKE, LIVE, "", "", "31"]]
    found, left = pairs(survey(write_csv, columns, rows))
    assert [(p.functional, p.dysfunctional) for p in found] == [THERE, SEATS]
    assert all(p.is_sure for p in found)
    assert left == []


def test_the_negative_question_may_stand_first(write_csv):
    columns = [THERE[1], THERE[0], SEATS[0], SEATS[1]]
    rows = [[DISLIKE, LIKE, LIKE, DISLIKE], [NEUTRAL, EXPECT, EXPECT, LIVE]]
    found, _ = pairs(survey(write_csv, columns, rows))
    assert [(p.functional, p.dysfunctional) for p in found] == [THERE, SEATS]


def test_without_a_negation_the_usual_order_and_the_answers_decide(write_csv):
    other = ("How do you feel if tea is free?", "How do you feel if tea is never free?")
    columns = [*THERE, *SEATS, *other, *POWER]
    agreeing = [[LIKE, DISLIKE] * 4, [EXPECT, DISLIKE] * 4]
    found, _ = pairs(survey(write_csv, columns, agreeing))
    assert (found[3].functional, found[3].dysfunctional) == POWER
    assert not found[3].is_sure  # two questions of which none denies anything
    silent = [[*row[:6], NEUTRAL, NEUTRAL] for row in agreeing] + [[*agreeing[0][:6], LIKE, LIKE]]
    found, _ = pairs(survey(write_csv, columns, silent))
    assert found[3].confidence < 0.4


def test_an_odd_number_of_answer_columns_is_left_to_a_person(write_csv):
    columns = [*THERE, SEATS[0]]
    found, left = pairs(survey(write_csv, columns, [[LIKE, DISLIKE, LIKE], [EXPECT, LIVE, EXPECT]]))
    assert (found, left) == ([], columns)


@pytest.mark.parametrize(
    "headers",
    [
        ["F1_importance", "F1_functional", "F1_dysfunctional"],
        ["F1_dysfunctional", "F1_functional", "F1_importance"],
        ["F1 (functional)", "F1 (dysfunctional)", "F1 importance"],
        ["热茶（有）", "热茶（没有）", "热茶（重要度）"],
        ["热茶有", "热茶没有", "热茶 重要性"],
    ],
)
def test_named_columns_are_paired_in_any_order(write_csv, headers):
    row = {"importance": "7", "dysfunctional": DISLIKE, "functional": LIKE}
    halves = [
        next(h for h in ("dysfunctional", "functional", "importance") if split(x, h))
        for x in headers
    ]
    (found,), left = pairs(survey(write_csv, headers, [[row[h] for h in halves]]))
    by = dict(zip(halves, headers, strict=True))
    assert (found.functional, found.dysfunctional) == (by["functional"], by["dysfunctional"])
    assert found.importance == by["importance"]
    assert (found.confidence, left) == (1.0, [])


def test_names_keep_what_is_not_common_to_all_questions():
    assert distinctive([THERE[0], SEATS[0]]) == ["the tea is hot", "there are seats"]
    assert distinctive(["如果有热茶，您觉得怎么样？", "如果有座位，您觉得怎么样？"]) == [
        "热茶",
        "座位",
    ]


@pytest.mark.parametrize(
    ("header", "measure"),
    [
        ("How likely are you to recommend us?", "nps"),
        ("总体满意度", "csat"),
        ("Effort", "ces"),
        ("Age", ""),
    ],
)
def test_headers_name_a_measure(header, measure):
    assert measure_of(header) == measure


@pytest.mark.parametrize(
    ("header", "dimension"),
    [("REL1", "reliability"), ("e10_res", "responsiveness"), ("移情 2", "empathy"), ("Price", "")],
)
def test_headers_name_a_dimension(header, dimension):
    assert dimension_of(header) == dimension
