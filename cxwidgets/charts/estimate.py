"""Guesses drawn: one dot a person, with the truth and the trap as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import numpy as np
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered

if TYPE_CHECKING:
    from cxwidgets.methods.estimate import EstimateResult
    from cxwidgets.text import Text

HEIGHT = 260
DOTS = 24
"""Up to so many equal guesses are drawn as dots; above, as bars."""
COLOURS = {"truth": theme.POINTS["joy"].colour, "trap": theme.POINTS["pain"].colour}


def estimates(result: EstimateResult, text: Text) -> Any:
    """Draw every guess above its number.

    The solid line is the truth, the dashed one the number the trap leads to.
    """
    tallest = int(result.table["n"].max()) if result.n else 1
    top = max(tallest, 4) * 1.3
    y = alt.Y("height:Q", scale=alt.Scale(domain=[0, top], nice=False)).axis(None)
    guesses = _dots(result, text, tallest) if tallest <= DOTS else _bars(result, text)
    layers = [*_lines(result, text, top), guesses]
    low, high = _span(result)
    x = alt.X("value:Q", scale=alt.Scale(domain=[low, high], nice=False, zero=False)).axis(
        title=text("estimate.chart.axis"), grid=False, tickCount=6
    )
    drawing = layered(*layers).encode(x=x, y=y)
    return theme.themed(drawing, _sentence(result, text), HEIGHT)


def _span(result: EstimateResult) -> tuple[float, float]:
    known = [result.truth, result.trap, *result.table["value"]]
    values = np.array([v for v in known if np.isfinite(v)])
    margin = max(5.0, float(np.ptp(values)) * 0.3)  # the words at the lines need room
    return float(values.min()) - margin, float(values.max()) + margin


def _tooltip(text: Text) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("value:Q", title=text("estimate.column.value")),
        alt.Tooltip("n:Q", title=text("estimate.column.n")),
        alt.Tooltip("share:Q", title=text("estimate.column.share"), format=".0%"),
    ]


def _colour() -> Any:
    return alt.Color(
        "kind:N",
        scale=alt.Scale(domain=["truth", "trap", "other"], range=[*COLOURS.values(), theme.MUTED]),
        legend=None,
    )


def _dots(result: EstimateResult, text: Text, tallest: int) -> Any:
    rows = result.table.loc[result.table.index.repeat(result.table["n"])]
    rows = rows.assign(height=rows.groupby("value").cumcount() + 0.5)
    across = (HEIGHT - 60) / max(tallest, 4) / 1.3
    return (
        alt.Chart(rows)
        .mark_circle(size=min(180.0, (across * 0.92) ** 2), opacity=0.9)
        .encode(color=_colour(), tooltip=_tooltip(text))
    )


def _bars(result: EstimateResult, text: Text) -> Any:
    return (
        alt.Chart(result.table.assign(height=result.table["n"]))
        .mark_bar(size=8)
        .encode(color=_colour(), tooltip=_tooltip(text))
    )


def _lines(result: EstimateResult, text: Text, top: float) -> list[Any]:
    values = {"truth": result.truth, "trap": result.trap}
    known = {kind: value for kind, value in values.items() if np.isfinite(value)}
    right = max(known.values())
    data = pd.DataFrame(
        {
            "value": list(known.values()),
            "dash": [kind == "trap" for kind in known],
            "label": [text(f"estimate.chart.{k}", value=text.number(v)) for k, v in known.items()],
        }
    ).assign(
        height=top,
        toward=lambda d: ["left" if v == right else "right" for v in d["value"]],
        colour=lambda d: [COLOURS["trap" if dash else "truth"] for dash in d["dash"]],
    )
    base = alt.Chart(data)
    rule = base.mark_rule(
        strokeWidth=2, strokeDash=alt.expr("datum.dash ? [5, 4] : [1, 0]"),
        stroke=alt.expr("datum.colour"),
    ).encode(y2=alt.Y2Datum(0))  # fmt: skip
    label = base.mark_text(
        baseline="top",
        dy=2,
        dx=alt.expr("datum.toward == 'left' ? 6 : -6"),
        align=alt.expr("datum.toward"),
        fontSize=theme.SIZES[0],
        fill=alt.expr("datum.colour"),
    ).encode(text=alt.Text("label:N"))
    return [rule, label]


def _sentence(result: EstimateResult, text: Text) -> str:
    known = {
        "n": result.n,
        "truth": text.number(result.truth),
        "median": text.number(result.median, 1 if result.median % 1 else 0),
    }
    if not np.isfinite(result.trap):
        return text("estimate.chart.sentence", **known)
    return text(
        "estimate.chart.sentence_trap",
        trap=text.number(result.trap),
        caught=text.percent(result.caught),
        **known,
    )
