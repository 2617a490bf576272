"""The queue in front of kernel starts, and who is connected to what."""

import asyncio
from enum import StrEnum

import pytest
from traitlets.config import Config

from cxwidgets.server import kernels, shared_templates
from cxwidgets.server.admission import (
    PATIENCE_SECONDS,
    Admission,
    Busy,
    Full,
    available_memory,
    default_cap,
    default_turns,
)


async def hold(admission, visitor, until, log, running=0, own=0):
    async with admission.turn(visitor, running, own):
        log.append(visitor)
        await until.wait()


def test_few_start_at_a_time_and_in_order(run):
    async def crowd():
        admission, go, log = Admission(cap=10, turns=2), asyncio.Event(), []
        tasks = [asyncio.create_task(hold(admission, f"p{n}", go, log)) for n in range(5)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        seen = (list(log), admission.starting, admission.waiting)
        go.set()
        await asyncio.gather(*tasks)
        return seen, log, admission

    (first, starting, waiting), log, admission = run(crowd())
    assert first == ["p0", "p1"]
    assert (starting, waiting) == (2, 3)
    assert log == [f"p{n}" for n in range(5)]
    assert (admission.starting, admission.waiting) == (0, 0)


def test_the_cap_counts_running_starting_and_waiting(run):
    async def crowd():
        admission, go, log = Admission(cap=3, turns=1), asyncio.Event(), []
        tasks = [
            asyncio.create_task(hold(admission, f"p{n}", go, log, running=1)) for n in range(2)
        ]
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await hold(admission, "p2", go, log, running=1)
        go.set()
        await asyncio.gather(*tasks)
        await hold(admission, "p2", go, log, running=1)

    run(crowd())


def test_one_visitor_does_not_take_all(run):
    async def crowd():
        admission, go, log = Admission(cap=100, turns=1, each=2), asyncio.Event(), []
        task = asyncio.create_task(hold(admission, "anna", go, log, own=1))
        await asyncio.sleep(0)
        with pytest.raises(Full):
            await hold(admission, "anna", go, log, own=1)
        go.set()
        await task
        await hold(admission, "bo", go, log)

    run(crowd())


def test_a_long_queue_says_when_to_come_again(run):
    async def crowd():
        admission, go, log = Admission(cap=100, turns=1), asyncio.Event(), []
        admission._mean = PATIENCE_SECONDS  # starts have been slow
        tasks = [asyncio.create_task(hold(admission, f"p{n}", go, log)) for n in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy) as refused:
            await hold(admission, "p2", go, log)
        go.set()
        await asyncio.gather(*tasks)
        return refused.value.seconds

    assert 0 < run(crowd()) <= 60


def test_a_failed_start_gives_its_turn_back(run):
    async def fail():
        admission = Admission(cap=5, turns=1)
        for _ in range(3):
            with pytest.raises(RuntimeError):
                async with admission.turn("anna", 0, 0):
                    raise RuntimeError("no")
        return admission

    admission = run(fail())
    assert (admission.starting, admission.waiting, dict(admission._asking)) == (0, 0, {})


def test_the_cap_fits_the_memory():
    assert default_cap("fork", 4 << 30) == 102
    assert default_cap("fork", 1 << 40) == default_cap("fork", None) == 300
    assert default_cap("fork", 0) == 1
    assert default_cap("spawn", 1 << 40) == 24
    assert default_turns("fork") > default_turns("spawn") >= 1
    assert (available_memory() or 1) > 0


@pytest.fixture
def known(run):
    """Return a map of kernels without a process behind it, and what it ended."""
    config = Config()
    kernels.settings(config)

    async def made():
        return kernels.ClassKernels(config=config)

    found = run(made())
    ended = []
    found.end_soon = lambda kernel: (ended.append(kernel), found.opened.pop(kernel))
    return found, ended


def test_a_socket_that_never_came_counts_for_nobody(run, known):
    found, _ = known

    async def steps():
        found.opened["k"] = kernels.Opened("anna")
        found.notify_disconnect("k")
        assert found.opened["k"].connected == 0
        assert found.of("anna") == [], "the page does not know it yet"
        found.hand_over("k")
        assert found.deserted("anna") == found.of("anna") == ["k"]
        found.notify_connect("k")
        assert (found.connected, found.deserted("anna")) == (1, [])
        found.notify_disconnect("k")
        found.notify_disconnect("k")
        assert (found.connected, found.deserted("anna")) == (0, ["k"])

    run(steps())


@pytest.mark.parametrize(("was_there", "seconds", "ends"), [
    (True, kernels.ALONE_SECONDS + 1, True), (True, kernels.ALONE_SECONDS - 1, False),
    (False, kernels.ALONE_SECONDS + 1, False), (False, kernels.FIRST_SECONDS + 1, True),
])  # fmt: skip
def test_a_kernel_waits_for_its_page_but_not_forever(
    run, known, monkeypatch, was_there, seconds, ends
):
    found, ended = known
    monkeypatch.setattr(kernels, "LOOK_SECONDS", 0)

    async def steps():
        found.opened["k"] = kernels.Opened("anna")
        found.hand_over("k")
        if was_there:
            found.notify_connect("k")
            found.notify_disconnect("k")
        found.opened["k"].since -= seconds
        watch = asyncio.create_task(found._look())
        for _ in range(5):
            await asyncio.sleep(0)
        watch.cancel()

    run(steps())
    assert ended == (["k"] if ends else [])


def test_nothing_of_voila_goes_into_a_kernels_environment():
    class Word(StrEnum):
        NAME = "QUERY_STRING"

    word = kernels._plain(Word.NAME)
    assert (word, type(word)) == ("QUERY_STRING", str)


def test_voilas_templates_are_compiled_once(root, monkeypatch):
    from jinja2 import Environment

    compiled = []
    compiling = Environment.compile
    monkeypatch.setattr(
        Environment,
        "compile",
        lambda self, *a, **k: compiled.append(a[1]) or compiling(self, *a, **k),
    )
    for _ in range(2):
        exporter = shared_templates.SharingExporter(template_name="lab")
        exporter.template_paths.insert(0, str(root / "cxwidgets/server/templates/voila"))
        exporter.environment.get_template("index.html.j2")
    assert compiled.count("index.html.j2") <= 1
