"""The scorecard drawn: how far each metric is from its threshold, and on which side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from cxwidgets.methods.scorecard import ScorecardResult
    from cxwidgets.text import Text

EDGE = 0.5
"""Margins beyond half the threshold are drawn at the edge; the table has the number."""


def scorecard(result: ScorecardResult, text: Text) -> Any:
    """Draw the margin of each metric relative to its threshold.

    A full star is a promise kept, a hollow one a promise missed; the line in the middle is the
    threshold, and right of it is good whatever the metric's direction.
    """
    table = result.table.dropna(subset=["relative"]).reset_index(drop=True)
    names = [str(m) for m in table["metric"]]
    data = table.assign(
        place=range(len(table)),
        shown=table["relative"].clip(-EDGE, EDGE),
        passed=table["passed"].eq(True),
        number=[
            text("scorecard.chart.margin", value=text.signed(100 * v)) for v in table["relative"]
        ],
    )
    y = alt.Y("place:O", axis=row_axis(names))
    reach = max(0.1, data["shown"].abs().max()) * 1.25
    x = alt.X("shown:Q", scale=alt.Scale(domain=[-reach, reach], nice=False)).axis(
        title=text("scorecard.chart.axis"),
        labelExpr="datum.value === 0 ? '0' : format(datum.value, '+.0%')",
        tickCount=3,
    )
    base = alt.Chart(data).encode(y=y)
    threshold = (
        alt.Chart(pd.DataFrame({"shown": [0.0]}))
        .mark_rule(color=theme.INK, strokeWidth=2)
        .encode(x=alt.X("shown:Q"))
    )
    stems = base.mark_rule(strokeWidth=4, color=theme.LINE).encode(x=x, x2=alt.X2Datum(0))
    stars = base.mark_point(shape=theme.KANO["A"].shape, size=190, strokeWidth=2, opacity=1).encode(
        x=alt.X("shown:Q"),
        fill=alt.condition("datum.passed", alt.value(theme.accent()), alt.FillValue(theme.PAPER)),
        stroke=alt.condition("datum.passed", alt.value(theme.accent()), alt.StrokeValue(theme.INK)),
        tooltip=[
            alt.Tooltip("metric:N", title=text("scorecard.column.metric")),
            alt.Tooltip("threshold:Q", title=text("scorecard.column.threshold")),
            alt.Tooltip("actual:Q", title=text("scorecard.column.actual")),
        ],
    )
    numbers = base.mark_text(
        dx=alt.expr("datum.relative < 0 ? 10 : -10"),
        align=alt.expr("datum.relative < 0 ? 'left' : 'right'"),
        fontSize=theme.SIZES[0],
    ).encode(
        x=alt.XDatum(0), text=alt.Text("number:N")
    )  # across from the star, where there is room
    missed = table.loc[table["passed"].eq(False), "metric"]
    sentence = text(
        "scorecard.chart.sentence" if len(missed) else "scorecard.chart.all",
        stars=result.stars,
        judged=result.judged,
        missed=text("panel.comma").join(missed),
    )
    drawing = layered(threshold, stems, stars, numbers)
    return theme.themed(drawing, sentence, alt.Step(row_height(names) + 14))
