"""SERVQUAL drawn: gaps with their intervals, and what was expected against what was perceived."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height
from cxwidgets.methods.servqual_items import RATER

if TYPE_CHECKING:
    from cxwidgets.methods.servqual import ServqualResult
    from cxwidgets.text import Text

HALVES = ("expectation", "perception")


DRAWN = ("dimension", "n", "expectation", "perception", "gap", "low", "high")


def dimension_name(dimension: str, text: Text) -> str:
    """Return a dimension's name; one that is not of the five is shown as it was given."""
    return text(f"servqual.dimension.{dimension}") if dimension in RATER else dimension


def gap_bars(result: ServqualResult, text: Text) -> Any:
    """Draw the gap of each dimension with its interval; left of zero the service falls short."""
    data = _named(result, text)
    names = list(data["name"])
    limits = data[["gap", "low", "high"]].to_numpy()
    reach = max(1.0, float(pd.DataFrame(limits).abs().max().max())) if len(data) else 1.0
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(names, pixels=110)))
    x = alt.X("gap:Q", scale=alt.Scale(domain=[-reach * 1.1, reach * 1.1], nice=False)).axis(
        title=text("servqual.chart.gap"), tickCount=5, format="~r", labelExpr=theme.SIGNED
    )
    short = alt.condition("datum.gap < 0", alt.value(theme.accent()), alt.ColorValue(theme.MUTED))
    points = base.mark_point(size=110, filled=True, opacity=1).encode(x=alt.X("gap:Q"), color=short)
    bars = base.mark_bar(height={"band": 0.5}, opacity=0.35).encode(
        x=x,
        color=short,
        tooltip=[
            alt.Tooltip("name:N", title=text("servqual.column.dimension")),
            alt.Tooltip("n:Q", title="n"),
            alt.Tooltip("gap:Q", title=text("servqual.column.gap"), format="+.2f"),
        ],
    )
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=theme.MUTED)
    sentence = _sentence(result, text)
    return theme.themed(
        layered(bars, zero.encode(x=alt.X("zero:Q")), whiskers, points),
        sentence,
        alt.Step(row_height(names, pixels=110)),
    )


def dumbbell(result: ServqualResult, text: Text) -> Any:
    """Draw mean expectation (hollow) and mean perception (filled) of each dimension."""
    data = _named(result, text)
    names = list(data["name"])
    words = [text(f"servqual.{half}") for half in HALVES]
    long = data.melt(["place", "name", "n"], list(HALVES), "half", "mean")
    long["half"] = long["half"].map(dict(zip(HALVES, words, strict=True)))
    y = alt.Y("place:O", axis=row_axis(names, pixels=110))
    x = alt.X("mean:Q", scale=alt.Scale(zero=False, padding=16, nice=False)).axis(
        title=text("servqual.chart.mean"), tickCount=5
    )
    bars = (
        alt.Chart(data)
        .mark_rule(strokeWidth=4, color=theme.LINE)
        .encode(y=y, x=alt.X("expectation:Q"), x2=alt.X2("perception:Q"))
    )
    legend = alt.Legend(title=None, symbolStrokeColor=theme.accent(), symbolStrokeWidth=2)
    fill = alt.Scale(domain=words, range=[theme.PAPER, theme.accent()])
    points = (
        alt.Chart(long)
        .mark_point(size=150, stroke=theme.accent(), strokeWidth=2, opacity=1)
        .encode(
            y=y,
            x=x,
            fill=alt.Fill("half:N", scale=fill, sort=words, legend=legend),
            tooltip=[
                alt.Tooltip("name:N", title=text("servqual.column.dimension")),
                alt.Tooltip("half:N", title=" "),
                alt.Tooltip("mean:Q", title=text("servqual.chart.mean"), format=".2f"),
                alt.Tooltip("n:Q", title="n"),
            ],
        )
    )
    parts = [
        text(
            "servqual.chart.pair",
            name=name,
            expectation=text.number(e, 2),
            perception=text.number(p, 2),
        )
        for name, e, p in zip(names, data["expectation"], data["perception"], strict=True)
    ]
    sentence = text("servqual.chart.pairs", parts=text("panel.semicolon").join(parts))
    step = alt.Step(row_height(names, pixels=110))
    return theme.themed(layered(bars, points), sentence, step)


def _named(result: ServqualResult, text: Text) -> pd.DataFrame:
    """Return the dimensions with names and places from top to bottom."""
    table = result.dimensions[list(DRAWN)]
    return table.assign(
        place=range(len(table)), name=[dimension_name(d, text) for d in table["dimension"]]
    )


def _sentence(result: ServqualResult, text: Text) -> str:
    """Return the gaps in words, the widest first."""
    table = result.dimensions.sort_values("gap")
    parts = [
        text(
            "servqual.chart.part",
            name=dimension_name(row["dimension"], text),
            gap=text.signed(row["gap"], 2),
            interval=text.interval(row["low"], row["high"], 2),
        ).strip()
        for _, row in table.iterrows()
    ]
    return text("servqual.chart.gaps", parts=text("panel.semicolon").join(parts))
