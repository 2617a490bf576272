"""Pages of a class: waking a light page, the bar on top, the trainer's pace, the course map."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.fake_class import BASE, NOW, FakeClass
from tests.browser.harness import ORIGIN, element

PROSE = "<h1>工具箱</h1><p>开场</p><h2>第一节</h2><p>甲</p>", "<h2>第二节</h2><p>乙</p>"
NOTE = {
    "kind": "panel",
    "labels": {},
    "panel": {"n": 0, "blocks": [{"type": "text", "text": "画好了", "tone": "plain"}]},
}
MODULES = [
    {
        "id": "user_thinking",
        "title": "用户思维",
        "minutes": 90,
        "summary": "为什么离开。",
        "exercises": ["a", "b"],
        "href": "m/user_thinking",
    },
    {
        "id": "gap_model",
        "title": "缺口",
        "minutes": 60,
        "summary": "五个缺口。",
        "exercises": ["c"],
        "href": "m/gap_model",
    },
]


def host(state):
    script = element("application/json", state)
    return f'<div class="cx-host">{script}<p class="cx-twin">静态的样子</p></div>'


def page(bare, body="", **settings):
    room = FakeClass(bare, **settings)
    prose = "".join(f'<div class="cx-prose">{html}</div>' for html in PROSE)
    room.open(prose + body)
    bare.page.add_script_tag(url="/cx/static/start.js", type="module")
    expect(bare.page.locator(".cx-bar")).to_be_visible()
    return room


def test_a_light_page_wakes_up(bare):
    page(bare, host(NOTE))
    expect(bare.page.locator(".cx-host")).to_have_text("画好了")


def test_a_component_that_cannot_be_drawn_leaves_its_twin(bare):
    page(bare, host({"kind": "unknown", "labels": {}}) + host(NOTE))
    expect(bare.page.locator(".cx-host").nth(0)).to_contain_text("静态的样子")
    expect(bare.page.locator(".cx-host").nth(1)).to_have_text("画好了")
    assert "unknown" in bare.errors.pop()


class TestPace:
    """What the trainer has not opened is not there."""

    def test_a_page_ends_where_the_trainer_stopped(self, bare):
        room = page(bare, host(NOTE), open_to=1)
        expect(bare.page.get_by_text("甲")).to_be_visible()
        expect(bare.page.get_by_text("乙")).to_be_hidden()
        expect(bare.page.locator(".cx-host")).to_be_hidden()
        expect(bare.page.get_by_text("后面的内容由讲师打开。")).to_be_visible()
        room.connected()
        room.open_to = None
        room.push()
        expect(bare.page.get_by_text("乙")).to_be_visible()
        expect(bare.page.locator(".cx-gate")).to_have_count(0)

    def test_cells_that_come_later_keep_the_pace(self, bare):
        page(bare, open_to=1)
        late = "(html) => document.querySelector('main').insertAdjacentHTML('beforeend', html)"
        bare.page.evaluate(late, "<div><p>晚到</p></div>")
        expect(bare.page.get_by_text("晚到")).to_be_hidden()

    def test_the_trainer_sees_all_and_opens_from_the_page(self, bare):
        room = page(bare, open_to=1, role="trainer")
        expect(bare.page.get_by_text("乙")).to_be_visible()
        with bare.page.expect_response("**/api/control"):
            bare.page.get_by_role("button", name="向学员开放到这里").click()
        assert room.wishes == [{"action": "open_to", "module": "three_one_toolkit", "section": 2}]
        room.open_to = None
        room.connected()
        room.push()
        expect(bare.page.locator(".cx-opener")).to_have_count(0)


class TestBar:
    """The bar on top."""

    def test_it_leads_to_the_neighbours(self, bare):
        page(bare)
        after = bare.page.get_by_role("link", name="下一个模块：服务缺口模型")
        expect(after).to_have_attribute("href", f"{ORIGIN}{BASE}m/gap_model")
        expect(bare.page.get_by_role("link", name="上一个模块：服务蓝图")).to_be_visible()

    def test_it_says_who_one_is_and_switches_language_and_page(self, bare):
        page(bare)
        bare.page.get_by_text("小林 · A").first.click()
        english = bare.page.get_by_role("link", name="English")
        expect(english).to_have_attribute("href", f"{ORIGIN}{BASE}m/three_one_toolkit?lang=en")
        expect(bare.page.get_by_role("link", name="换成实时页面")).to_be_visible()
        bare.page.keyboard.press("Escape")
        expect(english).to_be_hidden()
        expect(bare.page.locator(".cx-bar-more summary")).to_be_focused()

    def test_the_timer_goes_by_the_servers_clock(self, bare):
        room = page(bare)
        room.connected()
        room.timer = {"ends": NOW + 125_000, "seconds": 300, "label": "小组讨论"}
        room.push()
        expect(bare.page.get_by_role("timer")).to_have_text("2:05")
        expect(bare.page.locator(".cx-bar")).to_contain_text("小组讨论")
        room.timer = {"ends": NOW - 1, "seconds": 300, "label": ""}
        room.push()
        expect(bare.page.get_by_role("timer")).to_have_text("0:00")
        expect(bare.page.locator(".cx-bar")).to_contain_text("时间到")

    def test_a_lost_connection_is_said_and_found_again(self, bare):
        room = page(bare)
        room.connected()
        room.drop()
        expect(bare.page.locator(".cx-bar")).to_contain_text("连接断了")
        room.down = False
        room.connected()
        bare.errors.clear()  # requests without a connection

    def test_a_link_that_is_no_longer_valid_is_said(self, bare):
        room = page(bare)
        room.connected()
        bare.answers[f"{BASE}api/state"] = lambda _: (404, {"message": ""})
        room.drop()
        expect(bare.page.locator(".cx-bar")).to_contain_text("链接已失效")
        bare.errors.clear()  # the browser reports the 404

    @pytest.mark.parametrize("width", [1440, 390, 320])
    def test_it_fits(self, bare, width):
        bare.page.set_viewport_size({"width": width, "height": 800})
        page(bare, timer={"ends": NOW + 125_000, "seconds": 300, "label": "小组讨论"})
        assert bare.page.evaluate("() => document.documentElement.scrollWidth") <= width


class TestCourseMap:
    """The modules and one's own progress."""

    def test_progress_follows_the_answers(self, bare):
        room = FakeClass(bare, module="welcome", answers={"a": {"value": {}, "round": 1}}).open()
        course = bare.mount("course", definition={"modules": MODULES}, labels={})
        items = course.el.get_by_role("listitem")
        expect(items.nth(0)).to_contain_text("练习做了 1 / 2")
        expect(items.nth(1).get_by_role("link")).to_have_attribute(
            "href", f"{ORIGIN}{BASE}m/gap_model"
        )
        room.connected()
        room.push({"type": "answer", "exercise": "b", "value": {}, "round": 1, "submission": "s"})
        expect(items.nth(0)).to_contain_text("练习都做完了")

    def test_alone_it_lists_the_modules(self, bare, labels):
        course = bare.open().mount(
            "course", definition={"modules": MODULES}, labels=labels("zh", "course")
        )
        expect(course.el.get_by_role("listitem")).to_have_count(2)
        assert course.el.get_by_role("link").count() == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("role", ["trainee", "trainer"])
def test_axe_finds_nothing_serious(bare, lang, role):
    page(bare, host(NOTE), lang=lang, role=role, open_to=1)
    bare.page.locator(".cx-bar-more summary").click()
    assert bare.axe("body") == []
