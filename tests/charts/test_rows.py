"""The rows behind a chart: what Altair would make of the tables, once."""

from __future__ import annotations

import json

import altair as alt
import numpy as np
import pandas as pd
import pytest
from altair.utils import schemapi

from cxwidgets.charts import theme
from cxwidgets.charts.rows import rows


@pytest.fixture
def checking():
    before = schemapi.DEBUG_MODE
    yield
    schemapi.DEBUG_MODE = before


def test_rows_are_those_that_altair_would_draw():
    table = pd.DataFrame(
        {
            "whole": [1, 2, 3],
            "part": [0.5, np.nan, np.inf],
            "words": ["a", None, "c"],
            "known": [True, False, True],
            "when": pd.to_datetime(["2024-01-02 00:00", None, "2024-01-02 03:04"]),
            "kind": pd.Categorical(["x", None, "y"]),
            "maybe": pd.array([1, None, 3], dtype="Int64"),
            "mixed": [1, np.float64(2.5), None],
            "list": [[1], [2, 3], []],
        }
    )
    assert json.dumps(rows(table)) == json.dumps(alt.to_values(table)["values"])
    assert rows(table.iloc[:0]) == []


def test_layers_that_share_a_table_share_its_rows():
    table = pd.DataFrame({"x": [1, 2]})
    bars = alt.Chart(table).mark_bar().encode(x=alt.X("x:Q"))
    zero = alt.Chart(pd.DataFrame({"x": [0]})).mark_rule().encode(x=alt.X("x:Q"))
    plain = alt.layer(bars, zero, bars.mark_point())
    expected = plain.to_dict()
    spec = theme.themed(plain, "Two bars.").to_dict()
    assert spec["datasets"] == expected["datasets"]
    assert spec["layer"] == expected["layer"]
    assert spec["layer"][0]["data"] == spec["layer"][2]["data"]


def test_a_chart_is_still_checked_whole_when_it_is_shown(checking, text):
    from cxwidgets.widgets import Chart

    theme.check_when_shown()
    wrong = alt.Chart(pd.DataFrame({"x": [1]})).mark_bar(opacity="thick")
    with pytest.raises(schemapi.SchemaValidationError, match="thick"):
        Chart(wrong.encode(x=alt.X("x:Q")).properties(description="One bar."), text)
