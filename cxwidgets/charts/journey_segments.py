"""Emotion curves of several groups in one picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.journey import SIGNED
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import step_axis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.journey import BandResult
    from cxwidgets.text import Text

SHAPES = ("circle", "diamond", "square", "triangle-up")
DASHES = [[1, 0], [6, 4], [2, 3], [8, 3, 2, 3]]
HEIGHT = 360


def emotion_curves(bands: Mapping[str, BandResult], text: Text) -> Any:
    """Draw up to four curves: line the median, band the middle half, whisker its interval.

    Parameters
    ----------
    bands
        Curves over the same touchpoints, by name of the group.

    Raises
    ------
    ValueError
        For no group, more than four, or groups with different touchpoints.
    """
    if not 1 <= len(bands) <= len(SHAPES):
        raise ValueError(f"{len(bands)} groups; 1 to {len(SHAPES)} can be told apart")
    orders = {tuple(band.table["touchpoint"]) for band in bands.values()}
    if len(orders) > 1:
        raise ValueError("the groups do not have the same touchpoints in the same order")
    names = list(orders.pop())
    keys = {group: _key(group, band, text) for group, band in bands.items()}
    steps = pd.concat([b.table.assign(group=keys[g]) for g, b in bands.items()])
    drawn = pd.concat(
        [b.line.assign(group=keys[g], number=i) for i, (g, b) in enumerate(bands.items())]
    )
    x = alt.X(
        "position:Q",
        scale=alt.Scale(domain=[0.5, len(names) + 0.5], nice=False, zero=False),
        axis=step_axis(names),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[-3.4, 3.4], nice=False),
        axis=alt.Axis(
            title=text("journey.chart.emotion"), values=list(range(-3, 4)),
            labelExpr=SIGNED,
            titleAngle=0, titleAlign="left", titleAnchor="end", titleX=-28, titleY=-12,
        ),
    )  # fmt: skip
    layers = layered(*_layers(drawn, steps, list(keys.values()), text)).encode(x=x, y=y)
    return theme.themed(layers, _sentence(bands, text), HEIGHT)


def _key(group: str, band: BandResult, text: Text) -> str:
    n = int(band.table["n"].max())
    return group if n == 1 else text("journey.segments.key", segment=group, n=n)


def _layers(
    drawn: pd.DataFrame, steps: pd.DataFrame, keys: list[str], text: Text
) -> list[alt.Chart]:
    colours = [theme.accent(), theme.MUTED, theme.INK, "#9aa5b1"][: len(keys)]

    def scale(values: Any) -> alt.Scale:
        return alt.Scale(domain=keys, range=values)

    key = alt.Legend(title=None, symbolOpacity=1, symbolStrokeWidth=0)
    colour = alt.Color("group:N", scale=scale(colours), legend=key)
    other = [{"test": f"datum.number == {i}", "value": d} for i, d in enumerate(DASHES) if i]
    dash = alt.StrokeDashValue(DASHES[0], condition=other)  # no scale: the key shows the shapes
    shape = alt.Shape("group:N", scale=scale(list(SHAPES[: len(keys)])), legend=key)
    rated = steps.dropna(subset=["median"]).assign(value=lambda s: s["median"])
    band = (
        alt.Chart(drawn)
        .mark_area(opacity=0.14)
        .encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), detail=alt.Detail("piece:N"), color=colour)
    )
    line = (
        alt.Chart(drawn)
        .mark_line(strokeWidth=2.5)
        .encode(
            detail=[alt.Detail("piece:N"), alt.Detail("number:O")],
            order=alt.Order("position:Q"),
            color=colour,
            strokeDash=dash,
        )
    )
    whiskers = (
        alt.Chart(rated.dropna(subset=["median_low"]))
        .mark_rule(strokeWidth=theme.WHISKER)
        .encode(y=alt.Y("median_low:Q"), y2=alt.Y2("median_high:Q"), color=colour)
    )
    dots = (
        alt.Chart(rated)
        .mark_point(size=120, filled=True, opacity=1)
        .encode(
            color=colour,
            shape=shape,
            tooltip=[
                alt.Tooltip("group:N", title=text("journey.segments.segment")),
                alt.Tooltip("touchpoint:N", title=text("journey.column.step")),
                alt.Tooltip("median:Q", title=text("journey.column.median"), format="+.1f"),
                alt.Tooltip("n:Q", title="n"),
            ],
        )
    )
    return [band, line, whiskers, dots]


def _sentence(bands: Mapping[str, BandResult], text: Text) -> str:
    """Return for each group its lowest and highest step, in words."""
    parts = []
    for group, band in bands.items():
        rated = band.table.dropna(subset=["median"])
        if rated.empty:
            continue
        best, worst = rated.loc[rated["median"].idxmax()], rated.loc[rated["median"].idxmin()]
        parts.append(
            text(
                "journey.segments.part",
                segment=_key(group, band, text),
                low_step=worst["touchpoint"],
                low=text.signed(worst["median"], 1),
                high_step=best["touchpoint"],
                high=text.signed(best["median"], 1),
            )
        )
    return text("journey.segments.chart", parts=text("panel.semicolon").join(parts))
