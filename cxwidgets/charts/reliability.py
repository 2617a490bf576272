"""Reliability drawn: alpha of each scale with its interval, against the value usually asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height
from cxwidgets.methods.reliability_notes import USUAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.reliability import ReliabilityResult
    from cxwidgets.text import Text

NAMES = 120
"""Width of the names at the left, in pixels."""


def alphas(results: Mapping[str, ReliabilityResult], text: Text) -> Any:
    """Draw alpha of each scale; the dashed line is the value usually asked for.

    Parameters
    ----------
    results
        By the scale's name, in display order.
    """
    data = pd.DataFrame(
        {"name": name, "alpha": one.raw, "low": one.low, "high": one.high, "n": one.n}
        for name, one in results.items()
    )
    data = data.assign(place=range(len(data)))
    names = list(data["name"])
    least = float(data[["alpha", "low"]].min().min())
    start = min(0.0, least) if least == least else 0.0  # noqa: PLR0124 - NaN
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(names, pixels=NAMES)))
    x = alt.X("alpha:Q", scale=alt.Scale(domain=[start, 1], nice=False, padding=8)).axis(
        title=text("reliability.chart.alpha"), tickCount=5
    )
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    points = base.mark_point(size=130, filled=True, color=theme.accent(), opacity=1).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=text("reliability.column.scale")),
            alt.Tooltip("alpha:Q", title="α", format=".2f"),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    usual = alt.Chart(pd.DataFrame({"usual": [USUAL]}))
    line = usual.mark_rule(color=theme.MUTED, strokeDash=[5, 4]).encode(x=alt.X("usual:Q"))
    parts = [
        text(
            "reliability.chart.part",
            name=name,
            alpha=text.number(one.raw, 2),
            interval=text.interval(one.low, one.high, 2),
        ).strip()
        for name, one in results.items()
    ]
    sentence = text("reliability.chart.alphas", parts=text("panel.semicolon").join(parts))
    step = alt.Step(row_height(names, pixels=NAMES))
    return theme.themed(layered(line, whiskers, points), sentence, step)
