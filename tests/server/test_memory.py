"""The kernel that takes too much memory ends, and only its own page hears why."""

import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cxwidgets.server import memory
from cxwidgets.server.memory import LEAST, MODEST, MOST, RESERVE, MemoryWatch, greediest, limit_for

MB = 1 << 20
linux = pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")


class Kernels:
    """Kernels by name: owner and process."""

    def __init__(self, **known):
        self.opened, self.ended = dict(known), []

    def owner(self, kernel):
        return self.opened[kernel][0]

    def get_kernel(self, kernel):
        return SimpleNamespace(provisioner=SimpleNamespace(pid=self.opened[kernel][1]))

    def end_soon(self, kernel):
        self.ended.append(kernel)
        del self.opened[kernel]


@pytest.mark.parametrize(
    ("available", "limit"),
    [(None, None), (100 * MB, LEAST), (2048 * MB, 512 * MB), (64 << 30, MOST)],
)
def test_a_kernel_may_take_a_quarter_within_reason(available, limit):
    assert limit_for(available) == limit


def test_over_the_limit_the_greediest_ends_one_at_a_time():
    grown = {"a": 300 * MB, "b": 900 * MB, "c": 600 * MB}
    assert greediest(grown, 512 * MB, 8 << 30) == "b"
    assert greediest(grown, 1 << 30, 8 << 30) is None
    assert greediest({}, 1, 0) is None


def test_when_memory_is_scarce_the_greediest_ends_below_the_limit_but_nobody_modest():
    grown = {"a": MODEST - 1, "b": MODEST + 1}
    assert greediest(grown, LEAST, RESERVE - 1) == "b"
    assert greediest(grown, LEAST, RESERVE) is None
    assert greediest({"a": MODEST - 1}, LEAST, 0) is None
    assert greediest(grown, LEAST, None) is None


def test_what_a_kernel_was_born_with_does_not_count(monkeypatch):
    sizes = {1: 400 * MB, 2: 400 * MB}
    monkeypatch.setattr(memory, "taken", sizes.__getitem__)
    monkeypatch.setattr(memory, "available_memory", lambda: 8 << 30)
    kernels = Kernels(k1=("anna", 1), k2=("bo", 2))
    watch = MemoryWatch(kernels)
    watch.look(limit=256 * MB)
    sizes[1] += 255 * MB
    watch.look(limit=256 * MB)
    assert (kernels.ended, watch.ended) == ([], 0)
    sizes[1] += 2 * MB
    watch.look(limit=256 * MB)
    assert (kernels.ended, watch.ended) == (["k1"], 1)
    assert not watch.took_too_much("k1", "bo"), "it is nobody else's business"
    assert watch.took_too_much("k1", "anna")
    assert not watch.took_too_much("k1", "anna"), "it is said once"
    assert not watch.took_too_much("", "")


@linux
def test_memory_that_was_only_asked_for_does_not_count_and_memory_that_is_used_does():
    code = "import mmap; kept = mmap.mmap(-1, 200 << 20, mmap.MAP_PRIVATE); print(1, flush=True)\n"
    code += "input(); kept.write(b'x' * (100 << 20)); print(2, flush=True); input()"
    command = [sys.executable, "-c", code]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, encoding="utf-8") as process:
        process.stdout.readline()
        before = memory.taken(process.pid)
        process.stdin.write("\n")
        process.stdin.flush()
        process.stdout.readline()
        grown = memory.taken(process.pid) - before
        process.communicate("\n")
    assert before < 60 * MB
    assert 95 * MB < grown < 260 * MB
    assert memory.taken(process.pid) == 0, "it has ended"
    assert memory.taken(os.getpid()) > 0
