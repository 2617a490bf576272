"""A room of open pages is told once: one computation, the words everybody knows."""

import asyncio
import json

import pytest

from cxwidgets.server.push import SOCKETS_EACH, Push, SocketHandler


class Page:
    """A socket that keeps what it hears."""

    def __init__(self, session, visitor):
        self._session, self.visitor, self.heard = session, visitor, []

    state_message = SocketHandler.state_message

    def tell(self, message):
        self.heard.append(json.loads(message))

    def of(self, kind):
        return [m for m in self.heard if m["type"] == kind]


@pytest.fixture
def open_pages(klass):
    async def made():
        push = Push(klass.session)
        pages = [Page(klass.session, v) for v in (klass.trainer, klass.anna, klass.bo)]
        pages += [Page(klass.session, klass.anna) for _ in range(3)]
        assert all(push.add(page) for page in pages)
        await asyncio.sleep(1.2)
        for page in pages:
            page.heard.clear()
        return push, pages

    return made


def test_a_reveal_reaches_every_page_with_one_computation_a_kind_of_page(
    klass, open_pages, monkeypatch
):
    async def scene():
        _, pages = await open_pages()
        made = []
        real = klass.session.states.shared
        monkeypatch.setattr(
            klass.session.states, "shared", lambda *key: made.append(key) or real(*key)
        )
        await klass.session.decide({"action": "reveal", "exercise": "kano_bus", "revealed": True})
        await asyncio.sleep(0.5)
        for page in pages:
            [message] = page.of("state")
            assert message["state"]["exercises"]["kano_bus"]["revealed"] is True
        assert sorted(made) == [("trainee", "zh"), ("trainer", "zh")]

    klass.run(scene())


def test_what_is_pushed_is_the_state_without_the_answers(klass, open_pages):
    async def scene():
        _, pages = await open_pages()
        await klass.session.submit(klass.anna, "job_essence", 1, {"essence": "x"}, "s1", 1)
        await asyncio.sleep(1.5)
        for page in pages:
            state = page.of("state")[-1]["state"]
            assert {**state, "now": 0} == {
                **klass.session.state(page.visitor, answers=False), "now": 0
            }  # fmt: skip

    klass.run(scene())


def test_an_answer_goes_to_its_owners_pages_only(klass, open_pages):
    async def scene():
        _, pages = await open_pages()
        await klass.session.submit(klass.anna, "job_essence", 1, {"essence": "x"}, "s1", 1)
        for page in pages:
            expected = [{
                "type": "answer", "exercise": "job_essence", "value": {"essence": "x"},
                "round": 1, "submission": "s1",
            }]  # fmt: skip
            assert page.of("answer") == (expected if page.visitor == klass.anna else [])

    klass.run(scene())


def test_only_the_trainer_hears_of_people_and_hears_the_truth(klass, open_pages):
    async def scene():
        push, pages = await open_pages()
        for submission in ("s1", "s2"):
            exercise = {"s1": "job_essence", "s2": "warm_up"}[submission]
            question = klass.session.exercises[exercise].question[0].id
            await klass.session.submit(klass.anna, exercise, 1, {question: "x"}, submission, 1)
            await asyncio.sleep(0.4)
            said = pages[0].of("people")[-1]["people"]
            assert said == klass.session.people(push.online())
        push.remove(pages[2])
        await asyncio.sleep(0.4)
        said = {p["nickname"]: p["online"] for p in pages[0].of("people")[-1]["people"]}
        assert said == {"Anna": True, "Bo": False}
        assert not any(page.of("people") for page in pages[1:])

    klass.run(scene())


def test_many_answers_travel_together(klass, open_pages):
    async def scene():
        _, pages = await open_pages()
        for n in range(20):
            await klass.session.submit(klass.anna, "job_essence", 1, {"essence": "x"}, f"s{n}", 1)
        await asyncio.sleep(1.5)
        assert 1 <= len(pages[2].of("state")) <= 2
        assert 1 <= len(pages[0].of("state")) <= 4

    klass.run(scene())


def test_one_person_cannot_take_all_sockets(klass):
    async def scene():
        push = Push(klass.session)
        taken = [push.add(Page(klass.session, klass.anna)) for _ in range(SOCKETS_EACH + 1)]
        assert taken == [True] * SOCKETS_EACH + [False]
        assert push.add(Page(klass.session, klass.bo))

    klass.run(scene())
