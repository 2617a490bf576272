"""The satisfaction index drawn: a point with its interval from 0 to 100, everybody and segments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height
from cxwidgets.methods.segment import ALL

if TYPE_CHECKING:
    from cxwidgets.methods.satisfaction_index import IndexResult
    from cxwidgets.text import Text


def index(result: IndexResult, text: Text) -> Any:
    """Draw the index of everybody, then of each segment, with their intervals."""
    segments = result.table[result.table["segment"] != ALL]
    data = pd.concat([result.overall, segments], ignore_index=True)
    data = data[data["index"].notna()].reset_index(drop=True)
    names = [text("scores.all") if name == ALL else str(name) for name in data["segment"]]
    data = data.assign(
        place=range(len(data)),
        name=names,
        low=data["low"].clip(lower=0).fillna(data["index"]),
        high=data["high"].clip(upper=100).fillna(data["index"]),
        number=[text.number(value, 1) for value in data["index"]],
    )
    title = text("satisfaction_index.axis")
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(names)))
    x = alt.X("index:Q", scale=alt.Scale(domain=[0, 100])).axis(title=title, tickCount=5)
    layers = layered(
        base.mark_rule(strokeWidth=theme.WHISKER).encode(x="low:Q", x2="high:Q"),
        base.mark_point(size=120, filled=True, opacity=1).encode(
            x=x,
            tooltip=[
                alt.Tooltip("name:N", title=text("scores.column.segment")),
                alt.Tooltip("index:Q", title=title, format=".1f"),
                alt.Tooltip("low:Q", title=text("retention.low"), format=".1f"),
                alt.Tooltip("high:Q", title=text("retention.high"), format=".1f"),
                alt.Tooltip("n:Q", title="n"),
            ],
        ),
        base.mark_text(dy=-14).encode(x=x, text="number:N"),
    )
    parts = [
        text("satisfaction_index.chart.part", name=row["name"], value=row["number"])
        for _, row in data.iterrows()
    ]
    sentence = text("satisfaction_index.chart.sentence", parts=text("panel.semicolon").join(parts))
    return theme.themed(layers, sentence, alt.Step(row_height(names) + 14))
