"""The emotion curve: the room's median and its middle half, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import step_axis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.burden import BurdenResult
    from cxwidgets.methods.journey import BandResult
    from cxwidgets.text import Text

LOW, HIGH = -3, 3
ROWS = {"itch": 4.5, "joy": 3.8, "pain": -3.8}
"""Where the point marks stand: joy and itch above the scale, pain below."""
N_ROW = -4.5
HEIGHT = 400
SIGNED = "datum.value === 0 ? '0' : format(datum.value, '+d')"


def emotion_curve(
    band: BandResult,
    names: Mapping[str, str],
    text: Text,
    *,
    burden: BurdenResult | None = None,
    alone: str = "",
) -> Any:
    """Draw the room's emotion curve.

    The line is the median, the band the middle half, the whisker the interval of the median, the
    number below each step how many people rated it. Marks of pain, joy and itch stand in rows of
    their own, larger where they weigh more. ``alone`` is the sentence for a curve of one person:
    it is drawn without numbers of people.
    """
    steps = band.table.assign(name=[names[t] for t in band.table["touchpoint"]])
    layers = [neutral(), _band(band), _whiskers(steps), _line(band.line), _dots(steps, text)]
    if burden is not None and len(burden.table):
        layers.append(_points(burden, steps, text))
    if not alone:
        layers.append(_counts(steps))
    x = step_scale(list(steps["name"]))
    marked = burden is not None and len(burden.table) > 0
    y = emotion_scale(text, top=4.9 if marked else 3.4, bottom=-4.3 if alone else -4.9)
    drawn = layered(*layers).encode(x=x, y=y)
    return theme.themed(drawn, alone or _sentence(band, names, text), HEIGHT)


def step_scale(names: list[str]) -> alt.X:
    """Return the x channel of a journey of these steps."""
    scale = alt.Scale(domain=[0.5, len(names) + 0.5], nice=False, zero=False)
    return alt.X("position:Q", scale=scale, axis=step_axis(names))


def emotion_scale(text: Text, *, top: float, bottom: float = -4.9) -> alt.Y:
    """Return the y channel of emotions; it may reach beyond −3…+3 for rows of marks."""
    return alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[bottom, top], nice=False),
        axis=alt.Axis(
            title=text("journey.chart.emotion"),
            values=list(range(LOW, HIGH + 1)),
            labelExpr=SIGNED,
            titleAngle=0,
            titleAlign="left",
            titleAnchor="end",
            titleX=-28,
            titleY=-12,
            gridColor="#eef0f2",
        ),
    )


def neutral() -> Any:
    """Draw the line between good and bad."""
    return (
        alt.Chart(pd.DataFrame({"value": [0.0]}))
        .mark_rule(color=theme.LINE, strokeWidth=1.5)
        .encode(x=alt.XValue(0), x2=alt.X2Value("width"), y=alt.Y("value:Q"))
    )


def _band(band: BandResult) -> Any:
    return (
        alt.Chart(band.line)
        .mark_area(color=theme.accent(), opacity=0.16)
        .encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), detail=alt.Detail("piece:N"))
    )


def _line(line: pd.DataFrame) -> Any:
    return (
        alt.Chart(line)
        .mark_line(color=theme.INK, strokeWidth=2.5)
        .encode(detail=alt.Detail("piece:N"), order=alt.Order("position:Q"))
    )


def _whiskers(steps: pd.DataFrame) -> Any:
    known = steps.dropna(subset=["median_low"])
    return (
        alt.Chart(known)
        .mark_rule(strokeWidth=theme.WHISKER, color=theme.INK)
        .encode(y=alt.Y("median_low:Q"), y2=alt.Y2("median_high:Q"))
    )


def _dots(steps: pd.DataFrame, text: Text) -> Any:
    rated = steps.dropna(subset=["median"]).assign(value=lambda s: s["median"])
    return (
        alt.Chart(rated)
        .mark_point(shape="circle", size=210, stroke=theme.INK, strokeWidth=1.5, opacity=1)
        .encode(
            fill=alt.Fill(
                "value:Q",
                scale=alt.Scale(domain=[LOW, HIGH], range=list(theme.EMOTION)),
                legend=None,
            ),
            tooltip=[
                alt.Tooltip("name:N", title=text("journey.column.step")),
                alt.Tooltip("median:Q", title=text("journey.column.median"), format="+.1f"),
                alt.Tooltip("q1:Q", title=text("journey.column.q1"), format="+.1f"),
                alt.Tooltip("q3:Q", title=text("journey.column.q3"), format="+.1f"),
                alt.Tooltip("n:Q", title="n"),
            ],
        )
    )


def _points(burden: BurdenResult, steps: pd.DataFrame, text: Text) -> Any:
    place = dict(zip(steps["touchpoint"], steps["position"], strict=True))
    marks = burden.table[burden.table["touchpoint"].isin(list(place))]
    marks = marks.assign(
        position=marks["touchpoint"].map(place),
        value=marks["kind"].map(ROWS),
        name=marks["kind"].map({kind: text(f"journey.point.{kind}") for kind in ROWS}),
    )
    kinds = [text(f"journey.point.{kind}") for kind in ROWS]
    look = [theme.POINTS[kind] for kind in ROWS]
    return (
        alt.Chart(marks)
        .mark_point(filled=True, opacity=1)
        .encode(
            y=alt.Y("value:Q"),
            shape=alt.Shape(
                "name:N", scale=alt.Scale(domain=kinds, range=[m.shape for m in look])
            ).legend(title=None),
            color=alt.Color(
                "name:N", scale=alt.Scale(domain=kinds, range=[m.colour for m in look])
            ).legend(title=None),
            size=alt.Size(
                "burden:Q", scale=alt.Scale(domain=[0, 2], range=[60, 700], clamp=True), legend=None
            ),
            tooltip=[
                alt.Tooltip("name:N", title=text("journey.column.kind")),
                alt.Tooltip("share:Q", title=text("journey.column.share"), format=".0%"),
                alt.Tooltip("burden:Q", title=text("journey.column.burden"), format=".2f"),
            ],
        )
    )


def _counts(steps: pd.DataFrame) -> Any:
    narrow = 46 * len(steps)
    label = alt.expr(f"width < {narrow} ? '' + datum.n : 'n = ' + datum.n")
    return (
        alt.Chart(steps.assign(value=N_ROW))
        .mark_text(color=theme.MUTED, fontSize=theme.SIZES[0], text=label)
        .encode(y=alt.Y("value:Q"))
    )


def _sentence(band: BandResult, names: Mapping[str, str], text: Text) -> str:
    rated = band.table.dropna(subset=["median"])
    if rated.empty:
        return text("journey.chart.empty", steps=len(band.table))
    best = rated.loc[rated["median"].idxmax()]
    worst = band.low_points[0]
    return text(
        "journey.chart.curve",
        steps=len(band.table),
        n=int(rated["n"].max()),
        low_step=names[worst],
        low=text.signed(rated.set_index("touchpoint").loc[worst, "median"], 1),
        high_step=names[best["touchpoint"]],
        high=text.signed(best["median"], 1),
    )
