"""What holds for every form on every page."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cxwidgets.course import find_root
from cxwidgets.exercise.catalog import catalog
from cxwidgets.text import Text
from tests.browser.form_bench import (
    QUESTIONS,
    TEXT,
    TINY,
    asked,
    mount,
    mount_definition,
    one_of_each,
    settled,
)


def test_what_the_page_sends_python_accepts(bare, labels):
    exercise = catalog(find_root())["servqual_bus"]
    card = mount_definition(bare, labels, exercise.resolve(TEXT))
    for group in card.el.get_by_role("radiogroup").all():
        group.get_by_role("radio").nth(4).check()
    for item in card.el.locator(".cx-form-share input").all():
        item.fill("20")
    expect(card.el).to_contain_text(TEXT("ui.form.all_done"))
    value = card.get("value")
    assert exercise.clean(value) == value
    assert exercise.is_complete(value)


def test_each_answer_is_a_new_object(bare, labels):
    card = mount(bare, labels, asked("kano"), value={"q": {"functional": 1}})
    bare.page.evaluate("""() => {
          window.kept = shim.mounted[0].model.get("value");
          Object.freeze(Object.freeze(kept).q);
        }""")
    card.el.get_by_role("radio", name="7", exact=True).check()
    settled(card, {"q": {"functional": 1, "importance": 7}})
    assert bare.page.evaluate("() => window.kept") == {"q": {"functional": 1}}


def test_two_forms_on_a_page_share_nothing(bare, labels):
    one, two = (mount(bare, labels, *one_of_each()) for _ in range(2))
    one.el.get_by_role("radio", name="5", exact=True).first.check()
    settled(one, {"rating": 5})
    assert two.get("value") == {}
    names = bare.page.evaluate(
        """() => [...document.querySelectorAll(".cx-form")].map((form) =>
          [...form.querySelectorAll("[id], [name]")].flatMap((e) => [e.id, e.name]).filter(Boolean)
        )"""
    )
    assert not set(names[0]) & set(names[1])
    assert names[0]


def test_locked_shows_the_answer_and_takes_no_gesture(bare, labels):
    card = mount(
        bare, labels, *one_of_each(),
        value={"rating": 5, "text": "mine", "points": {"a": 40}}, room={"open": False},
    )  # fmt: skip
    fields = card.el.locator("[data-question]").locator("input, textarea, button")
    assert fields.count() > len(QUESTIONS)
    for field in fields.all():
        expect(field).to_be_disabled()
    expect(card.el.get_by_role("radio", name="5", exact=True).first).to_be_checked()
    expect(card.el.get_by_role("textbox", name="Question text")).to_have_value("mine")


def test_it_leaves_nothing_behind(bare, labels):
    mount(bare, labels, asked("text")).unmount()
    before = bare.held()
    card = mount(bare, labels, *one_of_each())
    card.el.get_by_role("textbox", name="Question text").fill("bye")
    card.unmount()
    assert card.handlers() == 0
    assert bare.held() == before


@pytest.mark.parametrize("width", [320, 390])
def test_every_target_is_big_enough_for_a_thumb(phone, labels, width):
    phone.page.set_viewport_size({"width": width, "height": 844})
    questions = [asked("rating", "nps", low=0, high=10), *one_of_each()]
    card = mount(phone, labels, *questions)
    targets = card.el.locator(".cx-form").locator("input, textarea, button, select")
    least = TINY if width > 320 else 36  # seven in a row on the smallest phone there is
    for box in targets.evaluate_all("all => all.map(e => e.getBoundingClientRect().toJSON())"):
        assert box["height"] >= TINY
        assert box["width"] >= least
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("size", ["bare", "phone"])
def test_axe_finds_nothing_serious(request, labels, lang, size):
    page = request.getfixturevalue(size)
    page.open(lang=lang)
    for name in ("kano_bus", "five_gaps", "servqual_bus"):
        definition = catalog(find_root())[name].resolve(Text(lang))
        mount_definition(page, labels, definition, lang=lang)
    page.page.locator(".cx-form-ring").first.click()
    mount(page, labels, *one_of_each(), value={"number": 5, "points": {"a": 100}}, lang=lang)
    page.page.get_by_role("textbox", name="Question number").fill("7000")
    assert page.axe() == []
