"""A trainer adds an exercise by adding a file: no code, no notebook is touched."""

import pytest
from playwright.sync_api import expect

from tests.e2e.klass import ClassServer

NEW = """
id = "my_own_question"
module = "gap_model"
component = "form"
method = "wall"
minutes = 3

[title]
zh = "我们线路的承诺"
en = "What our line promises"

[task]
zh = "写下一句你们对乘客的承诺。"
en = "Write down one promise you make to passengers."

[[question]]
id = "promise"
kind = "text"
prompt = { zh = "我们承诺", en = "We promise" }
"""


@pytest.fixture
def extended(course, tmp_path):
    """Start a class on a course with one more file."""
    file = course / "data" / "course" / "exercises" / "my_own_question.toml"
    file.write_text(NEW, encoding="utf-8")
    started = ClassServer(course, tmp_path / "class.sqlite")
    yield started
    started.stop()


@pytest.mark.parametrize(("kind", "lang", "title"), [
    ("light", "zh", "我们线路的承诺"),
    ("live", "en", "What our line promises"),
])  # fmt: skip
def test_a_new_file_is_a_new_exercise(extended, people, kind, lang, title):
    anna = people(at=extended).join("Anna").open("gap_model", kind, lang)
    card = anna.exercise("my_own_question")
    expect(card.get_by_role("heading", name=title)).to_be_visible()
    card.get_by_role("textbox").fill("准点 10 分钟")
    anna.until_saved("my_own_question")
    _, state = extended.call(extended.trainer, "state")
    assert state["exercises"]["my_own_question"]["count"] == 1
