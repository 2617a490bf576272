"""Loyalty drawn: the answers on the plane, the four types, and the curve from one to the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.shares import shares
from cxwidgets.methods.loyalty import CELLS

if TYPE_CHECKING:
    from cxwidgets.methods.loyalty import CurveResult, LoyaltyResult
    from cxwidgets.methods.loyalty_attitude import AttitudeResult
    from cxwidgets.text import Text

HEIGHT = 360
SPARE = 0.9
"""The plane reaches so far past the ends of its scales."""


def plane(result: LoyaltyResult, text: Text) -> Any:
    """Draw how often each pair of answers was given, in the four fields of the types."""
    cuts, grid = result.cuts, result.grid
    x, y = (
        alt.X("satisfaction:Q", scale=_scale(cuts.satisfaction)).axis(
            title=text("loyalty.axis.satisfaction"), **_axis(cuts.satisfaction)
        ),
        alt.Y("loyalty:Q", scale=_scale(cuts.loyalty)).axis(
            title=text("loyalty.axis.loyalty"), titleAngle=0, titleAlign="left",
            titleAnchor="end", titleX=-28, titleY=-14, **_axis(cuts.loyalty),
        ),
    )  # fmt: skip
    at = pd.DataFrame({"satisfaction": [cuts.satisfied - 0.5], "loyalty": [cuts.loyal - 0.5]})
    border = alt.Chart(at).mark_rule(color=theme.LINE)
    corners = pd.DataFrame([_corner(result, cell, text) for cell in CELLS.items()])
    names = alt.Chart(corners).mark_text(
        color=theme.MUTED,
        fontSize=theme.SIZES[0],
        align=alt.expr("datum.right ? 'right' : 'left'"),
        baseline=alt.expr("datum.up ? 'top' : 'bottom'"),
    )
    dots = (
        alt.Chart(grid)
        .mark_circle(color=theme.accent(), opacity=0.6)
        .encode(
            x=x,
            y=y,
            size=alt.Size("n:Q", scale=alt.Scale(range=[40, 900], zero=True), legend=None),
            tooltip=[
                alt.Tooltip("satisfaction:Q", title=text("loyalty.axis.satisfaction")),
                alt.Tooltip("loyalty:Q", title=text("loyalty.axis.loyalty")),
                alt.Tooltip("n:Q", title="n"),
            ],
        )
    )
    layers = layered(
        border.encode(x=x),
        border.encode(y=y),
        dots,
        names.encode(x=x, y=y, text=alt.Text("name:N")),
    )
    return theme.themed(layers, _sentence(result, text), HEIGHT)


def types(result: LoyaltyResult | AttitudeResult, text: Text) -> Any:
    """Draw the share of each type with its interval."""
    names = [text(f"loyalty.type.{cell}") for cell in result.table["cell"]]
    data = result.table.assign(n=result.n)
    return shares(data, names, text("loyalty.chart.share"), _sentence(result, text))


def curve(result: CurveResult, text: Text) -> Any:
    """Draw the share of loyal people at each answer to the satisfaction question."""
    data = result.table[result.table["n"] > 0]
    low, high = result.cuts.satisfaction
    scale = alt.Scale(domain=[low - 0.4, high + 0.4], nice=False)
    x = alt.X("satisfaction:Q", scale=scale).axis(
        title=text("loyalty.axis.satisfaction"), **_axis(result.cuts.satisfaction)
    )
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, 1])).axis(
        title=text("loyalty.axis.loyal", cut=result.cuts.loyal), format="%", tickCount=5,
        titleAngle=0, titleAlign="left", titleAnchor="end", titleX=-28, titleY=-14,
    )  # fmt: skip
    base = alt.Chart(data).encode(x=x)
    size = alt.Size("n:Q", scale=alt.Scale(range=[60, 500], zero=True), legend=None)
    layers = layered(
        base.mark_line(strokeDash=[4, 4], color=theme.MUTED, strokeWidth=1.5).encode(y=y),
        base.mark_rule(strokeWidth=theme.WHISKER, color=theme.INK).encode(
            y=alt.Y("low:Q"), y2=alt.Y2("high:Q")
        ),
        base.mark_circle(color=theme.accent(), opacity=1).encode(
            y=y,
            size=size,
            tooltip=[
                alt.Tooltip("satisfaction:Q", title=text("loyalty.axis.satisfaction")),
                alt.Tooltip("share:Q", title=text("loyalty.chart.share"), format=".0%"),
                alt.Tooltip("n:Q", title="n"),
            ],
        ),
        base.mark_text(dy=-10, color=theme.MUTED)
        .encode(y=alt.Y("high:Q"), text=alt.Text("label:N"))
        .transform_calculate(label="'n = ' + datum.n"),
    )
    parts = [
        text(
            "loyalty.chart.step",
            step=row["satisfaction"],
            share=text.percent(row["share"]),
            n=text.number(row["n"]),
        )
        for _, row in data.astype({"satisfaction": object}).iterrows()
    ]
    sentence = text("loyalty.chart.curve", parts=text("panel.semicolon").join(parts))
    return theme.themed(layers, sentence, HEIGHT)


def _scale(ends: tuple[int, int]) -> alt.Scale:
    return alt.Scale(domain=[ends[0] - SPARE, ends[1] + SPARE], nice=False)


def _axis(ends: tuple[int, int]) -> dict[str, Any]:
    return {"values": list(range(ends[0], ends[1] + 1)), "format": "d", "grid": False}


def _corner(
    result: LoyaltyResult, cell: tuple[tuple[bool, bool], str], text: Text
) -> dict[str, Any]:
    """Return name and share of one type, in the outer corner of its field."""
    (right, up), name = cell
    share = float(result.table.set_index("cell").loc[name, "share"])
    ends, tops = result.cuts.satisfaction, result.cuts.loyalty
    return {
        "satisfaction": ends[1] + SPARE if right else ends[0] - SPARE,
        "loyalty": tops[1] + SPARE if up else tops[0] - SPARE,
        "right": right,
        "up": up,
        "name": f"{text(f'loyalty.type.{name}')} {text.percent(share)}",
    }


def _sentence(result: LoyaltyResult | AttitudeResult, text: Text) -> str:
    parts = [
        text(
            "loyalty.chart.part",
            cell=text(f"loyalty.type.{row['cell']}"),
            share=text.percent(row["share"]),
        )
        for _, row in result.table.iterrows()
    ]
    liked = "loyal" in set(result.table["cell"])  # attitude and habit, not satisfaction
    key = "loyalty.attitude.sentence" if liked else "loyalty.chart.sentence"
    return text(key, n=result.n, parts=text("panel.comma").join(parts))
