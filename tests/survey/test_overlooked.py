"""Columns that look like ratings are proposed or named: none is dropped in silence."""

from __future__ import annotations

import pytest

from cxwidgets.client_new import create
from cxwidgets.survey import tabular
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.proposal import propose
from tests.survey.test_proposal import left

FIVE = ["Poor", "Fair", "Good", "Very good", "Excellent"]
CODES = ["A1", "A2", "A3", "A4", "A5"]
SERVICE, PRICE = "请对以下方面打分-服务", "请对以下方面打分-价格"


def columns(named, n=33):
    """Return a file; ``named`` has the answers of each column, which come round again."""
    rows = (",".join(str(cells[i % len(cells)]) for cells in named.values()) for i in range(n))
    return "\n".join([",".join(f'"{name}"' for name in named), *rows]) + "\n"


@pytest.fixture
def proposed(write_csv):
    return lambda named, kind="scores": propose([tabular.read(write_csv(columns(named)))], kind)


def not_used(proposal):
    return [entry.says for entry in proposal.entries if entry.says.startswith("not used")]


@pytest.mark.parametrize(
    ("header", "answers", "says"),
    [
        (SERVICE, range(1, 6), "csat from 1 to 5"),
        ("请对以下方面评价—服务", ["不满意", "一般", "满意"], "csat from 1 to 5"),
        ("Please rate the following - Staff", FIVE, "csat from 1 to 5"),
        ("公司让我很容易解决问题", range(1, 8), "ces from 1 to 7"),
        ("您办这件事轻松吗", range(1, 6), "csat from 1 to 5"),
    ],
)
def test_a_header_that_only_hints_is_proposed_but_never_surely(proposed, header, answers, says):
    proposal = proposed({"NPS": range(11), header: answers})
    (what,) = proposal.undecided()
    assert what.startswith(f"{header}: {says}")
    assert not_used(proposal) == []


def test_a_usual_scale_of_five_words_has_its_worths(course, write_csv):
    source = write_csv(columns({"How satisfied are you? - Staff": FIVE}))
    folder, _ = create(course, "tea", [source], "scores", accept=True)
    assert left(course, "tea") == ()
    toml = (folder / "client.toml").read_text(encoding="utf-8")
    assert all(f'"{word}" = {i}' in toml for i, word in enumerate(FIVE, start=1))


@pytest.mark.parametrize("answers", [CODES, [1, 2, 3, 4, 5], ["好", "一般", "差"]])
def test_a_matrix_that_looks_like_ratings_is_named_as_not_used(proposed, answers):
    names = ["SAT[SQ001]", "SAT[SQ002]"]
    found = not_used(proposed({"NPS": range(11), **dict.fromkeys(names, answers)}))
    assert [name in says for name, says in zip(names, found, strict=True)] == [True, True]
    assert all("looks like a rating" in says for says in found)


@pytest.mark.parametrize(
    "named",
    [
        {"Use - App": ["App", ""], "Use - Web": ["Web", ""]},
        {"Use - App": [0, 1], "Use - Web": [0, 1]},
        {"Year - first": [2020, 2021, 2022], "Year - last": [2023, 2024, 2025]},
        {"Tea_functional": ["I like it"], "Tea_dysfunctional": ["I dislike it"]},
        {"REL1_E": range(1, 8), "REL1_P": range(1, 8)},
        {"Exchange rate": [730, 731]},
        {"Please rate us": ["so so", "blue"]},
    ],
)
def test_what_is_no_rating_or_of_another_survey_is_not_named(proposed, named):
    proposal = proposed({"NPS": range(11), **named})
    assert proposal.is_sure()
    assert not_used(proposal) == []


def test_purchases_with_a_rating_are_purchases(write_csv):
    days = [f"2026-03-{day:02}" for day in range(1, 29)]
    named = {"customer": range(7), "date": days, "amount": [12, 40, 7.5], "Rating": range(1, 6)}
    assert propose([tabular.read(write_csv(columns(named)))]).kind == "transactions"


@pytest.mark.parametrize("kind", ["scores", ""])
def test_where_only_unknown_wordings_stand_the_columns_are_named(write_csv, kind):
    named = {"satisfaction[SQ001]": ["", *CODES], "Mood[1]": CODES, "Mood[2]": CODES}
    with pytest.raises(SurveyError) as error:
        propose([tabular.read(write_csv(columns(named)))], kind)
    nothing, first, *others = error.value.problems
    assert "found no" in nothing.what
    assert (first.column, first.rows, first.value) == ("satisfaction[SQ001]", (3,), "A1")
    assert 'answers = { "A1" = 1, … }' in first.accepted
    assert [(each.column, each.value) for each in others] == [("Mood[1]", "A1"), ("Mood[2]", "A1")]


def test_a_file_with_nothing_but_groups_says_why(write_csv):
    with pytest.raises(SurveyError, match="it is the group of an answer"):
        propose([tabular.read(write_csv(columns({"NPS group": [1, 2, 3]})))], "scores")
