"""The Form component, kind by kind: by mouse and by keyboard."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.form_bench import TEXT, asked, mount, question, settled


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
