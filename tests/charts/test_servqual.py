"""The SERVQUAL drawings."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import vl_convert

from cxwidgets.charts import servqual as charts
from cxwidgets.methods.servqual import servqual_from_means
from cxwidgets.text import Text


@pytest.fixture
def result():
    return servqual_from_means(
        pd.DataFrame(
            {
                "dimension": ["reliability", "empathy", "parking"],
                "expectation": [6.5, 6.0, 4.0],
                "perception": [5.0, 5.5, 4.5],
                "sd": [1.0, 1.2, 0.9],
                "n": 40,
            }
        )
    )


def drawn(chart, width=340):
    return vl_convert.vegalite_to_svg(json.dumps(chart.to_dict() | {"width": width}))


@pytest.mark.parametrize("draw", [charts.gap_bars, charts.dumbbell])
def test_it_is_drawn_in_both_languages(result, text, draw):
    svg = drawn(draw(result, text))
    assert text("servqual.dimension.reliability") in svg
    assert ">parking<" in svg


def test_gaps_have_intervals_and_a_sentence_with_the_widest_first(result):
    spec = charts.gap_bars(result, Text("en")).to_dict()
    assert '"field": "low"' in json.dumps(spec)
    # sd 1, n 40, t(39) 2.022691: -1.5 +- .319816
    assert "Reliability −1.50 [−1.82, −1.18]; Empathy −0.50" in spec["description"]


def test_axes_carry_a_plus_above_zero_and_none_at_zero(result):
    svg = drawn(charts.gap_bars(result, Text("en")), 700)
    assert ">+1<" in svg
    assert ">0<" in svg


def test_expectation_and_perception_are_said_in_words(result):
    sentence = charts.dumbbell(result, Text("zh")).to_dict()["description"]
    assert "可靠：期望 6.50，感知 5.00" in sentence
