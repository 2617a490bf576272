"""Results: every kind of block, on a laptop and on a phone."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest
from playwright.sync_api import expect

WIDE = {
    "type": "table",
    "caption": "Kano 分类",
    "columns": [{"label": "功能", "align": "left"}]
    + [{"label": f"第 {i} 个很长的列名", "align": "right"} for i in range(8)],
    "rows": [["实时到站", *(f"0.{i}2 [0.{i}1, 0.{i}3]" for i in range(8))]],
}
CHART = (
    alt.Chart(pd.DataFrame({"x": [1, 2]}))
    .mark_tick()
    .encode(x="x:Q")
    .properties(width="container", height=60, description="两个点。")
    .to_dict()
)
MAP = {
    "type": "map",
    "definition": {
        "id": "line",
        "component": "map",
        "view": "journey",
        "mode": "rate",
        "variants": ["as_is"],
    },
    "value": {
        "maps": {
            "as_is": {
                "version": 1,
                "steps": [{"id": "wait", "name": "等车"}],
                "cards": [],
                "links": [],
                "emotion": {"wait": -2},
                "points": [],
            }
        }
    },
}
BLOCKS = [
    {"type": "text", "text": "样本还小。", "tone": "warn"},
    {"type": "text", "text": "说得好。", "tone": "good"},
    {"type": "figures", "items": [{"label": "人数", "value": "42", "note": "共 48 人"}]},
    {"type": "chart", "spec": CHART, "alt": "两个点。", "table": None},
    WIDE,
    {"type": "wall", "items": [{"text": "<b>早点到家</b>", "by": "小林", "count": 3}]},
    MAP,
]


def show(bare, labels, blocks, lang="zh"):
    panel = {"n": 42, "blocks": blocks}
    return bare.open(lang=lang).mount("panel", panel=panel, labels=labels(lang, "map"))


def test_every_block_is_drawn(bare, labels):
    panel = show(bare, labels, BLOCKS)
    expect(panel.el.get_by_text("样本还小。")).to_be_visible()
    expect(panel.el.locator(".cx-figure")).to_contain_text("42")
    expect(panel.el.get_by_role("img", name="两个点。").locator("svg")).to_be_visible()
    expect(panel.el.get_by_role("rowheader", name="实时到站")).to_be_visible()
    expect(panel.el.get_by_text("等车").first).to_be_visible()


def test_what_people_wrote_is_text_and_nothing_else(bare, labels):
    panel = show(bare, labels, BLOCKS[5:6])
    expect(panel.el.locator(".cx-wall")).to_contain_text("<b>早点到家</b>")
    assert panel.el.locator("b").count() == 0


def test_a_map_in_a_result_takes_no_gestures(bare, labels):
    panel = show(bare, labels, [MAP])
    expect(panel.el.get_by_text("等车").first).to_be_visible()
    assert panel.el.locator("button:enabled, input:enabled, textarea:enabled").count() == 0


def test_a_wide_table_scrolls_in_its_own_box_on_a_phone(phone, labels):
    panel = show(phone, labels, [WIDE])
    box = panel.el.get_by_role("region", name="Kano 分类")
    expect(box).to_have_attribute("tabindex", "0")
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_a_table_that_fits_is_no_stop_for_the_tab_key(bare, labels):
    narrow = {**WIDE, "columns": WIDE["columns"][:2], "rows": [WIDE["rows"][0][:2]]}
    panel = show(bare, labels, [narrow])
    expect(panel.el.get_by_role("table")).to_be_visible()
    assert panel.el.locator("[tabindex]").count() == 0


def test_an_empty_result_says_so(bare, labels):
    expect(show(bare, labels, []).el).to_contain_text("这里还没有结果。")


def test_new_blocks_replace_old_ones(bare, labels):
    panel = show(bare, labels, BLOCKS[:2])
    panel.set("panel", {"n": 1, "blocks": BLOCKS[2:3]})
    expect(panel.el.locator(".cx-figure")).to_be_visible()
    expect(panel.el.locator(".cx-note")).to_have_count(0)


def test_it_leaves_nothing_behind(bare, labels):
    show(bare, labels, BLOCKS).unmount()
    before = bare.held()
    panel = bare.mount("panel", panel={"n": 1, "blocks": BLOCKS}, labels=labels("zh", "map"))
    expect(panel.el.locator(".cx-chart svg")).to_be_visible()
    panel.unmount()
    assert panel.handlers() == 0
    assert bare.held() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious(bare, labels, lang):
    panel = show(bare, labels, BLOCKS, lang)
    expect(panel.el.locator(".cx-chart svg")).to_be_visible()
    assert bare.axe() == []
