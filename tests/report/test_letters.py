"""Charts are laid out by a table of widths: the same everywhere, and as wide as it says."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
import vl_convert

from cxwidgets.report import letters
from cxwidgets.report.picture import svg

SIZE = 100


def chart(word, font='"PingFang SC","Noto Sans CJK SC",sans-serif'):
    """Return a chart of one word and nothing else."""
    return {
        "data": {"values": [{"a": word}]},
        "mark": {"type": "text", "text": {"expr": "datum.a"}, "fontSize": SIZE, "font": font},
        "width": 1,
        "height": 1,
        "padding": 0,
        "config": {"view": {"stroke": None}, "font": font},
    }


def wide(drawing):
    return float(re.search(r'<svg[^>]* width="([\d.]+)"', drawing)[1])


def test_no_character_is_listed_twice():
    runs = letters.advances()
    assert all(a[1] < b[0] for a, b in pairwise(runs))


@pytest.mark.parametrize(
    ("word", "width"),
    [
        ("满意度", 300),  # three squares
        ("hello world", 526),  # Noto Sans CJK SC, as another converter measures it in that font
        ("10%", 2 * 55.5 + 92.1),
        ("\u2212\u2013", 55.5 + 53.6),
        ("满 a", 100 + 22.4 + 56.3),
        ("“a” ≤ 满", 4 * 100 + 56.3 + 2 * 22.4),
        ("🚌", 100),
    ],
)
def test_words_are_as_wide_as_their_letters(word, width):
    assert wide(svg(chart(word), "words", "c")) == pytest.approx(width, abs=2)


def test_the_reader_sees_the_fonts_the_chart_names():
    drawing = svg(chart("满意"), "words", "c")
    assert 'font-family="&quot;PingFang SC&quot;,&quot;Noto Sans CJK SC&quot;' in drawing


def test_a_picture_is_laid_out_as_by_the_converter_of_the_trade():
    spec = chart("满意度", "Noto Sans CJK SC")
    other = vl_convert.vegalite_to_svg(json.dumps(spec))
    if wide(other) < 3 * SIZE:
        pytest.skip("this machine has no Chinese font to compare with")
    assert wide(svg(spec, "words", "c")) == pytest.approx(wide(other), abs=2)
