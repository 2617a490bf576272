"""Two blocks with the same list of features: paired row by row, never across two features."""

from __future__ import annotations

from itertools import cycle

import pytest

from cxwidgets.client_new import create
from cxwidgets.survey.kano_halves import lettered, named, says_more, told
from cxwidgets.survey.kano_names import cleaned
from cxwidgets.survey.kano_pairs import pairs
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.tabular import read

WORDS = ["I like it", "I expect it", "I am neutral", "I can live with it", "I dislike it"]
SIGNS = ["我很喜欢", "理应如此", "无所谓", "可以忍受", "我不喜欢"]


@pytest.fixture
def table(write_csv):
    """Read a survey of some columns in which every answer is given in turn."""

    def make(headers, answers=WORDS, rows=7, before=()):
        turn = cycle(answers)
        lines = [headers, *before, *([next(turn) for _ in headers] for _ in range(rows))]
        return read(
            write_csv("\n".join(",".join(f'"{cell}"' for cell in row) for row in lines) + "\n")
        )

    return make


def found(table):
    return {p.label: (p.functional, p.dysfunctional) for p in pairs(table)[0]}


ROWS = ["Wi-Fi", "Lifts", "Plugs"]
HEADINGS = {
    "google": ("What if the tram had this? [{}]", "What if the tram did not have this? [{}]"),
    "choice": ("If it is present, you feel - {}", "If it is absent, you feel - {}"),
    "colon": ("With this: {}", "Without this: {}"),
    "wjx": ("1、如果有这些，您觉得_{}", "2、如果没有这些，您觉得_{}"),
    "tencent": ("1.如果提供这些-{}", "2.如果不提供这些-{}"),
    "dash": ("具备时的感受—{}", "不具备时的感受—{}"),
    "wide": ("若有这些功能：{}", "若无这些功能：{}"),
    "named": ("【正向】以下功能_{}", "【反向】以下功能_{}"),
    "turned": ("{} [If there is]", "{} [If there is not]"),
    "turned wjx": ("{}_如果有", "{}_如果没有"),
}


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS)
def test_blocks_are_paired_row_by_row_whichever_comes_first(table, headings, order):
    columns = [heading.format(row) for heading in headings[::order] for row in ROWS]
    read_ = table(columns, SIGNS)
    assert found(read_) == {row: tuple(h.format(row) for h in headings) for row in ROWS}
    assert pairs(read_)[1] == []
    assert all(pair.is_sure for pair in pairs(read_)[0])


@pytest.mark.parametrize("answers", [["1", "2", "3", "4", "5"], ["A1", "A2", "A3", "A4", "A5"]])
def test_blocks_of_codes_are_found_and_their_meaning_is_left_to_a_person(
    table, course, tmp_path, answers
):
    there, absent = HEADINGS["google"]
    assert set(found(table([h.format(r) for h in (there, absent) for r in ROWS], answers))) == {
        *ROWS
    }
    _, proposal = create(course, "tea", [tmp_path / "survey.csv"], "kano")
    (what,) = proposal.undecided()
    assert "like or dislike?" in what


def test_blocks_of_codes_that_deny_nothing_are_no_kano_survey(table):
    headings = ("How important is this? [{}]", "How satisfied are you? [{}]")
    assert found(table([h.format(r) for h in headings for r in ROWS], list("12345"))) == {}


def test_two_blocks_of_codes_without_a_word_are_a_kano_survey_only_if_somebody_says_so(
    table, course, tmp_path
):
    columns = [f"{head}[SQ{n}]" for head in ("K1", "K2") for n in (1, 2, 3)]
    table([*columns, "age"], ["A1", "A2", "A3", "A4", "A5"])
    assert pairs(read(tmp_path / "survey.csv")) == ([], [])
    with pytest.raises(SurveyError):
        create(course, "no", [tmp_path / "survey.csv"])
    _, proposal = create(course, "tea", [tmp_path / "survey.csv"], "kano")
    *features, meaning = sorted(proposal.undecided(), key=lambda what: "dislike?" in what)
    assert features == [f"K1[SQ{n}] / K2[SQ{n}]" for n in (1, 2, 3)]
    assert "mean 3.00 where the feature is there" in meaning


@pytest.mark.parametrize(
    ("there", "absent", "important"),
    [
        ("If present [{}]", "If absent [{}]", "How important is it? [{}]"),
        ("1、如果有_{}", "2、如果没有_{}", "3、对您的重要程度_{}"),
        ("{}_functional", "{}_dysfunctional", "How important is it - {}"),
    ],
)
def test_a_block_of_importance_belongs_to_its_features(table, there, absent, important):
    halves = [h.format(r) for h in (there, absent) for r in ROWS]
    turn = cycle([*WORDS[:1] * len(halves), *"987"])
    read_ = table([*halves, *map(important.format, ROWS)], [next(turn) for _ in range(9)])
    assert {p.label: p.importance for p in pairs(read_)[0]} == {
        row: important.format(row) for row in ROWS
    }


