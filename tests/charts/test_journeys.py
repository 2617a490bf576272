"""The emotion curve, its change, and peak and end: what they show and say."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cxwidgets.charts import journey, peak_end
from cxwidgets.charts.journey_change import comparison
from cxwidgets.methods.burden import burden
from cxwidgets.methods.journey import emotion_band
from cxwidgets.methods.peak_end import moments

NAMES = {"check": "查车", "wait": "候车", "ride": "途中"}


@pytest.fixture
def ratings():
    rows = [("check", v) for v in (0, 1, 1, 2, 0, 1)] + [
        ("wait", v) for v in (-3, -2, -2, -1, 0, -2)
    ]
    return pd.DataFrame([*rows, *[("ride", 2)] * 6], columns=["touchpoint", "score"])


@pytest.fixture
def points():
    rows = [("a", "wait", "pain", 3), ("b", "wait", "pain", 2), ("a", "ride", "joy", 1)]
    return pd.DataFrame(rows, columns=["respondent", "touchpoint", "kind", "strength"])


def test_the_curve_shows_median_band_interval_and_n(ratings, points, text, drawn, marks):
    band = emotion_band(ratings, list(NAMES))
    chart = journey.emotion_curve(band, NAMES, text, burden=burden(points, 6))
    assert {"area", "line", "rule", "point", "text"} <= set(marks(chart.to_dict()))
    svg = drawn(chart, 700)
    assert svg.count("n = 6<") == 3
    assert text("journey.point.pain") in svg
    assert "候车" in chart.to_dict()["description"]
    assert "−2.0" in chart.to_dict()["description"]


def test_a_phone_still_reads_short_chinese_names(ratings, text, drawn):
    svg = drawn(journey.emotion_curve(emotion_band(ratings, list(NAMES)), NAMES, text), 320)
    assert all(name in svg for name in NAMES.values())


def test_the_curve_of_nobody_and_of_two_can_be_drawn(ratings, text, drawn):
    empty = journey.emotion_curve(emotion_band(ratings.head(0), list(NAMES)), NAMES, text)
    assert empty.to_dict()["description"] == text("journey.chart.empty", steps=3)
    drawn(empty)
    few = ratings[ratings["touchpoint"] != "wait"].groupby("touchpoint").head(2)
    svg = drawn(journey.emotion_curve(emotion_band(few, list(NAMES)), NAMES, text), 700)
    assert "n = 0<" in svg


def test_below_four_ratings_there_is_a_line_but_no_band(ratings):
    few = ratings.groupby("touchpoint").head(3)
    assert emotion_band(few, list(NAMES)).line[["low", "high"]].isna().all(axis=None)
    assert emotion_band(ratings, list(NAMES)).line[["low", "high"]].notna().all(axis=None)


def test_a_dropped_step_leaves_no_gap_and_an_unrated_one_does(text):
    before = pd.DataFrame({"position": [1, 2, 3], "value": [1, np.nan, 2]})
    after = pd.DataFrame({"position": [1, 3], "value": [1.0, 2.0]})
    spec = comparison(before, after, ["a", "b", "c"], "A sentence.", text).to_dict()
    lines = [rows for rows in spec["datasets"].values() if rows and "piece" in rows[0]]
    pieces = {row["state"]: set() for row in lines[0]}
    for row in lines[0]:
        pieces[row["state"]].add(row["piece"])
    assert pieces == {text("journey.as_is"): {0, 1}, text("journey.to_be"): {0}}


def test_an_order_shows_score_and_mean_and_rings_peak_and_end(text, drawn):
    names, values = ["a", "b", "c"], [-2.0, 3.0, 1.0]
    found = moments(values)
    chart = peak_end.order(names, values, found, "feeling", text)
    assert text("peak_end.chart.level_score", value="+2.0") in drawn(chart)
    assert text("peak_end.chart.level_mean", value="+0.7") in drawn(chart)
    spec = chart.to_dict()
    ringed = [r for rows in spec["datasets"].values() for r in rows if r.get("ringed")]
    assert {row["position"] for row in ringed} == {2, 3}


def test_bars_print_their_values_and_draw_intervals(text, drawn, marks):
    rows = [("room", m, 1.0, 0.5, 1.5) for m in peak_end.MEASURES]
    rows += [("best", m, -2.0, np.nan, np.nan) for m in peak_end.MEASURES]
    table = pd.DataFrame(rows, columns=["group", "measure", "value", "low", "high"])
    chart = peak_end.bars(table, ["room", "best"], "A sentence.", text)
    assert "rule" in marks(chart.to_dict())
    assert drawn(chart).count(">−2.0<") == 4
