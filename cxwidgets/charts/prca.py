"""Penalties and rewards drawn: what low ratings cost (left), what high ones earn (right)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.prca import PrcaResult
    from cxwidgets.text import Text

NAMES = 120
"""Width of the names at the left, in pixels."""


def contrasts(result: PrcaResult, names: Mapping[str, str], text: Text) -> Any:
    """Draw penalty and reward of each attribute with their intervals."""
    table = result.table.assign(place=range(len(result.table)))
    shown = [names[a] for a in table["attribute"]]
    sides = {half: text(f"prca.{half}") for half in ("penalty", "reward")}
    data = pd.concat(
        table[["place", half, f"{half}_low", f"{half}_high"]]
        .set_axis(["place", "points", "low", "high"], axis=1)
        .assign(side=word, name=shown)
        for half, word in sides.items()
    )
    words = list(sides.values())
    y = alt.Y("place:O", axis=row_axis(shown, pixels=NAMES))
    x = alt.X("points:Q", stack=None).axis(
        title=text("prca.chart.points"), tickCount=6, format="~r", labelExpr=theme.SIGNED
    )
    colours = alt.Scale(domain=words, range=["#9aa5b1", theme.accent()])
    offset = alt.YOffset("side:N", sort=words)
    bars = (
        alt.Chart(data)
        .mark_bar(height={"band": 0.8}, opacity=0.5)
        .encode(
            y=y,
            yOffset=offset,
            x=x,
            color=alt.Color("side:N", scale=colours, sort=words).legend(title=None, columns=1),
            tooltip=[
                alt.Tooltip("name:N", title=text("prca.column.attribute")),
                alt.Tooltip("side:N", title=" "),
                alt.Tooltip("points:Q", title=text("prca.chart.points"), format="+.2f"),
            ],
        )
    )
    rules = alt.Chart(data).mark_rule(color=theme.INK)
    whiskers = rules.encode(y=y, yOffset=offset, x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=theme.MUTED)
        .encode(x=alt.X("zero:Q"))
    )
    parts = [
        text(
            "prca.chart.part",
            name=name,
            penalty=text.signed(row["penalty"], 2),
            reward=text.signed(row["reward"], 2),
        )
        for name, (_, row) in zip(shown, result.table.iterrows(), strict=True)
    ]
    sentence = text("prca.chart.sentence", parts=text("panel.semicolon").join(parts))
    step = alt.Step(max(56, row_height(shown, pixels=NAMES)), **{"for": "position"})
    return theme.themed(layered(bars, zero, whiskers), sentence, step)
