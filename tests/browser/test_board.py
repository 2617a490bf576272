"""The Board component in a bare page: by mouse, by finger, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, expect

from cxwidgets.course import find_root
from cxwidgets.exercise.catalog import catalog
from cxwidgets.text import Text

if TYPE_CHECKING:
    from tests.browser.harness import Bare, Mounted

SORTING, SEQUENCE = "touchpoint_sort", "visit_order"
TARGET = 44


@pytest.fixture(scope="module")
def exercises() -> dict[str, Any]:
    return catalog(find_root())


def mount(page: Bare, exercise: Any, labels: Any, lang: str = "en", **traits: Any) -> Mounted:
    if page.page.url == "about:blank":
        page.open(lang=lang)
    given = {"value": {}, "status": {"state": "idle"}, "panels": {"own": None, "room": None}}
    definition = exercise.resolve(Text(lang))
    return page.mount(
        "exercise", definition=definition, labels=labels(lang, "board"), **(given | traits)
    )


def card(board: Mounted, name: str) -> Locator:
    return board.el.locator(f"[data-card='{name}'] [role=button]")


def zone(board: Mounted, name: str) -> Locator:
    return board.el.locator(f"[data-place='{name}']")


def settled(board: Mounted, zones: dict[str, list[str]]) -> None:
    """Wait until the page and the kernel both have exactly these cards in these zones."""
    for name, cards in zones.items():
        for index, each in enumerate(cards):
            at = zone(board, name).locator("> [data-card]").nth(index)
            expect(at).to_have_attribute("data-card", each)
        expect(zone(board, name).locator("> [data-card]")).to_have_count(len(cards))
    board.page.wait_for_function(
        """([i, zones]) => {
          const held = shim.mounted[i].model.get("value").zones || {};
          return Object.entries(zones).every(([z, c]) => String(held[z] || []) === String(c));
        }""",
        arg=[board.index, zones],
    )


def drag(board: Mounted, name: str, target: Locator, lands: tuple[str, int | None]) -> None:
    """Drag a card with the mouse until its gap shows in a zone (at an index), and let go."""
    mouse = board.page.mouse
    source = card(board, name)
    source.scroll_into_view_if_needed()
    start = source.bounding_box()
    mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(start["x"] + 40, start["y"] + start["height"] / 2 + 6, steps=3)
    end = target.bounding_box()
    x = end["x"] + end["width"] / 2
    y = end["y"] + end["height"] * (0.9 if end["y"] > start["y"] else 0.5)
    mouse.move(x, y, steps=12)
    place, index = lands
    there = "> .cx-drag-gap" if index is None else f"> :nth-child({index + 1}).cx-drag-gap"
    gap = zone(board, place).locator(there)
    for trembling in range(200):  # no hand is still, and cards that glide are passed over
        if gap.count():
            break
        mouse.move(x + trembling % 3, y)
    expect(gap).to_have_attribute("data-card", name)
    mouse.up()
    expect(board.page.locator(".cx-drag-flying")).to_have_count(0)


class TestMouse:
    def test_cards_are_dragged_into_zones_and_out_again(self, bare, labels, exercises):
        board = mount(bare, exercises[SORTING], labels)
        everything = board.el.locator("[data-card]").count()
        drag(board, "shelter_shade", zone(board, "physical"), ("physical", 0))
        settled(board, {"physical": ["shelter_shade"], "digital": [], "human": []})
        drag(board, "app_screen", zone(board, "digital"), ("digital", 0))
        drag(board, "shelter_shade", zone(board, "human"), ("human", 0))
        settled(board, {"physical": [], "digital": ["app_screen"], "human": ["shelter_shade"]})
        drag(board, "app_screen", card(board, "driver_waits"), ("", None))
        settled(board, {"digital": [], "human": ["shelter_shade"]})
        expect(board.el.locator("[data-card]")).to_have_count(everything)  # none lost or doubled
        assert exercises[SORTING].clean(board.get("value")) == board.get("value")

    def test_a_drag_is_one_step_of_undo(self, bare, labels, exercises):
        board = mount(bare, exercises[SORTING], labels)
        drag(board, "shelter_shade", zone(board, "physical"), ("physical", 0))
        bare.page.keyboard.press("Control+z")
        settled(board, {"physical": []})
        board.el.get_by_role("button", name="Redo").click()
        settled(board, {"physical": ["shelter_shade"]})

    def test_a_list_is_put_in_order(self, bare, labels, exercises):
        bare.page.emulate_media(reduced_motion="reduce")  # cards that glide are no fixed targets
        board = mount(bare, exercises[SEQUENCE], labels)
        day = [c["id"] for c in board.get("definition")["card"]]
        before = board.el.locator(".cx-curve-own").get_attribute("d")
        drag(board, day[0], card(board, day[-1]), ("visit", len(day) - 1))
        settled(board, {"visit": [*day[1:], day[0]]})
        expect(board.el.locator(".cx-curve-own")).not_to_have_attribute("d", before)
        drag(board, day[-1], card(board, day[1]), ("visit", 0))
        settled(board, {"visit": [day[-1], *day[1:-1], day[0]]})

    def test_a_click_is_no_drag(self, bare, labels, exercises):
        board = mount(bare, exercises[SORTING], labels)
        card(board, "shelter_shade").click()
        expect(card(board, "shelter_shade")).to_have_attribute("aria-pressed", "true")
        board.el.get_by_role("button", name="Put it into “Human”").click()
        settled(board, {"human": ["shelter_shade"]})


class TestFinger:
    def test_the_thumb_stays_where_it_is(self, phone, labels, exercises):
        board = mount(phone, exercises[SORTING], labels, lang="zh")
        card(board, "shelter_shade").tap()
        dock = board.el.locator(".cx-board-dock")
        expect(dock).to_be_in_viewport()
        for _ in range(3):
            dock.get_by_role("button", name="物理触点").tap()
        settled(board, {"physical": ["shelter_shade", "app_screen", "safety_reminder"]})
        expect(dock).to_contain_text("车厢扶手的高度")
        dock.get_by_role("button", name="取消选中").tap()
        expect(dock).to_have_count(0)

    def test_a_long_press_drags(self, phone, labels, exercises):
        board = mount(phone, exercises[SEQUENCE], labels)
        touch = phone.page.context.new_cdp_session(phone.page)
        first, _, third = (c["id"] for c in board.get("definition")["card"][:3])
        start = card(board, first).bounding_box()
        x, y = start["x"] + 60, start["y"] + start["height"] / 2

        def send(kind: str, *points: tuple[float, float]) -> None:
            touches = [{"x": px, "y": py} for px, py in points]
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

        send("touchStart", (x, y))
        expect(board.el.locator(f"[data-card={first}].sortable-chosen")).to_have_count(1)
        end = card(board, third).bounding_box()
        target = end["y"] + end["height"] * 0.9
        for part in range(1, 13):
            send("touchMove", (x, y + (target - y) * part / 12))
        gap = zone(board, "visit").locator("> :nth-child(3).cx-drag-gap")
        for trembling in range(200):
            if gap.count():
                break
            send("touchMove", (x + trembling % 3, target))
        send("touchEnd")
        expect(zone(board, "visit").locator("> [data-card]").nth(2)).to_have_attribute(
            "data-card", first
        )

    def test_own_cards_are_written_and_placed(self, phone, labels, exercises):
        board = mount(phone, exercises[SORTING], labels)
        board.el.get_by_role("textbox", name="Your own card").fill("A handwritten sign")
        board.el.get_by_role("button", name="Add", exact=True).tap()
        card(board, "own-1").tap()
        board.el.locator(".cx-board-dock").get_by_role("button", name="Physical").tap()
        settled(board, {"physical": ["own-1"]})
        assert board.get("value")["own"] == {"own-1": "A handwritten sign"}
        assert exercises[SORTING].clean(board.get("value")) == board.get("value")

    @pytest.mark.parametrize("name", [SORTING, SEQUENCE])
    def test_nothing_to_be_touched_is_small_or_outside(self, phone, labels, exercises, name):
        board = mount(phone, exercises[name], labels)
        card(board, "shelter_shade" if name == SORTING else "queue").tap()
        for target in board.el.locator(".cx-board :is(button, [role=button], input):visible").all():
            box = target.bounding_box()
            assert box["height"] >= TARGET - 0.5, target.inner_text()
            assert box["width"] >= TARGET - 0.5, target.inner_text()
        width = phone.page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= phone.page.viewport_size["width"]


class TestKeyboard:
    def test_a_card_walks_through_the_zones_with_the_focus(self, bare, labels, exercises):
        board = mount(bare, exercises[SORTING], labels)
        card(board, "driver_waits").focus()
        for _ in range(3):
            bare.page.keyboard.press("ArrowRight")
        settled(board, {"human": ["driver_waits"]})
        expect(card(board, "driver_waits")).to_be_focused()
        expect(board.el.get_by_role("status").filter(has_text="Human")).to_have_count(1)
        bare.page.keyboard.press("Control+z")
        settled(board, {"digital": ["driver_waits"], "human": []})


class TestSurroundings:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("name", [SORTING, SEQUENCE])
    def test_axe_finds_nothing_serious(self, bare, labels, exercises, name, lang):
        board = mount(bare, exercises[name], labels, lang)
        card(board, "shelter_shade" if name == SORTING else "queue").click()
        assert bare.axe() == []

    def test_axe_finds_nothing_serious_on_a_phone(self, phone, labels, exercises):
        board = mount(phone, exercises[SORTING], labels)
        card(board, "shelter_shade").tap()
        assert phone.axe() == []

    def test_what_it_held_is_let_go(self, bare, labels, exercises):
        held = []
        for _ in range(2):  # the first round also counts what the browser driver brings along
            board = mount(bare, exercises[SORTING], labels)
            drag(board, "shelter_shade", zone(board, "physical"), ("physical", 0))
            board.unmount()
            assert board.handlers() == 0
            held.append(bare.held())
        assert held[0] == held[1]

    def test_a_locked_board_only_shows(self, bare, labels, exercises):
        value = {"zones": {"physical": ["shelter_shade"]}, "own": {}}
        board = mount(
            bare, exercises[SORTING], labels, value=value, room={"open": False, "revealed": False}
        )
        expect(zone(board, "physical")).to_contain_text("shade roof")
        expect(board.el.locator(".cx-board :is(button, [role=button], input)")).to_have_count(0)
