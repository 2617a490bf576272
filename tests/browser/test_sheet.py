"""The Sheet component in a bare page: a table on a laptop, cards on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from cxwidgets.course import find_root
from cxwidgets.exercise.catalog import catalog
from cxwidgets.text import Text

if TYPE_CHECKING:
    from tests.browser.harness import Bare, Mounted

TEXT = Text("en")
OPEN = {"low": -1e12, "high": 1e12, "step": 1, "choice": [], "max_length": 60}
WAYS = [{"id": "up", "label": "Higher"}, {"id": "down", "label": "Lower"}]
DEFINITION = {
    "id": "sheet", "module": "m", "component": "sheet", "title": "A sheet", "task": "", "free_rows": 2,
    "column": [
        {**OPEN, "id": "measure", "label": "Measure", "kind": "fixed"},
        {**OPEN, "id": "target", "label": "Target", "kind": "number", "low": 0, "high": 100, "unit": "%"},
        {**OPEN, "id": "way", "label": "Way", "kind": "choice", "choice": WAYS},
        {**OPEN, "id": "note", "label": "Note", "kind": "text"},
    ],
    "row": [
        {"id": "on_time", "cells": {"measure": "On time", "target": 90}},
        {"id": "clean", "cells": {"measure": "Clean", "target": 95}},
    ],
}  # fmt: skip
TINY = 43.5


def mount(page: Bare, labels: Any, lang: str = "en", **traits: Any) -> Mounted:
    if page.page.url == "about:blank":
        page.open(lang=lang)
    definition = DEFINITION | traits.pop("definition", {})
    given = {"value": {}, "status": {"state": "idle"}, "panels": {"own": None, "room": None}}
    return page.mount(
        "exercise", definition=definition, labels=labels(lang, "sheet"), **(given | traits)
    )


def cell(card: Mounted, row: str, column: str) -> Any:
    return card.el.locator(f"[data-line='{row}'][data-column='{column}']")


def rows(card: Mounted) -> dict[str, dict[str, Any]]:
    return {row["id"]: row["cells"] for row in card.get("value")["rows"]}


def settled(card: Mounted, row: str, column: str, value: object) -> None:
    """Wait until the kernel would hold this cell."""
    card.page.wait_for_function(
        """([i, r, c, v]) => {
          const row = (shim.mounted[i].model.get("value").rows || []).find((x) => x.id === r);
          return row && (row.cells[c] ?? null) === v;
        }""",
        arg=[card.index, row, column, value],
    )


def paste(field: Any, text: str) -> None:
    """Paste as from a spreadsheet."""
    field.focus()
    field.evaluate(
        """(e, text) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/plain", text);
          e.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        text,
    )


class TestCells:
    def test_a_change_saves_every_row_with_what_is_open_in_it(self, bare, labels):
        card = mount(bare, labels)
        cell(card, "clean", "note").fill("checked daily")
        settled(card, "clean", "note", "checked daily")
        assert rows(card) == {
            "on_time": {"target": 90},
            "clean": {"target": 95, "note": "checked daily"},
        }

    def test_a_cell_is_named_by_its_row_and_column(self, bare, labels):
        card = mount(bare, labels)
        expect(card.el.get_by_role("textbox", name="Clean Target (%)")).to_have_value("95")
        expect(card.el.get_by_role("combobox", name="On time Way")).to_be_visible()
        expect(card.el.get_by_role("rowheader", name="Clean")).to_have_count(1)

    def test_a_choice_is_saved_by_its_id(self, bare, labels):
        card = mount(bare, labels)
        cell(card, "clean", "way").select_option("Lower")
        settled(card, "clean", "way", "down")
        cell(card, "clean", "way").select_option("")
        settled(card, "clean", "way", None)

    def test_what_does_not_fit_stays_in_sight_and_is_not_saved(self, bare, labels):
        card = mount(bare, labels)
        target = cell(card, "on_time", "target")
        target.fill("900")
        settled(card, "on_time", "target", None)
        expect(target).to_have_value("900")
        expect(target).to_have_attribute("aria-invalid", "true")
        expect(card.el).to_contain_text(TEXT("ui.sheet.cell.range", low=0, high=100))
        target.fill("91")
        settled(card, "on_time", "target", 91)
        expect(target).not_to_have_attribute("aria-invalid", "true")

    def test_an_emptied_cell_stays_empty(self, bare, labels):
        card = mount(bare, labels)
        cell(card, "on_time", "target").fill("")
        settled(card, "on_time", "target", None)
        again = mount(bare, labels, value=card.get("value"))
        expect(cell(again, "on_time", "target")).to_have_value("")

    def test_a_word_being_composed_is_not_an_answer_and_enter_stays_in_the_cell(self, bare, labels):
        card = mount(bare, labels)
        note = cell(card, "on_time", "note")
        note.focus()
        keys = bare.page.context.new_cdp_session(bare.page)
        keys.send("Input.imeSetComposition", {"text": "che", "selectionStart": 3, "selectionEnd": 3})
        note.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
        expect(note).to_be_focused()
        assert card.get("value") == {}
        keys.send("Input.insertText", {"text": "\u8f66"})
        settled(card, "on_time", "note", "\u8f66")


