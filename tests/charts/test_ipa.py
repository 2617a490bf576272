"""The plane of importance and performance: the iso-priority line, and where there is none."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest

from cxwidgets.charts.ipa import grid
from cxwidgets.methods.ipa import ipa, ipa_derived

MEANS = pd.DataFrame(
    {"item": ["a", "b", "c"], "importance": [4.6, 3.0, 4.2], "performance": [2.5, 3.5, 4.0]}
)


def rated(n=60):
    rng = np.random.default_rng(6)
    x = rng.integers(1, 6, (n, 2))
    return pd.DataFrame(x, columns=["a", "b"]).assign(y=x[:, 0] + rng.normal(size=n))


def lines(spec):
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == "line"]


def test_the_iso_priority_line_joins_equal_values_of_axes_with_the_same_ends(text):
    spec = grid(ipa(MEANS), text).to_dict()
    (line,) = lines(spec)
    points = spec["datasets"][line["data"]["name"]]
    assert [p["importance"] for p in points] == [p["performance"] for p in points]
    domains = {
        tuple(layer["encoding"][axis]["scale"]["domain"])
        for layer in spec["layer"]
        for axis in "xy"
        if "scale" in layer.get("encoding", {}).get(axis, {})
    }
    assert len(domains) == 1
    ((low, high),) = domains
    assert low < min(MEANS["performance"])
    assert max(MEANS["importance"]) < high
    assert low < points[0]["performance"] < points[1]["performance"] < high
    assert text("ipa.chart.equal") in json.dumps(spec, ensure_ascii=False)
    assert spec["description"].endswith(text("ipa.chart.equal_sentence"))


@pytest.mark.parametrize("importance", ["lmg", "rwa", "standardised"])
def test_no_line_where_importance_is_derived(english, importance):
    result = ipa_derived(rated(), "y", ["a", "b"], draws=50, importance=importance)
    spec = grid(result, english).to_dict()
    assert not lines(spec)
    assert english("ipa.chart.equal") not in json.dumps(spec)
    axes = [layer["encoding"].get("y", {}).get("axis") for layer in spec["layer"]]
    titles = [axis for axis in axes if axis]
    assert titles[0]["title"] == english(f"ipa.chart.{importance}")
    assert titles[0]["format"] == ("" if importance == "standardised" else "%")


def test_no_line_between_scales_that_differ(english):
    percent = MEANS.assign(performance=MEANS["performance"] * 20)
    assert not lines(grid(ipa(percent), english).to_dict())
