"""Kano answers in numbers: which end means "like" is for a person to say."""

from __future__ import annotations

import tomllib

import pytest

from cxwidgets import client as clients
from cxwidgets.client_new import create
from cxwidgets.survey import problems_of
from cxwidgets.survey.kano_codes import all_codes, code_of

HEADER = "id,tea_functional,tea_dysfunctional\n"
LIKED = HEADER + "a,1,5\nb,2,4\nc,1,4\n"
TURNED = HEADER + "a,5,1\nb,4,2\nc,5,2\n"
LONG = "respondent,feature,functional,dysfunctional\n" + "".join(
    f"{who},{what},1,5\n" for who in "abcde" for what in ("tea", "seat")
)


@pytest.fixture
def made(course, write_csv):
    """Make a client of a CSV file; return its folder and the proposal."""

    def make(content, **more):
        return create(course, "tea", [write_csv(content)], "kano", **more)

    return make


def left(root):
    client = clients.load(root, "tea")
    return [problem.what for problem in problems_of(client.folder, client.toml)]


def decide(folder):
    """Remove the # of all lines of answers, and the list of what is undecided."""
    path = folder / "client.toml"
    head, rest = path.read_text(encoding="utf-8").split("undecided = [\n")
    rest = rest.split("]\n", 1)[1].replace('# "', '"')
    path.write_text(head + rest, encoding="utf-8")


@pytest.mark.parametrize("content", [LIKED, TURNED, LONG, LIKED.replace(",1,", ",1.0,")])
def test_numbers_are_one_decision_and_check_refuses_until_it_is_made(course, made, content):
    folder, proposal = made(content)
    (what,) = proposal.undecided()
    assert "like or dislike?" in what
    assert sum(line.startswith("?") for line in proposal.lines()) == 1
    assert tomllib.loads((folder / "client.toml").read_text())["kano"]["answers"] == {}
    assert left(course) == [f"still undecided: {what}"]
    decide(folder)
    assert left(course) == []


@pytest.mark.parametrize(("content", "like"), [(LIKED, "1"), (TURNED, "5")])
def test_the_answers_propose_a_direction_with_their_means(course, made, content, like):
    _, proposal = made(content, accept=True)
    assert left(course) == []
    answers = clients.load(course, "tea").toml.kano.answers
    assert sorted(answers) == list("12345")
    assert answers[like] == 1
    mean = "mean 1.33 where" if like == "1" else "mean 4.67 where"
    assert mean in proposal.undecided()[0]


def test_a_client_without_lines_of_answers_still_reads_numbers_as_they_stand(made, course):
    folder, _ = made(LIKED)
    path = folder / "client.toml"
    head, rest = path.read_text().split("undecided = [\n")
    path.write_text(head + rest.split("]\n", 1)[1], encoding="utf-8")
    assert left(course) == []
    assert clients.load(course, "tea").survey("kano")["functional"].tolist() == [1, 2, 1]


def test_numbers_with_known_words_need_no_decision(made):
    words = {"1": "1 - I dislike it", "5": "5 - I like it"}
    _, proposal = made(HEADER + f"a,{words['5']},{words['1']}\nb,{words['5']},{words['1']}\n")
    assert proposal.is_sure()


def test_numbers_with_unknown_words_are_not_read_as_numbers_in_silence(course, made):
    _, proposal = made(HEADER + "a,1 - Purple,2 - Grey\nb,1 - Purple,2 - Grey\n")
    assert len(proposal.undecided()) == 2
    assert len(left(course)) == 2


def test_codes_are_told_from_words_and_filled_up():
    assert [code_of(word) for word in ("3", "A5", "\uff14", "2.0", "02")] == [3, 5, 4, 2, 2]
    assert not any(code_of(word) for word in ("6", "1 - like", "like", "15", ""))
    assert all_codes(["A4", "A2"]) == {f"A{i}": i for i in range(1, 6)}
    assert all_codes(["like"]) == {}
