"""Numbered points in a plane of four quadrants whose names stand in its corners."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import altair as alt
import pandas as pd

from cxwidgets.charts import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE_ON_TOP: dict[str, Any] = {
    "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": -28, "titleY": -14,
}  # fmt: skip
"""How the upright axis bears its title: read without turning the head."""

Corner = tuple[Literal["left", "right"], Literal["top", "bottom"]]


def corner(words: str, place: Corner) -> Any:
    """Return a quadrant's name in its corner of the plot."""
    side, end = place
    return (
        alt.Chart(pd.DataFrame({"name": [words]}))
        .mark_text(
            align=side,
            baseline=end,
            dx=6 if side == "left" else -6,
            dy=6 if end == "top" else -6,
            color=theme.MUTED,
            fontSize=theme.SIZES[0],
        )
        .encode(
            x=alt.XValue(0) if side == "left" else alt.XValue("width"),
            y=alt.YValue(0) if end == "top" else alt.YValue("height"),
            text=alt.Text("name:N"),
        )
    )


def numbered(base: Any, tooltip: Sequence[alt.Tooltip]) -> list[Any]:
    """Return discs with their numbers; hollow where the quadrant is not settled.

    Parameters
    ----------
    base
        A chart with both positions, of a table with ``number`` and ``sure``.
    tooltip
        What a disc says of itself.
    """
    discs = base.mark_point(size=420, filled=True, opacity=1, strokeWidth=2).encode(
        fill=alt.condition("datum.sure", alt.value(theme.accent()), alt.FillValue(theme.PAPER)),
        stroke=alt.StrokeValue(theme.accent()),
        tooltip=list(tooltip),
    )
    numbers = base.mark_text(fontSize=theme.SIZES[0], fontWeight=600).encode(
        text=alt.Text("number:N"),
        color=alt.condition("datum.sure", alt.value(theme.PAPER), alt.ColorValue(theme.INK)),
    )
    return [discs, numbers]
