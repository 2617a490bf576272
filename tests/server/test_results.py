"""Results are computed once for everybody, and judgements never hold an answer up."""

import asyncio
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cxwidgets.server.asking import Asking, ThinkingError
from cxwidgets.server.feedback import Feedback


class SlowAsking:
    """Computes for as long as it is told to."""

    def __init__(self, seconds=0.0, problem=False):
        self.asked, self.seconds, self.problem = [], seconds, problem

    async def ask(self, question):
        self.asked.append(question)
        await asyncio.sleep(self.seconds)
        if self.problem:
            raise ThinkingError("a traceback")
        return {"n": len(self.asked), "blocks": []}

    def close(self):
        """Nothing to close."""


@pytest.fixture
def results(klass, monkeypatch):
    asking = SlowAsking(0.05)
    made = klass.session.results
    made.close()
    monkeypatch.setattr(made, "_asking", asking)
    made.asking = asking
    return made


def test_three_hundred_pages_share_one_computation(klass, results):
    async def scene():
        return await asyncio.gather(*(results.made("kano_bus", "zh") for _ in range(300)))

    assert len({id(made) for made in klass.run(scene())}) == 1
    assert len(results.asking.asked) == 1
    klass.run(results.made("kano_bus", "zh"))
    assert len(results.asking.asked) == 1  # and remember it


def test_a_result_is_at_least_as_new_as_the_question(klass, results, answer):
    async def scene():
        for n in range(12):
            value = {"essence": f"text {n}"}
            await klass.session.submit(klass.anna, "job_essence", 1, value, f"s{n}", n + 1)
            version = results.version("job_essence")
            asked = asyncio.ensure_future(results.made("job_essence", "zh"))
            await asyncio.sleep(0.02)
            if n % 4 == 3:
                assert (await asked).version >= version
        return await results.made("job_essence", "zh")

    last = klass.run(scene())
    assert last.version == results.version("job_essence")
    assert len(results.asking.asked) < 12
    assert results.asking.asked[-1]["rounds"][1][0][3] == {"essence": "text 11"}


def test_a_failed_result_is_told_and_tried_again(klass, results):
    results.asking.problem = True
    with pytest.raises(ThinkingError):
        klass.run(results.made("kano_bus", "zh"))
    results.asking.problem = False
    assert klass.run(results.room("kano_bus", "zh"))["blocks"] == []


def test_the_real_process_computes_what_the_server_would(klass, answer):
    feature = klass.session.exercises["kano_bus"].question[0].id
    answer(klass.anna, "kano_bus", {feature: {"functional": 1, "dysfunctional": 5}})
    panel = klass.run(klass.session.results.room("kano_bus", "zh"))
    assert panel["n"] == 1
    klass.session.results._asking._process.kill()  # and a new one takes its place
    again = klass.run(klass.session.results.room("kano_bus", "en"))
    assert again["n"] == 1


HALF = """
import sys
sys.stdin.readline()
sys.stdout.write('{"panel": {"n": 1, "blo')
"""
NONE = """
import sys, time
sys.stdin.readline()
time.sleep(600)
"""


@pytest.mark.parametrize("ill", [HALF, NONE])
def test_half_an_answer_or_none_is_no_answer(root, run, monkeypatch, ill):
    started = []
    monkeypatch.setattr("cxwidgets.server.asking.LONGEST_SECONDS", 2.0)

    def dying(_command, **options):
        started.append(subprocess.Popen([sys.executable, "-c", ill], **options))
        return started[-1]

    asking = Asking(root)
    monkeypatch.setattr("cxwidgets.server.asking.subprocess", SimpleNamespace(Popen=dying, PIPE=-1))
    with pytest.raises(ThinkingError, match="does not answer"):
        run(asking.ask({}))
    assert len(started) == 2  # it was asked once more
    assert all(process.poll() is not None for process in started)
    asking.close()


def test_a_process_that_cannot_start_is_a_result_that_cannot_be_computed(root, run, monkeypatch):
    def full(*_, **__):
        raise BlockingIOError("no more processes")

    asking = Asking(root)
    monkeypatch.setattr("cxwidgets.server.asking.subprocess", SimpleNamespace(Popen=full, PIPE=-1))
    with pytest.raises(ThinkingError, match="no more processes"):
        run(asking.ask({}))
    asking.close()


PLACE = ("p1", "visit_order", "zh")


def test_a_quick_judgement_comes_with_the_acknowledgement(run):
    async def scene():
        return await Feedback(SlowAsking()).own(PLACE, {"a": 1})

    assert run(scene()) == ({"n": 1, "blocks": []}, False)


def test_a_slow_judgement_is_pending_and_there_later(run):
    async def scene():
        judging = Feedback(SlowAsking(0.2))
        first = await judging.own(PLACE, {"a": 1}, 0.01)
        assert first == (None, True)
        await asyncio.sleep(0.3)
        assert await judging.own(PLACE, {"a": 1}, 0.01) == ({"n": 1, "blocks": []}, False)

    run(scene())


def test_of_a_busy_hand_only_the_newest_answer_waits(run):
    async def scene():
        asking = SlowAsking(0.05)
        judging = Feedback(asking)
        waits = [judging.own(PLACE, {"a": n}, 0.01) for n in range(30)]
        await asyncio.gather(*waits)
        await asyncio.sleep(0.3)
        assert asking.asked[-1]["value"] == {"a": 29}
        assert len(asking.asked) <= 3
        _, pending = await judging.own(PLACE, {"a": 29}, 0.01)
        assert not pending

    run(scene())


def test_a_busy_hand_does_not_push_others_aside(run):
    async def scene():
        asking = SlowAsking(0.03)
        judging = Feedback(asking)
        for n in range(10):
            await judging.own(PLACE, {"a": n}, 0.001)
        panel, pending = await judging.own(("p2", *PLACE[1:]), {"b": 1}, 1)
        assert panel is not None
        assert not pending

    run(scene())


def test_an_answer_that_cannot_be_judged_is_still_an_answer(run, caplog):
    async def scene():
        return await Feedback(SlowAsking(problem=True)).own(PLACE, {"a": 1})

    assert run(scene()) == (None, False)
    assert "a traceback" in caplog.text


def test_who_waits_behind_a_judgement_that_broke_off_is_judged_all_the_same(run):
    class Breaking(SlowAsking):
        async def ask(self, question):
            if not self.asked:
                self.asked.append(question)
                await asyncio.sleep(0.02)
                raise RuntimeError("not a word of ours")
            return await super().ask(question)

    async def scene():
        judging = Feedback(Breaking())
        behind = ("p2", *PLACE[1:])
        await asyncio.gather(
            judging.own(PLACE, {"a": 1}, 0.01), judging.own(behind, {"b": 1}, 0.01)
        )
        with pytest.raises(RuntimeError, match="not a word of ours"):
            await judging._work
        return await judging.own(behind, {"b": 1}, 5)

    panel, pending = run(scene())
    assert panel is not None
    assert not pending
