"""Pairs and points: answers that belong together."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.form_bench import TEXT, asked, mount, question, settled


class TestPair:
    def test_the_gap_is_drawn_and_not_worked_out(self, bare, labels):
        card = mount(bare, labels, asked("pair"))
        span = card.el.locator(".cx-form-span")
        rows = card.el.get_by_role("radiogroup")
        rows.nth(0).get_by_role("radio", name="7").check()
        expect(span).to_have_count(0)
        rows.nth(1).get_by_role("radio", name="3", exact=True).check()
        settled(card, {"q": {"expectation": 7, "perception": 3}})
        line = span.bounding_box()
        ends = [rows.nth(i).locator("input:checked").bounding_box() for i in (1, 0)]
        middles = [box["x"] + box["width"] / 2 for box in ends]
        assert line["x"] == pytest.approx(middles[0], abs=4)
        assert line["x"] + line["width"] == pytest.approx(middles[1], abs=4)
        assert "4" not in question(card).locator(".cx-form-head").inner_text()

    def test_an_answer_redraws_its_own_question_only(self, bare, labels):
        card = mount(bare, labels, *(asked("pair", f"q{i}") for i in range(22)))
        bare.page.evaluate(
            """() => {
              window.touched = new Set();
              const note = (records) => records.forEach(({ target }) => {
                const at = target.nodeType === 1 ? target : target.parentElement;
                const question = at.closest("[data-question]");
                if (question) window.touched.add(question.dataset.question);
              });
              window.watch = new MutationObserver(note);
              window.watch.observe(document.querySelector(".cx-form"),
                { subtree: true, childList: true, attributes: true, characterData: true });
            }"""
        )
        question(card, "q11").get_by_role("radio", name="7").first.check()
        settled(card, {"q11": {"expectation": 7}})
        assert bare.page.evaluate("() => { watch.disconnect(); return [...touched] }") == ["q11"]


class TestPoints:
    def field(self, card, name):
        return card.el.get_by_role("textbox", name=f"Choice {name}")

    def more(self, card, name):
        words = TEXT("ui.form.points.more", item=f"Choice {name}", n=5)
        return card.el.get_by_role("button", name=words)

    def test_steps_of_five_and_the_last_takes_what_is_left(self, bare, labels):
        card = mount(bare, labels, asked("points"), value={"q": {"a": 97}})
        self.more(card, "b").click()
        settled(card, {"q": {"a": 97, "b": 3}})
        expect(card.el).to_contain_text(TEXT("ui.form.points.done", total=100))
        self.more(card, "b").click(force=True)
        expect(card.el).to_contain_text(TEXT("ui.form.points.none", total=100))
        settled(card, {"q": {"a": 97, "b": 3}})

    def test_a_number_too_big_waits_until_there_is_room(self, bare, labels):
        card = mount(bare, labels, asked("points"), value={"q": {"a": 80}})
        self.field(card, "b").fill("50")
        expect(card.el).to_contain_text(TEXT("ui.form.points.over", n=50, over=30))
        settled(card, {"q": {"a": 80}})
        self.field(card, "a").fill("40")
        settled(card, {"q": {"a": 40, "b": 50}})
        expect(card.el).to_contain_text(TEXT("ui.form.points.left", n=10))

    def test_two_waiting_numbers_never_take_more_than_there_is(self, bare, labels):
        card = mount(bare, labels, asked("points"), value={"q": {"a": 100}})
        self.field(card, "b").fill("60")
        self.field(card, "c").fill("60")
        self.field(card, "a").fill("")
        settled(card, {"q": {"b": 60}})
        expect(self.field(card, "c")).to_have_value("60")
