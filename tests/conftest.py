"""What all tests share: the course, its words, the reference data, and no way out to a network."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from cxwidgets.browser import find_browser
from cxwidgets.text import Text

ROOT = Path(__file__).resolve().parent.parent
LOCAL = ("127.0.0.1", "::1", "localhost", "0.0.0.0")
STRICT = bool(os.environ.get("CXW_NOTHING_SKIPPED"))


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the repository, which is also the course's folder."""
    return ROOT


@pytest.fixture(params=["zh", "en"])
def text(request) -> Text:
    """Return the words, once in each language."""
    return Text(request.param, ROOT)


@pytest.fixture
def english() -> Text:
    return Text("en", ROOT)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the reference data sets that may lie beside the repository; they are never in it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the reference data sets are not beside this repository")
    return folder


@pytest.fixture(scope="session")
def browser():
    """Return one Chromium for the whole run; Playwright allows only one of itself a process."""
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium, Chrome or Edge is installed")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=30_000)  # a busy machine is no defect

    with sync_playwright() as playwright:
        quiet = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
        opened = playwright.chromium.launch(executable_path=path, args=quiet)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch):
    """Refuse every connection to another machine."""
    connect = socket.socket.connect

    def local_only(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in LOCAL:
            raise AssertionError(f"a test tried to reach {address[0]}")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local_only)


def pytest_collection_modifyitems(items):
    """Mark tests by what they use; what starts browsers and servers runs last.

    Playwright keeps a loop of its own in the main thread, so nothing that needs asyncio there may
    follow it. Where a run decides about a change, what drives a browser gets a second try, as
    JupyterLab's own page tests do, and the summary lists every one that needed it.
    """
    for item in items:
        if "/tests/e2e/" in item.path.as_posix():
            item.add_marker("e2e")
        elif "/tests/browser/" in item.path.as_posix() or "browser" in item.fixturenames:
            item.add_marker("browser")
        if item.get_closest_marker("e2e"):
            item.add_marker(pytest.mark.timeout(600))
        if STRICT and {"browser", "e2e"} & {mark.name for mark in item.iter_markers()}:
            item.add_marker(pytest.mark.flaky(reruns=1))
    items.sort(
        key=lambda i: bool(i.get_closest_marker("browser")) + 2 * bool(i.get_closest_marker("e2e"))
    )


def pytest_runtest_logreport(report):
    """Where nothing may be skipped, a skipped browser test is a failure."""
    if STRICT and report.skipped and {"browser", "e2e"} & set(report.keywords):
        report.outcome = "failed"
        report.longrepr = f"skipped although nothing may be: {report.longrepr}"
