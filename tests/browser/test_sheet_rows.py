"""Rows of one's own, and blocks pasted from a spreadsheet."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.sheet_bench import TEXT, cell, mount, paste, rows, settled


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
        assert not paste(cell(card, "on_time", "note"), "just words")
        assert paste(cell(card, "on_time", "note"), "two\tcells")
