"""The margin multiple drawn: yearly margins a customer is worth, by retention and discount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.text import Text


def multiples(table: pd.DataFrame, text: Text) -> Any:
    """Draw one line for each discount, its name at the end."""
    discounts = sorted(table["discount"].unique())
    shades = [theme.accent(), theme.INK, theme.MUTED, "#9aa5b1"]
    if len(discounts) > len(shades):
        raise ValueError(
            f"{len(discounts)} discounts; no more than {len(shades)} can be told apart"
        )
    names = {d: text.percent(d) for d in discounts}
    data = table.assign(name=table["discount"].map(names))
    title = text("margin_multiple.axis.multiple")
    colour = alt.Color(
        "name:N", scale=alt.Scale(domain=list(names.values()), range=shades[: len(names)])
    ).legend(title=text("margin_multiple.discount"))
    x = alt.X("retention:Q", scale=alt.Scale(nice=False)).axis(
        title=text("margin_multiple.axis.retention"), format=".0%", grid=False, tickCount=6
    )
    y = alt.Y("multiple:Q").axis(
        title=title, titleAngle=0, titleAlign="left", titleAnchor="end", titleX=-32, titleY=-14
    )
    line = alt.Chart(data).mark_line(strokeWidth=2.5).encode(
        x=x,
        y=y,
        color=colour,
        tooltip=[
            alt.Tooltip("retention:Q", title=text("margin_multiple.axis.retention"), format=".0%"),
            alt.Tooltip("name:N", title=text("margin_multiple.discount")),
            alt.Tooltip("multiple:Q", title=title, format=".2f"),
        ],
    )  # fmt: skip
    lowest = data[data["discount"] == discounts[0]]
    first, last = lowest.loc[lowest["retention"].idxmin()], lowest.loc[lowest["retention"].idxmax()]
    sentence = text(
        "margin_multiple.sentence",
        discount=names[discounts[0]],
        few=text.percent(first["retention"]),
        low=text.number(first["multiple"], 2),
        many=text.percent(last["retention"]),
        high=text.number(last["multiple"], 2),
    )
    return theme.themed(layered(line), sentence, 280)
