"""The panel of gap 1, and the example behind it."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pandas as pd
import pytest
import vl_convert

from cxwidgets.panels import knowledge_gap as shown

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "course" / "examples"


@pytest.fixture(scope="module")
def raw():
    return pd.read_csv(EXAMPLES / "bus_beliefs.csv")


@pytest.fixture
def ratings(raw, text):
    return raw.rename(columns={f"item_{text.lang}": "item"})


def test_the_example_is_the_generators(raw):
    made = runpy.run_path(str(EXAMPLES / "generate.py"))
    pd.testing.assert_frame_equal(raw, pd.DataFrame(made["believed"]()))


def test_it_says_what_is_surely_misjudged(raw, english):
    made = shown.panel_of(raw.rename(columns={"item_en": "item"}), english).to_json()
    said = [block["text"] for block in made["blocks"] if block["type"] == "text"]
    under = "Surely underestimated, customers expect more than managers believe: "
    assert f"{under}Told of delays at once." in said
    assert any("expect less than managers believe: New buses." in each for each in said)
    assert made["n"] == 60


def test_few_answers_settle_nothing(ratings, text):
    few = ratings[ratings["respondent"] <= 2]
    said = [b["text"] for b in shown.panel_of(few, text).to_json()["blocks"] if "text" in b]
    assert text("knowledge.none_sure") in said


def test_the_panel_is_json_and_drawn_in_both_languages(ratings, text):
    made = shown.panel_of(ratings, text).to_json()
    assert json.dumps(made, allow_nan=False)
    (chart,) = [block for block in made["blocks"] if block["type"] == "chart"]
    svg = vl_convert.vegalite_to_svg(json.dumps(chart["spec"] | {"width": 360}))
    assert "NaN" not in svg
    assert ratings["item"].iloc[0] in svg
