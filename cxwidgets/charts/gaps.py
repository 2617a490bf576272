"""The five gaps drawn: how wide each one is, the widest on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height
from cxwidgets.methods.gaps import SCALE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.gaps import GapsResult
    from cxwidgets.text import Text

NAMES = 120
"""Width of the names at the left, in pixels."""
RING = 18
"""How far left of the scale the ring with the number stands, in pixels."""


def ranking(result: GapsResult, text: Text, names: Mapping[str, str] | None = None) -> Any:
    """Draw the mean score of each gap with its interval; its number stands in a ring.

    Parameters
    ----------
    names
        The gaps' names by ``gap1`` … ``gap5``; ours when omitted.
    """
    known = names or {gap: text(f"gaps.name.{gap}") for gap in result.table["gap"]}
    data = result.table.dropna(subset="score").sort_values("score", ascending=False, kind="stable")
    data = data.assign(
        place=range(len(data)),
        name=[known[gap] for gap in data["gap"]],
        number=[gap.removeprefix("gap") for gap in data["gap"]],
    )
    rows = list(data["name"])
    axis = row_axis(rows, pixels=NAMES, labelPadding=2 * RING + 4)
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=axis))
    x = alt.X(
        "score:Q", scale=alt.Scale(domain=list(SCALE), padding=12, nice=False, zero=False)
    ).axis(title=text("gaps.chart.score"), values=list(range(SCALE[0], SCALE[1] + 1)), format="d")
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    points = base.mark_point(size=130, filled=True, color=theme.accent(), opacity=1).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=text("gaps.column.gap")),
            alt.Tooltip("score:Q", title=text("gaps.column.score"), format=".2f"),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    place: dict[str, Any] = {"xOffset": -RING, "clip": False}
    rings = base.mark_point(shape="circle", size=560, strokeWidth=2, filled=False, **place).encode(
        x=alt.XValue(0), stroke=alt.StrokeValue(theme.accent())
    )
    numbers = base.mark_text(fontSize=theme.SIZES[0], fontWeight=600, **place).encode(
        x=alt.XValue(0), text=alt.Text("number:N")
    )
    parts = [
        text("gaps.chart.part", name=name, score=text.number(score, 1))
        for name, score in zip(rows, data["score"], strict=True)
    ]
    sentence = text("gaps.chart.ranking", parts=text("panel.semicolon").join(parts))
    step = alt.Step(max(44, row_height(rows, pixels=NAMES)))
    return theme.themed(layered(rings, numbers, whiskers, points), sentence, step)
