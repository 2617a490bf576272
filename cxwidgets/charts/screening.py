"""Screening drawn: scores with the range they take, and impact against effort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height
from cxwidgets.charts.quadrants import TITLE_ON_TOP, Corner, corner, numbered

if TYPE_CHECKING:
    from cxwidgets.methods.screening import ScreeningResult
    from cxwidgets.methods.screening_needs import NeedsResult
    from cxwidgets.text import Text

NAMES = 140
"""Width of the names at the left, in pixels."""
HEIGHT = 380
CORNERS: dict[str, Corner] = {
    "quick_win": ("left", "top"),
    "big_project": ("right", "top"),
    "fill_in": ("left", "bottom"),
    "leave": ("right", "bottom"),
}


def ranking(result: ScreeningResult | NeedsResult, text: Text) -> Any:
    """Draw scores, the first on top, with their intervals."""
    column = "concept" if "concept" in result.table else "item"
    data = result.table.dropna(subset="score")
    data = data.assign(place=range(len(data)), name=data[column].astype(str))
    names = list(data["name"])
    title = text(f"screening.score.{result.kind}")
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(names, pixels=NAMES)))
    x = alt.X("score:Q", scale=alt.Scale(zero=False, padding=16, nice=False)).axis(
        title=title, tickCount=5
    )
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    points = base.mark_point(size=130, filled=True, color=theme.accent(), opacity=1).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=text("screening.column.name")),
            alt.Tooltip("score:Q", title=title, format=".2f"),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    parts = [
        text("screening.chart.part", name=name, score=text.number(score, 1))
        for name, score in zip(names, data["score"], strict=True)
    ]
    sentence = text("screening.chart.ranking", parts=text("panel.semicolon").join(parts))
    step = alt.Step(row_height(names, pixels=NAMES))
    return theme.themed(layered(whiskers, points), sentence, step)


def grid(result: NeedsResult, text: Text, scale: tuple[float, float] = (1, 5)) -> Any:
    """Draw effort to the right and impact up; ideas carry their number in the table."""
    data = result.table.assign(
        number=[str(i + 1) for i in range(len(result.table))],
        sure=result.table["settled"] | (result.table["n"].max() < 2),  # noqa: PLR2004 - one set
        place=[text(f"screening.quadrant.{q}") for q in result.table["quadrant"]],
    )
    ends = alt.Scale(domain=list(scale), nice=False, padding=22, zero=False)
    steps = list(range(int(scale[0]), int(scale[1]) + 1))
    x = alt.X("effort:Q", scale=ends).axis(
        title=text("screening.chart.effort"), values=steps, grid=False
    )
    y = alt.Y("impact:Q", scale=ends).axis(
        title=text("screening.chart.impact"), values=steps, grid=False, **TITLE_ON_TOP
    )
    base = alt.Chart(data).encode(x=x, y=y)
    across = base.mark_rule(color=theme.INK, opacity=0.55, clip=True)
    tooltip = [
        alt.Tooltip("item:N", title=text("screening.column.name")),
        alt.Tooltip("place:N", title=text("screening.column.quadrant")),
        alt.Tooltip("n:Q", title="n"),
    ]
    middle = pd.DataFrame({"impact": [result.midpoint], "effort": [result.midpoint]})
    lines = alt.Chart(middle).mark_rule(color=theme.MUTED, strokeDash=[5, 4])
    layers = [
        *(corner(text(f"screening.quadrant.{name}"), place) for name, place in CORNERS.items()),
        lines.encode(x=alt.X("effort:Q")),
        lines.encode(y=alt.Y("impact:Q")),
        across.encode(x=alt.X("effort_low:Q"), x2=alt.X2("effort_high:Q")),
        across.encode(y=alt.Y("impact_low:Q"), y2=alt.Y2("impact_high:Q")),
        *numbered(base, tooltip),
    ]
    return theme.themed(layered(*layers), _sentence(result, text), HEIGHT)


def _sentence(result: NeedsResult, text: Text) -> str:
    parts = []
    for quadrant in CORNERS:
        items = result.table.loc[result.table["quadrant"] == quadrant, "item"]
        if len(items):
            listed = text("panel.comma").join(map(str, items))
            named = text(f"screening.quadrant.{quadrant}")
            parts.append(text("screening.chart.quadrant", quadrant=named, items=listed))
    return text("screening.chart.grid", parts=text("panel.semicolon").join(parts))
