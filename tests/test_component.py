"""What a component tells a page, and what it spares one that has drawn it already."""

from __future__ import annotations

import pytest

from cxwidgets.widgets import component
from cxwidgets.widgets.frame import PanelView

PANEL = {"n": 1, "blocks": [{"type": "text", "text": "one", "tone": "plain"}]}
OTHER = {"n": 2, "blocks": [{"type": "map", "definition": {}, "value": {}}]}


@pytest.fixture
def view(english):
    return PanelView(PANEL, english)


def test_a_page_that_drew_a_component_is_told_only_what_has_changed(view, monkeypatch):
    monkeypatch.setenv(component.ATTACHED, "1")
    assert view.get_state()["panel"] == PANEL, "nobody has drawn it yet"
    view._repr_mimebundle_()
    assert {"panel", "labels"}.isdisjoint(view.get_state())
    assert "_esm" in view.get_state()
    view.panel = OTHER
    assert view.get_state()["panel"] == OTHER
    assert "map" in view.get_state()["labels"]


def test_a_component_is_made_where_its_page_is_drawn_already(english, monkeypatch):
    monkeypatch.setenv(component.ATTACHED, "1")
    assert PanelView(PANEL, english).get_state()["panel"] == PANEL


def test_any_other_page_is_told_everything(view, monkeypatch):
    monkeypatch.delenv(component.ATTACHED, raising=False)
    view._repr_mimebundle_()
    assert view.get_state()["panel"] == PANEL


def test_a_panel_brings_the_words_of_what_it_shows(view):
    assert set(view.labels) == {"shell", "panel"}
    view.panel = OTHER
    assert set(view.labels) == {"shell", "panel", "map"}
