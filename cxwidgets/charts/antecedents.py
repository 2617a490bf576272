"""What lies behind the gaps, drawn: causes people named, and antecedents across units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height
from cxwidgets.charts.shares import shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.antecedents import AntecedentsResult
    from cxwidgets.text import Text

NAMES = 150
"""Width of the names at the left, in pixels."""


def named(table: pd.DataFrame, names: Mapping[str, str], text: Text) -> Any:
    """Draw the share of people who named each cause; strong where it could be its gap's first."""
    shown = [
        f"{row['gap'].removeprefix('gap')} · {names[row['cause']]}" for _, row in table.iterrows()
    ]
    data = table.assign(strong=(table["rank_low"] == 1) | table["rank_low"].isna())
    data = data.assign(n=table["total"])
    parts = [
        text("gaps.chart.cause", name=name, share=text.percent(share))
        for name, share in zip(shown, table["share"], strict=True)
    ]
    sentence = text("gaps.chart.causes", parts=text("panel.semicolon").join(parts))
    columns = ["share", "low", "high", "n", "strong"]
    return shares(data[columns], shown, text("gaps.chart.named"), sentence)


def rhos(result: AntecedentsResult, names: Mapping[str, str], text: Text) -> Any:
    """Draw how closely each gap follows its antecedents across units; left: weak where wide."""
    data = result.table.dropna(subset="rho")
    shown = [
        f"{row['gap'].removeprefix('gap')} · {names[row['antecedent']]}"
        for _, row in data.iterrows()
    ]
    data = data.assign(place=range(len(data)), name=shown)
    base = alt.Chart(data).encode(y=alt.Y("place:O", axis=row_axis(shown, pixels=NAMES)))
    x = alt.X("rho:Q", scale=alt.Scale(domain=[-1, 1], nice=False)).axis(
        title=text("gaps.chart.rho"), tickCount=5, format="~r", labelExpr=theme.SIGNED
    )
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("rho_low:Q"), x2=alt.X2("rho_high:Q"))
    points = base.mark_point(size=130, filled=True, color=theme.accent(), opacity=1).encode(
        x=x,
        tooltip=[
            alt.Tooltip("name:N", title=text("gaps.column.antecedent")),
            alt.Tooltip("rho:Q", title="ρ", format="+.2f"),
            alt.Tooltip("units:Q", title=text("gaps.column.units")),
        ],
    )
    zero = (
        alt.Chart(pd.DataFrame({"zero": [0]}))
        .mark_rule(color=theme.MUTED)
        .encode(x=alt.X("zero:Q"))
    )
    parts = [
        text("gaps.chart.antecedent", name=name, rho=text.signed(rho, 2))
        for name, rho in zip(shown, data["rho"], strict=True)
    ]
    sentence = text("gaps.chart.antecedents", parts=text("panel.semicolon").join(parts))
    step = alt.Step(row_height(shown, pixels=NAMES))
    return theme.themed(layered(zero, whiskers, points), sentence, step)
