"""On which scale a column was answered: the header says it, or both ends were used."""

from __future__ import annotations

import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.survey import tabular
from cxwidgets.survey.headers import measure_of
from cxwidgets.survey.proposal import propose
from cxwidgets.survey.proposal.named_scale import named_scale
from cxwidgets.survey.proposal.scale import read
from tests.survey.test_doubts import column

RECOMMEND = "How likely are you to recommend us?"
QUALTRICS = (
    "StartDate,EndDate,Status,Progress,ResponseId,Q1_NPS_GROUP,Q1\n"
    "Start Date,End Date,Response Type,Progress,Response ID,Recommend us? - Group,Recommend us?\n"
    + ",".join(
        f'"{{""ImportId"":""{code}""}}"'
        for code in ("startDate", "endDate", "status", "progress", "_recordId", "G", "Q")
    )
    + "\n"
)


@pytest.fixture
def proposed(write_csv):
    return lambda content: propose([tabular.read(write_csv(content))], "scores")


@pytest.mark.parametrize(
    ("question", "scale"),
    [
        ("Recommend us? (1-10)", (1, 10)),
        ("推荐可能性（0－10分）", (0, 10)),
        ("From 0 to 10, would you recommend us?", (0, 10)),
        ("请打分，1到5", (1, 5)),
        ("Satisfaction (0 – 100)", (0, 100)),
        ("您满意吗（1=不满意，2=一般，5=非常满意）", (1, 5)),
        ("3. Satisfaction", None),
        ("Satisfaction 2020-2021, ages 1-1.5", None),
        ("Satisfaction (1-5) or (1-7)", None),
        ("Q1-5 satisfaction", None),
    ],
)
def test_a_header_may_name_the_scale(question, scale):
    assert named_scale(question) == scale


@pytest.mark.parametrize("header", [f"{RECOMMEND} (1-10)", "推荐可能性（1到10分）"])
def test_one_to_ten_is_never_taken_for_nought_to_ten(proposed, header):
    (what,) = proposed(column(header, range(1, 11))).undecided()
    assert "csat from 1 to 10" in what
    assert "it was asked from 1 to 10, and NPS is asked from 0 to 10" in what


@pytest.mark.parametrize(
    ("header", "answers", "is_sure"),
    [
        (RECOMMEND, range(11), True),
        (RECOMMEND, range(1, 11), False),
        (RECOMMEND, range(9), False),
        (RECOMMEND, range(12), False),
        (f"{RECOMMEND} (0-10)", range(6, 9), True),
        (f"{RECOMMEND} (0-10)", range(12), False),
        ("Satisfaction (1-10)", range(1, 6), True),
        ("Satisfaction (1-5)", range(1, 8), False),
    ],
)
def test_a_scale_is_sure_where_it_is_named_or_used_from_end_to_end(
    proposed, header, answers, is_sure
):
    assert proposed(column(f'"{header}"', answers)).is_sure() == is_sure


def test_few_numbers_of_a_question_on_recommending_may_be_groups(proposed):
    (what,) = proposed(column("Recommend", [1, 2, 3])).undecided()
    assert "perhaps detractor, passive, promoter" in what


@pytest.mark.parametrize("groups", [("1", "3"), ("Detractor", "Promoter")])
def test_the_groups_of_nps_answers_are_no_second_question(course, write_csv, groups):
    rows = (f"2026-03-01,2026-03-01,0,100,R_{i},{groups[i % 2]},{i % 2 * 10}" for i in range(9))
    source = write_csv(QUALTRICS + "\n".join(rows))
    folder, proposal = create(course, "tea", [source], "scores")
    assert [item.column for item in clients.load(course, "tea").toml.scores.item] == ["Q1"]
    assert proposal.is_sure()
    said = 'not used: column "Q1_NPS_GROUP": it is the group of an answer'
    assert any(said in line for line in proposal.lines())
    assert f"# {said}" in (folder / "client.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("header", ["NPS category", "推荐人数", "Number of recommendations"])
def test_what_counts_or_sorts_is_not_proposed(proposed, header):
    rows = "".join(f"{1 + i % 3},{1 + i % 5}\n" for i in range(20))
    toml = proposed(f"{header},Satisfaction\n{rows}").toml(accept=True)
    assert f'# not used: column "{header}"' in toml
    assert toml.count("[[scores.item]]") == 1


def test_percentages_are_answers_from_nought_to_a_hundred(course, write_csv):
    source = write_csv(column("Satisfaction (0-100)", ["83%", "40%", "7%"]))
    _, proposal = create(course, "tea", [source], "scores")
    assert proposal.is_sure()
    assert set(clients.load(course, "tea").survey("scores")["score"]) == {83, 40, 7}
    assert read([83, 40], None)[2:] == (0, 100, False)


def test_prices_name_no_measure():
    assert measure_of("Prices") == measure_of("Services") == ""
    assert measure_of("Q5_CES") == "ces"


def test_a_vv_file_is_searched_by_its_codes_too(write_csv):
    head = "Response ID\tDate submitted\tLast page\tHow likely\nid\tsubmitdate\tlastpage\tNPS\n"
    rows = "".join(f"{i}\t2026-03-02 10:00:00\t3\t{i % 11}\n" for i in range(22))
    table = tabular.read(write_csv(head + rows, "vv.txt"))
    (says,) = [e.says for e in propose([table], "scores").entries if "nps" in e.says]
    assert says == '"How likely": nps, 0 to 10, high is good'
