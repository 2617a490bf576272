"""The panels of the zone of tolerance and of SERVPERF, and what the gap module tells of them."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pandas as pd
import pytest
import vl_convert

from cxwidgets.methods.servperf import servperf
from cxwidgets.methods.zone_of_tolerance import zone_of_tolerance
from cxwidgets.panels import zone_of_tolerance as shown

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "course" / "examples"


@pytest.fixture(scope="module")
def ratings():
    return pd.read_csv(EXAMPLES / "bus_zone.csv")


def test_the_example_is_the_generators(ratings):
    made = runpy.run_path(str(EXAMPLES / "generate.py"))
    pd.testing.assert_frame_equal(ratings, pd.DataFrame(made["tolerated"]()))
    assert ratings["respondent"].nunique() == 60


def test_reliability_is_below_and_has_the_narrowest_zone_but_one(ratings):
    table = zone_of_tolerance(ratings).table.set_index("dimension")
    assert table.loc["reliability", ["place", "settled"]].tolist() == ["below", True]
    assert table.loc["assurance", ["place", "settled"]].tolist() == ["within", True]
    assert not table["settled"].all(), "a hollow point, as the page says"
    assert table["width"].rank()["reliability"] <= 2


def test_it_says_what_is_settled(ratings, english):
    made = shown.panel_of(ratings, english)
    said = [b["text"] for b in made.to_json()["blocks"] if b["type"] == "text"]
    assert "Surely below the zone, not even adequate: Reliability." in said


def test_every_panel_is_json_and_drawn_in_both_languages(ratings, text):
    for made in (
        shown.panel_of(ratings, text),
        shown.panel_of(ratings[:6], text),
        shown.performance(servperf(ratings, high=9), text),
    ):
        assert json.dumps(made.to_json(), allow_nan=False)
        (chart,) = [b for b in made.to_json()["blocks"] if b["type"] == "chart"]
        assert '"low"' in json.dumps(chart["spec"])
        svg = vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": 360}))
        assert "NaN" not in svg
        assert text("servqual.dimension.reliability") in svg


def test_it_counts_blanks_and_what_is_off_the_scale_apart(ratings, text):
    halves = ratings.astype({"perception": float})
    halves.loc[:4, "perception"] = [3.5, 10, float("nan"), 4.5, 7]
    said = [b["text"] for b in shown.panel_of(halves, text).to_json()["blocks"] if "text" in b]
    assert text("zone.note.n_missing", n=1) in said
    assert text("zone.note.n_invalid", n=3) in said
