"""Layers are what Altair makes of them, only sooner."""

from __future__ import annotations

import altair as alt
import pandas as pd

from cxwidgets.charts.layers import layered

ROWS = pd.DataFrame({"a": [1, 2], "b": [3, 4]})


def parts(data, other):
    base = alt.Chart(data).encode(x=alt.X("a:Q"))
    return base.mark_bar(), alt.Chart(other).mark_rule().encode(y=alt.Y("b:Q"))


def test_data_that_all_share_stands_once():
    drawn = layered(*parts(ROWS, ROWS))
    assert drawn.to_dict() == alt.layer(*parts(ROWS, ROWS)).to_dict()
    assert all("data" not in layer for layer in drawn.to_dict()["layer"])


def test_data_of_their_own_stays_with_the_layers():
    other = ROWS.assign(b=0)
    assert layered(*parts(ROWS, other)).to_dict() == alt.layer(*parts(ROWS, other)).to_dict()


def test_channels_and_layers_can_be_added():
    y = alt.Y("b:Q")
    one, two = (layer(*parts(ROWS, ROWS)).encode(y=y) for layer in (layered, alt.layer))
    assert (one + one).to_dict() == (two + two).to_dict()


def test_the_parts_are_left_as_they_were():
    bars, rule = parts(ROWS, ROWS)
    layered(bars, rule)
    assert bars.data is ROWS
