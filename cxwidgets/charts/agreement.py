"""Agreement on an order drawn: each item's mean rank with its interval, the first on top."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.agreement import Concordance
    from cxwidgets.text import Text

NAMES = 120
"""Width of the names at the left, in pixels."""


def ranks(result: Concordance, text: Text, names: Mapping[str, str] | None = None) -> Any:
    """Draw mean ranks; where intervals overlap widely, the raters do not agree on who is first."""
    data = result.table.assign(place=range(len(result.table)))
    shown = [(names or {}).get(item, item) for item in data["item"]]
    data = data.assign(name=shown)
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(shown, pixels=NAMES)))
    scale = alt.Scale(domain=[1, max(2, len(data))], padding=12, nice=False, zero=False)
    x = alt.X("mean_rank:Q", scale=scale).axis(
        title=text("agreement.chart.rank"), values=list(range(1, len(data) + 1)), format="d"
    )
    whiskers = base.mark_rule(color=theme.INK, clip=True).encode(
        x=alt.X("low:Q"), x2=alt.X2("high:Q")
    )
    points = base.mark_point(size=130, filled=True, color=theme.accent(), opacity=1).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=text("agreement.column.item")),
            alt.Tooltip("mean_rank:Q", title=text("agreement.column.mean_rank"), format=".2f"),
        ],
    )
    parts = [
        text("agreement.chart.part", name=name, rank=text.number(rank, 1))
        for name, rank in zip(shown, data["mean_rank"], strict=True)
    ]
    sentence = text(
        "agreement.chart.sentence",
        parts=text("panel.semicolon").join(parts),
        w=text.number(result.value, 2),
    )
    step = alt.Step(row_height(shown, pixels=NAMES))
    return theme.themed(layered(whiskers, points), sentence, step)
