"""The exercise card: saving, locking, rounds, results; alone and in a class."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.fake_class import FakeClass

WISH = {
    "id": "wish",
    "module": "three_one_toolkit",
    "component": "form",
    "method": "wall",
    "minutes": 5,
    "title": "一个愿望",
    "task": "写下你对公交的一个愿望。",
    "feedback": "reveal",
    "section": [],
    "question": [{"id": "q", "kind": "text", "prompt": "愿望", "max_length": 200, "rows": 2}],
}
PANEL = {"n": 2, "blocks": [{"type": "text", "text": "两个人都想早点到家。", "tone": "plain"}]}
ARRIVAL = {"type": "answer", "exercise": "wish", "round": 1, "submission": "phone"}
SAVED, SAVING = "已保存", "正在保存"


def alone(bare, labels, **traits):
    given = {"status": {"state": "idle"}, "value": {}, "panels": {"own": None, "room": None}}
    return bare.open().mount(
        "exercise", definition=WISH, labels=labels("zh", "form"), **(given | traits)
    )


def in_class(bare, **settings):
    room = FakeClass(bare, exercises={"wish": settings.pop("wish", {})}, **settings).open()
    return room, bare.mount("exercise", definition=WISH, labels={})


def field(card):
    return card.el.get_by_role("textbox")


def saved(card):
    return expect(card.el.locator(".cx-save"))


class TestAlone:
    """With a kernel and nobody else."""

    def test_it_shows_what_is_asked(self, bare, labels):
        card = alone(bare, labels)
        expect(card.el.get_by_role("article", name="一个愿望")).to_be_visible()
        expect(card.el).to_contain_text("约 5 分钟")
        expect(card.el).to_contain_text("写下你对公交的一个愿望。")

    def test_an_answer_goes_to_the_kernel_with_its_status_in_one_message(self, bare, labels):
        card = alone(bare, labels)
        field(card).fill("少等车")
        saved(card).to_contain_text(SAVING)
        bare.page.wait_for_function("() => shim.mounted[0].model.saves.length > 0")
        [state] = card.saves()
        assert state["value"] == {"q": "少等车"}
        assert state["status"] == {"state": "saving"}
        card.set("status", {"state": "saved"})
        saved(card).to_contain_text(SAVED)

    def test_what_python_refuses_stays_in_the_field(self, bare, labels):
        card = alone(bare, labels)
        field(card).fill("太长了")
        bare.page.wait_for_function("() => shim.mounted[0].model.saves.length > 0")
        card.set("status", {"state": "error", "message": "最多 2 个字。"})
        saved(card).to_contain_text("最多 2 个字。")
        assert field(card).input_value() == "太长了"

    def test_an_answer_set_in_python_appears(self, bare, labels):
        card = alone(bare, labels)
        card.set("value", {"q": "从单元格来"})
        expect(field(card)).to_have_value("从单元格来")

    def test_feedback_appears_as_python_gives_it(self, bare, labels):
        card = alone(bare, labels)
        card.set("panels", {"own": PANEL, "room": None})
        expect(card.el.locator(".cx-result")).to_contain_text("两个人都想早点到家。")

    def test_an_unsent_answer_is_sent_when_the_card_goes(self, bare, labels):
        card = alone(bare, labels)
        field(card).fill("再见")
        card.unmount()
        assert card.saves()[-1]["value"] == {"q": "再见"}

    def test_it_leaves_nothing_behind(self, bare, labels):
        first = alone(bare, labels)
        field(first).fill("一")
        first.unmount()
        before = bare.held()
        second = bare.mount("exercise", definition=WISH, labels=labels("zh", "form"), value={})
        field(second).fill("二")
        second.unmount()
        assert second.handlers() == 0
        assert bare.held() == before


class TestSaving:
    """In a class: through the outbox of the page."""

    def test_many_keystrokes_are_one_submission(self, bare):
        room, card = in_class(bare)
        field(card).press_sequentially("今天早点到家")
        saved(card).to_contain_text(SAVED)
        last = room.posts[-1]
        assert last["value"] == {"q": "今天早点到家"}
        assert (last["exercise"], last["round"]) == ("wish", 1)
        assert len(last["submission"]) == 36
        assert len(room.posts) < 6

    def test_an_answer_given_before_is_there_again(self, bare):
        _, card = in_class(bare, answers={"wish": {"value": {"q": "昨天写的"}, "round": 1}})
        expect(field(card)).to_have_value("昨天写的")
        saved(card).to_contain_text(SAVED)

    def test_without_a_connection_it_is_kept_through_a_reload_and_sent_later(self, bare):
        room, card = in_class(bare)
        room.drop()
        field(card).fill("断网时写的")
        saved(card).to_contain_text("已存在这台设备上")
        expect(bare.page.locator(".cx-header")).to_contain_text("连接断了")
        bare.page.reload()
        card = bare.mount("exercise", definition=WISH, labels={})
        expect(field(card)).to_have_value("断网时写的")
        saved(card).to_contain_text("已存在这台设备上")
        assert room.posts == []
        room.down = False
        bare.page.evaluate("() => window.dispatchEvent(new Event('online'))")
        saved(card).to_contain_text(SAVED)
        assert [post["value"] for post in room.posts] == [{"q": "断网时写的"}]
        bare.errors.clear()  # the browser reports each request that found no connection

    def test_a_refused_answer_says_why_and_stays_on_the_device(self, bare):
        room, card = in_class(bare)
        room.refusals["wish"] = (422, "愿望：写得太长。")
        field(card).fill("长" * 30)
        saved(card).to_contain_text("愿望：写得太长。")
        bare.page.reload()
        card = bare.mount("exercise", definition=WISH, labels={})
        expect(field(card)).to_have_value("长" * 30)
        saved(card).to_contain_text("愿望：写得太长。")
        room.refusals.clear()
        field(card).fill("短一点")
        saved(card).to_contain_text(SAVED)
        bare.errors.clear()  # the browser reports the 422

    def test_what_a_lock_turned_away_is_sent_when_it_opens(self, bare):
        room, card = in_class(bare)
        room.refusals["wish"] = (409, "讲师刚刚锁定了这个练习。")
        field(card).fill("晚了一步")
        saved(card).to_contain_text("讲师刚刚锁定了这个练习。")
        room.exercises["wish"] = {"state": "locked"}
        room.push()
        expect(field(card)).to_be_disabled()
        room.refusals.clear()
        room.exercises["wish"] = {"state": "open"}
        room.push()
        saved(card).to_contain_text(SAVED)
        assert room.answers["wish"]["value"] == {"q": "晚了一步"}
        bare.errors.clear()  # the browser reports the 409

    def test_a_live_page_tells_its_kernel_too(self, bare):
        _, card = in_class(bare, page="live")
        field(card).fill("也给内核")
        saved(card).to_contain_text(SAVED)
        bare.page.wait_for_function("() => shim.mounted[0].model.saves.length > 0")
        assert card.saves()[-1]["value"] == {"q": "也给内核"}


class TestOtherDevices:
    """The same person on a laptop and a phone."""

    def test_an_answer_from_elsewhere_appears(self, bare):
        room, card = in_class(bare)
        room.connected()
        room.push({**ARRIVAL, "value": {"q": "手机上写的"}})
        expect(field(card)).to_have_value("手机上写的")

    def test_it_never_takes_the_words_out_of_ones_hands(self, bare):
        room, card = in_class(bare)
        field(card).fill("正在写")
        room.push({**ARRIVAL, "value": {"q": "手机上写的"}})
        saved(card).to_contain_text(SAVED)
        assert field(card).input_value() == "正在写"
        assert room.answers["wish"]["value"] == {"q": "正在写"}


class TestPace:
    """Locking, revealing, rounds, the end."""

    def test_a_locked_exercise_can_only_be_looked_at(self, bare):
        _, card = in_class(bare, wish={"state": "locked"})
        expect(card.el).to_contain_text("现在只能查看")
        expect(field(card)).to_be_disabled()

    def test_the_result_comes_with_the_reveal_and_goes_with_it(self, bare):
        room, card = in_class(bare, answers={"wish": {"value": {"q": "回家"}, "round": 1}})
        room.panels["wish"] = {"own": PANEL, "room": PANEL}
        assert card.el.locator(".cx-result").count() == 0
        room.connected()
        room.exercises["wish"] = {"revealed": True, "version": 3, "count": 2}
        room.push()
        expect(card.el.locator(".cx-result")).to_have_count(2)
        room.exercises["wish"] = {"revealed": False, "version": 0, "count": 2}
        room.push()
        expect(card.el.locator(".cx-result")).to_have_count(0)

    def test_nothing_is_asked_for_before_the_reveal(self, bare):
        room, card = in_class(bare, answers={"wish": {"value": {"q": "回家"}, "round": 1}})
        field(card).fill("回家吃饭")
        saved(card).to_contain_text(SAVED)
        assert not [path for path in room.asked if path.startswith("panel/")]

    def test_a_second_round_begins_with_the_first_answer(self, bare):
        room, card = in_class(
            bare, wish={"round": 2}, answers={"wish": {"value": {"q": "回家"}, "round": 1}}
        )
        expect(field(card)).to_have_value("回家")
        card.el.get_by_role("button", name="保持原样").click()
        saved(card).to_contain_text(SAVED)
        assert (room.posts[-1]["round"], room.posts[-1]["value"]) == (2, {"q": "回家"})
        expect(card.el.get_by_role("button", name="保持原样")).to_have_count(0)

    def test_the_end_is_said(self, bare):
        _, card = in_class(bare, ended=True)
        expect(card.el).to_contain_text("课程已结束")
        expect(field(card)).to_be_disabled()


def test_a_vote_gets_its_choices_when_the_room_has_them(bare):
    vote = {
        "id": "vote",
        "component": "form",
        "title": "投票",
        "task": "选一个。",
        "section": [],
        "question": [{"id": "best", "kind": "vote", "prompt": "哪一句最好？", "pick": 1}],
    }
    room = FakeClass(bare, exercises={"vote": {"choices": {"best": []}}}).open()
    card = bare.mount("exercise", definition=vote, labels={})
    room.connected()
    assert card.el.get_by_text("早点到家").count() == 0
    room.exercises["vote"] = {"choices": {"best": [{"id": "c1", "label": "早点到家"}]}}
    room.push()
    card.el.get_by_role("radio").check()
    saved(card).to_contain_text(SAVED)
    assert room.answers["vote"]["value"] == {"best": ["c1"]}


class TestTrainer:
    """The trainer's tools under an exercise."""

    def test_reveal_lock_and_round(self, bare):
        room, card = in_class(bare, role="trainer", wish={"count": 7, "version": 9})
        expect(card.el.locator(".cx-tools")).to_contain_text("已答 7 人")
        for name in ("公布结果", "锁定"):
            with bare.page.expect_response("**/api/control"):
                card.el.get_by_role("button", name=name).click()
        card.el.get_by_role("button", name="开始第 2 轮").click()
        with bare.page.expect_response("**/api/control"):
            card.el.get_by_role("button", name="确定").click()
        expect(card.el.get_by_role("button", name="开始第 2 轮")).to_be_focused()
        assert room.wishes == [
            {"action": "reveal", "exercise": "wish", "revealed": True},
            {"action": "lock", "exercise": "wish", "locked": True},
            {"action": "round", "exercise": "wish", "round": 2},
        ]

    def test_the_result_can_be_looked_at_first(self, bare):
        room, card = in_class(bare, role="trainer", wish={"version": 9})
        room.panels["wish"] = {"own": None, "room": PANEL}
        assert card.el.locator(".cx-result").count() == 0
        card.el.get_by_role("button", name="先看全班结果").click()
        expect(card.el.locator(".cx-result")).to_contain_text("还没公布")

    def test_trainees_have_no_such_tools(self, bare):
        _, card = in_class(bare)
        assert card.el.locator(".cx-tools").count() == 0


