"""Kano wordings are proposed with a confidence; a person decides what is unsure."""

from __future__ import annotations

import random

import pytest

from cxwidgets.survey.kano_wording import propose, resembles

QUESTIONNAIRES = {
    "necessity": [
        "I’d be happy about it, but it’s not necessary.",
        "For me, it’s a must-have.",
        "It doesn’t matter to me either way.",
        "I can accept it even if it’s not perfect.",
        "I would not like it and would be unhappy.",
    ],
    "long": [
        "I enjoy it that way",
        "It is a basic necessity or I expect it that way",
        "I am neutral",
        "I dislike it, but I can live with it that way",
        "I dislike it, and I can’t accept it",
    ],
    "misprint": [
        "I like it that way",
        "I must be that way",
        "I am neutral",
        "I can live with it that way",
        "I dislike it that way",
    ],
    "short": ["I like it", "I expect it", "I’m neutral", "I can tolerate it", "I dislike it"],
    "numbered": [
        "1. I like it",
        "2. I expect it",
        "3. Neutral",
        "4. Can live with it",
        "5. Dislike",
    ],
    "chinese": ["我喜欢这样", "理应如此", "无所谓", "勉强接受", "我不喜欢这样"],
    "course": ["我很喜欢", "理应如此", "无所谓", "勉强可以接受", "我不喜欢"],
    "strict": ["I really like it", "I require it", "No opinion", "Acceptable", "I cannot stand it"],
    "required": ["我非常喜欢", "它必须是这样", "可有可无", "勉强能接受", "难以接受"],
    "traditional": ["我喜歡這樣", "理所當然", "無所謂", "可以勉強接受", "不喜歡"],
    "satisfied": ["满意", "理应如此", "无所谓", "可以接受", "不满意"],
}


@pytest.mark.parametrize("wordings", QUESTIONNAIRES.values(), ids=QUESTIONNAIRES)
def test_reads_common_questionnaires_surely_in_any_order(wordings):
    shuffled = random.Random(1).sample(wordings, k=5)  # noqa: S311 - an order, no secret
    found = propose(shuffled)
    assert [m.wording for m in found] == wordings
    assert [m.code for m in found] == [1, 2, 3, 4, 5]
    assert all(m.is_sure for m in found)


@pytest.mark.parametrize(
    "wording",
    ["不是理所当然", "没有不喜欢", "不能说不喜欢", "I can't live with it", "I do not expect it"],
)
def test_what_denies_a_known_wording_is_not_surely_taken_for_it(wording):
    (meaning,) = propose([wording])
    assert not meaning.is_sure
    assert all(m.is_sure == (m.wording == "我喜欢") for m in propose(["我喜欢", wording]))


def test_a_wording_nobody_knows_is_not_sure():
    found = {m.wording: m for m in propose(["I like it", "Purple"])}
    assert found["I like it"].is_sure
    assert not found["Purple"].is_sure


def test_bare_numbers_are_proposed_as_they_stand_but_never_surely():
    found = propose(["5", "1", "3", "2", "4"])
    assert [(m.wording, m.code) for m in found] == [(str(i), i) for i in range(1, 6)]
    assert not any(m.is_sure for m in found)


def test_several_questionnaires_together_may_share_a_meaning():
    both = QUESTIONNAIRES["short"] + QUESTIONNAIRES["chinese"]
    assert sorted(m.code for m in propose(both)) == sorted([1, 2, 3, 4, 5] * 2)


def test_only_answers_resemble_answers():
    assert resembles(QUESTIONNAIRES["necessity"]) > 0.7
    assert resembles(["PhD", "B.Tech/B.Sc", "M.Tech/M.Sc", "Other"]) < 0.3
