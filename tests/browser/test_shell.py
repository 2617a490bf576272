"""The exercise card in a bare page."""

from __future__ import annotations


def test_a_component_is_drawn_and_taken_away_again(bare):
    bare.open()
    before = bare.held()
    card = bare.mount("exercise", definition={"id": "x", "component": "form"}, labels={})
    assert card.el.locator(".cx-form").count() == 1
    card.unmount()
    assert card.handlers() == 0
    assert bare.held() == before
