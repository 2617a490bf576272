"""Key dissatisfiers drawn: how far each sets the dissatisfied apart, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.dissatisfiers import DissatisfiersResult
    from cxwidgets.text import Text

SURE = 0.9
"""From this share of draws on, a member of the best set is drawn filled."""


def points(result: DissatisfiersResult, names: Mapping[str, str], text: Text) -> Any:
    """Draw the values, the largest on top; filled where the factor is surely in the best set."""
    table = result.table.sort_values("value", ascending=False, kind="stable")
    table = table.assign(**{end: table[end].fillna(table["value"]) for end in ("low", "high")})
    shown = [names.get(p, str(p)) for p in table["predictor"]]
    data = table.assign(
        place=range(len(table)), name=shown, sure=table["key"] & (table["p_key"] >= SURE)
    )
    title = text("dissatisfiers.axis")
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(shown)))
    x = alt.X("value:Q", scale=alt.Scale(zero=True)).axis(title=title, format="%", tickCount=5)
    layers = layered(
        base.mark_rule(strokeWidth=theme.WHISKER).encode(x="low:Q", x2="high:Q"),
        base.mark_point(size=130, strokeWidth=2, opacity=1).encode(
            x=x,
            fill=alt.condition("datum.sure", alt.value(theme.accent()), alt.value(theme.PAPER)),
            stroke=alt.value(theme.accent()),
            tooltip=[
                alt.Tooltip("name:N", title=" "),
                alt.Tooltip("value:Q", title=title, format=".0%"),
                alt.Tooltip("reach:Q", title=text("dissatisfiers.column.reach"), format=".0%"),
                alt.Tooltip("noise:Q", title=text("dissatisfiers.column.noise"), format=".0%"),
            ],
        ),
    )
    parts = [
        text("dissatisfiers.chart.part", name=name, value=text.percent(value))
        for name, value in zip(shown, table["value"], strict=True)
    ]
    sentence = text("dissatisfiers.chart.sentence", parts=text("panel.semicolon").join(parts))
    return theme.themed(layers, sentence, alt.Step(row_height(shown)))