class TestKeys:
    def test_arrows_and_enter_walk_through_the_cells(self, bare, labels):
        card = mount(bare, labels)
        press = bare.page.keyboard.press
        cell(card, "on_time", "target").click()
        press("Enter")
        expect(cell(card, "clean", "target")).to_be_focused()
        press("Shift+Enter")
        expect(cell(card, "on_time", "target")).to_be_focused()
        press("ArrowRight")
        expect(cell(card, "on_time", "way")).to_be_focused()
        press("ArrowDown")
        expect(cell(card, "clean", "way")).to_be_focused()
        press("ArrowRight")
        expect(cell(card, "clean", "note")).to_be_focused()
        press("ArrowUp")
        expect(cell(card, "on_time", "note")).to_be_focused()
        press("ArrowLeft")
        press("ArrowLeft")
        expect(cell(card, "on_time", "target")).to_be_focused()
        press("Tab")
        expect(cell(card, "on_time", "way")).to_be_focused()
        assert card.get("value") == {}

    def test_what_is_typed_after_a_step_replaces_the_cell(self, bare, labels):
        card = mount(bare, labels)
        cell(card, "on_time", "target").click()
        bare.page.keyboard.press("Enter")
        bare.page.keyboard.type("7")
        settled(card, "clean", "target", 7)

    def test_arrows_stay_inside_a_text_while_the_caret_has_somewhere_to_go(self, bare, labels):
        card = mount(bare, labels, value={"rows": [{"id": "clean", "cells": {"note": "ab"}}]})
        note = cell(card, "clean", "note")
        note.focus()
        note.evaluate("e => e.setSelectionRange(1, 1)")
        bare.page.keyboard.press("ArrowLeft")
        expect(note).to_be_focused()
        bare.page.keyboard.press("ArrowLeft")
        expect(cell(card, "clean", "way")).to_be_focused()

    def test_enter_in_the_last_row_adds_one(self, bare, labels):
        card = mount(bare, labels)
        cell(card, "clean", "target").click()
        bare.page.keyboard.press("Enter")
        expect(cell(card, "own-1", "measure")).to_be_focused()


class TestRows:
    def add(self, card):
        return card.el.get_by_role("button", name=TEXT("ui.sheet.add"))

    def test_own_rows_are_added_up_to_the_limit(self, bare, labels):
        card = mount(bare, labels)
        for i in (1, 2):
            self.add(card).click()
            expect(cell(card, f"own-{i}", "measure")).to_be_focused()
            bare.page.keyboard.type(f"Mine {i}")
            settled(card, f"own-{i}", "measure", f"Mine {i}")
        expect(self.add(card)).to_be_disabled()

    def test_only_own_rows_can_be_removed_and_they_come_back(self, bare, labels):
        own = {"id": "own-1", "cells": {"measure": "Mine", "target": 5}}
        card = mount(bare, labels, value={"rows": [own]})
        bins = card.el.get_by_role("button", name=TEXT("ui.sheet.remove", row="Row"))
        expect(bins).to_have_count(1)
        bins.click()
        expect(cell(card, "own-1", "measure")).to_have_count(0)
        assert "own-1" not in rows(card)
        card.el.get_by_role("button", name=TEXT("ui.sheet.undo")).click()
        settled(card, "own-1", "target", 5)
        assert rows(card)["own-1"] == own["cells"]

    def test_a_blank_sheet_begins_with_a_row(self, bare, labels):
        card = mount(bare, labels, definition={"row": []})
        cell(card, "own-1", "measure").fill("First")
        settled(card, "own-1", "measure", "First")


