"""The marks of Kano classes in a grid of names: shape and colour name the class, with their key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import kano_plane, theme
from cxwidgets.methods.kano_table import CATEGORIES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from cxwidgets.text import Text


def classes(data: pd.DataFrame, text: Text, tooltip: Sequence[alt.Tooltip]) -> Any:
    """Draw the classes; one that is not settled is hollow.

    Parameters
    ----------
    data
        ``category, kind, settled`` and what the tooltip asks for, one row a mark.
    text
        The reader's words.
    tooltip
        What a mark says of itself.
    """
    present = tuple(c for c in CATEGORIES if c in set(data["category"]))
    kinds, colour, shape = kano_plane.scales(text, CATEGORIES)
    shown = [kinds[CATEGORIES.index(c)] for c in present]
    key = alt.Legend(title=None, values=shown, symbolStrokeWidth=2, columns=2)
    return (
        alt.Chart(data)
        .mark_point(
            size=170,
            opacity=1,
            strokeWidth=alt.expr("datum.category == 'I' ? 4 : 2"),
            fillOpacity=1,
        )
        .encode(
            shape=alt.Shape("kind:N", scale=shape, legend=key),
            stroke=alt.Stroke("kind:N", scale=colour, legend=key),
            fill=alt.condition(
                "datum.settled && datum.category != 'Q'",
                alt.Fill("kind:N", scale=colour, legend=None),
                alt.FillValue(theme.PAPER),
            ),
            tooltip=list(tooltip),
        )
    )
