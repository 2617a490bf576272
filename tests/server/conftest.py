"""A class in session on a store of its own, without HTTP."""

import asyncio
from types import SimpleNamespace

import pytest

from cxwidgets.classroom.store import Store, sqlite_url
from cxwidgets.server import joining
from cxwidgets.server.session import ClassSession

KANO = {"functional": 1, "dysfunctional": 5}


@pytest.fixture
def run():
    """Run a coroutine to its end on one loop for the whole test."""
    loop = asyncio.new_event_loop()
    yield loop.run_until_complete
    loop.close()


@pytest.fixture
def open_session(root, tmp_path):
    """Open a session on the same store again and again, as a restarted server does."""
    opened = []

    def start():
        store = Store(sqlite_url(tmp_path / "class.sqlite"), "testclas")
        opened.append(ClassSession(root, "bus", "zh", store, b"s" * 32))
        return opened[-1]

    yield start
    for session in opened:
        session.close()


@pytest.fixture
def klass(open_session, run):
    """Return a session with a trainer and two trainees in it."""
    session = open_session()

    def joined(nickname):
        token = run(session.join(joining.checked(nickname, "A", "", "zh")))
        return session.visitor(token)

    trainer = session.visitor(session.links.token("trainer"))
    return SimpleNamespace(
        session=session, trainer=trainer, anna=joined("Anna"), bo=joined("Bo"), run=run
    )


@pytest.fixture
def answer(klass):
    """Return a function that submits an answer for somebody."""
    count = iter(range(1, 1000))

    def submit(who, exercise, value, round_=1):
        number = next(count)
        return klass.run(klass.session.submit(who, exercise, round_, value, f"s{number}", number))

    return submit
