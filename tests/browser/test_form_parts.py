"""Long forms and the gaps picture: finding the way through many questions."""

from __future__ import annotations

from playwright.sync_api import expect

from cxwidgets.course import find_root
from cxwidgets.exercise.catalog import catalog
from cxwidgets.text import Text
from tests.browser.form_bench import TEXT, TINY, asked, mount, mount_definition, question, settled


class TestLongForms:
    def definition(self, name, lang="en"):
        return catalog(find_root())[name].resolve(Text(lang))

    def test_next_unanswered_finds_it_wherever_it_is(self, phone, labels):
        definition = self.definition("servqual_bus")
        pairs = [q["id"] for q in definition["question"] if q["kind"] == "pair"]
        both = {"expectation": 5, "perception": 4}
        value = dict.fromkeys(pairs, both) | {pairs[4]: {"expectation": 5}}
        card = mount_definition(phone, labels, definition, value=value)
        card.el.get_by_role("button", name=TEXT("ui.form.next_open")).tap()
        part = question(card, pairs[4])
        expect(part).to_be_in_viewport()
        expect(part.get_by_role("radiogroup").nth(1).get_by_role("radio").first).to_be_focused()

    def test_in_a_tall_question_the_open_half_comes_into_view(self, phone, labels):
        features = [asked("kano", f"q{i}") for i in range(6)]
        answered = {"functional": 1, "dysfunctional": 5, "importance": 7}
        value = {f"q{i}": answered for i in range(6)} | {"q3": {"functional": 1}}
        card = mount(phone, labels, *features, value=value)
        card.el.get_by_role("button", name=TEXT("ui.form.next_open")).tap()
        half = question(card, "q3").locator(".cx-form-halves > *").nth(1)
        expect(half.get_by_role("radio").first).to_be_focused()
        for option in (half.locator("legend"), half.get_by_role("radio").last):
            expect(option).to_be_in_viewport()

    def test_a_long_list_is_the_phones_own(self, phone, labels):
        five = [{"id": i, "label": f"A way of dealing with it, {i}"} for i in "abcde"]
        card = mount(phone, labels, asked("single", choice=five))
        field = card.el.get_by_role("combobox", name="Question q")
        field.select_option("d")
        settled(card, {"q": "d"})
        field.select_option("")
        settled(card, {})

    def test_on_a_phone_sections_are_steps(self, phone, labels):
        card = mount_definition(phone, labels, self.definition("servqual_bus"))
        heads = card.el.locator(".cx-form-part h4")
        first = heads.inner_text()
        card.el.get_by_role("button", name=TEXT("ui.form.next"), exact=True).tap()
        expect(heads).to_have_count(1)
        expect(heads).not_to_have_text(first)
        expect(heads).to_be_focused()
        card.el.get_by_role("button", name=TEXT("ui.form.previous"), exact=True).tap()
        expect(heads).to_have_text(first)

    def test_on_a_laptop_everything_is_on_the_page(self, bare, labels):
        definition = self.definition("servqual_bus")
        card = mount_definition(bare, labels, definition)
        expect(card.el.locator("[data-question]")).to_have_count(len(definition["question"]))
        expect(card.el.locator(".cx-form-part h4")).to_have_count(len(definition["section"]))

    def test_progress_counts_whole_answers(self, bare, labels):
        done = {"expectation": 5, "perception": 4}
        pairs = [asked("pair", f"q{i}") for i in range(6)]
        card = mount(bare, labels, *pairs, value={"q0": done, "q1": {"expectation": 5}})
        progress = card.el.get_by_role("progressbar")
        expect(progress).to_have_attribute("value", "1")
        card.set("value", {f"q{i}": done for i in range(6)})
        expect(card.el).to_contain_text(TEXT("ui.form.all_done"))


class TestGapsPicture:
    def gaps(self, page, labels, **traits):
        definition = catalog(find_root())["five_gaps"].resolve(TEXT)
        return mount_definition(page, labels, definition, **traits), definition

    def test_a_ring_opens_the_questions_of_its_gap(self, bare, labels):
        card, definition = self.gaps(bare, labels)
        expect(card.el).to_contain_text(TEXT("ui.form.gaps.start"))
        for section in definition["section"]:
            ring = card.el.get_by_role("button", name=section["label"])
            ring.focus()
            bare.page.keyboard.press("Enter")
            expect(ring).to_have_attribute("aria-expanded", "true")
            expect(ring).to_be_focused()
            expect(card.el.get_by_role("heading", name=section["label"])).to_be_visible()
        expect(card.el.locator(".cx-form-part")).to_have_count(1)

    def test_a_scored_ring_carries_its_score(self, bare, labels):
        card, definition = self.gaps(bare, labels)
        first = definition["section"][0]["label"]
        card.el.get_by_role("button", name=first).click()
        card.el.get_by_role("radio", name="4", exact=True).check()
        scored = TEXT("ui.form.gaps.scored", ring=first, score=4, high=7)
        expect(card.el.get_by_role("button", name=scored)).to_be_visible()

    def test_the_five_rings_have_the_same_order_on_a_phone(self, bare, phone, labels):
        def order(page):
            card, _ = self.gaps(page, labels)
            rings = card.el.locator(".cx-form-ring").all()
            boxes = {ring.inner_text(): ring.bounding_box() for ring in rings}
            assert all(box["width"] >= TINY for box in boxes.values())
            down = sorted(boxes, key=lambda n: (round(boxes[n]["y"]), boxes[n]["x"]))
            across = sorted(boxes, key=lambda n: (round(boxes[n]["x"]), boxes[n]["y"]))
            return down, across

        assert order(bare) == order(phone)

    def test_on_a_phone_the_questions_come_into_view_beneath(self, phone, labels):
        card, definition = self.gaps(phone, labels)
        ring = card.el.get_by_role("button", name=definition["section"][1]["label"])
        ring.tap()
        expect(card.el.locator(".cx-form-part h4")).to_be_in_viewport()
        assert card.el.locator(".cx-form-part").bounding_box()["x"] < ring.bounding_box()["x"]
