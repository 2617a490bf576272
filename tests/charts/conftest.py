"""Drawing without a browser."""

from __future__ import annotations

import json

import pytest
import vl_convert


@pytest.fixture
def drawn():
    """Draw a chart as SVG at a width; the whole drawing is numbers."""

    def draw(chart, width=360):
        svg = vl_convert.vegalite_to_svg(json.dumps(chart.to_dict() | {"width": width}))
        assert "NaN" not in svg
        return svg

    return draw


@pytest.fixture
def marks():
    """Return the kinds of mark in a chart, layer by layer."""

    def found(spec):
        here = [spec["mark"]["type"]] if "mark" in spec else []
        return here + [m for layer in spec.get("layer", []) for m in found(layer)]

    return found
