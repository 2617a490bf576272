"""Live pages with real kernels: plain widgets, the way back after a loss, the end of a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from cxwidgets.text import Text
from tests.browser.conftest import LAPTOP
from tests.browser.harness import element
from tests.browser.live_server import LiveServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Page

    Refusal = tuple[int, dict[str, object]]
    Opener = Callable[..., tuple[LiveServer, Page]]

SLIDER = """
import ipywidgets as w
from IPython.display import display
slider = w.IntSlider(description="Minutes", value=3, max=10)
label = w.Label("none")
slider.observe(lambda c: setattr(label, "value", f"twice is {2 * c['new']}"), "value")
display(w.VBox([slider, label]))
"""
PRINT = """
import ipywidgets as w
import pandas as pd
from IPython.display import display
button, out = w.Button(description="Print"), w.Output()
def press(_):
    with out:
        print("printed")
        display(pd.DataFrame({"wait": [12]}))
button.on_click(press)
display(w.VBox([button, out]))
"""
COUNT = '''
import anywidget
import traitlets
from IPython.display import display
class Count(anywidget.AnyWidget):
    _esm = """
    export default {
      initialize({ model }) { model.set("said", "hello"); model.save_changes(); },
      render({ model, el }) {
        const button = document.createElement("button");
        button.className = "count";
        const draw = () => { button.textContent = `${model.get("said")} ${model.get("n")}`; };
        button.onclick = () => {
          model.set("n", model.get("n") + 1);
          model.save_changes();
          model.send({ cx: 1 }, undefined, [new Uint8Array([1, 2, 3]).buffer]);
        };
        model.on("change:n", draw);
        model.on("msg:custom", (message, buffers) => {
          el.append(`${message.got} there, ${buffers[0].byteLength} back`);
        });
        draw();
        el.append(button);
      },
    };
    """
    _css = ".count { color: rgb(1, 2, 3); }"
    n = traitlets.Int(0).tag(sync=True)
    said = traitlets.Unicode("").tag(sync=True)
count = Count()
count.on_msg(lambda w, content, buffers: w.send({"got": len(buffers[0])}, [b"four"]))
display(count)
'''
PANEL = """
from IPython.display import display
from cxwidgets.text import Text
from cxwidgets.widgets.frame import PanelView
def panel(words):
    return {"n": 1, "blocks": [{"type": "text", "text": words, "tone": "plain"}]}
