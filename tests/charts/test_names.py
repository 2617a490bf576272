"""Names on axes: wrapped without losing words, and safe whatever people type."""

from __future__ import annotations

import json

import pandas as pd
import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from cxwidgets.charts.names import lines, row_axis, step_axis
from cxwidgets.charts.placement import FONT_SIZE, text_width
from cxwidgets.charts.shares import shares


@given(st.text(max_size=80), st.integers(28, 200))
def test_no_line_is_wider_than_its_room_and_none_is_one_too_many(words, pixels):
    found = lines(words, pixels)
    assert 1 <= len(found) <= 3
    assert all(text_width(line) <= pixels + FONT_SIZE for line in found)


def test_words_stay_whole_and_spaces_stay_between_them():
    assert lines("Get off and change", 60) == ["Get off", "and", "change"]
    assert lines("The display said 2 minutes, I waited 12 and grew angry", 150)[1:] == [
        "minutes, I waited",
        "12 and grew angry",
    ]


def test_chinese_breaks_anywhere_but_not_before_a_comma():
    assert lines("车长欢迎，发手绘地图", 56) == ["车长欢迎，", "发手绘地", "图"]


def test_what_does_not_fit_ends_in_an_ellipsis():
    assert lines("一二三四五六七八九十", 28, most=2)[-1].endswith("…")


def test_an_axis_picks_names_by_its_width():
    names = ["Check the bus at home", "Wait", "Ride"] * 3
    expression = step_axis(names).to_dict()["labelExpr"]
    assert expression.startswith("width >= ")
    assert expression.rstrip(")").endswith("'' + datum.value")


def test_a_typed_name_cannot_leave_its_quotes():
    evil = "\"'] ; alert(1) </script> \\ {}"
    table = pd.DataFrame({"share": [0.5], "low": [0.2], "high": [0.8], "n": [4]})
    chart = shares(table, [evil], "share", "A sentence.")
    svg = vl_convert.vegalite_to_svg(json.dumps(chart.to_dict() | {"width": 500}))
    assert "alert(1)" in svg
    assert "<script" not in svg


def test_two_rows_of_the_same_name_stay_two_rows():
    table = pd.DataFrame({"share": [0.5, 0.1], "low": [0, 0], "high": [1, 1], "n": [4, 4]})
    spec = shares(table, ["same", "same"], "share", "A sentence.").to_dict()
    svg = vl_convert.vegalite_to_svg(json.dumps(spec | {"width": 400}))
    assert svg.count(">same<") == 2


def test_rows_are_named_to_the_left_and_never_turned():
    assert row_axis(["a"]).to_dict()["labelLimit"] == 170
