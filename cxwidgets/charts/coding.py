"""Coding drawn: where two coders part, and how far ratings of one thing lie apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import lines, row_axis, row_height

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.coding import CodingResult
    from cxwidgets.text import Text

CELL = 56
NAMES = 110
"""Width of the names at the left, in pixels."""
ACROSS = 76
"""Width of a name below its column, in pixels."""
DARK = 0.55
"""From this share of the fullest cell on, its number is white."""


def pairs(result: CodingResult, text: Text) -> Any:
    """Draw one coder's categories (rows) against another's (columns); they meet on the diagonal."""
    names = list(result.categories)
    places = {name: i for i, name in enumerate(names)}
    data = result.pairs.assign(
        row=result.pairs["one"].map(places),
        column=result.pairs["other"].map(places),
        share=result.pairs["n"] / max(1, int(result.pairs["n"].max())),
    )
    data = data.assign(same=data["row"] == data["column"])
    two = len(result.coders) == 2  # noqa: PLR2004
    one, other = result.coders if two else (text("coding.one"), text("coding.other"))
    numbered = [f"{i + 1} {name}" for i, name in enumerate(names)]
    gap = alt.Scale(paddingInner=0.04)
    across = row_axis(
        numbered,
        pixels=ACROSS,
        title=text("coding.across", one=one, other=other),
        minExtent=18 * max(len(lines(name, ACROSS)) for name in numbered) + 8,
    )
    across.labelExpr = (  # a phone has room for the numbers only
        f"width < {(ACROSS + 4) * len(names)} ? '' + (datum.value + 1) : {across.labelExpr}"
    )
    base = alt.Chart(data).encode(
        x=alt.X("column:O", axis=across, scale=gap),
        y=alt.Y("row:O", axis=row_axis(numbered, pixels=NAMES), scale=gap),
    )
    cells = base.mark_rect(
        stroke=alt.expr(f"datum.same ? '{theme.INK}' : '{theme.PAPER}'"), strokeWidth=1.5
    ).encode(
        color=alt.Color(
            "share:Q",
            scale=alt.Scale(domain=[0, 1], range=[theme.WASH, theme.accent()]),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("one:N", title=one),
            alt.Tooltip("other:N", title=other),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    numbers = base.mark_text(
        fontSize=theme.SIZES[1],
        color=alt.expr(f"datum.share > {DARK} ? '{theme.PAPER}' : '{theme.INK}'"),
    ).encode(text=alt.Text("n:Q"))
    return theme.themed(cells + numbers, _sentence(result, text), alt.Step(CELL))


def ratings(given: pd.DataFrame, text: Text) -> Any:
    """Draw who rated what: one row an item, a line from the lowest to the highest rating.

    Parameters
    ----------
    given
        ``item, rating, n``: how many gave this rating.
    """
    names = list(dict.fromkeys(given["item"]))
    data = given.assign(place=given["item"].map({name: i for i, name in enumerate(names)}))
    y = alt.Y("place:O", axis=row_axis(names, pixels=NAMES))
    x = alt.X("rating:Q", scale=alt.Scale(zero=False, padding=16, nice=False)).axis(
        title=text("coding.rating"), tickMinStep=1, format="d"
    )
    base = alt.Chart(data).encode(y=y)
    spans = base.mark_rule(color=theme.MUTED, strokeWidth=theme.WHISKER).encode(
        x=alt.X("min(rating):Q"), x2=alt.X2("max(rating):Q")
    )
    dots = base.mark_circle(color=theme.accent(), opacity=1).encode(
        x=x,
        size=alt.Size("n:Q", scale=alt.Scale(range=[60, 320], zero=True), legend=None),
        tooltip=[
            alt.Tooltip("item:N", title=text("agreement.column.item")),
            alt.Tooltip("rating:Q", title=text("coding.rating")),
            alt.Tooltip("n:Q", title="n"),
        ],
    )
    span = data.groupby("item", sort=False)["rating"].agg(lambda r: r.max() - r.min())
    sentence = text("coding.spread", n=len(names), apart=text.number(span.max()))
    step = alt.Step(row_height(names, pixels=NAMES))
    return theme.themed(layered(spans, dots), sentence, step)


def _sentence(result: CodingResult, text: Text) -> str:
    shared = result.pairs["one"] == result.pairs["other"]
    same, n = (int(result.pairs.loc[at, "n"].sum()) for at in (shared, slice(None)))
    return text("coding.chart", same=same, n=n)
