"""Processes that work for one owner: replaced when they die, ended with it."""

from __future__ import annotations

import os
import signal
import sys
import time
from multiprocessing.connection import wait
from pathlib import Path

import pytest

from cxwidgets.report import crew
from cxwidgets.report.problem import refuse

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def dies_once(file):
    """Kill the process that runs this, the first time."""
    if not Path(file).exists():
        Path(file).write_text("", encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def dies(_number):
    os.kill(os.getpid(), signal.SIGKILL)


def hangs_up(file):
    """Close the line and everything else, and go on."""
    with Path(file).open("a", encoding="utf-8") as stream:
        stream.write(f"{os.getpid()}\n")
    os.closerange(3, 64)
    time.sleep(600)


def fails(number):
    if number == 1:
        raise refuse("no tea", "1")
    if number == 2:
        raise KeyError("two\nlines")
    return number


@pytest.fixture
def hire():
    """Make a crew that is dismissed at the end of the test."""
    hired = []

    def make(size, work):
        hired.append(crew.Crew(crew.context(), size, work))
        return hired[-1]

    yield make
    for one in hired:
        one.dismiss()


def answers(hired, n):
    """Return the next ``n`` answers."""
    found = []
    while len(found) < n:
        for line in wait(hired.lines(), timeout=60):
            answer = hired.heard(line)
            if answer is not None:
                found.append(answer)
    return found


def test_results_and_problems_come_back_under_their_names(hire):
    hired = hire(2, fails)
    for number in range(4):
        hired.give(f"task {number}", number)
    assert not hired.free
    found = {a.task: (a.value, a.problems) for a in answers(hired, 4)}
    assert found == {
        "task 0": (0, ()),
        "task 1": (None, ('no tea: "1"',)),
        "task 2": (None, ("KeyError: 'two\\nlines'",)),
        "task 3": (3, ()),
    }
    assert hired.free
    assert len(hired.lines()) == 2


def test_a_process_killed_at_work_is_replaced_and_its_task_done_again(hire, tmp_path):
    hired = hire(1, dies_once)
    hired.give("tea", str(tmp_path / "tried"))
    first, second = answers(hired, 2)
    assert (first.again, first.problems) == (True, ("the process ended (SIGKILL)",))
    assert (second.again, second.value) == (False, "done")


def test_a_task_that_kills_twice_is_given_up_and_the_next_one_done(hire):
    hired = hire(1, dies)
    hired.give("tea", 1)
    found = answers(hired, 2)
    assert [a.again for a in found] == [True, False]
    assert found[1].problems == ("the process ended (SIGKILL)",)
    assert hired.free


def test_a_process_that_loses_its_line_does_not_go_on_unheard(hire, tmp_path, monkeypatch):
    monkeypatch.setattr(crew, "GRACE_SECONDS", 0.1)
    hired = hire(1, hangs_up)
    file = tmp_path / "numbers"
    hired.give("tea", str(file))
    assert [a.again for a in answers(hired, 2)] == [True, False]
    numbers = file.read_text(encoding="utf-8").split()
    assert len(numbers) == 2
    for number in numbers:
        with pytest.raises(ProcessLookupError):
            os.kill(int(number), 0)


def test_whoever_is_dismissed_at_work_is_gone(hire):
    hired = hire(1, time.sleep)
    hired.give("nap", 600)
    process = hired._members[0].process
    hired.dismiss()
    assert not process.is_alive()
    assert hired.lines() == []
