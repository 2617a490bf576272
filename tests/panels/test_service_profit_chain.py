"""The panel of the service-profit chain."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import vl_convert

from cxwidgets.panels.service_profit_chain import measured

LINKS = ["员工 <满意>", "service [0].a", "growth: 'b'"]


def measures(units):
    draw = np.random.default_rng(units)
    value, rows = draw.normal(size=units), []
    for link in LINKS:
        rows += [(f"u{i}", link, v) for i, v in enumerate(value)]
        value = 0.7 * value + draw.normal(0, 0.3, units)
    return pd.DataFrame(rows, columns=["unit", "link", "value"])


def test_every_link_is_drawn_and_the_reach_of_the_head_is_told(text):
    made = measured(measures(30), text)
    chart, reach, *_ = made.blocks
    assert made.n == 30
    assert [row[0] for row in chart.table.rows] == [f"{a} → {b}" for a, b in pairwise(LINKS)]
    assert [row[0] for row in reach.rows] == LINKS[1:]
    assert LINKS[0] in reach.caption
    json.dumps(made.to_json(), allow_nan=False)
    svg = vl_convert.vegalite_to_svg(json.dumps(chart.spec | {"width": 360}))
    assert "NaN" not in svg


def test_units_exactly_on_a_line_are_drawn_without_limits_and_told(english):
    rows = [(f"u{i}", link, float(i)) for i in range(5) for link in LINKS[:2]]
    made = measured(pd.DataFrame(rows, columns=["unit", "link", "value"]), english)
    chart = made.blocks[0]
    assert chart.table.rows[0][2:] == ("+1.00", "+1.00")
    assert "exactly on one line" in " ".join(b.text for b in made.blocks if b.type == "text")
    svg = vl_convert.vegalite_to_svg(json.dumps(chart.spec | {"width": 360}))
    assert "NaN" not in svg


@pytest.mark.parametrize("units", [1, 3])
def test_too_few_units_have_a_table_without_lines(units, text):
    made = measured(measures(units), text)
    shown = json.dumps(made.to_json(), allow_nan=False, ensure_ascii=False)
    assert text("chain.note.too_few", n=units, least=4) in shown
    assert text("chain.column.change") not in shown


def test_nothing_measured_is_an_empty_panel(text):
    assert measured(measures(30).iloc[:0], text).n == 0
