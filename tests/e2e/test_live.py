"""A notebook's own widgets in a live page: Python answers, a dead kernel is replaced, tabs end."""

import os
import shutil
import signal
import sys
import time
from urllib.parse import urlsplit

import nbformat
import pytest
from playwright.sync_api import expect

from cxwidgets.text import Text
from tests.e2e.klass import ClassServer
from tests.e2e.test_drop_in import NEW

CELL = """
import ipywidgets, os
slider, said = ipywidgets.IntSlider(value=3, max=10), ipywidgets.Label("not asked")
slider.observe(lambda c: setattr(said, "value", f"{2 * c['new']} by {os.getpid()}"), "value")
hog = ipywidgets.Button(description="hog")
hog.on_click(lambda _: [bytearray(b"x") * (64 << 20) for _ in range(1000)])
display(hog)
card, read = cx.exercise("my_own_question"), ipywidgets.Label("not read")
card.observe(lambda c: setattr(read, "value", f"Python read {c['new'].get('promise')}"), "value")
display(ipywidgets.VBox([slider, said]), card, read)
"""
READY = 'html[data-cx-kernel="ready"]'
LOST = Text("en")("ui.page.kernel_lost")


@pytest.fixture(scope="module")
def playground(root, tmp_path_factory):
    """Start a class on a course whose last module has widgets of its own."""
    folder = tmp_path_factory.mktemp("course")
    for part in ("notebooks", "data/course", "data/clients/bus"):
        shutil.copytree(root / part, folder / part)
    exercise = folder / "data" / "course" / "exercises" / "my_own_question.toml"
    exercise.write_text(NEW, encoding="utf-8")
    (file,) = (folder / "notebooks").glob("04_*.ipynb")
    notebook = nbformat.read(file, as_version=4)
    notebook.cells.append(nbformat.v4.new_code_cell(CELL.strip(), id="playground"))
    nbformat.write(notebook, file)
    started = ClassServer(folder, tmp_path_factory.mktemp("store") / "class.sqlite")
    yield started
    started.stop()


@pytest.fixture
def anna(playground, people):
    """Return somebody on the page, whose kernel is there."""
    person = people(at=playground).join("Anna", lang="en").open("gap_model", "live", "en")
    expect(person.page.locator(READY)).to_be_attached(timeout=60_000)
    return person


def ask(person, times=1):
    """Move the slider; return what Python said, and the process that said it."""
    slider = person.page.get_by_role("slider").last
    slider.focus()
    for _ in range(times):
        person.page.keyboard.press("ArrowRight")
    value = int(float(slider.get_attribute("aria-valuenow")))
    said = person.page.locator(".widget-label", has_text=f"{2 * value} by ")
    expect(said).to_be_visible()
    return value, int(said.inner_text().rpartition(" ")[2])


def wait_for_end(process):
    """Wait until a process is gone."""
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError(f"process {process} still runs")


def test_python_answers_a_slider_and_reads_an_exercise(anna):
    assert ask(anna)[0] == 4
    anna.exercise("my_own_question").get_by_role("textbox").last.fill("every 10 minutes")
    expect(anna.page.get_by_text("Python read every 10 minutes")).to_be_visible()
    anna.until_saved("my_own_question")


def test_a_killed_kernel_is_said_and_replaced_with_the_work_intact(anna):
    card = anna.exercise("my_own_question").last
    card.get_by_role("textbox").fill("a clean bus")
    anna.until_saved("my_own_question")
    before, process = ask(anna, 2)
    os.kill(process, signal.SIGKILL)
    expect(anna.page.get_by_text(LOST)).to_be_visible(timeout=60_000)
    expect(card.get_by_role("textbox")).to_have_value("a clean bus")
    expect(anna.page.locator(READY)).to_be_attached(timeout=60_000)
    expect(anna.page.get_by_text(LOST)).to_have_count(0)
    expect(anna.page.get_by_text("Python read a clean bus")).to_be_visible()
    after, another = ask(anna)
    assert after == before + 1
    assert another != process


def test_a_runaway_kernel_is_ended_said_and_replaced_with_the_work_intact(anna, playground):
    if not sys.platform.startswith("linux"):
        pytest.skip("elsewhere the system does not tell how much memory a process has")
    card = anna.exercise("my_own_question").last
    card.get_by_role("textbox").fill("more room")
    anna.until_saved("my_own_question")
    _, process = ask(anna)
    before = playground.health()["kernels"]
    anna.page.get_by_role("button", name="hog").click()
    expect(anna.page.get_by_text(Text("en")("page.kernel_memory"))).to_be_visible(timeout=60_000)
    wait_for_end(process)
    expect(anna.page.locator(READY)).to_be_attached(timeout=60_000)
    expect(card.get_by_role("textbox")).to_have_value("more room")
    assert ask(anna)[1] != process
    after = playground.health()["kernels"]
    assert after["ended_for_memory"] == before["ended_for_memory"] + 1
    assert after["memory_each"] >= 256


def test_voilas_page_reaches_its_kernel_by_its_visitors_link_alone(playground, people):
    cora = people(at=playground).join("Cora", lang="en")
    asked = []
    cora.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    cora.page.on("websocket", lambda socket: asked.append(urlsplit(socket.url).path))
    cora.page.goto(f"{cora.link}m/gap_model?page=voila&lang=en")
    cora.page.get_by_role("slider").last.wait_for()
    _, process = ask(cora)
    own = urlsplit(cora.link).path
    assert any(path.startswith(f"{own}api/kernels/") for path in asked)
    assert [path for path in asked if path.startswith(("/api/", "/voila/"))] == []
    cora.page.goto(f"{cora.link}m/welcome?page=light")
    wait_for_end(process)


def test_a_closed_tab_ends_its_kernel(anna):
    _, process = ask(anna)
    anna.page.close()
    wait_for_end(process)


def test_leaving_for_another_page_ends_the_kernel(anna):
    _, process = ask(anna)
    anna.page.goto(f"{anna.link}m/welcome?page=light")
    wait_for_end(process)


def test_going_back_brings_another_kernel(anna):
    _, process = ask(anna)
    anna.page.goto(f"{anna.link}m/welcome?page=light")
    anna.page.go_back()
    expect(anna.page.locator(READY)).to_be_attached(timeout=60_000)
    assert ask(anna)[1] != process


def test_a_server_that_was_away_is_the_pages_own_news(anna, playground):
    ask(anna)
    playground.kill()
    expect(anna.page.get_by_text(Text("en")("ui.page.connection.lost"))).to_be_visible()
    expect(anna.page.get_by_text(LOST)).to_have_count(0)
    anna.exercise("my_own_question").last.get_by_role("textbox").fill("on time")
    playground.start()
    expect(anna.page.locator(READY)).to_be_attached(timeout=60_000)
    expect(anna.page.get_by_text("Python read on time")).to_be_visible(timeout=30_000)
    anna.until_saved("my_own_question")
    assert ask(anna)[0] == 5


def test_a_light_page_has_no_kernel_and_says_what_it_cannot_show(playground, people):
    berta = people(at=playground).join("Berta", lang="en").open("gap_model", "light", "en")
    expect(berta.page.get_by_text(Text("en")("page.needs_live")).first).to_be_visible()
    assert berta.page.locator("html").get_attribute("data-cx-kernel") is None