def test_one_question_of_importance_is_none_of_the_features(table):
    halves = [h.format(r) for h in HEADINGS["google"] for r in ROWS]
    read_ = table([*halves, "How important is it? [Lifts]"])
    assert not any(pair.importance for pair in pairs(read_)[0])


def test_a_letter_in_a_code_is_a_guess(table):
    columns = [f"{head}[SQ{n}]" for head in ("KD", "KF", "SAT") for n in (1, 2)]
    read_ = table(columns, ["A1", "A2", "A3", "A4", "A5"])
    assert found(read_) == {f"SQ{n}": (f"KF[SQ{n}]", f"KD[SQ{n}]") for n in (1, 2)}
    assert not any(pair.is_sure for pair in pairs(read_)[0])


def test_two_blocks_that_nothing_tells_apart_are_paired_by_row_and_never_surely(table):
    for headings in (("First: {}", "Second: {}"), ("Not like this [{}]", "Never so [{}]")):
        read_ = table([h.format(r) for h in headings for r in ROWS])
        assert {pair.label for pair in pairs(read_)[0]} == {*ROWS}
        for pair in pairs(read_)[0]:
            assert pair.label in pair.functional
            assert pair.label in pair.dysfunctional
            assert not pair.is_sure


def test_answers_that_say_the_contrary_leave_a_block_to_a_person(write_csv):
    columns = [h.format(r) for h in HEADINGS["google"] for r in ROWS]
    line = ",".join([WORDS[4]] * 3 + [WORDS[0]] * 3)
    read_ = read(write_csv(",".join(f'"{c}"' for c in columns) + f"\n{line}\n{line}\n"))
    assert len(pairs(read_)[0]) == 3
    assert not any(pair.is_sure for pair in pairs(read_)[0])


def test_rows_without_their_other_half_are_left_and_not_joined(table):
    there, absent = HEADINGS["google"]
    more = [there.format("Bins"), there.format("Clocks")]
    read_ = table([*(h.format(r) for h in (there, absent) for r in ROWS), *more])
    assert set(found(read_)) == {*ROWS}
    assert pairs(read_)[1] == more
    only = [there.format("Bins"), absent.format("Clocks")]
    assert pairs(table(only)) == ([], only)


def test_what_both_questions_deny_is_part_of_the_feature():
    assert told("如果有无线网络", "如果没有无线网络") == 1
    assert told("If there is no music", "If there is music") == -1
    assert told("It is not early", "It is never late") == 0
    assert told("early", "late") == 0


@pytest.mark.parametrize(
    ("first", "second", "more"),
    [
        ("If there is no queue?", "If there is no queue and no staff?", True),
        ("没有排队时，您觉得", "没有排队也没有座位时，您觉得", True),
        ("If there is no queue?", "If there isn't no queue?", False),
        ("如果有无线网络", "如果没有无线网络", False),
        ("If the bus is clean", "If the bus is not kept clean", False),
    ],
)
def test_who_shares_a_denial_may_ask_about_something_else(table, first, second, more):
    assert says_more(first, second) == says_more(second, first) == more
    (pair,) = pairs(table([first, second], SIGNS))[0]
    assert pair.is_sure == (not more)


def test_halves_have_names_and_letters():
    assert (named("if present", "if absent"), named("反向", "正向"), named("a", "d")) == (1, -1, 0)
    assert (lettered("Q1F", "Q1D"), lettered("kd", "kf"), lettered("KA", "KD")) == (1, -1, 0)
    assert lettered("the fan of it", "the dan of it") == 0


@pytest.mark.parametrize(
    ("label", "denied", "name"),
    [
        ("1、如果公交有空调", "", "公交有空调"),
        ("有空调", "如果公交没有空调", "空调"),
        ("有机食品", "如果不提供有机食品", "有机食品"),
        ("Q3. Had the following? [WiFi", "", "Had the following? WiFi"),
        ("(2) 热水_如果", "", "热水"),
        ("[Seats]", "", "Seats"),
        ("3.5 mm plug", "", "3.5 mm plug"),
        ("F1", "", "F1"),
        ("如果", "", "如果"),
    ],
)
def test_names_are_without_what_is_around_them(label, denied, name):
    assert cleaned(label, denied) == name
