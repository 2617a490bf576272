"""The panel of moments of truth."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import vl_convert

from cxwidgets.panels.moments_of_truth import measured

NAMES = ["Waiting, at <night>", "问司机", "a.b[0]: 'c'"]


def ratings(people):
    draw = np.random.default_rng(people)
    felt = draw.normal(size=(people, 3))
    whole = np.clip(np.rint(3 + felt @ [0.7, 0.3, 0.2] + draw.normal(0, 0.3, people)), 1, 5)
    rows = [
        (person, name, float(np.clip(np.rint(3 + felt[person, i]), 1, 5)), whole[person])
        for person in range(people)
        for i, name in enumerate(NAMES)
        if i != 1 or person % 2
    ]
    return pd.DataFrame(rows, columns=["respondent", "touchpoint", "score", "whole"])


def test_every_moment_stands_with_its_three_factors_and_is_drawn(text):
    made = measured(ratings(200), text)
    assert made.n == 200
    chart = made.blocks[0]
    assert [len(row) for row in chart.table.rows] == [7, 7, 7]
    assert {row[0] for row in chart.table.rows} == set(NAMES)
    (half,) = (row for row in chart.table.rows if row[0] == NAMES[1])
    assert half[1] == "100"
    assert half[2].startswith("50%")
    assert all(name in chart.alt for name in NAMES)
    json.dumps(made.to_json(), allow_nan=False)
    svg = vl_convert.vegalite_to_svg(json.dumps(chart.spec | {"width": 360}))
    assert "NaN" not in svg


@pytest.mark.parametrize("people", [1, 4])
def test_too_few_people_give_a_table_and_no_order(people, text):
    made = measured(ratings(people), text)
    shown = json.dumps(made.to_json(), allow_nan=False, ensure_ascii=False)
    assert "vega-lite" not in shown
    assert text("moments.note.no_impact", n=made.n)[:8] in shown


def test_nobody_is_an_empty_panel(text):
    assert measured(ratings(0), text).n == 0
