"""Many answers, one wait for the disk: what is acknowledged is durable, what fails fails alone."""

import os
import signal
import subprocess
import sys

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from cxwidgets.classroom import schema
from cxwidgets.classroom.rows import Submission
from cxwidgets.classroom.store import Store, sqlite_url


def sent(number, participant="p1", value=None):
    return Submission(participant, "kano_bus", 1, value or {"n": number}, f"s{number}", number)


@pytest.fixture
def store(tmp_path):
    made = Store(sqlite_url(tmp_path / "class.sqlite"), "c1")
    made.open_class("bus", "zh")
    yield made
    made.close()


def test_a_batch_comes_back_in_its_order(store):
    answers = store.append([sent(n) for n in (3, 1, 2)])
    assert [a.value["n"] for a in answers] == [3, 1, 2]
    assert [a.seq for a in answers] == sorted(a.seq for a in answers)
    assert list(store.answers()) == answers


def test_nothing_to_append_is_nothing_appended(store):
    assert store.append([]) == []


@pytest.mark.parametrize("place", [0, 3, 6])
def test_one_answer_that_cannot_be_stored_fails_alone(store, place):
    batch = [sent(n) for n in range(7)]
    batch[place] = sent(place, value={"q": "\ud800"})  # half a character: no text in any file
    answers = store.append(batch)
    assert isinstance(answers[place], UnicodeEncodeError)
    kept = [a for n, a in enumerate(answers) if n != place]
    assert list(store.answers()) == kept


def test_a_store_that_fails_is_asked_once_for_all(store):
    asked = []
    event.listen(store._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    schema.answer.drop(store._engine)
    asked.clear()
    answers = store.append([sent(n) for n in range(100)])
    assert all(isinstance(answer, OperationalError) for answer in answers)
    assert len(answers) == 100
    assert len(asked) == 1


def test_a_submission_that_comes_twice_is_stored_once(store):
    [first] = store.append([sent(1)])
    answers = store.append([sent(2), sent(1, value={"n": 99}), sent(2)])
    assert answers[1] == first
    assert answers[0] == answers[2]
    assert [a.value["n"] for a in store.answers()] == [1, 2]


def test_the_same_submission_of_two_people_is_two(store):
    store.append([sent(1), sent(1, "p2")])
    assert [a.participant for a in store.answers()] == ["p1", "p2"]


CHILD = """
import sys
from cxwidgets.classroom.rows import Submission
from cxwidgets.classroom.store import Store
store = Store(sys.argv[1], "c1")
store.open_class("bus", "zh")
for batch in range(1000):
    waiting = [Submission("p1", "e", 1, {}, f"{batch}-{n}", 1) for n in range(20)]
    for answer in store.append(waiting):
        print(answer.submission, flush=True)
"""


def test_what_was_acknowledged_survives_a_kill(root, tmp_path):
    address = sqlite_url(tmp_path / "class.sqlite")
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, address], stdout=subprocess.PIPE, text=True, cwd=root
    )
    told = [child.stdout.readline().strip() for _ in range(205)]
    os.kill(child.pid, signal.SIGKILL)
    told += child.stdout.read().split("\n")[:-1]
    child.wait()
    kept = {a.submission for a in Store(address, "c1").answers()}
    assert {word for word in told if word} <= kept
