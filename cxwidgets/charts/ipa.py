"""Importance and performance drawn: four quadrants, each item with both of its intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.quadrants import TITLE_ON_TOP, Corner, corner, numbered

if TYPE_CHECKING:
    from cxwidgets.methods.ipa import IpaResult
    from cxwidgets.text import Text

HEIGHT = 420
CORNERS: dict[str, Corner] = {
    "concentrate": ("left", "top"),
    "keep_up": ("right", "top"),
    "low_priority": ("left", "bottom"),
    "overkill": ("right", "bottom"),
}


def grid(result: IpaResult, text: Text) -> Any:
    """Draw the items by their number in the table; hollow where the quadrant is not settled.

    Performance runs to the right, importance up. Quadrants are named in their corners. Published
    means, of which nobody says how many answers they are of, are solid.
    """
    data = result.table.assign(
        number=[str(i + 1) for i in range(len(result.table))],
        sure=result.table["settled"] | (result.table["n"] == 0),
        place=[text(f"ipa.quadrant.{q}") for q in result.table["quadrant"]],
    )
    x = alt.X("performance:Q", scale=_scale(data, "performance")).axis(
        title=text("ipa.chart.performance"), tickCount=5, grid=False
    )
    wording = "ipa.chart.derived" if result.derived else "ipa.chart.importance"
    y = alt.Y("importance:Q", scale=_scale(data, "importance")).axis(
        title=text(wording),
        tickCount=5,
        grid=False,
        format="%" if result.derived else "",
        **TITLE_ON_TOP,
    )
    base = alt.Chart(data).encode(x=x, y=y)
    across = base.mark_rule(color=theme.INK, opacity=0.55).encode(
        x=alt.X("performance_low:Q"), x2=alt.X2("performance_high:Q")
    )
    upright = base.mark_rule(color=theme.INK, opacity=0.55).encode(
        y=alt.Y("importance_low:Q"), y2=alt.Y2("importance_high:Q")
    )
    tooltip = [
        alt.Tooltip("item:N", title=text("ipa.column.item")),
        alt.Tooltip("place:N", title=text("ipa.column.quadrant")),
        alt.Tooltip("probability:Q", title=text("ipa.column.probability"), format=".0%"),
        alt.Tooltip("n:Q", title="n"),
    ]
    cross = pd.DataFrame(
        {"importance": [result.crosshair[0]], "performance": [result.crosshair[1]]}
    )
    lines = alt.Chart(cross).mark_rule(color=theme.MUTED, strokeDash=[5, 4])
    layers = [
        *(corner(text(f"ipa.quadrant.{name}"), place) for name, place in CORNERS.items()),
        lines.encode(x=alt.X("performance:Q")),
        lines.encode(y=alt.Y("importance:Q")),
        across,
        upright,
        *numbered(base, tooltip),
    ]
    return theme.themed(layered(*layers), _sentence(result, text), HEIGHT)


def _scale(data: pd.DataFrame, half: str) -> alt.Scale:
    """Return a scale that holds every interval."""
    ends = data[[half, f"{half}_low", f"{half}_high"]].to_numpy(dtype=float).ravel()
    known = [v for v in ends if v == v]  # noqa: PLR0124 - NaN
    low, high = min(known, default=0.0), max(known, default=1.0)
    margin = max(0.02, 0.12 * (high - low))
    return alt.Scale(domain=[low - margin, high + margin], nice=False, zero=False)


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
