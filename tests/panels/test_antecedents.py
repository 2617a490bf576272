"""The panels of causes and antecedents."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import vl_convert

from cxwidgets.methods.antecedents import antecedents
from cxwidgets.panels.antecedents import causes_named, summary

NAMES = {"gap1_cause_levels": "Too many levels", "gap1_cause_asked": "Nobody asked"}


def causes():
    people = pd.DataFrame({"respondent": range(12), "gap": "gap1"})
    named = [(r, "gap1", "gap1_cause_levels") for r in range(9)] + [(9, "gap1", "gap1_cause_asked")]
    return pd.DataFrame(named, columns=["respondent", "gap", "cause"]), people


def company(units):
    rng = np.random.default_rng(units)
    level = rng.uniform(2, 6, units)
    rows = [
        (f"{u}-{p}", f"u{u}", "gap3", name, f"{name}1", round(float(np.clip(value, 1, 7))))
        for u in range(units)
        for p in range(3)
        for name, value in (("teamwork", level[u]), ("our_own", rng.uniform(1, 7)))
    ]
    columns = ["respondent", "unit", "gap", "antecedent", "item", "score"]
    scores = pd.DataFrame(
        {"unit": [f"u{u}" for u in range(units)], "gap": "gap3", "score": (8 - level).round()}
    )
    return antecedents(pd.DataFrame(rows, columns=columns), scores, draws=100)


def test_causes_stand_in_the_order_of_how_many_named_them(english):
    (chart,) = causes_named(*causes(), NAMES, english)
    assert [row[:3] for row in chart.table.rows] == [
        ("1", "Too many levels", "9 / 12"),
        ("1", "Nobody asked", "1 / 12"),
    ]
    assert chart.table.rows[0][4] == "1 (1–1)"
    assert "1 · Too many levels 75%" in chart.alt


def test_without_causes_there_is_nothing(text):
    nobody = pd.DataFrame(columns=["respondent", "gap", "cause"])
    assert causes_named(nobody, causes()[1], NAMES, text) == ()


@pytest.mark.parametrize("units", [3, 20])
def test_antecedents_are_named_drawn_and_warned_of(units, text):
    made = summary(company(units), text, {"our_own": "我们自己的"})
    shown = json.dumps(made.to_json(), allow_nan=False, ensure_ascii=False)
    assert text("gaps.antecedent.teamwork") in shown
    assert "我们自己的" in shown
    few = text("gaps.note.few_units", n=units)
    assert (few in shown) is (units < 15)
    for block in made.to_json()["blocks"]:
        if block["type"] == "chart":
            svg = vl_convert.vegalite_to_svg(json.dumps(block["spec"] | {"width": 360}))
            assert "NaN" not in svg
