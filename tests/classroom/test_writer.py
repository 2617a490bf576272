"""Answers wait together while the disk is busy, and hear only what is true."""

import asyncio
import threading

import pytest

from cxwidgets.classroom.rows import Answer, Submission
from cxwidgets.classroom.writer import MOST, Writer


class SlowStore:
    """A store whose disk waits for a word."""

    def __init__(self):
        self.batches = []
        self.go = threading.Event()

    def append(self, waiting):
        self.go.wait(10)
        self.batches.append([s.submission for s in waiting])
        return [
            ValueError("no") if s.submission == "bad"
            else Answer(1, s.participant, s.exercise, 1, False, {}, 1, s.submission)
            for s in waiting
        ]  # fmt: skip


def sent(name):
    return Submission("p1", "e", 1, {}, name, 1)


@pytest.fixture
def store():
    return SlowStore()


@pytest.fixture
def writer(store):
    made = Writer(store)
    yield made
    store.go.set()
    made.close()


def test_nobody_hears_of_an_answer_before_it_is_stored(store, writer):
    async def scene():
        asked = asyncio.ensure_future(writer.append(sent("a")))
        done, _ = await asyncio.wait([asked], timeout=0.2)
        assert not done
        store.go.set()
        assert (await asked).submission == "a"

    asyncio.run(scene())


def test_what_arrives_meanwhile_shares_the_next_transaction(store, writer):
    async def scene():
        first = asyncio.ensure_future(writer.append(sent("0")))
        await asyncio.sleep(0.1)  # the first is on its way to the disk
        rest = [asyncio.ensure_future(writer.append(sent(str(n)))) for n in range(1, 30)]
        await asyncio.sleep(0.1)
        store.go.set()
        answers = await asyncio.gather(first, *rest)
        assert [a.submission for a in answers] == [str(n) for n in range(30)]

    asyncio.run(scene())
    assert store.batches == [["0"], [str(n) for n in range(1, 30)]]


def test_a_failure_reaches_the_one_it_belongs_to(store, writer):
    async def scene():
        store.go.set()
        results = await asyncio.gather(
            *(writer.append(sent(name)) for name in ("a", "bad", "b")), return_exceptions=True
        )
        assert [getattr(r, "submission", repr(r)) for r in results] == [
            "a",
            "ValueError('no')",
            "b",
        ]

    asyncio.run(scene())


def test_somebody_who_left_holds_up_nobody(store, writer):
    async def scene():
        gone = asyncio.ensure_future(writer.append(sent("gone")))
        stays = asyncio.ensure_future(writer.append(sent("stays")))
        await asyncio.sleep(0.05)
        gone.cancel()
        store.go.set()
        assert (await stays).submission == "stays"

    asyncio.run(scene())
    assert "gone" in [name for batch in store.batches for name in batch]


def test_whoever_waits_when_the_class_is_closed_is_stored(store, writer):
    async def scene():
        first = asyncio.ensure_future(writer.append(sent("first")))
        await asyncio.sleep(0.1)  # it is on its way to the disk
        names = [f"s{n}" for n in range(2 * MOST + 1)]
        others = [asyncio.ensure_future(writer.append(sent(name))) for name in names]
        await asyncio.sleep(0)
        closing = asyncio.ensure_future(asyncio.to_thread(writer.close))
        await asyncio.sleep(0.1)
        store.go.set()
        answers = await asyncio.gather(first, *others)
        assert [answer.submission for answer in answers] == ["first", *names]
        await closing

    asyncio.run(asyncio.wait_for(scene(), 30))
    assert [len(batch) for batch in store.batches] == [1, MOST, MOST, 1]
