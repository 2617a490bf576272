"""Screening drawn: scores with the range they take, and impact against effort."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from cxwidgets.methods.screening import ScreeningResult
    from cxwidgets.methods.screening_needs import NeedsResult
    from cxwidgets.text import Text

NAMES = 140
"""Width of the names at the left, in pixels."""
HEIGHT = 380
CORNERS: dict[str, tuple[str, str]] = {
    "quick_win": ("left", "top"),
    "big_project": ("right", "top"),
    "fill_in": ("left", "bottom"),
    "leave": ("right", "bottom"),
}


def ranking(result: ScreeningResult | NeedsResult, text: Text) -> Any:
    """Draw scores, the first on top, with the range they take over raters and weights."""
    column = "concept" if "concept" in result.table else "item"
    data = result.table.dropna(subset="score")
    data = data.assign(place=range(len(data)), name=data[column].astype(str))
    names = list(data["name"])
    title = text(f"screening.score.{result.kind}")
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(names, pixels=NAMES)))
    x = alt.X("score:Q", scale=alt.Scale(zero=False, padding=16, nice=False)).axis(
        title=title, tickCount=5
    )
    whiskers = base.mark_rule(color=theme.INK).encode(x="low:Q", x2="high:Q")
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
    return theme.themed(alt.layer(whiskers, points), sentence, step)


def grid(result: NeedsResult, text: Text, scale: tuple[float, float] = (1, 5)) -> Any:
    """Draw effort to the right and impact up; ideas carry their number in the table."""
    data = result.table.assign(
        number=[str(i + 1) for i in range(len(result.table))],
        sure=result.table["settled"] | result.table["probability"].isna(),
        place=[text(f"screening.quadrant.{q}") for q in result.table["quadrant"]],
    )
    ends = alt.Scale(domain=list(scale), nice=False, padding=22, zero=False)
    steps = list(range(int(scale[0]), int(scale[1]) + 1))
    x = alt.X("effort:Q", scale=ends).axis(
        title=text("screening.chart.effort"), values=steps, grid=False
    )
    y = alt.Y("impact:Q", scale=ends).axis(
        title=text("screening.chart.impact"), values=steps, grid=False
    )
    base = alt.Chart(data).encode(x=x, y=y)
    across = base.mark_rule(color=theme.INK, opacity=0.55, clip=True)
    points = base.mark_point(size=420, filled=True, opacity=1, strokeWidth=2).encode(
        fill=alt.condition("datum.sure", alt.value(theme.accent()), alt.value(theme.PAPER)),
        stroke=alt.value(theme.accent()),
        tooltip=[
            alt.Tooltip("item:N", title=text("screening.column.name")),
            alt.Tooltip("place:N", title=text("screening.column.quadrant")),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    numbers = base.mark_text(fontSize=theme.SIZES[0], fontWeight=600).encode(
        text="number:N",
        color=alt.condition("datum.sure", alt.value(theme.PAPER), alt.value(theme.INK)),
    )
    middle = pd.DataFrame({"impact": [result.midpoint], "effort": [result.midpoint]})
    lines = alt.Chart(middle).mark_rule(color=theme.MUTED, strokeDash=[5, 4])
    layers = [
        *(_corner(name, text) for name in CORNERS),
        lines.encode(x="effort:Q"),
        lines.encode(y="impact:Q"),
        across.encode(x="effort_low:Q", x2="effort_high:Q"),
        across.encode(y="impact_low:Q", y2="impact_high:Q"),
        points,
        numbers,
    ]
    return theme.themed(alt.layer(*layers), _sentence(result, text), HEIGHT)


def _corner(name: str, text: Text) -> Any:
    """Return a quadrant's name in its corner of the plot."""
    side, end = CORNERS[name]
    style: dict[str, Any] = {
        "align": side,
        "baseline": end,
        "dx": 6 if side == "left" else -6,
        "dy": 6 if end == "top" else -6,
        "color": theme.MUTED,
        "fontSize": theme.SIZES[0],
    }
    words = pd.DataFrame({"name": [text(f"screening.quadrant.{name}")]})
    return (
        alt.Chart(words)
        .mark_text(**style)
        .encode(
            x=alt.value(0) if side == "left" else alt.value("width"),
            y=alt.value(0) if end == "top" else alt.value("height"),
            text="name:N",
        )
    )


def _sentence(result: NeedsResult, text: Text) -> str:
    parts = []
    for quadrant in CORNERS:
        items = result.table.loc[result.table["quadrant"] == quadrant, "item"]
        if len(items):
            listed = text("panel.comma").join(map(str, items))
            named = text(f"screening.quadrant.{quadrant}")
            parts.append(text("screening.chart.quadrant", quadrant=named, items=listed))
    return text("screening.chart.grid", parts=text("panel.semicolon").join(parts))
