"""Importance and performance drawn: four quadrants, each item with both of its intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import altair as alt
import pandas as pd

from cxwidgets.charts import theme

if TYPE_CHECKING:
    from cxwidgets.methods.ipa import IpaResult
    from cxwidgets.text import Text

HEIGHT = 420
CORNERS: dict[str, tuple[Literal["left", "right"], Literal["top", "bottom"]]] = {
    "concentrate": ("left", "top"),
    "keep_up": ("right", "top"),
    "low_priority": ("left", "bottom"),
    "overkill": ("right", "bottom"),
}


def grid(result: IpaResult, text: Text) -> Any:
    """Draw the items by their number in the table; hollow where the quadrant is not settled.

    Performance runs to the right, importance up. Quadrants are named in their corners.
    """
    data = result.table.assign(
        number=[str(i + 1) for i in range(len(result.table))],
        sure=result.table["settled"] | result.table["probability"].isna(),
        place=[text(f"ipa.quadrant.{q}") for q in result.table["quadrant"]],
    )
    x = alt.X("performance:Q", scale=_scale(data, "performance")).axis(
        title=text("ipa.chart.performance"), tickCount=5, grid=False
    )
    wording = "ipa.chart.derived" if result.derived else "ipa.chart.importance"
    y = alt.Y("importance:Q", scale=_scale(data, "importance")).axis(
        title=text(wording), tickCount=5, grid=False, format="%" if result.derived else ""
    )
    base = alt.Chart(data).encode(x=x, y=y)
    across = base.mark_rule(color=theme.INK, opacity=0.55).encode(
        x="performance_low:Q", x2="performance_high:Q"
    )
    upright = base.mark_rule(color=theme.INK, opacity=0.55).encode(
        y="importance_low:Q", y2="importance_high:Q"
    )
    points = base.mark_point(size=420, filled=True, opacity=1, strokeWidth=2).encode(
        fill=alt.condition("datum.sure", alt.value(theme.accent()), alt.value(theme.PAPER)),
        stroke=alt.value(theme.accent()),
        tooltip=[
            alt.Tooltip("item:N", title=text("ipa.column.item")),
            alt.Tooltip("place:N", title=text("ipa.column.quadrant")),
            alt.Tooltip("probability:Q", title=text("ipa.column.probability"), format=".0%"),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    numbers = base.mark_text(fontSize=theme.SIZES[0], fontWeight=600).encode(
        text="number:N",
        color=alt.condition("datum.sure", alt.value(theme.PAPER), alt.value(theme.INK)),
    )
    cross = pd.DataFrame(
        {"importance": [result.crosshair[0]], "performance": [result.crosshair[1]]}
    )
    lines = alt.Chart(cross).mark_rule(color=theme.MUTED, strokeDash=[5, 4])
    layers = [
        *(_corner(name, text) for name in CORNERS),
        lines.encode(x="performance:Q"),
        lines.encode(y="importance:Q"),
        across,
        upright,
        points,
        numbers,
    ]
    return theme.themed(alt.layer(*layers), _sentence(result, text), HEIGHT)


def _scale(data: pd.DataFrame, half: str) -> alt.Scale:
    """Return a scale that holds every interval."""
    ends = data[[half, f"{half}_low", f"{half}_high"]].to_numpy(dtype=float).ravel()
    known = [v for v in ends if v == v]  # noqa: PLR0124 - NaN
    low, high = min(known, default=0.0), max(known, default=1.0)
    margin = max(0.02, 0.12 * (high - low))
    return alt.Scale(domain=[low - margin, high + margin], nice=False, zero=False)


def _corner(name: str, text: Text) -> Any:
    """Return a quadrant's name in its corner of the plot."""
    side, end = CORNERS[name]
    return (
        alt.Chart(pd.DataFrame({"name": [text(f"ipa.quadrant.{name}")]}))
        .mark_text(
            align=side,
            baseline=end,
            dx=6 if side == "left" else -6,
            dy=6 if end == "top" else -6,
            color=theme.MUTED,
            fontSize=theme.SIZES[0],
        )
        .encode(
            x=alt.value(0) if side == "left" else alt.value("width"),
            y=alt.value(0) if end == "top" else alt.value("height"),
            text="name:N",
        )
    )


def _sentence(result: IpaResult, text: Text) -> str:
    """Return the items of each quadrant in words."""
    parts = []
    for quadrant in CORNERS:
        items = result.table.loc[result.table["quadrant"] == quadrant, "item"]
        if len(items):
            listed = text("panel.comma").join(map(str, items))
            parts.append(
                text("ipa.chart.part", quadrant=text(f"ipa.quadrant.{quadrant}"), items=listed)
            )
    return text("ipa.chart.sentence", parts=text("panel.semicolon").join(parts))
