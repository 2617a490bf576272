"""What holds for every sheet on every page: table and cards."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cxwidgets.course import find_root
from cxwidgets.exercise.catalog import catalog
from tests.browser.sheet_bench import TEXT, TINY, cell, mount, paste, settled


def test_on_a_phone_a_row_is_a_card_with_its_name_on_top(phone, labels):
    card = mount(phone, labels)
    boxes = [cell(card, "on_time", c).bounding_box() for c in ("target", "way", "note")]
    assert boxes[0]["y"] < boxes[1]["y"] < boxes[2]["y"]
    expect(card.el.get_by_role("rowheader", name="On time")).to_be_visible()
    expect(card.el.locator(".cx-sheet-label", has_text="Target (%)")).to_have_count(2)
    cell(card, "on_time", "target").tap()
    phone.page.keyboard.press("Enter")
    expect(cell(card, "on_time", "way")).to_be_focused()


@pytest.mark.parametrize("size", ["bare", "phone"])
def test_every_target_is_big_enough_and_nothing_sticks_out(request, labels, size):
    page = request.getfixturevalue(size)
    card = mount(page, labels, value={"rows": [{"id": "own-1", "cells": {}}]})
    fields = card.el.locator(".cx-sheet").locator("input, textarea, button, select")
    for box in fields.evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())"):
        assert min(box["width"], box["height"]) >= TINY
    assert page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_the_page_sends_python_accepts(bare, labels):
    exercise = catalog(find_root())["churn_reasons"]
    card = mount(bare, labels, definition=exercise.resolve(TEXT))
    paste(cell(card, "other", "people"), "30\n12\n")
    settled(card, "own-1", "people", 12)
    cell(card, "own-1", "reason").fill("Moved away")
    cell(card, "long_wait", "people").fill("")
    settled(card, "long_wait", "people", None)
    value = card.get("value")
    assert exercise.clean(value) == value


def test_two_sheets_on_a_page_share_nothing(bare, labels):
    one, two = (mount(bare, labels) for _ in range(2))
    cell(one, "clean", "target").fill("1")
    settled(one, "clean", "target", 1)
    assert two.get("value") == {}
    ids = bare.page.evaluate(
        "() => [...document.querySelectorAll('.cx-sheet [id]')].map((element) => element.id)"
    )
    assert len(ids) == len(set(ids)) > 0


def test_locked_shows_the_answer_and_takes_no_gesture(bare, labels):
    own = {"id": "own-1", "cells": {"measure": "Mine"}}
    card = mount(bare, labels, value={"rows": [own]}, room={"open": False})
    for field in card.el.locator("[data-cell]").all():
        expect(field).to_be_disabled()
    expect(cell(card, "own-1", "measure")).to_have_value("Mine")
    expect(card.el.locator(".cx-sheet button")).to_have_count(0)


def test_it_leaves_nothing_behind(bare, labels):
    mount(bare, labels).unmount()
    before = bare.held()
    card = mount(bare, labels)
    cell(card, "clean", "note").fill("bye")
    card.unmount()
    assert card.handlers() == 0
    assert bare.held() == before


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", ["bare", "phone"])
def test_axe_finds_nothing_serious(request, labels, lang, size):
    page = request.getfixturevalue(size)
    card = mount(page, labels, lang=lang, value={"rows": [{"id": "own-1", "cells": {}}]})
    cell(card, "clean", "target").fill("700")
    assert page.axe() == []
