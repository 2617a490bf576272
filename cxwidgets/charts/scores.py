"""Scores drawn: promoters against detractors with the score's interval, and shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height
from cxwidgets.charts.shares import shares
from cxwidgets.methods.segment import ALL

if TYPE_CHECKING:
    from cxwidgets.methods.scores import ScoresResult
    from cxwidgets.text import Text

NAMES = 110
"""Width of the names at the left, in pixels."""
_SIDES = ("detractors", "promoters")


def segment_name(segment: str, text: Text) -> str:
    """Return the name of a segment, or the word for all of them together."""
    return text("scores.all") if segment == ALL else segment


def _share(data: pd.DataFrame, side: str, weighted: bool) -> pd.Series:
    """Return the share of a side: weighted answers have it, of others it is the count over n."""
    return data[f"{side}_share"] if weighted else data[side] / data["n"]


def nps_bars(result: ScoresResult, text: Text) -> Any:
    """Draw detractors to the left, promoters to the right, and the score with its interval.

    Raises
    ------
    ValueError
        If the result is another kind of score.
    """
    if result.kind != "nps":
        raise ValueError(f"the score is {result.kind!r}, not 'nps'")
    data = result.table[result.table["n"] > 0]
    data = data.assign(
        place=range(len(data)), name=[segment_name(s, text) for s in data["segment"]]
    )
    names = list(data["name"])
    sides = [text("scores.detractors"), text("scores.promoters")]
    against, in_favour = (_share(data, side, result.weighted) for side in _SIDES)
    pieces = pd.concat(
        [
            data.assign(side=sides[0], points=-100 * against),
            data.assign(side=sides[1], points=100 * in_favour),
        ]
    )
    y = alt.Y("place:O", axis=row_axis(names, pixels=NAMES))
    x = alt.X("points:Q", scale=alt.Scale(domain=[-100, 100]), stack=None).axis(
        title=text("scores.chart.nps"),
        values=[-100, -50, 0, 50, 100],
        format="~r",
        labelExpr=theme.SIGNED,
    )
    colours = alt.Scale(domain=sides, range=["#9aa5b1", theme.accent()])
    bars = (
        alt.Chart(pieces)
        .mark_bar(height={"band": 0.55}, opacity=0.45)
        .encode(
            y=y,
            x=x,
            color=alt.Color("side:N", scale=colours, sort=sides).legend(title=None, columns=1),
            tooltip=[
                alt.Tooltip("name:N", title=text("scores.column.segment")),
                alt.Tooltip("n:Q", title="n"),
                alt.Tooltip("nps:Q", title="NPS", format="+.0f"),
            ],
        )
    )
    base = alt.Chart(data).encode(y=y)
    whiskers = base.mark_rule(color=theme.INK).encode(x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    points = base.mark_point(
        shape="diamond", size=150, filled=True, color=theme.INK, opacity=1
    ).encode(x=alt.X("nps:Q"))
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=theme.MUTED)
    parts = [
        text(
            "scores.chart.part",
            name=row["name"],
            nps=text.signed(row["nps"]),
            interval=text.interval(row["low"], row["high"]),
        )
        for _, row in data.iterrows()
    ]
    sentence = text("scores.chart.nps_sentence", parts=text("panel.semicolon").join(parts))
    step = alt.Step(row_height(names, pixels=NAMES) + 10)
    drawing = layered(bars, zero.encode(x=alt.X("zero:Q")), whiskers, points)
    return theme.themed(drawing, sentence, step)


def share_bars(result: ScoresResult, text: Text) -> Any:
    """Draw the share of satisfied (CSAT) or effortless (CES) answers of each segment.

    Raises
    ------
    ValueError
        If the result is a net promoter score.
    """
    if result.kind == "nps":
        raise ValueError("a net promoter score is not a share")
    data = result.table[result.table["n"] > 0].reset_index(drop=True)
    if result.kind == "ces":
        data = data.assign(low=data["share_low"], high=data["share_high"])
    names = [segment_name(s, text) for s in data["segment"]]
    parts = [
        text("scores.chart.share_part", name=name, share=text.percent(share), n=n)
        for name, share, n in zip(names, data["share"], data["n"], strict=True)
    ]
    title = text(f"scores.chart.{result.kind}")
    sentence = text("scores.chart.share", title=title, parts=text("panel.semicolon").join(parts))
    return shares(data, names, title, sentence)
