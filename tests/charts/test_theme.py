"""The theme: one look, and a brand colour only where it can be read."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from cxwidgets.charts import theme


@pytest.fixture(autouse=True)
def _own_accent():
    yield
    theme.use_accent(None)


def test_every_chart_is_as_wide_as_its_place_and_has_its_sentence():
    chart = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar().encode(x="x:Q")
    spec = theme.themed(chart, "One bar.", 100).to_dict()
    assert (spec["width"], spec["height"], spec["description"]) == ("container", 100, "One bar.")
    assert spec["config"]["axis"]["labelAngle"] == 0
    assert "Noto Sans CJK SC" in spec["config"]["font"]


def test_a_client_may_bring_a_colour():
    theme.use_accent("#7a1fa2")
    assert theme.accent() == "#7a1fa2"
    assert theme.config()["bar"]["color"] == "#7a1fa2"


@pytest.mark.parametrize("colour", ["#ffee88", "purple", "#12345", "#12345g"])
def test_a_colour_nobody_can_read_is_refused_by_name(colour):
    with pytest.raises(ValueError, match=colour):
        theme.use_accent(colour)
    assert theme.accent() == theme.ACCENT


def test_contrast_of_black_and_white():
    assert theme.contrast("#000000") == pytest.approx(21)
    assert theme.contrast("#ffffff") == pytest.approx(1)


def test_classes_differ_in_shape_or_filling_and_in_colour():
    looks = {(mark.shape, mark.filled) for mark in theme.KANO.values()}
    assert len(looks) == len({mark.colour for mark in theme.KANO.values()}) == 6
