"""One blueprint to look at: the drawing as given, and the numbers that counting it gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from cxwidgets.exercise import template
from cxwidgets.methods.blueprint import MEASURES
from cxwidgets.panels.blueprint_picture import panel_of
from cxwidgets.text import Text

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_drawing_is_the_map_and_the_readouts_are_all_there(lang):
    text = Text(lang, ROOT)
    line = template.load(ROOT, "bus_line", text)
    drawing, figures, table = panel_of(line, text).to_json()["blocks"]
    assert drawing["value"]["maps"]["as_is"] == line.as_json()
    assert drawing["definition"]["view"] == "blueprint"
    unowned = next(f for f in figures["items"] if f["label"] == text("blueprint.measure.unowned"))
    assert unowned["value"] == "2"
    assert [row[0] for row in table["rows"]] == [text(f"blueprint.measure.{m}") for m in MEASURES]