class TestEverybody:
    """Hygiene and access."""

    def test_it_says_which_language_it_speaks(self, bare, labels):
        card = bare.open(lang="en").mount(
            "exercise", definition=WISH, labels=labels("zh", "form"), value={}
        )
        expect(card.el).to_have_attribute("lang", "zh-CN")

    def test_keys_pressed_in_it_are_no_commands_of_jupyterlab(self, bare, labels):
        card = alone(bare, labels)
        bare.page.evaluate(
            """() => {
              document.querySelector("main").className = "jp-Notebook";
              document.querySelector(".bare-mount").classList.add("jp-Cell");
              document.addEventListener("keydown", (e) => (window.heard = e.key), { once: true });
            }"""
        )
        field(card).press("ArrowDown")
        assert bare.page.evaluate("() => window.heard") is None
        field(card).press("Control+s")
        assert bare.page.evaluate("() => window.heard") == "Control"

    def test_a_card_in_a_class_leaves_nothing_behind(self, bare):
        _, first = in_class(bare)
        first.unmount()
        before = bare.held()
        second = bare.mount("exercise", definition=WISH, labels={})
        field(second).fill("两次")
        saved(second).to_contain_text(SAVED)
        second.unmount()
        assert second.handlers() == 0
        assert bare.held() == before

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("role", ["trainee", "trainer"])
    def test_axe_finds_nothing_serious(self, bare, lang, role):
        room = FakeClass(
            bare,
            role=role,
            lang=lang,
            exercises={"wish": {"revealed": True, "round": 2, "version": 4}},
            answers={"wish": {"value": {"q": "回家"}, "round": 1}},
        )
        room.panels["wish"] = {"own": PANEL, "room": PANEL}
        room.open()
        card = bare.mount("exercise", definition=WISH, labels={})
        expect(card.el.locator(".cx-result")).to_have_count(2)
        assert bare.axe("body") == []
