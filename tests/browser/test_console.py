"""The trainer's console against a class of paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.fake_class import NOW, QR, FakeClass

OUTLINE = [
    {
        "module": "user_thinking",
        "title": "用户思维",
        "minutes": 90,
        "notebook": "01_user_thinking",
        "sections": [
            {"index": 0, "title": "开场", "exercises": []},
            {"index": 1, "title": "满意与忠诚", "exercises": [{"id": "wish", "title": "一个愿望"}]},
            {"index": 2, "title": "为什么离开", "exercises": []},
        ],
    },
    {
        "module": "gap_model",
        "title": "缺口",
        "minutes": 60,
        "notebook": "04_gap_model",
        "sections": [],
    },
]
PEOPLE = [
    {
        "id": "p1",
        "nickname": "小林",
        "team": "A",
        "role": "trainee",
        "online": True,
        "last_seen": NOW,
        "answered": ["wish"],
    },
    {
        "id": "p2",
        "nickname": "Maria",
        "team": "B",
        "role": "trainee",
        "online": False,
        "last_seen": NOW - 300_000,
        "answered": [],
    },
]
ANSWERS = [
    {"name": None, "team": "A", "round": 1, "at": NOW, "value": {}, "summary": "早点到家"},
    {"name": None, "team": "B", "round": 2, "at": NOW, "value": {}, "summary": "第二轮的答案"},
]
PANEL = {"n": 2, "blocks": [{"type": "text", "text": "两个人都想早点到家。", "tone": "plain"}]}


def console(bare, **settings):
    room = FakeClass(
        bare,
        role="trainer",
        module="user_thinking",
        exercises={"wish": {"count": 1, "version": 3}},
        open_to=1,
        extra={
            "outline": OUTLINE,
            "people": PEOPLE,
            "join": {"url": "http://192.168.1.20:8866/", "qr": QR},
            "answers/wish": ANSWERS,
            "link/p2": {"url": "http://192.168.1.20:8866/me/p2-key/", "qr": QR},
        },
        **settings,
    )
    room.panels["wish"] = {"own": None, "room": PANEL}
    desk = room.open().bare.mount("console", labels={})
    return room, desk


def press(room, desk, name, exact=True):
    with room.bare.page.expect_response("**/api/control"):
        desk.el.get_by_role("button", name=name, exact=exact).click()
    return room.wishes[-1]


def test_it_shows_who_is_here_by_team(bare):
    room, desk = console(bare)
    here = desk.el.get_by_role("region", name="谁在这里")
    expect(here).to_contain_text("在线 1 人，共 2 人")
    expect(here.get_by_role("listitem").filter(has_text="Maria")).to_contain_text("5 分钟前")
    room.connected()
    room.push({"type": "people", "people": [{**p, "online": True} for p in PEOPLE]})
    expect(here).to_contain_text("在线 2 人，共 2 人")


def test_whoever_lost_their_link_gets_it_again(bare):
    _, desk = console(bare)
    desk.el.get_by_role("button", name="Maria 的个人链接").click()
    expect(desk.el.get_by_role("textbox", name="Maria 的个人链接")).to_have_value(
        "http://192.168.1.20:8866/me/p2-key/"
    )
    expect(desk.el.get_by_role("img", name="Maria 的个人链接二维码")).to_be_visible()


def test_sections_open_up_to_a_point(bare):
    room, desk = console(bare)
    asked = press(room, desk, "开放到这里：为什么离开")
    assert asked == {"action": "open_to", "module": "user_thinking", "section": 2}
    assert press(room, desk, "全部开放")["section"] is None


def test_an_exercise_is_steered_from_its_row(bare):
    room, desk = console(bare)
    expect(desk.el.get_by_role("article", name="一个愿望")).to_contain_text("1 / 2 人")
    assert press(room, desk, "锁定") == {"action": "lock", "exercise": "wish", "locked": True}
    assert press(room, desk, "公布") == {"action": "reveal", "exercise": "wish", "revealed": True}
    desk.el.get_by_role("button", name="第 2 轮").click()
    assert press(room, desk, "确定") == {"action": "round", "exercise": "wish", "round": 2}


def test_answers_arrive_as_they_are_given(bare):
    room, desk = console(bare)
    room.connected()
    desk.el.get_by_role("button", name="看答案").click()
    answers = desk.el.get_by_role("list", name="看答案")
    expect(answers.get_by_role("listitem")).to_have_text(["学员 · A早点到家"])
    room.extra["answers/wish"] = [{**ANSWERS[0], "name": "小林"}]
    room.exercises["wish"] = {"count": 2, "version": 4}
    room.push()
    expect(answers).to_contain_text("小林")
    expect(desk.el.get_by_role("article", name="一个愿望")).to_contain_text("2 / 2 人")


def test_the_result_is_seen_before_the_room_sees_it(bare):
    _, desk = console(bare)
    desk.el.get_by_role("button", name="看结果").click()
    expect(desk.el.get_by_text("两个人都想早点到家。")).to_be_visible()


def test_a_timer_says_what_it_is_for(bare):
    room, desk = console(bare)
    desk.el.get_by_label("做什么").fill("小组讨论")
    asked = press(room, desk, "5 分钟")
    assert asked == {"action": "timer", "seconds": 300, "label": "小组讨论"}


def test_a_running_timer_can_be_stopped(bare):
    room, desk = console(bare, timer={"ends": NOW + 185_000, "seconds": 300, "label": ""})
    expect(bare.page.get_by_role("timer")).to_contain_text("3:0")
    assert press(room, desk, "停止") == {"action": "timer", "seconds": 0}


def test_names_are_shown_on_request_only(bare):
    room, desk = console(bare)
    with bare.page.expect_response("**/api/control"):
        desk.el.get_by_label("显示姓名").check()
    assert room.wishes == [{"action": "names", "shown": True}]


def test_the_end_asks_first(bare):
    room, desk = console(bare)
    desk.el.get_by_role("button", name="结束课程").click()
    desk.el.get_by_role("button", name="先不").click()
    assert room.wishes == []
    desk.el.get_by_role("button", name="结束课程").click()
    assert press(room, desk, "确定") == {"action": "end"}
    expect(desk.el.get_by_role("link", name="导出")).to_have_attribute(
        "href", room.href("api/export")
    )


def test_the_way_in_fills_the_projector(bare):
    _, desk = console(bare)
    desk.el.get_by_role("button", name="投屏放大").click()
    dialog = bare.page.get_by_role("dialog")
    expect(dialog).to_contain_text("http://192.168.1.20:8866/")
    assert dialog.locator("img").bounding_box()["height"] > 500
    bare.page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_refused_wish_is_explained(bare):
    room, desk = console(bare)
    room.extra["control"] = None
    bare.answers["/me/somebody/api/control"] = lambda _: (422, {"message": "没有这一节。"})
    desk.el.get_by_role("button", name="全部开放").click()
    expect(desk.el.get_by_role("alert")).to_contain_text("没有这一节。")
    bare.errors.clear()  # the browser reports the 422


def test_without_a_class_it_says_what_to_do(bare, labels):
    desk = bare.open().mount("console", labels=labels("zh", "console"))
    expect(desk.el).to_contain_text("cxw.py class")


def test_it_fits_a_phone(phone):
    _, desk = console(phone)
    expect(desk.el.get_by_role("article", name="一个愿望")).to_be_visible()
    assert phone.page.evaluate("() => document.documentElement.scrollWidth") <= 390
    small = phone.page.evaluate(
        """() => [...document.querySelectorAll('.cx button, .cx a, .cx summary, .cx .cx-check')]
            .map((e) => [e.textContent, e.getBoundingClientRect()])
            .filter(([, r]) => r.width && (r.height < 44 || r.width < 44)).map(([text]) => text)"""
    )
    assert small == []


def test_it_leaves_nothing_behind(bare):
    _, desk = console(bare)
    expect(desk.el.get_by_role("article", name="一个愿望")).to_be_visible()
    desk.unmount()
    before = bare.held()
    again = bare.mount("console", labels={})
    expect(again.el.get_by_role("article", name="一个愿望")).to_be_visible()
    again.el.get_by_role("button", name="看答案").click()
    again.unmount()
    assert again.handlers() == 0
    assert bare.held() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_axe_finds_nothing_serious(bare, lang):
    _, desk = console(bare, lang=lang)
    row = desk.el.get_by_role("article", name="一个愿望")
    row.get_by_role("button").nth(2).click()
    expect(row.locator(".cx-panel")).to_be_visible()
    assert bare.axe("body") == []