view = PanelView(panel("one"), Text("en"))
display(view)
"""
HOST = '<div class="cx-widget" data-key="w-{}"><p>twin {}</p></div>'
READY = "document.documentElement.dataset.cxKernel === 'ready'"
LOST = Text("en")("ui.page.kernel_lost")


@pytest.fixture
def live(browser: Browser) -> Iterator[Opener]:
    """Open live pages: ``live(code)`` gives the server and the page."""
    servers: list[LiveServer] = []
    context = browser.new_context(**LAPTOP)
    context.set_default_timeout(60_000)

    def open_page(
        code: str, body: str = HOST.format(0, 0), refusals: Sequence[Refusal] = (), **boot: object
    ) -> tuple[LiveServer, Page]:
        server = LiveServer(code, body, **boot)
        server.refusals.extend(refusals)
        servers.append(server)
        page = context.new_page()
        page.on("pageerror", lambda error: server.errors.append(str(error)))
        page.goto(server.origin)
        return server, page

    yield open_page
    context.close()
    for server in servers:
        server.stop()
    assert [error for server in servers for error in server.errors] == []


def ready(page: Page) -> None:
    """Wait until a kernel is attached."""
    page.wait_for_function(READY)


def test_a_python_callback_answers_a_slider(live: Opener) -> None:
    _, page = live(SLIDER)
    ready(page)
    expect(page.get_by_text("twin 0")).to_have_count(0)
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("twice is 8")).to_be_visible()


def test_an_output_widget_shows_what_python_prints(live: Opener) -> None:
    _, page = live(PRINT)
    ready(page)
    page.get_by_role("button", name="Print").click()
    expect(page.locator(".cx-output pre")).to_have_text("printed\n")
    expect(page.locator(".cx-output").get_by_role("cell", name="12")).to_be_visible()


def test_a_plain_anywidget_works(live: Opener) -> None:
    _, page = live(COUNT)
    ready(page)
    button = page.locator("button.count")
    expect(button).to_have_text("hello 0")
    expect(button).to_have_css("color", "rgb(1, 2, 3)")
    button.click()
    expect(button).to_have_text("hello 1")
    expect(page.get_by_text("3 there, 4 back")).to_be_visible()


def test_a_killed_kernel_is_said_and_replaced_with_the_work_intact(live: Opener) -> None:
    server, page = live(SLIDER + COUNT, HOST.format(0, 0) + HOST.format(1, 1))
    ready(page)
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    page.locator("button.count").click()
    expect(page.get_by_text("twice is 8")).to_be_visible()
    server.kill("k1")
    expect(page.get_by_text(LOST)).to_be_visible()
    expect(page.get_by_role("slider")).to_have_attribute("aria-valuenow", "4.0")
    ready(page)
    expect(page.get_by_text(LOST)).to_have_count(0)
    expect(page.get_by_text("twice is 8")).to_be_visible()
    expect(page.locator("button.count")).to_have_text("hello 1")
    page.get_by_role("slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("twice is 10")).to_be_visible()
    assert list(server.kernels) == ["k2"]


def test_a_kernel_waits_for_a_broken_socket(live: Opener) -> None:
    server, page = live(SLIDER)
    ready(page)
    server.evaluate("k1", "memory = 1")
    server.cut("k1")
    expect(page.get_by_text(LOST)).to_be_visible()
    ready(page)
    server.evaluate("k1", "label.value = f'memory {memory}'")
    expect(page.get_by_text("memory 1")).to_be_visible()
    assert server.asked == 1


def test_notebook_code_changes_a_component_of_the_page(live: Opener) -> None:
    panel = {"n": 1, "blocks": [{"type": "text", "text": "one", "tone": "plain"}]}
    state = element("application/json", {"kind": "panel", "panel": panel, "labels": {}})
    server, page = live(PANEL, f'<div class="cx-host" data-key="w-0">{state}</div>')
    expect(page.get_by_text("one", exact=True)).to_be_visible()  # before there is a kernel
    ready(page)
    server.evaluate("k1", "view.panel = panel('two')")
    expect(page.get_by_text("two", exact=True)).to_be_visible()
    fetched = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not [name for name in fetched if name.endswith(("controls.js", "vega.js"))]


def test_leaving_the_page_ends_the_kernel(live: Opener) -> None:
    server, page = live(SLIDER)
    ready(page)
    page.goto("about:blank")
    assert server.ended.get(timeout=60) == "k1"


def test_a_full_class_is_said_once_and_the_twin_stays(live: Opener) -> None:
    _, page = live(SLIDER, refusals=[(503, {"message": "full house", "retry": None})])
    page.wait_for_function("document.documentElement.dataset.cxKernel === 'none'")
    expect(page.get_by_text("full house")).to_have_count(1)
    expect(page.get_by_text("twin 0")).to_be_visible()


def test_a_queue_is_waited_for_in_silence(live: Opener) -> None:
    server, page = live(SLIDER, refusals=[(503, {"message": "a queue", "retry": 0.2})] * 2)
    ready(page)
    assert server.asked == 3
    expect(page.get_by_text("a queue")).to_have_count(0)


def test_a_broken_widget_spoils_nothing_else(live: Opener) -> None:
    odd = "odd = w.Label('x'); odd._model_module = odd._view_module = 'nowhere'; display(odd)\n"
    _, page = live(SLIDER + odd, HOST.format(0, 0) + HOST.format(1, 1))
    ready(page)
    expect(page.get_by_role("slider")).to_be_visible()
    words = Text("en")("ui.page.kernel_foreign_open")
    link = page.get_by_role("link", name=words)
    expect(link).to_have_attribute("href", re.compile(r"/me/somebody/m/gap_model\?page=voila$"))
