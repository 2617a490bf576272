"""Fixtures of the end-to-end tests: one class server a file, a browser for each person."""

import shutil
import urllib.request

import pytest

from tests.e2e.klass import ClassServer, Person

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture(scope="session")
def _pages(root, tmp_path_factory):
    """Make every light page once: they stay on the disk for all servers of the run."""
    started = ClassServer(root, tmp_path_factory.mktemp("pages") / "class.sqlite")
    _, outline = started.call(started.trainer, "outline")
    for lang in ("zh", "en"):
        for module in ["trainer_console", *(entry["module"] for entry in outline)]:
            address = f"{started.trainer}m/{module}?page=light&lang={lang}"
            with urllib.request.urlopen(address, timeout=300) as page:
                assert page.status == 200
    started.stop()


@pytest.fixture(scope="module")
def server(root, tmp_path_factory, _pages):
    started = ClassServer(root, tmp_path_factory.mktemp("class") / "class.sqlite")
    yield started
    started.stop()


@pytest.fixture
def people(browser, _pages, request):
    """Open browsers; each is closed at the end, and its complaints are read."""
    opened = []

    def somebody(*, phone=False, at=None):
        klass = at or request.getfixturevalue("server")
        opened.append(Person(browser, klass, **(PHONE if phone else LAPTOP)))
        return opened[-1]

    yield somebody
    for person in opened:
        person.close()


@pytest.fixture
def trainer(people, server):
    """Return the trainer's browser, on the console."""
    person = people()
    person.link = server.trainer
    return person


@pytest.fixture
def course(root, tmp_path):
    """Return a copy of the course that a test may change."""
    for part in ("notebooks", "data/course", "data/clients/bus"):
        shutil.copytree(root / part, tmp_path / "course" / part)
    return tmp_path / "course"
