"""Shares with their intervals, one horizontal bar each: votes, fail points, cards sorted right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd


def shares(table: pd.DataFrame, names: Sequence[str], title: str, sentence: str) -> Any:
    """Draw shares between 0 and 1.

    Parameters
    ----------
    table
        ``share, low, high, n`` and, optionally, ``strong`` (False draws the bar pale), one row a
        bar from top to bottom.
    names
        Of the rows.
    title
        Of the axis.
    sentence
        The alternative text.
    """
    data = table.assign(place=range(len(table)), name=list(names))
    if "strong" not in data:
        data = data.assign(strong=True)
    y = alt.Y("place:O", axis=row_axis(names))
    x = alt.X("share:Q", scale=alt.Scale(domain=[0, 1])).axis(
        title=title, format="%", tickCount=4, grid=True
    )
    base = alt.Chart(data).encode(y=y)
    bars = base.mark_bar(height={"band": 0.5}, opacity=0.55).encode(
        x=x,
        color=alt.condition("datum.strong", alt.value(theme.accent()), alt.ColorValue(theme.LINE)),
        tooltip=[
            alt.Tooltip("name:N", title=" "),
            alt.Tooltip("share:Q", title=title, format=".0%"),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    whiskers = base.mark_rule(strokeWidth=theme.WHISKER, color=theme.INK).encode(
        x=alt.X("low:Q"), x2=alt.X2("high:Q")
    )
    return theme.themed(bars + whiskers, sentence, alt.Step(row_height(names)))
