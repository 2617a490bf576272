"""Charts are laid out by a font of widths: small, the same everywhere, and as wide as it says."""

from __future__ import annotations

import re
import struct
from itertools import pairwise

import pytest
import vl_convert

from cxwidgets.report import letters
from cxwidgets.report.picture import svg, warm


def width(word):
    """Return how wide the converter finds a word of 100 px letters."""
    warm()
    mark = {"text": {"value": word}, "font": {"value": letters.FAMILY}, "fontSize": {"value": 100}}
    spec = {"width": 1, "height": 1, "marks": [{"type": "text", "encode": {"enter": mark}}]}
    drawn = vl_convert.vega_to_svg({**spec, "autosize": "pad"})
    return float(re.search(r'<svg[^>]* width="([\d.]+)"', drawn)[1])


def test_the_file_is_what_the_module_writes():
    assert letters.FILE.read_bytes() == letters.font()
    assert len(letters.font()) < 10_000


def test_no_character_is_listed_twice():
    runs = letters.advances()
    assert all(a[1] < b[0] for a, b in pairwise(runs))


@pytest.mark.parametrize(
    ("word", "wide"),
    [
        ("满意度", 300),  # three squares
        ("hello world", 526),  # the same words in Noto Sans CJK SC, as the converter measures them
        ("10%", 2 * 55.5 + 92.1),
        ("\u2212\u2013", 55.5 + 53.6),
        ("满 a", 100 + 22.4 + 56.3),
        ("“a” ≤ 满", 4 * 100 + 56.3 + 2 * 22.4),
    ],
)
def test_words_are_as_wide_as_their_letters(word, wide):
    assert width(word) == pytest.approx(wide, abs=1.5)


def test_tables_are_where_the_directory_says():
    font = letters.font()
    count = struct.unpack(">H", font[4:6])[0]
    for number in range(count):
        tag, total, place, length = struct.unpack(">4sIII", font[12 + 16 * number :][:16])
        table = font[place : place + length] + bytes(-length % 4)
        assert sum(struct.unpack(f">{len(table) // 4}I", table)) & 0xFFFFFFFF == total, tag


def test_the_reader_sees_the_fonts_the_chart_names():
    stack = '"PingFang SC","Noto Sans CJK SC",sans-serif'
    spec = {
        "data": {"values": [{"a": "满意"}]},
        "mark": "bar",
        "encoding": {"y": {"field": "a", "type": "nominal"}},
        "config": {"font": stack},
    }
    drawing = svg(spec, "words", "c")
    assert letters.FAMILY not in drawing
    assert 'font-family="&quot;PingFang SC&quot;,&quot;Noto Sans CJK SC&quot;' in drawing
    assert spec["config"]["font"] == stack