class TestPaste:
    def test_a_block_fills_cells_and_adds_rows(self, bare, labels):
        card = mount(bare, labels)
        paste(cell(card, "clean", "target"), "80\tlower\tdaily\r\n70\tHigher\t\r\n")
        settled(card, "own-1", "target", 70)
        assert rows(card)["clean"] == {"target": 80, "way": "down", "note": "daily"}
        assert rows(card)["own-1"] == {"target": 70, "way": "up"}
        expect(card.el.get_by_role("status").first).to_have_text(TEXT("ui.sheet.pasted", n=6))

    def test_what_does_not_fit_says_so_at_its_cell(self, bare, labels):
        card = mount(bare, labels)
        paste(cell(card, "on_time", "target"), "500\tsideways\nmany\tlower")
        settled(card, "clean", "way", "down")
        assert rows(card) == {"on_time": {"target": None}, "clean": {"target": None, "way": "down"}}
        expect(card.el).to_contain_text(TEXT("ui.sheet.cell.range", low=0, high=100))
        expect(card.el).to_contain_text(TEXT("ui.sheet.cell.no_number"))
        expect(card.el).to_contain_text(TEXT("ui.sheet.cell.no_choice", text="sideways"))
        expect(card.el).to_contain_text(TEXT("ui.sheet.pasted_problems", n=4, wrong=3))

    def test_one_cell_is_pasted_as_text_always_is(self, bare, labels):
        card = mount(bare, labels)
        note = cell(card, "on_time", "note")
        note.focus()
        assert not note.evaluate(
            """(e) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", "just words");
              const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
              e.dispatchEvent(event);
              return event.defaultPrevented;
            }"""
        )


class TestEverywhere:
    def test_on_a_phone_a_row_is_a_card_with_its_name_on_top(self, phone, labels):
        card = mount(phone, labels)
        boxes = [cell(card, "on_time", c).bounding_box() for c in ("target", "way", "note")]
        assert boxes[0]["y"] < boxes[1]["y"] < boxes[2]["y"]
        expect(card.el.get_by_role("rowheader", name="On time")).to_be_visible()
        expect(card.el.locator(".cx-sheet-label", has_text="Target (%)")).to_have_count(2)
        cell(card, "on_time", "target").tap()
        phone.page.keyboard.press("Enter")
        expect(cell(card, "on_time", "way")).to_be_focused()

    @pytest.mark.parametrize("size", ["bare", "phone"])
    def test_every_target_is_big_enough_and_nothing_sticks_out(self, request, labels, size):
        page = request.getfixturevalue(size)
        card = mount(page, labels, value={"rows": [{"id": "own-1", "cells": {}}]})
        fields = card.el.locator(".cx-sheet").locator("input, textarea, button, select")
        for box in fields.evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())"):
            assert min(box["width"], box["height"]) >= TINY
        assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    def test_what_the_page_sends_python_accepts(self, bare, labels):
        exercise = catalog(find_root())["churn_reasons"]
        card = mount(bare, labels, definition=exercise.resolve(TEXT))
        paste(cell(card, "other", "people"), "30\n12\n")
        settled(card, "own-1", "people", 12)
        cell(card, "own-1", "reason").fill("Moved away")
        cell(card, "long_wait", "people").fill("")
        settled(card, "long_wait", "people", None)
        value = card.get("value")
        assert exercise.clean(value) == value

    def test_two_sheets_on_a_page_share_nothing(self, bare, labels):
        one, two = (mount(bare, labels) for _ in range(2))
        cell(one, "clean", "target").fill("1")
        settled(one, "clean", "target", 1)
        assert two.get("value") == {}
        ids = bare.page.evaluate(
            "() => [...document.querySelectorAll('.cx-sheet [id]')].map((element) => element.id)"
        )
        assert len(ids) == len(set(ids)) > 0

    def test_locked_shows_the_answer_and_takes_no_gesture(self, bare, labels):
        own = {"id": "own-1", "cells": {"measure": "Mine"}}
        card = mount(bare, labels, value={"rows": [own]}, room={"open": False})
        for field in card.el.locator("[data-cell]").all():
            expect(field).to_be_disabled()
        expect(cell(card, "own-1", "measure")).to_have_value("Mine")
        expect(card.el.locator(".cx-sheet button")).to_have_count(0)

    def test_it_leaves_nothing_behind(self, bare, labels):
        mount(bare, labels).unmount()
        before = bare.held()
        card = mount(bare, labels)
        cell(card, "clean", "note").fill("bye")
        card.unmount()
        assert card.handlers() == 0
        assert bare.held() == before

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("size", ["bare", "phone"])
    def test_axe_finds_nothing_serious(self, request, labels, lang, size):
        page = request.getfixturevalue(size)
        card = mount(page, labels, lang=lang, value={"rows": [{"id": "own-1", "cells": {}}]})
        cell(card, "clean", "target").fill("700")
        assert page.axe() == []
