"""The ServiceMap component in a bare page: a blueprint, a journey, and the ratings of a phone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Locator, expect

from cxwidgets.course import find_root
from cxwidgets.exercise.catalog import catalog
from cxwidgets.text import Text

if TYPE_CHECKING:
    from tests.browser.harness import Bare, Mounted

RATE, EDIT, REDRAW, BLANK = "bus_journey", "bus_blueprint", "journey_redesign", "own_blueprint"
TARGET = 44
TOUCHED = ".cx-map :is(button, [role=button], [role=slider], input, select, textarea):visible"


@pytest.fixture(scope="module")
def exercises() -> dict[str, Any]:
    return catalog(find_root())


def mount(page: Bare, exercise: Any, labels: Any, lang: str = "en", **traits: Any) -> Mounted:
    if page.page.url == "about:blank":
        page.open(lang=lang)
    given = {"value": {}, "status": {"state": "idle"}, "panels": {"own": None, "room": None}}
    definition = exercise.resolve(Text(lang)) | traits.pop("definition", {})
    return page.mount(
        "exercise", definition=definition, labels=labels(lang, "map"), **(given | traits)
    )


def card(drawn: Mounted, name: str) -> Locator:
    return drawn.el.locator(f"[data-node='{name}'] [role=button]")


def slider(drawn: Mounted, step: str) -> Locator:
    return drawn.el.get_by_role("slider", name=step)


def held(drawn: Mounted, variant: str = "as_is") -> dict[str, Any]:
    """Return the map as the kernel has it."""
    return drawn.get("value")["maps"][variant]


def became(drawn: Mounted, test: str, variant: str = "as_is") -> None:
    """Wait until ``test``, an expression over ``map``, holds for the map the kernel has."""
    drawn.page.wait_for_function(
        f"""([i, v]) => {{
          const map = (shim.mounted[i].model.get("value").maps || {{}})[v];
          return Boolean(map && ({test}));
        }}""",
        arg=[drawn.index, variant],
    )


def cell_of(name: str) -> str:
    return f"map.cards.filter((c) => c.id === '{name}').map((c) => c.step + '/' + c.lane)[0]"


def drag_to(drawn: Mounted, source: Locator, target: Locator, gap: Locator) -> None:
    """Drag with the mouse until the gap shows where it should, and let go."""
    mouse = drawn.page.mouse
    start = source.bounding_box()
    mouse.move(start["x"] + 20, start["y"] + start["height"] / 2)
    mouse.down()
    mouse.move(start["x"] + 32, start["y"] + start["height"] / 2 + 4, steps=3)
    end = target.bounding_box()
    x, y = end["x"] + end["width"] * 0.7, end["y"] + end["height"] / 2
    mouse.move(x, y, steps=12)
    for trembling in range(200):  # no hand is still, and cards that glide are passed over
        if gap.count():
            break
        mouse.move(x + trembling % 3, y)
    expect(gap).to_have_count(1)
    mouse.up()
    expect(drawn.page.locator(".cx-drag-flying")).to_have_count(0)


class TestBlueprint:
    def test_cards_are_dragged_between_cells(self, bare, labels, exercises):
        drawn = mount(bare, exercises[EDIT], labels)
        count = drawn.el.locator("[data-node]").count()
        template = drawn.get("definition")["template"]
        name = next(c["id"] for c in template["cards"] if c["lane"] == "evidence")
        step = template["steps"][1]["id"]
        cell = drawn.el.locator(f"[data-place='{step}/frontstage']")
        drag_to(drawn, card(drawn, name), cell, cell.locator("> .cx-drag-gap"))
        became(drawn, f"{cell_of(name)} === '{step}/frontstage'")
        expect(drawn.el.locator("[data-node]")).to_have_count(count)  # none lost or doubled
        drawn.el.get_by_role("button", name="Undo").click()
        expect(cell.locator("[data-node]")).to_have_count(0)

    def test_steps_are_dragged_with_all_that_stands_below_them(self, bare, labels, exercises):
        drawn = mount(bare, exercises[EDIT], labels)
        steps = [s["id"] for s in drawn.get("definition")["template"]["steps"]]
        heads = drawn.el.locator("[data-step]")
        gap = drawn.el.locator("[data-place=steps] > :nth-child(2).cx-drag-gap")
        drag_to(drawn, heads.nth(0), heads.nth(1), gap)
        became(drawn, f"map.steps[1].id === '{steps[0]}'")
        first = drawn.el.locator(".is-customer > .cx-map-cell").first
        expect(first).to_have_attribute("aria-label", "Customer actions, Walk to the stop")

    def test_a_card_is_edited_beside_it_and_the_focus_comes_back(self, bare, labels, exercises):
        drawn = mount(bare, exercises[EDIT], labels)
        name = drawn.get("definition")["template"]["cards"][0]["id"]
        card(drawn, name).focus()
        bare.page.keyboard.press("Enter")
        panel = drawn.el.get_by_role("dialog", name="Edit the card")
        expect(panel.get_by_role("textbox", name="What happens")).to_be_focused()
        panel.get_by_role("textbox", name="What happens").fill("Screen at the stop")
        panel.get_by_role("textbox", name="Owner").fill("Stops office")
        panel.get_by_role("spinbutton", name="Minutes").fill("2.5")
        panel.get_by_role("button", name="Wait point").click()
        panel.get_by_role("button", name="Physical").click()
        panel.get_by_role("button", name="Proposed").click()
        bare.page.keyboard.press("Escape")
        expect(panel).to_have_count(0)
        expect(card(drawn, name)).to_be_focused()
        expect(card(drawn, name)).to_contain_text("Screen at the stop")
        changed = next(c for c in held(drawn)["cards"] if c["id"] == name)
        assert changed["minutes"] == 2.5
        assert (changed["wait"], changed["touchpoint"]) == (True, "physical")
        assert changed["evidence"] == "proposed"
        assert exercises[EDIT].clean(drawn.get("value"))

    def test_links_follow_the_layout(self, bare, labels, exercises):
        drawn = mount(bare, exercises[EDIT], labels)
        template = drawn.get("definition")["template"]
        lines = drawn.el.locator(".cx-map-links path")
        expect(lines).to_have_count(len(template["links"]))
        before = [line.get_attribute("d") for line in lines.all()]
        bare.page.set_viewport_size({"width": 2400, "height": 900})
        bare.page.wait_for_function(
            "(d) => document.querySelector('.cx-map-links path').getAttribute('d') !== d",
            arg=before[0],
        )
        first = template["links"][0]
        start = drawn.el.locator(f"[data-node='{first['from']}']").bounding_box()
        line = lines.first.bounding_box()
        assert start["x"] - 1 <= line["x"] <= start["x"] + start["width"] + 1

    def test_link_mode_joins_two_cards(self, bare, labels, exercises):
        drawn = mount(bare, exercises[EDIT], labels)
        cards = [c["id"] for c in drawn.get("definition")["template"]["cards"][:2]]
        drawn.el.get_by_role("button", name="Link cards").click()
        card(drawn, cards[0]).click()
        expect(card(drawn, cards[0])).to_have_attribute("aria-pressed", "true")
        card(drawn, cards[1]).click()
        became(drawn, f"map.links.some((l) => l.from === '{cards[0]}' && l.to === '{cards[1]}')")
        bare.page.keyboard.press("Escape")
        expect(drawn.el.get_by_role("button", name="Link cards")).to_have_attribute(
            "aria-pressed", "false"
        )

    def test_lane_heads_stay_in_sight(self, bare, labels, exercises):
        drawn = mount(bare, exercises[EDIT], labels)
        head = drawn.el.locator(".is-frontstage > .cx-map-lane-head")
        before = head.bounding_box()["x"]
        scroller = drawn.el.locator(".cx-map-scroll")
        assert scroller.evaluate("(e) => { e.scrollLeft = 150; return e.scrollLeft; }") > 0
        assert head.bounding_box()["x"] == pytest.approx(before, abs=1)

    def test_a_blank_map_grows_from_a_first_step(self, bare, labels, exercises):
        drawn = mount(bare, exercises[BLANK], labels, definition={"template": {"version": 1}})
        drawn.el.get_by_role("button", name="Add the first step").click()
        bare.page.keyboard.type("Arrive")
        bare.page.keyboard.press("Enter")
        drawn.el.get_by_role("button", name="Add a card to Frontstage at “Arrive”").click()
        bare.page.keyboard.type("Host says hello")
        drawn.el.get_by_role("button", name="Done").click()
        became(drawn, "map.steps[0].name === 'Arrive' && map.cards[0].text === 'Host says hello'")
        assert exercises[BLANK].clean(drawn.get("value"))


class TestJourney:
    def test_a_point_of_the_curve_is_dragged_tapped_and_keyed(self, bare, labels, exercises):
        drawn = mount(bare, exercises[REDRAW], labels)
        step = drawn.get("definition")["template"]["steps"][0]
        dot = slider(drawn, step["name"])
        dot.scroll_into_view_if_needed()
        box = dot.bounding_box()
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        bare.page.mouse.move(x, y)
        bare.page.mouse.down()
        bare.page.mouse.move(x + 5, y + 2 * TARGET, steps=5)
        bare.page.mouse.up()
        expect(dot).to_have_attribute("aria-valuenow", "-1")
        drawn.el.get_by_role("button", name="Undo").click()
        expect(dot).to_have_attribute("aria-valuenow", "1")
        column = drawn.el.locator(".cx-map-pad-column").first
        column.click(position={"x": 20, "y": TARGET / 2})
        expect(dot).to_have_attribute("aria-valuenow", "3")
        dot.press("ArrowDown")
        became(drawn, f"map.emotion['{step['id']}'] === 2")

    def test_both_views_show_one_map(self, bare, labels, exercises):
        drawn = mount(bare, exercises[REDRAW], labels)
        drawn.el.get_by_role("button", name="Blueprint").click()
        name = drawn.get("definition")["template"]["cards"][0]["id"]
        card(drawn, name).click()
        drawn.el.get_by_role("textbox", name="What happens").fill("Seen in both")
        drawn.el.get_by_role("button", name="Done").click()
        drawn.el.get_by_role("button", name="Journey").click()
        expect(card(drawn, name)).to_contain_text("Seen in both")

    def test_to_be_starts_as_a_copy_and_as_is_stays_behind_it(self, bare, labels, exercises):
        drawn = mount(bare, exercises[REDRAW], labels)
        drawn.el.get_by_role("button", name="To-be").click()
        first = drawn.get("definition")["template"]["steps"][0]
        became(drawn, f"map.emotion['{first['id']}'] === 1", "to_be")
        slider(drawn, first["name"]).press("End")
        became(drawn, f"map.emotion['{first['id']}'] === 3", "to_be")
        own = drawn.el.locator(".cx-curve-own").get_attribute("d")
        before = drawn.el.locator(".cx-curve-before").get_attribute("d")
        assert before
        assert own != before
        assert exercises[REDRAW].clean(drawn.get("value"))


class TestPhone:
    def test_each_step_is_rated_with_one_tap(self, phone, labels, exercises):
        drawn = mount(phone, exercises[RATE], labels, lang="zh")
        steps = drawn.get("definition")["template"]["steps"]
        for step, level in zip(steps, [1, 0, -3, -1, 2, 1, -2, -1], strict=True):
            group = drawn.el.get_by_role("radiogroup", name=f"“{step['name']}”")
            group.locator(f"[data-level='{level}']").tap()
            expect(group.locator("[aria-checked=true]")).to_have_attribute("data-level", str(level))
        became(drawn, "Object.keys(map.emotion).length === 8")
        pieces = re.compile(rf"^M[^C]*(C[^C]*){{{len(steps) - 1}}}$")
        expect(drawn.el.locator(".cx-curve-own")).to_have_attribute("d", pieces)
        assert exercises[RATE].clean(drawn.get("value"))

    def test_the_curve_runs_through_the_chosen_levels(self, phone, labels, exercises):
        drawn = mount(phone, exercises[RATE], labels)
        for index in (0, 1):
            rating = drawn.el.locator("[data-rated]").nth(index)
            rating.locator("[data-level='2']").tap()
        chosen = drawn.el.locator(".cx-map-level.is-on").nth(1).bounding_box()
        expect(drawn.el.locator(".cx-curve-own[d*=C]")).to_have_count(1)
        end = drawn.el.locator(".cx-curve-own").evaluate(
            """(p) => {
              const at = p.getPointAtLength(p.getTotalLength());
              const box = p.ownerSVGElement.getBoundingClientRect();
              return [at.x + box.x, at.y + box.y];
            }"""
        )
        assert end[0] == pytest.approx(chosen["x"] + chosen["width"] / 2, abs=3)
        assert end[1] == pytest.approx(chosen["y"] + chosen["height"] / 2, abs=2)

    def test_a_point_is_marked_in_a_sheet_from_below(self, phone, labels, exercises):
        drawn = mount(phone, exercises[RATE], labels)
        drawn.el.get_by_role("button", name="Mark a Pain point at “Wait”").tap()
        sheet = drawn.el.get_by_role("dialog")
        box = sheet.bounding_box()
        assert box["y"] + box["height"] == pytest.approx(844, abs=1)
        sheet.get_by_role("textbox").fill("Nobody knows how long")
        sheet.get_by_role("button", name="Strong").tap()
        sheet.get_by_role("button", name="Done").tap()
        became(drawn, "map.points[0].text === 'Nobody knows how long'")
        assert held(drawn)["points"][0]["strength"] == 3

    def test_a_map_is_edited_step_by_step(self, phone, labels, exercises):
        drawn = mount(phone, exercises[EDIT], labels)
        page = drawn.el.locator(".cx-map-page")
        expect(page.get_by_role("heading", name="Check the bus at home")).to_be_visible()
        drawn.el.get_by_role("button", name="Next step").tap()
        expect(page.get_by_role("heading", name="Walk to the stop")).to_be_visible()
        drawn.el.get_by_role("button", name="Add a card to Frontstage at “Walk to the stop”").tap()
        drawn.el.get_by_role("textbox", name="What happens").fill("A steward shows the way")
        drawn.el.get_by_role("button", name="Done").tap()
        expect(page).to_contain_text("A steward shows the way")
        assert exercises[EDIT].clean(drawn.get("value"))

    @pytest.mark.parametrize("name", [RATE, EDIT, REDRAW])
    def test_nothing_to_be_touched_is_small_or_outside(self, phone, labels, exercises, name):
        drawn = mount(phone, exercises[name], labels, lang="zh")
        expect(drawn.el.locator(".cx-map--narrow")).to_have_count(1)
        for target in drawn.el.locator(TOUCHED).all():
            box = target.bounding_box()
            assert box["height"] >= TARGET - 0.5, target.evaluate("(e) => e.outerHTML")
            assert box["width"] >= TARGET - 0.5, target.evaluate("(e) => e.outerHTML")
        width = phone.page.evaluate("() => document.documentElement.scrollWidth")
        assert width <= phone.page.viewport_size["width"]

    @pytest.mark.parametrize("name", [RATE, EDIT])
    def test_axe_finds_nothing_serious(self, phone, labels, exercises, name):
        mount(phone, exercises[name], labels)
        assert phone.axe() == []


class TestSurroundings:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("name", [RATE, EDIT, REDRAW])
    def test_axe_finds_nothing_serious(self, bare, labels, exercises, name, lang):
        mount(bare, exercises[name], labels, lang)
        assert bare.axe() == []

    def test_axe_finds_nothing_serious_in_a_panel(self, bare, labels, exercises):
        drawn = mount(bare, exercises[EDIT], labels)
        card(drawn, drawn.get("definition")["template"]["links"][0]["from"]).click()
        expect(drawn.el.get_by_role("dialog")).to_be_visible()
        assert bare.axe() == []

    @pytest.mark.parametrize("name", [RATE, EDIT, REDRAW])
    def test_nothing_to_be_touched_is_small(self, bare, labels, exercises, name):
        drawn = mount(bare, exercises[name], labels)
        for target in drawn.el.locator(TOUCHED).all():
            box = target.bounding_box()
            assert box["height"] >= TARGET - 0.5, target.evaluate("(e) => e.outerHTML")
            assert box["width"] >= TARGET - 0.5, target.evaluate("(e) => e.outerHTML")

    def test_a_result_shows_the_room_behind_the_own_curve(self, bare, labels, exercises):
        template = exercises[RATE].resolve(Text("en"))["template"]
        room = {
            "steps": {
                s["id"]: {"low": -1, "median": 0, "high": 1, "n": 40} for s in template["steps"]
            }
        }
        drawn = mount(
            bare,
            exercises[RATE],
            labels,
            definition={"room": room},
            value={"maps": {"as_is": template}},
            room={"open": False, "revealed": True},
        )
        assert drawn.el.locator(".cx-curve-band").get_attribute("d").endswith("Z")
        expect(drawn.el.get_by_text("Median of the class (n = 40)")).to_be_visible()
        expect(drawn.el.locator(TOUCHED)).to_have_count(0)
        assert bare.axe() == []

    def test_what_it_held_is_let_go(self, bare, labels, exercises):
        kept = []
        for _ in range(2):  # the first round also counts what the browser driver brings along
            drawn = mount(bare, exercises[EDIT], labels)
            card(drawn, drawn.get("definition")["template"]["cards"][0]["id"]).click()
            drawn.unmount()
            assert drawn.handlers() == 0
            kept.append(bare.held())
        assert kept[0] == kept[1]
