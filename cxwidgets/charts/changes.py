"""Differences with their intervals around zero: before and after, one segment and the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

SIGNED_PERCENT = "(datum.value > 0 ? '+' : '') + format(datum.value, '.0%')"


def changes(
    table: pd.DataFrame,
    names: Sequence[str],
    title: str,
    sentence: str,
    *,
    percent: bool = False,
) -> Any:
    """Draw differences as points with whiskers; one whose interval holds zero is hollow.

    Parameters
    ----------
    table
        ``change, low, high, n``, one row a point from top to bottom.
    names
        Of the rows.
    title
        Of the axis.
    sentence
        The alternative text.
    percent
        Whether the values are differences of shares.
    """
    data = table.assign(
        place=range(len(table)),
        name=list(names),
        clear=(table["low"] > 0) | (table["high"] < 0),
    ).dropna(subset="change")
    axis: dict[str, Any] = {"format": ".0%"} if percent else {"format": "~r"}
    x = alt.X("change:Q", scale=alt.Scale(zero=True)).axis(
        title=title,
        tickCount=5,
        grid=True,
        labelOverlap=True,
        labelExpr=SIGNED_PERCENT if percent else theme.SIGNED,
        **axis,
    )
    y = alt.Y("place:O", axis=row_axis(names))
    base = alt.Chart(data).encode(y=y)
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=theme.MUTED)
    whiskers = base.mark_rule(strokeWidth=theme.WHISKER, color=theme.INK)
    points = base.mark_point(size=150, shape="diamond", opacity=1, strokeWidth=2).encode(
        x=x,
        stroke=alt.StrokeValue(theme.INK),
        fill=alt.condition("datum.clear", alt.value(theme.INK), alt.FillValue(theme.PAPER)),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("change:Q", title=title, format="+.0%" if percent else "+.2~f"),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    layers = (
        zero.encode(x=alt.X("zero:Q"))
        + whiskers.encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
        + points
    )
    return theme.themed(layers, sentence, alt.Step(row_height(names)))
