"""Nothing typed is ever lost: reloads, killed kernels, killed servers, lost connections."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.gestures import feel_about
from tests.e2e.klass import ClassServer

SECONDS = 1000


@pytest.fixture
def own(root, tmp_path):
    """Return a class server of this test's own: it will be killed."""
    started = ClassServer(root, tmp_path / "class.sqlite")
    yield started
    started.stop()


def until(person, true, seconds=45):
    """Wait until something holds; a busy machine may take its time.

    The waiting is Playwright's: its requests pass through this process, and would wait as well.
    """
    for _ in range(10 * seconds):
        if true():
            return
        person.page.wait_for_timeout(100)
    raise AssertionError("it did not come to pass")


def first_radio(person):
    return person.exercise("kano_bus").locator("[data-question]").first.get_by_role("radio").first


def stored(server):
    return server.call(server.trainer, "state")[1]["exercises"]["kano_bus"]["count"]


@pytest.mark.parametrize("kind", ["light", "live"])
def test_a_reload_brings_everything_back(own, people, kind):
    anna = people(at=own).join("Anna").open("three_one_toolkit", kind)
    feel_about(anna.exercise("kano_bus"))
    anna.until_saved("kano_bus")
    anna.page.reload()
    expect(first_radio(anna)).to_be_checked(timeout=60 * SECONDS)


def test_a_change_is_stored_without_being_asked(own, people):
    anna = people(at=own).join("Anna").open("three_one_toolkit")
    feel_about(anna.exercise("kano_bus"))
    until(anna, lambda: stored(own) == 1)


def test_a_killed_kernel_loses_nothing(own, people):
    anna = people(at=own).join("Anna").open("three_one_toolkit", "live")
    before = own.kernels()
    assert before
    for kernel in before:
        os.kill(kernel, signal.SIGKILL)
    feel_about(anna.exercise("kano_bus"))
    anna.until_saved("kano_bus")
    assert stored(own) == 1
    anna.page.reload()
    expect(first_radio(anna)).to_be_checked(timeout=60 * SECONDS)


@pytest.mark.parametrize("kind", ["light", "live"])
def test_a_killed_server_that_comes_back_has_everything(own, people, kind):
    anna = people(at=own).join("Anna").open("three_one_toolkit", kind)
    feel_about(anna.exercise("kano_bus"), 0)
    anna.until_saved("kano_bus")
    own.kill()
    feel_about(anna.exercise("kano_bus"), 1)  # typed while nobody listens
    expect(anna.exercise("kano_bus").locator(".cx-save--kept")).to_be_visible()
    own.start()
    anna.until_saved("kano_bus")
    _, state = own.call(anna.link, "state")
    assert len(state["answers"]["kano_bus"]["value"]) == 2


def test_a_minute_without_connection_is_bridged(own, people):
    anna = people(phone=True, at=own).join("Anna").open("three_one_toolkit")
    anna.context.set_offline(True)
    feel_about(anna.exercise("kano_bus"))
    expect(anna.exercise("kano_bus").locator(".cx-save--kept")).to_be_visible()
    anna.page.wait_for_timeout(60 * SECONDS)
    assert stored(own) == 0
    anna.context.set_offline(False)
    expect(anna.exercise("kano_bus").locator(".cx-save--saved")).to_be_visible(timeout=20 * SECONDS)
    assert stored(own) == 1


def test_what_was_typed_offline_survives_a_closed_page(own, people):
    anna = people(phone=True, at=own).join("Anna").open("three_one_toolkit")
    own.kill()
    feel_about(anna.exercise("kano_bus"))
    expect(anna.exercise("kano_bus").locator(".cx-save--kept")).to_be_visible()
    anna.page.close()
    own.start()
    anna.page = anna.context.new_page()
    anna.open("three_one_toolkit")
    anna.until_saved("kano_bus")
    assert stored(own) == 1


def test_joining_again_on_the_same_device_resumes(own, people):
    anna = people(phone=True, at=own).join("Anna")
    anna.page.goto(own.join)
    anna.page.locator(".cx-join-resume a").click()
    anna.page.wait_for_url("**/m/welcome")
    assert anna.page.url.startswith(anna.link)


def test_no_kernel_outlives_its_page_or_its_server(own, people):
    anna = people(at=own).join("Anna").open("three_one_toolkit", "live")
    started = own.kernels()
    assert started
    anna.context.unroute_all()  # a page that is leaving cannot wait for its guard
    anna.page.goto("about:blank")
    until(anna, lambda: not own.kernels())
    anna.open("three_one_toolkit", "live")
    left = own.kernels()
    own.kill()
    until(anna, lambda: not any(Path(f"/proc/{pid}").exists() for pid in left))
