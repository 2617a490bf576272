"""The zone of tolerance drawn: a bar from adequate to desired, and where perception falls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import lines, row_axis, row_height
from cxwidgets.charts.servqual import dimension_name

if TYPE_CHECKING:
    from cxwidgets.methods.servperf import ServperfResult
    from cxwidgets.methods.zone_of_tolerance import ZoneResult
    from cxwidgets.text import Text

NAMES = 110
"""Width of the names at the left, in pixels."""
PHONE = 210
"""What the axis of a phone's plot has room for, in pixels."""


def zones(result: ZoneResult, text: Text) -> Any:
    """Draw each dimension's zone, and perception with its interval; hollow where not settled."""
    table = result.table.dropna(subset="perception")
    names = [dimension_name(d, text) for d in table["dimension"]]
    data = table.assign(
        place_=range(len(table)),
        name=names,
        low=table["adequate"] + table["adequacy_low"],
        high=table["adequate"] + table["adequacy_high"],
        said=[text(f"zone.place.{p}") for p in table["place"]],
    )
    base = alt.Chart(data).encode(y=alt.Y("place_:O", axis=row_axis(names, pixels=NAMES)))
    x = alt.X("adequate:Q", scale=alt.Scale(zero=False, padding=16, nice=False)).axis(
        title=lines(text("zone.chart.rating"), PHONE), tickCount=5
    )
    bars = base.mark_bar(height={"band": 0.5}, color=theme.LINE, opacity=0.8).encode(
        x=x, x2=alt.X2("desired:Q")
    )
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    fill = alt.condition("datum.settled", alt.value(theme.accent()), alt.FillValue(theme.PAPER))
    points = base.mark_point(size=130, filled=True, opacity=1, strokeWidth=2).encode(
        x=alt.X("perception:Q"),
        fill=fill,
        stroke=alt.StrokeValue(theme.accent()),
        tooltip=[
            alt.Tooltip("name:N", title=text("servqual.column.dimension")),
            alt.Tooltip("perception:Q", title=text("servqual.perception"), format=".2f"),
            alt.Tooltip("said:N", title=text("zone.column.place")),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    parts = [
        text("zone.chart.part", name=name, place=said)
        for name, said in zip(names, data["said"], strict=True)
    ]
    sentence = text("zone.chart.sentence", parts=text("panel.semicolon").join(parts))
    step = alt.Step(row_height(names, pixels=NAMES))
    return theme.themed(layered(bars, whiskers, points), sentence, step)


def performance(result: ServperfResult, text: Text) -> Any:
    """Draw mean perception of each dimension with its interval."""
    table = result.dimensions
    names = [dimension_name(d, text) for d in table["dimension"]]
    data = table.assign(place=range(len(table)), name=names)
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(names, pixels=NAMES)))
    x = alt.X("perception:Q", scale=alt.Scale(zero=False, padding=16, nice=False)).axis(
        title=text("servqual.chart.mean"), tickCount=5
    )
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    points = base.mark_point(size=130, filled=True, color=theme.accent(), opacity=1).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=text("servqual.column.dimension")),
            alt.Tooltip("perception:Q", title=text("servqual.perception"), format=".2f"),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    parts = [
        text("zone.chart.mean", name=name, mean=text.number(mean, 2))
        for name, mean in zip(names, table["perception"], strict=True)
    ]
    sentence = text("zone.chart.performance", parts=text("panel.semicolon").join(parts))
    step = alt.Step(row_height(names, pixels=NAMES))
    return theme.themed(layered(whiskers, points), sentence, step)
