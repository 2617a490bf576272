"""The screening panels, and what the toolkit tells about its example."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pandas as pd
import pytest
import vl_convert

from cxwidgets.methods.screening import impact_effort
from cxwidgets.panels import screening

EXAMPLES = Path(__file__).resolve().parents[2] / "data" / "course" / "examples"


@pytest.fixture
def ideas(text):
    frame = pd.read_csv(EXAMPLES / "bus_ideas.csv")
    return frame.rename(columns={f"item_{text.lang}": "item"})


def scores():
    rows = [
        {"respondent": r, "concept": c, "criterion": k, "score": s + (r == "r2")}
        for r in ("r1", "r2", "r3")
        for c, values in {"x": (4, 4), "y": (2, 1), "z": (4, 3)}.items()
        for k, s in zip(("cost", "ease"), values, strict=True)
    ]
    return pd.DataFrame(rows)


def criteria(cost, ease):
    return pd.DataFrame({"criterion": ["cost", "ease"], "weight": [cost, ease]})


def said(made):
    return " ".join(b["text"] for b in made.to_json()["blocks"] if b["type"] == "text")


def chart(made):
    (found,) = [b for b in made.to_json()["blocks"] if b["type"] == "chart"]
    return found


def test_the_example_is_the_generators(root):
    made = runpy.run_path(str(EXAMPLES / "generate.py"))
    kept = pd.read_csv(EXAMPLES / "bus_ideas.csv")
    pd.testing.assert_frame_equal(kept, pd.DataFrame(made["voted_ideas"]()))
    assert (kept["respondent"].nunique(), kept["item_en"].nunique()) == (12, 5)


def test_the_example_has_a_quick_win_and_something_open(ideas, text):
    table = impact_effort(ideas).table
    assert table.iloc[0]["quadrant"] == "quick_win"
    assert table.iloc[0]["settled"]
    assert not table["settled"].all(), "a hollow point, as the page says"
    assert set(table["quadrant"]) >= {"quick_win", "big_project", "leave"}
    made = screening.impact_effort_of(ideas, text)
    assert text("screening.no_ratio") in said(made)


def test_a_ranking_shows_its_range(english):
    made = screening.weighted_of(scores(), criteria(1, 2), english)
    rows = chart(made)["table"]["rows"]
    assert rows[0][0] == "x"
    assert rows[0][3].startswith("1 (1–")
    assert "shaking the weights" in said(made)
    assert "Only 3 people rated" in said(made)


def test_a_ranking_by_weights_shows_the_criteria_the_weightiest_first(english):
    made = screening.weighted_of(scores(), criteria(1, 3), english)
    _, cells = [b for b in made.to_json()["blocks"] if b["type"] in ("chart", "table")]
    assert [c["label"] for c in cells["columns"]] == ["Idea", "ease 75%", "cost 25%"]
    assert ["y", "1.3", "2.3"] in [list(row) for row in cells["rows"]]


def test_needs_show_both_halves_and_marks_show_their_sign(ideas, english):
    needs = ideas.rename(columns={"impact": "importance", "effort": "satisfaction"})
    drawn = chart(screening.opportunity_of(needs, english))["table"]
    heads = [c["label"] for c in drawn["columns"]]
    assert heads[:4] == ["Need", "n", "Important (0–10)", "Satisfied (0–10)"]
    assert {len(row) for row in drawn["rows"]} == {len(heads)}
    marks = pd.DataFrame({"concept": ["a", "b"], "criterion": "k", "mark": ["+", "-"]})
    made = screening.pugh_of(marks, english).to_json()
    (cells,) = [b for b in made["blocks"] if b["type"] == "table"]
    assert [list(row) for row in cells["rows"]] == [["a", "+1.0"], ["b", "\u22121.0"]]


def test_every_panel_is_json_and_drawn_in_both_languages(ideas, text):
    marks = pd.DataFrame({"concept": ["a", "b"], "criterion": "k", "mark": ["+", "-"]})
    needs = ideas.rename(columns={"impact": "importance", "effort": "satisfaction"})
    for made in (
        screening.impact_effort_of(ideas, text),
        screening.weighted_of(scores(), criteria(1, 1), text),
        screening.pugh_of(marks, text),
        screening.opportunity_of(needs, text),
    ):
        assert json.dumps(made.to_json(), allow_nan=False)
        spec = chart(made)["spec"]
        assert 'low"' in json.dumps(spec)
        assert "NaN" not in vl_convert.vegalite_to_svg(json.dumps(spec | {"width": 360}))
