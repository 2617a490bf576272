"""Charts as SVG that can stand side by side and refer to nothing."""

from __future__ import annotations

import asyncio
import re

import altair as alt
import pandas as pd
import pytest

from cxwidgets.charts import theme
from cxwidgets.report import picture
from cxwidgets.report.colour import accents, readable
from cxwidgets.report.picture import svg


@pytest.fixture
def spec():
    data = pd.DataFrame(
        {"word": ["高峰准点", "<b>&\"'"], "n": [3, 5], "to": ["https://x.test/"] * 2}
    )
    drawn = alt.Chart(data).mark_bar(clip=True).encode(x="n:Q", y="word:N", href="to:N")
    return theme.themed(drawn, "Bars").to_dict()


def test_ids_carry_the_name_of_the_picture(spec):
    one, two = svg(spec, "words", "c1"), svg(spec, "words", "c2")
    ids = [set(re.findall(r'\bid="([^"]+)"', drawing)) for drawing in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]
    for drawing, own in zip((one, two), ids, strict=True):
        assert set(re.findall(r"url\(#([^)]+)\)", drawing)) <= own


def test_it_is_drawn_where_an_event_loop_runs(spec):
    async def drawn():
        return svg({**spec, "height": 123}, "words", "c")

    assert "<svg" in asyncio.run(drawn())


def test_the_container_becomes_a_width(spec):
    assert spec["width"] == "container"
    assert re.search(r'<svg[^>]* width="816"', svg(spec, "words", "c"))
    assert re.search(r'<svg[^>]* width="358"', svg(spec, "words", "c", 358))
    assert spec["width"] == "container", "the specification itself is not changed"


def test_words_are_escaped_and_links_are_gone(spec):
    drawing = svg(spec, 'a "b" <script>', "c")
    assert "<script" not in drawing
    assert 'aria-label="a &quot;b&quot; &lt;script&gt;"' in drawing
    assert "x.test" not in drawing
    assert "高峰准点" in drawing
    assert "&lt;b&gt;" in drawing


def test_nothing_is_loaded_from_outside(spec):
    spec["data"] = {"url": "https://x.test/data.csv"}
    spec.pop("datasets", None)
    with pytest.raises(ValueError, match=r"(?i)url|allowed|denied|permitted"):
        svg(spec, "words", "c")


@pytest.mark.parametrize("colour", ["#0b6e8a", "#8a3b12", "#2e9e8f", "#c77700", "#000000"])
def test_a_brand_colour_is_readable_as_text_and_pale_as_ground(colour):
    tones = accents(colour)
    assert tones["accent"] == colour
    assert theme.contrast(tones["accent_text"]) >= 4.5
    assert theme.contrast(tones["accent_wash"]) < 1.3
    assert readable(tones["accent_text"]) == tones["accent_text"]


def test_a_chart_that_is_never_done_is_given_up(spec, monkeypatch):
    monkeypatch.setattr(picture, "SECONDS", 0.001)
    with pytest.raises(ValueError, match="cannot be drawn: JSTimeoutException"):
        svg({**spec, "height": 321}, "words", "c")
    monkeypatch.undo()
    assert "<svg" in svg({**spec, "height": 321}, "words", "c"), "the next one is drawn"
