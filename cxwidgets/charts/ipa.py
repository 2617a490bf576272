"""Importance and performance drawn: four quadrants, each item with both of its intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.quadrants import TITLE_ON_TOP, Corner, corner, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.methods.ipa import IpaResult
    from cxwidgets.text import Text

HEIGHT = 420
SHARES = ("lmg", "rwa")
"""Importance that is a share of what is explained."""
SHORT = 0.1
"""How much of the iso-priority line is left out at both ends, where words stand."""
CORNERS: dict[str, Corner] = {
    "concentrate": ("left", "top"),
    "keep_up": ("right", "top"),
    "low_priority": ("left", "bottom"),
    "overkill": ("right", "bottom"),
}


def grid(result: IpaResult, text: Text) -> Any:
    """Draw the items by their number in the table; hollow where the quadrant is not settled.

    Performance runs to the right, importance up. Quadrants are named in their corners. Where both
    are on one scale both axes have the same ends, and the iso-priority line runs from corner to
    corner: above it an item is more important than it is good. Published means, of which nobody
    says how many answers they are of, are solid.
    """
    data = result.table.assign(
        number=[str(i + 1) for i in range(len(result.table))],
        sure=result.table["settled"] | (result.table["n"] == 0),
        place=[text(f"ipa.quadrant.{q}") for q in result.table["quadrant"]],
    )
    halves = ("importance", "performance")
    upward, across_ = (_ends(data, halves if result.one_scale else (half,)) for half in halves)
    x = alt.X("performance:Q", scale=_scale(across_)).axis(
        title=text("ipa.chart.performance"), tickCount=5, grid=False
    )
    y = alt.Y("importance:Q", scale=_scale(upward)).axis(
        title=text(f"ipa.chart.{result.importance}"),
        tickCount=5,
        grid=False,
        format="%" if result.importance in SHARES else "",
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
        *(_equal(upward, text) if result.one_scale else ()),
        lines.encode(x=alt.X("performance:Q")),
        lines.encode(y=alt.Y("importance:Q")),
        across,
        upright,
        *numbered(base, tooltip),
    ]
    return theme.themed(layered(*layers), _sentence(result, text), HEIGHT)


def _equal(ends: tuple[float, float], text: Text) -> tuple[Any, ...]:
    """Return the line of equal importance and performance, short of the words in the corners."""
    low, high = ends
    at = [low + share * (high - low) for share in (SHORT, 1 - SHORT)]
    data = pd.DataFrame({"importance": at, "performance": at})
    line = (
        alt.Chart(data)
        .mark_line(color=theme.MUTED, strokeWidth=1)
        .encode(x=alt.X("performance:Q"), y=alt.Y("importance:Q"))
    )
    words = (
        alt.Chart(data.tail(1).assign(words=text("ipa.chart.equal")))
        .mark_text(align="right", dx=-10, dy=-6, color=theme.MUTED, fontSize=theme.SIZES[0])
        .encode(x=alt.X("performance:Q"), y=alt.Y("importance:Q"), text=alt.Text("words:N"))
    )
    return line, words


def _ends(data: pd.DataFrame, halves: Sequence[str]) -> tuple[float, float]:
    """Return ends that hold every interval."""
    columns = [half + end for half in halves for end in ("", "_low", "_high")]
    ends = data[columns].to_numpy(dtype=float).ravel()
    known = [v for v in ends if v == v]  # noqa: PLR0124 - NaN
    low, high = min(known, default=0.0), max(known, default=1.0)
    margin = max(0.02, 0.12 * (high - low))
    return low - margin, high + margin


def _scale(ends: tuple[float, float]) -> alt.Scale:
    return alt.Scale(domain=list(ends), nice=False, zero=False)


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
    said = text("ipa.chart.sentence", parts=text("panel.semicolon").join(parts))
    return said + text("ipa.chart.equal_sentence") if result.one_scale else said
