"""The Form component in a bare page: every kind of question by mouse, touch and keyboard."""

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
CHOICES = [{"id": i, "label": f"Choice {i}"} for i in ("a", "b", "c")]
PAIR = {"kind": "pair", "low": 1, "high": 7, "dimension": "empathy"}
QUESTIONS: dict[str, dict[str, Any]] = {
    "rating": {"low": 1, "high": 7, "low_label": "not at all", "high_label": "fully"},
    "single": {"choice": CHOICES},
    "multiple": {"choice": CHOICES},
    "number": {"low": 0, "high": 100, "step": 5, "unit": "minutes"},
    "text": {"max_length": 20, "rows": 2},
    "kano": {"functional": "It is there.", "dysfunctional": "It is not.", "importance": True},
    "pair": PAIR,
    "points": {"items": CHOICES, "total": 100},
    "vote": {"pick": 2, "choice": CHOICES},
}
TINY = 43.5  # a target of 44 pixels may measure a little less after rounding


def asked(kind: str, name: str = "q", **changes: object) -> dict[str, Any]:
    """Return one question as the page receives it."""
    return {"id": name, "kind": kind, "prompt": f"Question {name}"} | QUESTIONS[kind] | changes


def one_of_each(**changes: object) -> list[dict[str, Any]]:
    return [asked(kind, kind, **changes) for kind in QUESTIONS]


def mount(page: Bare, labels: Any, *questions: dict[str, Any], **traits: Any) -> Mounted:
    """Draw a form of these questions; ``section`` and ``picture`` go into its definition."""
    definition = {"id": "form", "module": "m", "component": "form", "title": "A form", "task": ""}
    definition |= {"section": traits.pop("section", []), "picture": traits.pop("picture", None)}
    return mount_definition(page, labels, definition | {"question": list(questions)}, **traits)


def mount_definition(
    page: Bare, labels: Any, definition: dict[str, Any], lang: str = "en", **traits: Any
) -> Mounted:
    if page.page.url == "about:blank":
        page.open(lang=lang)
    given = {"value": {}, "status": {"state": "idle"}, "panels": {"own": None, "room": None}}
    return page.mount(
        "exercise", definition=definition, labels=labels(lang, "form"), **(given | traits)
    )


def settled(card: Mounted, value: object) -> None:
    """Wait until the kernel would hold this answer."""
    card.page.wait_for_function(
        "([i, v]) => JSON.stringify(shim.mounted[i].model.get('value')) === v",
        arg=[card.index, card.page.evaluate("(v) => JSON.stringify(v)", value)],
    )


def question(card: Mounted, name: str = "q") -> Any:
    return card.el.locator(f"[data-question={name}]")


class TestRating:
    def test_a_press_is_an_answer_and_a_second_press_takes_it_back(self, bare, labels):
        card = mount(bare, labels, asked("rating"))
        five = card.el.get_by_role("radio", name="5", exact=True)
        five.check()
        settled(card, {"q": 5})
        five.click()
        settled(card, {})
        expect(five).not_to_be_checked()

    def test_a_double_press_is_one_answer(self, bare, labels):
        card = mount(bare, labels, asked("rating"))
        card.el.get_by_role("radio", name="5", exact=True).dblclick()
        settled(card, {"q": 5})

    def test_arrow_keys_move_and_delete_takes_back(self, bare, labels):
        card = mount(bare, labels, asked("rating"), value={"q": 3})
        card.el.get_by_role("radio", name="3", exact=True).focus()
        bare.page.keyboard.press("ArrowRight")
        settled(card, {"q": 4})
        bare.page.keyboard.press("Delete")
        settled(card, {})

    def test_the_group_and_its_ends_have_names(self, bare, labels):
        card = mount(bare, labels, asked("rating", low=0, high=10))
        group = card.el.get_by_role("radiogroup", name="Question q")
        expect(group.get_by_role("radio")).to_have_count(11)
        expect(group.get_by_role("radio", name="0 not at all")).to_have_count(1)
        expect(group.get_by_role("radio", name="10 fully")).to_have_count(1)


