"""The chart: one shared Vega, words and numbers beside the picture, nothing left behind."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest
from playwright.sync_api import expect

ALT = "三项功能的柱状图：空调最高，2 分。"
TABLE = {
    "type": "table",
    "caption": "得分",
    "columns": [{"label": "功能", "align": "left"}, {"label": "分", "align": "right"}],
    "rows": [["空调", "2"], ["座位", "1"]],
}


def spec(values=(2, 1), width="container"):
    frame = pd.DataFrame({"item": ["空调", "座位"], "score": list(values)})
    bars = alt.Chart(frame).mark_bar().encode(x="score:Q", y=alt.Y("item:N"))
    return bars.properties(width=width, height=120, description=ALT).to_dict()


def drawn(bare, labels, lang="zh", **traits):
    given = {"spec": spec(), "alt": ALT, "table": TABLE, "labels": labels(lang)}
    chart = bare.open(lang=lang).mount("chart", **(given | traits))
    expect(chart.el.locator(".cx-chart-box svg")).to_be_visible()
    return chart


def bars(chart):
    """Return the bars' widths, all measured in one moment: a chart may be replaced at any time."""
    return chart.el.locator(".mark-rect path").evaluate_all(
        "(all) => all.map((bar) => bar.getBoundingClientRect().width)"
    )


def test_it_is_a_picture_with_words(bare, labels):
    chart = drawn(bare, labels)
    expect(chart.el.get_by_role("img", name=ALT)).to_be_visible()
    assert bars(chart)[0] == pytest.approx(2 * bars(chart)[1], rel=0.02)


def test_the_numbers_are_one_press_away(bare, labels):
    chart = drawn(bare, labels)
    expect(chart.el.get_by_role("table")).to_be_hidden()
    button = chart.el.get_by_role("button", name="看数据")
    button.focus()
    bare.page.keyboard.press("Enter")
    expect(chart.el.get_by_role("table", name="得分")).to_be_visible()
    expect(chart.el.get_by_role("button", name="收起数据")).to_have_attribute(
        "aria-expanded", "true"
    )


def test_it_is_updated_in_place(bare, labels):
    chart = drawn(bare, labels)
    box = chart.el.locator(".cx-chart-box").element_handle()
    before = bars(chart)
    old = chart.el.locator(".cx-chart-box svg").element_handle()
    chart.set("spec", spec((1, 2)))
    bare.page.wait_for_function("(svg) => !svg.isConnected", arg=old)
    expect(chart.el.locator(".cx-chart-box svg")).to_have_count(1)
    assert bars(chart) == pytest.approx(before[::-1], rel=0.02)
    assert box.evaluate("(box) => box.isConnected")


def test_an_equal_picture_is_not_drawn_again(bare, labels):
    chart = drawn(bare, labels)
    svg = chart.el.locator(".cx-chart-box svg").element_handle()
    chart.set("spec", spec())
    chart.set("alt", "另一句话")
    expect(chart.el.get_by_role("img", name="另一句话")).to_be_visible()
    assert svg.evaluate("(svg) => svg.isConnected")


def test_it_is_as_wide_as_its_place(bare, labels):
    chart = drawn(bare, labels)
    bare.page.set_viewport_size({"width": 600, "height": 800})
    place = chart.el.bounding_box()["width"]
    svg = chart.el.locator(".cx-chart-box svg").first
    expect(svg).to_have_js_property("clientWidth", int(place))


def test_a_wide_chart_scrolls_in_its_box_on_a_phone(phone, labels):
    drawn(phone, labels, spec=spec(width=900))
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_several_charts_share_one_vega(bare, labels):
    asked = []
    bare.page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[-1]))
    drawn(bare, labels)
    second = bare.mount("chart", spec=spec(), alt=ALT, table=None, labels=labels("zh"))
    expect(second.el.locator(".cx-chart-box svg")).to_be_visible()
    assert asked.count("vega.js") == 1


def test_what_cannot_be_drawn_is_said_in_words(bare, labels):
    broken = {"width": 10, "height": 10, "data": {"values": []}, "mark": "nonsense"}
    chart = bare.open().mount("chart", spec=broken, alt=ALT, table=TABLE, labels=labels("zh"))
    expect(chart.el.locator(".cx-note")).to_contain_text(ALT)
    expect(chart.el.get_by_role("table")).to_be_visible()
    chart.set("spec", spec())
    expect(chart.el.locator(".cx-chart-box svg")).to_be_visible()
    expect(chart.el.locator(".cx-note")).to_have_count(0)


def test_it_leaves_nothing_behind(bare, labels):
    drawn(bare, labels).unmount()
    before = bare.held()
    chart = bare.mount("chart", spec=spec(), alt=ALT, table=TABLE, labels=labels("zh"))
    expect(chart.el.locator(".cx-chart-box svg")).to_be_visible()
    chart.set("spec", spec((3, 1)))
    chart.unmount()
    assert chart.handlers() == 0
    assert bare.held() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious(bare, labels, lang):
    drawn(bare, labels, lang).el.get_by_role("button").click()
    assert bare.axe() == []


def test_a_chart_far_below_is_fetched_and_drawn_when_one_comes_near(bare, labels):
    bare.open(body='<div style="height: 5000px"></div>')
    asked = []
    bare.page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    chart = bare.mount("chart", spec=spec(), alt=ALT, table=TABLE, labels=labels("zh"))
    expect(chart.el.locator("figure")).to_have_attribute("data-state", "loading")
    bare.page.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    assert "vega.js" not in asked
    chart.el.scroll_into_view_if_needed()
    expect(chart.el.locator(".cx-chart-box svg")).to_be_visible()
    assert asked.count("vega.js") == 1


def test_what_is_printed_before_it_was_drawn_is_printed_as_numbers(bare, labels):
    bare.open(body='<div style="height: 5000px"></div>')
    chart = bare.mount("chart", spec=spec(), alt=ALT, table=TABLE, labels=labels("zh"))
    bare.page.emulate_media(media="print")
    expect(chart.el.get_by_role("table", name="得分")).to_be_visible()
    bare.page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    expect(chart.el.locator(".cx-chart-box svg")).to_be_visible()
