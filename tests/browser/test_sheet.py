"""The Sheet component: cells, keys, rows and pasting."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.sheet_bench import TEXT, cell, mount, rows, settled


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
        keys.send(
            "Input.imeSetComposition", {"text": "che", "selectionStart": 3, "selectionEnd": 3}
        )
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