class TestChoices:
    def test_single_choice_is_one_id(self, bare, labels):
        card = mount(bare, labels, asked("single"))
        card.el.get_by_role("radio", name="Choice b").check()
        card.el.get_by_role("radio", name="Choice c").check()
        settled(card, {"q": "c"})

    def test_multiple_choices_keep_the_order_of_the_list(self, bare, labels):
        card = mount(bare, labels, asked("multiple"))
        for name in ("c", "a", "b"):
            card.el.get_by_role("checkbox", name=f"Choice {name}").check()
        card.el.get_by_role("checkbox", name="Choice b").uncheck()
        settled(card, {"q": ["a", "c"]})
        for name in ("a", "c"):
            card.el.get_by_role("checkbox", name=f"Choice {name}").uncheck()
        settled(card, {})

    def test_a_vote_waits_for_the_reveal(self, bare, labels):
        card = mount(bare, labels, asked("vote", choice=[]))
        expect(card.el).to_contain_text(TEXT("ui.form.vote.empty"))
        expect(card.el.get_by_role("checkbox")).to_have_count(0)

    def test_a_vote_too_many_is_not_counted_and_says_so(self, bare, labels):
        card = mount(bare, labels, asked("vote"), value={"q": ["a", "b"]})
        third = card.el.get_by_role("checkbox", name="Choice c")
        for _ in range(2):
            third.click()
            expect(third).not_to_be_checked()
        expect(card.el).to_contain_text(TEXT("ui.form.vote.full", pick=2))
        card.el.get_by_role("checkbox", name="Choice a").uncheck()
        third.check()
        settled(card, {"q": ["b", "c"]})

    def test_a_vote_for_a_withdrawn_text_is_free_again(self, bare, labels):
        card = mount(bare, labels, asked("vote", pick=1), value={"q": ["gone"]})
        card.el.get_by_role("radio", name="Choice c").check()
        settled(card, {"q": ["c"]})


class TestNumber:
    def field(self, card):
        return card.el.get_by_role("textbox", name="Question q")

    def test_what_does_not_fit_stays_in_the_field_and_is_not_saved(self, bare, labels):
        card = mount(bare, labels, asked("number"), value={"q": 40})
        self.field(card).fill("140")
        settled(card, {})
        expect(self.field(card)).to_have_value("140")
        expect(self.field(card)).to_have_attribute("aria-invalid", "true")
        expect(card.el).to_contain_text(TEXT("ui.form.number.range", low=0, high=100))
        self.field(card).fill("35")
        settled(card, {"q": 35})

    def test_the_buttons_step_inside_the_limits(self, bare, labels):
        card = mount(bare, labels, asked("number"), value={"q": 95})
        more = card.el.get_by_role("button", name=TEXT("ui.form.number.more", step=5))
        more.click()
        settled(card, {"q": 100})
        expect(more).to_be_disabled()

    def test_a_decimal_point_survives_being_typed(self, bare, labels):
        card = mount(bare, labels, asked("number", step=0.5))
        self.field(card).press_sequentially("2.5")
        settled(card, {"q": 2.5})
        self.field(card).fill("2.")
        self.field(card).blur()
        expect(self.field(card)).to_have_value("2")


class TestText:
    def field(self, card):
        return card.el.get_by_role("textbox", name="Question q")

    def test_a_word_being_composed_is_not_an_answer(self, bare, labels):
        card = mount(bare, labels, asked("text"))
        self.field(card).focus()
        keys = bare.page.context.new_cdp_session(bare.page)
        seen = []
        for letters in ("n", "ni", "ni h"):
            compose = {"text": letters, "selectionStart": 1, "selectionEnd": 1}
            keys.send("Input.imeSetComposition", compose)
            card.set("status", {"state": "saving"})  # a redraw in the middle
            seen.append((self.field(card).input_value(), card.get("value")))
        assert seen == [("n", {}), ("ni", {}), ("ni h", {})]
        keys.send("Input.insertText", {"text": "\u4f60\u597d"})
        settled(card, {"q": "\u4f60\u597d"})
        expect(self.field(card)).to_have_value("\u4f60\u597d")

    def test_near_the_limit_it_says_how_much_is_left(self, bare, labels):
        card = mount(bare, labels, asked("text"))
        self.field(card).fill("x" * 15)
        expect(question(card).get_by_role("status")).to_have_text("")
        self.field(card).fill("x" * 18)
        expect(question(card).get_by_role("status")).to_have_text(TEXT("ui.form.text.left", n=2))
        self.field(card).fill("")
        settled(card, {})

    def test_the_field_grows_with_its_text(self, bare, labels):
        card = mount(bare, labels, asked("text", max_length=500))
        before = self.field(card).bounding_box()["height"]
        self.field(card).fill("line\n" * 8)
        assert self.field(card).bounding_box()["height"] > before
        assert self.field(card).evaluate("e => e.scrollHeight <= e.clientHeight")


