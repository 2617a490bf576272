"""Correlations between −1 and 1 with their intervals, one row each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = 150
"""Width of the names at the left, in pixels."""


def correlations(
    table: pd.DataFrame,
    names: Sequence[str],
    titles: tuple[str, str, str, str],
    sentence: str,
) -> Any:
    """Draw correlations as points with whiskers around zero.

    Parameters
    ----------
    table
        ``value, low, high, units``, one row a point from top to bottom.
    names
        Of the rows.
    titles
        Of the axis; and of name, value and units for whoever points at one.
    sentence
        The alternative text.
    """
    axis, *told = titles
    data = table.assign(place=range(len(table)), name=list(names))
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(names, pixels=NAMES)))
    x = alt.X("value:Q", scale=alt.Scale(domain=[-1, 1], nice=False)).axis(
        title=axis, tickCount=5, format="~r", labelExpr=theme.SIGNED
    )
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    points = base.mark_point(size=130, filled=True, color=theme.accent(), opacity=1).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=told[0]),
            alt.Tooltip("value:Q", title=told[1], format="+.2f"),
            alt.Tooltip("units:Q", title=told[2]),
        ],
    )
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=theme.MUTED)
        .encode(x=alt.X("zero:Q"))
    )
    step = alt.Step(row_height(names, pixels=NAMES))
    return theme.themed(layered(zero, whiskers, points), sentence, step)
