"""Pareto: bars in falling order and the line that adds them up, on one percentage axis.

The bars lie on their side, because reasons are sentences and sentences are read horizontally.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from cxwidgets.methods.pareto import ParetoResult
    from cxwidgets.text import Text


def pareto(result: ParetoResult, text: Text) -> Any:
    """Draw reasons from the largest to the smallest; the vital few are in colour.

    Whiskers are Wilson intervals, drawn where the number of answers is known; the line adds the
    shares up and the dashed rule is the cut.
    """
    names = [str(reason) for reason in result.table["reason"]]
    data = result.table.assign(place=range(len(names)), name=names)
    y = alt.Y("place:O", axis=row_axis(names))
    base = alt.Chart(data).encode(y=y)
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 1])).axis(
        title=text("pareto.chart.share"), format="%", tickCount=5
    )
    bars = base.mark_bar(height={"band": 0.55}).encode(
        x=x,
        color=alt.condition("datum.vital", alt.value(theme.accent()), alt.ColorValue(theme.LINE)),
        tooltip=[
            alt.Tooltip("name:N", title=text("pareto.column.reason")),
            alt.Tooltip("share:Q", title=text("pareto.column.share"), format=".1%"),
            alt.Tooltip("cumulative:Q", title=text("pareto.column.cumulative"), format=".1%"),
        ],
    )
    whiskers = (
        alt.Chart(data.dropna(subset=["low"]))
        .mark_rule(strokeWidth=theme.WHISKER, color=theme.INK)
        .encode(y=y, x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    )
    total = base.mark_line(color=theme.INK, strokeWidth=2).encode(
        x=alt.X("cumulative:Q"), order=alt.Order("place:Q")
    )
    dots = base.mark_point(filled=True, size=60, color=theme.INK, opacity=1).encode(
        x=alt.X("cumulative:Q")
    )
    # The last one is always 100%.
    numbers = (
        base.transform_filter("datum.cumulative < 0.995")
        .mark_text(
            dx=alt.expr("datum.cumulative > 0.9 ? -10 : 10"),
            dy=alt.expr("datum.cumulative > 0.9 ? 14 : -12"),
            align=alt.expr("datum.cumulative > 0.9 ? 'right' : 'left'"),
            fontSize=theme.SIZES[0],
        )
        .encode(x=alt.X("cumulative:Q"), text=alt.Text("cumulative:Q", format=".0%"))
    )
    cut = (
        alt.Chart(pd.DataFrame({"cut": [result.cut]}))
        .mark_rule(strokeDash=[5, 4], color=theme.MUTED)
        .encode(x=alt.X("cut:Q"))
    )
    sentence = text(
        "pareto.chart.sentence",
        reasons=len(names),
        vital=text("panel.comma").join(result.vital),
        total=text.percent(float(result.table.loc[result.table["vital"], "share"].sum())),
        first=names[0],
        share=text.percent(float(result.table["share"].iloc[0])),
    )
    drawing = layered(cut, bars, whiskers, total, dots, numbers)
    return theme.themed(drawing, sentence, alt.Step(row_height(names) + 12))