class TestKano:
    def test_both_halves_and_importance_are_one_answer(self, bare, labels):
        card = mount(bare, labels, asked("kano"))
        halves = card.el.locator(".cx-form-halves [role=radiogroup]")
        halves.nth(1).get_by_role("radio").nth(4).check()
        settled(card, {"q": {"dysfunctional": 5}})
        halves.nth(0).get_by_role("radio", name=TEXT("ui.form.kano.option.1")).check()
        card.el.get_by_role("radio", name="7", exact=True).check()
        settled(card, {"q": {"dysfunctional": 5, "functional": 1, "importance": 7}})

    def test_the_halves_stand_side_by_side_or_under_each_other(self, bare, phone, labels):
        for page, beside in ((bare, True), (phone, False)):
            halves = mount(page, labels, asked("kano")).el.locator(".cx-form-halves > *")
            first, second = (halves.nth(i).bounding_box() for i in (0, 1))
            assert (first["y"] == second["y"]) is beside
            assert (first["x"] == second["x"]) is not beside


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
              const note = (records) => records.forEach((record) => {
                const at = record.target.nodeType === 1 ? record.target : record.target.parentElement;
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


class TestLongForms:
    def definition(self, name, lang="en"):
        return catalog(find_root())[name].resolve(Text(lang))

    def test_next_unanswered_finds_it_wherever_it_is(self, phone, labels):
        definition = self.definition("servqual_bus")
        pairs = [q["id"] for q in definition["question"] if q["kind"] == "pair"]
        both = {"expectation": 5, "perception": 4}
        value = {name: both for name in pairs} | {pairs[4]: {"expectation": 5}}
        card = mount_definition(phone, labels, definition, value=value)
        card.el.get_by_role("button", name=TEXT("ui.form.next_open")).tap()
        part = question(card, pairs[4])
        expect(part).to_be_in_viewport()
        expect(part.get_by_role("radiogroup").nth(1).get_by_role("radio").first).to_be_focused()

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


class TestEverywhere:
    def test_what_the_page_sends_python_accepts(self, bare, labels):
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

    def test_each_answer_is_a_new_object(self, bare, labels):
        card = mount(bare, labels, asked("kano"), value={"q": {"functional": 1}})
        bare.page.evaluate("() => { const v = shim.mounted[0].model.get('value'); window.kept = v; "
                           "Object.freeze(v); Object.freeze(v.q) }")
        card.el.get_by_role("radio", name="7", exact=True).check()
        settled(card, {"q": {"functional": 1, "importance": 7}})
        assert bare.page.evaluate("() => window.kept") == {"q": {"functional": 1}}

    def test_two_forms_on_a_page_share_nothing(self, bare, labels):
        one, two = (mount(bare, labels, *one_of_each()) for _ in range(2))
        one.el.get_by_role("radio", name="5", exact=True).first.check()
        settled(one, {"rating": 5})
        assert two.get("value") == {}
        names = bare.page.evaluate(
            "() => [...document.querySelectorAll('.cx-form')].map((form) => "
            "[...form.querySelectorAll('[id], [name]')].flatMap((e) => [e.id, e.name]).filter(Boolean))"
        )
        assert not set(names[0]) & set(names[1])
        assert names[0]

    def test_locked_shows_the_answer_and_takes_no_gesture(self, bare, labels):
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

    def test_it_leaves_nothing_behind(self, bare, labels):
        mount(bare, labels, asked("text")).unmount()
        before = bare.held()
        card = mount(bare, labels, *one_of_each())
        card.el.get_by_role("textbox", name="Question text").fill("bye")
        card.unmount()
        assert card.handlers() == 0
        assert bare.held() == before

    @pytest.mark.parametrize("width", [320, 390])
    def test_every_target_is_big_enough_for_a_thumb(self, phone, labels, width):
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
    def test_axe_finds_nothing_serious(self, request, labels, lang, size):
        page = request.getfixturevalue(size)
        page.open(lang=lang)
        for name in ("kano_bus", "five_gaps", "servqual_bus"):
            definition = catalog(find_root())[name].resolve(Text(lang))
            mount_definition(page, labels, definition, lang=lang)
        page.page.locator(".cx-form-ring").first.click()
        mount(page, labels, *one_of_each(), value={"number": 5, "points": {"a": 100}}, lang=lang)
        page.page.get_by_role("textbox", name="Question number").fill("7000")
        assert page.axe() == []
