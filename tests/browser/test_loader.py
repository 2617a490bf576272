"""The loader every widget carries: one transfer a page, from the class server or the kernel."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cxwidgets.text import Text
from tests.browser.fake_class import FakeClass
from tests.browser.harness import STATIC

NOTE = {"n": 0, "blocks": [{"type": "text", "text": "画好了", "tone": "plain"}]}
RENDER = """async ([count, state]) => {
  const { default: widget } = await import("/cx/static/loader.js");
  for (let i = 0; i < count; i += 1) shim.render(widget, { ...state });
}"""
ANSWER = """async ([i, name]) => {
  const bytes = await (await fetch(`/cx/static/${name}`)).arrayBuffer();
  shim.mounted[i].model.receive({ cx: "asset", name, hash: "h" }, [new DataView(bytes)]);
}"""


def asked(bare):
    return bare.page.evaluate("() => shim.mounted.map((m) => m.model.sent)")


def render(bare, count, lang="zh"):
    labels = Text(lang).section("ui")
    bare.page.evaluate(RENDER, [count, {"kind": "panel", "panel": NOTE, "labels": labels}])


def test_it_is_small():
    assert (STATIC / "loader.js").stat().st_size < 2_000


def test_many_widgets_ask_their_kernel_once(bare):
    bare.open()
    render(bare, 3)
    expect(bare.page.get_by_text("正在载入…")).to_have_count(3)
    bare.page.wait_for_function("() => shim.mounted.some((m) => m.model.sent.length)")
    assert [len(sent) for sent in asked(bare)] == [1, 0, 0]
    assert asked(bare)[0] == [{"cx": "asset", "name": "cx.js"}]
    bare.page.evaluate(ANSWER, [0, "cx.js"])
    expect(bare.page.get_by_text("画好了")).to_have_count(3)
    expect(bare.page.get_by_text("正在载入…")).to_have_count(0)


def test_a_second_widget_asks_when_the_first_kernel_is_gone(bare):
    bare.page.clock.install()
    bare.open()
    render(bare, 2)
    bare.page.clock.run_for(100)
    bare.page.evaluate("() => { shim.unmount(0); }")
    bare.page.clock.run_for(5_000)
    assert [len(sent) for sent in asked(bare)] == [1, 1]
    bare.page.evaluate(ANSWER, [1, "cx.js"])
    expect(bare.page.get_by_text("画好了")).to_have_count(1)


def test_a_silent_kernel_is_reported_with_a_way_to_try_again(bare):
    bare.page.clock.install()
    bare.open()
    render(bare, 1)
    bare.page.clock.run_for(31_000)
    again = bare.page.get_by_role("button", name="再试一次")
    expect(again).to_be_visible()
    before = len(asked(bare)[0])
    again.click()
    bare.page.clock.run_for(100)
    assert len(asked(bare)[0]) == before + 1
    bare.page.evaluate(ANSWER, [0, "cx.js"])
    expect(bare.page.get_by_text("画好了")).to_be_visible()


@pytest.mark.parametrize("page", ["live", "light"])
def test_in_a_class_the_server_is_asked_and_no_kernel(bare, page):
    FakeClass(bare, page=page).open()
    render(bare, 2)
    expect(bare.page.get_by_text("画好了")).to_have_count(2)
    assert asked(bare) == [[], []]


def test_a_widget_taken_away_while_loading_leaves_nothing(bare):
    bare.open()
    before = bare.held()
    render(bare, 1)
    bare.page.evaluate("() => { shim.unmount(0); }")
    assert bare.page.evaluate("() => shim.mounted[0].model.handlers()") == 0
    assert bare.held() == before
