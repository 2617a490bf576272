"""Peak–end drawn: an order with its peak, its end and what is remembered of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.journey import SIGNED
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import step_axis

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.methods.peak_end import Moments
    from cxwidgets.text import Text

MEASURES = ("peak", "end", "peak_end", "mean")


def order(
    names: Sequence[str], values: Sequence[float], found: Moments, title: str, text: Text
) -> Any:
    """Draw one order of moments, with the peak–end score and the plain mean as level lines.

    Peak and end are ringed, and both lines carry their number: where they are far apart, the rule
    and the average tell different stories about the same day.
    """
    steps = pd.DataFrame(
        {
            "position": range(1, len(names) + 1),
            "name": list(names),
            "value": [float(v) for v in values],
        }
    )
    steps = steps.assign(
        ringed=[p in (found.peak_at, len(names)) for p in steps["position"]],
    )
    x = alt.X(
        "position:Q",
        scale=alt.Scale(domain=[0.5, len(names) + 0.5], nice=False, zero=False),
        axis=step_axis(names),
    )
    y = alt.Y(
        "value:Q",
        scale=alt.Scale(domain=[-3.4, 3.4], nice=False),
        axis=alt.Axis(
            title=title, values=list(range(-3, 4)), labelExpr=SIGNED, titleAngle=0,
            titleAlign="left", titleAnchor="end", titleX=-28, titleY=-12,
        ),
    )  # fmt: skip
    base = alt.Chart(steps).encode(x=x, y=y)
    line = base.mark_line(color=theme.MUTED, strokeWidth=2)
    dots = base.mark_circle(size=180, stroke=theme.INK, strokeWidth=1.5, opacity=1).encode(
        color=alt.Color(
            "value:Q", scale=alt.Scale(domain=[-3, 3], range=list(theme.EMOTION)), legend=None
        ),
        tooltip=[
            alt.Tooltip("name:N", title=text("peak_end.column.step")),
            alt.Tooltip("value:Q", title=text("peak_end.column.valence"), format="+.0f"),
        ],
    )
    rings = base.transform_filter("datum.ringed").mark_point(
        shape="circle", size=520, filled=False, strokeWidth=2.5, stroke=theme.accent(), opacity=1
    )
    levels = _levels(found, values, text)
    sentence = text(
        "peak_end.chart.order",
        peak=text.signed(found.peak),
        peak_step=names[found.peak_at - 1],
        end=text.signed(found.end),
        end_step=names[-1],
        score=text.signed(found.peak_end, 1),
        mean=text.signed(found.mean, 1),
    )
    return theme.themed(layered(levels[0], line, rings, dots, *levels[1:]), sentence, 340)


def _levels(found: Moments, values: Sequence[float], text: Text) -> list[Any]:
    rows = pd.DataFrame(
        [
            {
                "value": level,
                "label": text(f"peak_end.chart.level_{kind}", value=text.signed(level, 1)),
                "score": kind == "score",
                **_free_place(level, other, values),
            }
            for kind, level, other in (
                ("score", found.peak_end, found.mean),
                ("mean", found.mean, found.peak_end),
            )
        ]
    )
    base = alt.Chart(rows).encode(y=alt.Y("value:Q"))
    rule = base.mark_rule(
        strokeWidth=2,
        strokeDash=alt.expr("datum.score ? [1, 0] : [5, 4]"),
        color=alt.expr(f"datum.score ? '{theme.accent()}' : '{theme.MUTED}'"),
    ).encode(x=alt.XValue(0), x2=alt.X2Value("width"))
    place: dict[str, Any] = {
        "x": alt.expr("datum.left ? 4 : width - 4"),
        "align": alt.expr("datum.left ? 'left' : 'right'"),
        "dy": alt.expr("datum.above ? -10 : 12"),
        "fontSize": theme.SIZES[0],
    }
    words = base.encode(text=alt.Text("label:N"))
    halo = words.mark_text(stroke=theme.PAPER, strokeWidth=4, strokeJoin="round", **place)
    colour = alt.expr(f"datum.score ? '{theme.accent()}' : '{theme.MUTED}'")
    return [rule, halo, words.mark_text(color=colour, **place)]


def _free_place(level: float, other: float, values: Sequence[float]) -> dict[str, bool]:
    """Return the side of a level line, and of the chart, where its words cover the fewest moments.

    On a phone the words are about as long as four of ten steps; on either side of the line they
    are about 0.7 of the scale high, and they must not stand on the other line.
    """
    reach = max(1, round(0.4 * len(values)))
    away = level >= other
    choices = [(left, above) for left in (True, False) for above in (away, not away)]

    def covered(choice: tuple[bool, bool]) -> float:
        left, above = choice
        low, high = (level, level + 0.9) if above else (level - 0.9, level)
        near = values[:reach] if left else values[-reach:]
        return sum(low <= v <= high for v in near) + 2 * (low < other < high)

    left, above = min(choices, key=covered)
    return {"left": left, "above": above}


def bars(table: pd.DataFrame, groups: Sequence[str], sentence: str, text: Text) -> Any:
    """Draw peak, end, peak–end score and mean for several orders side by side.

    Parameters
    ----------
    table
        ``group`` (one of ``groups``), ``measure``, ``value``, ``low``, ``high`` (NaN: no interval).
    groups
        Names of the orders, in display order; the first is drawn in the accent colour.
    sentence
        The alternative text.
    """
    labels = {m: text(f"peak_end.measure.{m}") for m in MEASURES}
    data = table[table["measure"].isin(MEASURES)]
    data = data.assign(label=data["measure"].map(labels), shown=data["value"].map(
        lambda v: text.signed(v, 1)))  # fmt: skip
    shades = [theme.accent(), "#9aa5b1", theme.LINE][: len(groups)]
    y = alt.Y("label:N", sort=list(labels.values()), axis=alt.Axis(
        title=None, ticks=False, domain=False, labelPadding=8))  # fmt: skip
    offset = alt.YOffset("group:N", sort=list(groups))
    known = data[["value", "low", "high"]]
    lowest, highest = known.min().min(), known.max().max()
    span = [min(0.0, lowest) - 0.6, max(0.0, highest) + 1.2]  # the numbers need room
    x = alt.X("value:Q", scale=alt.Scale(domain=span, nice=False)).axis(
        title=None, values=list(range(-3, 4)), labelExpr=SIGNED
    )
    base = alt.Chart(data).encode(y=y, yOffset=offset)
    drawn = base.mark_bar().encode(
        x=x,
        color=alt.Color("group:N", scale=alt.Scale(domain=list(groups), range=shades)).legend(
            title=None, symbolType="square"
        ),
    )
    numbers = (
        base.mark_text(
            align=alt.expr("datum.value < 0 ? 'right' : 'left'"),
            dx=alt.expr("datum.value < 0 ? -6 : 6"),
            fontSize=theme.SIZES[0],
        )
        .encode(
            x=alt.X("edge:Q"),
            text=alt.Text("shown:N"),
        )
        .transform_calculate(
            edge="datum.value < 0 ? (isValid(datum.low) ? datum.low : datum.value)"
            " : (isValid(datum.high) ? datum.high : datum.value)"
        )
    )
    whiskers = (
        alt.Chart(data.dropna(subset=["low"]))
        .mark_rule(strokeWidth=theme.WHISKER, color=theme.INK)
        .encode(y=y, yOffset=offset, x=alt.X("low:Q"), x2=alt.X2("high:Q"))
    )
    height = alt.Step(26 if len(groups) > 1 else 34, **{"for": "offset"})
    return theme.themed(drawn + whiskers + numbers, sentence, height)
