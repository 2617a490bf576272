"""The Better–Worse plane, layer by layer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.charts.placement import Box, places, shortened, text_width
from cxwidgets.methods.kano_table import CATEGORIES

if TYPE_CHECKING:
    from cxwidgets.methods.kano_result import KanoResult
    from cxwidgets.text import Text

HEIGHT = 460
LABEL = 170
"""Longest name written into the plane, in pixels."""
PHONE = 270
"""The narrowest plot: numbers are placed for it."""
MARGIN = 0.05
"""The plane reaches a little past 0 and 1, so that marks on its edge are whole."""
CORNERS = {"A": (0, 1), "O": (1, 1), "M": (1, 0), "I": (0, 0)}
"""Where each class is at home, as |Worse| and Better."""


def scales(text: Text, present: tuple[str, ...]) -> tuple[list[str], alt.Scale, alt.Scale]:
    """Return the class names with their colour and shape scales."""
    kinds = [text(f"kano.category.{c}") for c in present]
    marks = [theme.KANO[c] for c in present]
    return (
        kinds,
        alt.Scale(domain=kinds, range=[m.colour for m in marks]),
        alt.Scale(domain=kinds, range=[m.shape for m in marks]),
    )


def points(result: KanoResult, text: Text, wide: int | None) -> pd.DataFrame:
    """Return one row for each feature with its labels and their places."""
    table = result.table.assign(number=[str(i + 1) for i in range(len(result.table))])
    table = table.dropna(subset=["better", "worse"])
    data = table[["feature", "number", "n", "category", "settled", "better_low", "better_high"]]
    data = data.assign(
        settled=data["settled"].astype(bool),
        better=table["better"],
        worse=-table["worse"],
        worse_low=-table["worse_high"],
        worse_high=-table["worse_low"],
        kind=[text(f"kano.category.{c}") for c in table["category"]],
        name=[shortened(f, LABEL) for f in table["feature"]] if wide else data["number"],
    )
    spots = [(_share(x), _share(y)) for x, y in zip(data["worse"], data["better"], strict=True)]
    for column, width in (("number", PHONE), ("name", wide or PHONE)):
        found = places(spots, list(data[column]), width, HEIGHT, _corner_boxes(text, width))
        for part in ("dx", "dy", "line_dx", "line_dy"):
            data[f"{column}_{part}"] = [getattr(place, part) for place in found]
    return data


def _share(value: float) -> float:
    """Return where a coefficient lies on the plot, as a share of its side."""
    return (value + MARGIN) / (1 + 2 * MARGIN)


def _corner_boxes(text: Text, width: float) -> list[Box]:
    """Return the rectangles that the names of the four fields cover."""
    boxes: list[Box] = []
    for category, (right, up) in CORNERS.items():
        long = 40 + text_width(text(f"kano.category.{category}")) * 16 / 14
        left, top = (width - long if right else 0), (0 if up else HEIGHT - 40)
        boxes.append((left, top, left + long, top + 40))
    return boxes


def fields(text: Text) -> Any:
    """Draw the four fields; their names in the corners are the key to shapes and colours."""
    scale = alt.Scale(domain=[-MARGIN, 1 + MARGIN], nice=False)
    axis: dict[str, Any] = {"values": [0, 0.25, 0.5, 0.75, 1], "format": ".2~f", "grid": False}
    x = alt.X("worse:Q", scale=scale).axis(title=text("kano.chart.worse"), **axis)
    y = alt.Y("better:Q", scale=scale).axis(
        title=text("kano.chart.better"),
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        **{"titleY": -14, "titleX": -28, **axis},
    )
    kinds, colour, shape = scales(text, tuple(CORNERS))
    corners = alt.Chart(
        pd.DataFrame(
            [
                {"worse": right, "better": up, "kind": kind, "right": bool(right)}
                for kind, (right, up) in zip(kinds, CORNERS.values(), strict=True)
            ]
        )
    ).encode(x=x, y=y)
    half = alt.Chart(pd.DataFrame({"half": [0.5]})).mark_rule(color=theme.LINE)
    side = alt.expr("datum.right ? 'right' : 'left'")
    names: dict[str, Any] = {"fontSize": theme.SIZES[1], "color": theme.MUTED, "align": side}
    return layered(
        half.encode(x=alt.X("half:Q")),
        half.encode(y=alt.Y("half:Q")),
        corners.mark_point(size=110, strokeWidth=2, opacity=1).encode(
            shape=alt.Shape("kind:N", scale=shape, legend=None),
            stroke=alt.Stroke("kind:N", scale=colour, legend=None),
            fill=alt.Fill("kind:N", scale=colour, legend=None),
        ),
        corners.mark_text(dx=alt.expr("datum.right ? -14 : 14"), **names).encode(
            text=alt.Text("kind:N")
        ),
    ).resolve_scale(shape="independent", stroke="independent", fill="independent")


def whiskers(data: pd.DataFrame) -> Any:
    """Draw the intervals of both coefficients."""
    base = alt.Chart(data).mark_rule(strokeWidth=theme.WHISKER, opacity=0.3)
    return layered(
        base.encode(x=alt.X("worse_low:Q"), x2=alt.X2("worse_high:Q"), y=alt.Y("better:Q")),
        base.encode(x=alt.X("worse:Q"), y=alt.Y("better_low:Q"), y2=alt.Y2("better_high:Q")),
    )


def regions(result: KanoResult, data: pd.DataFrame, text: Text) -> Any:
    """Draw the joint confidence region of both coefficients."""
    kind = dict(zip(data["feature"], data["kind"], strict=True))
    outline = result.ellipses.assign(worse=-result.ellipses["worse"])
    outline = outline.assign(kind=outline["feature"].map(kind))
    colour = scales(text, CATEGORIES)[1]
    return (
        alt.Chart(outline)
        .mark_line(interpolate="linear-closed", strokeWidth=0, fillOpacity=0.1)
        .encode(
            x=alt.X("worse:Q"),
            y=alt.Y("better:Q"),
            order=alt.Order("step:Q"),
            detail=alt.Detail("feature:N"),
            fill=alt.Fill("kind:N", scale=colour, legend=None),
        )
    )


def rings(data: pd.DataFrame, text: Text) -> Any:
    """Draw a dotted ring around every feature whose class is not settled."""
    ring: dict[str, Any] = {"symbolDash": [2, 3], "symbolSize": 260, "symbolType": "circle"}
    return (
        alt.Chart(data[~data["settled"]].assign(open=text("kano.unsettled")))
        .mark_point(shape="circle", size=560, strokeWidth=1.5, strokeDash=[2, 3], filled=False)
        .encode(
            x=alt.X("worse:Q"),
            y=alt.Y("better:Q"),
            color=alt.Color("open:N", scale=alt.Scale(range=[theme.INK])).legend(
                title=None, symbolFillColor="transparent", **ring
            ),
        )
    )


def marks(data: pd.DataFrame, text: Text) -> Any:
    """Draw the points; the two classes that have no corner get a key below the plane."""
    kinds, colour, shape = scales(text, CATEGORIES)
    extra = [kinds[CATEGORIES.index(c)] for c in "RQ" if c in set(data["category"])]
    key: dict[str, Any] = {
        "legend": alt.Legend(title=None, values=extra, symbolStrokeWidth=2) if extra else None
    }
    solid = "datum.settled && datum.category != 'Q'"
    return (
        alt.Chart(data)
        .mark_point(
            size=170,
            opacity=1,
            strokeWidth=alt.expr("datum.category == 'I' ? 4 : 2"),
            fillOpacity=1,
        )
        .encode(
            x=alt.X("worse:Q"),
            y=alt.Y("better:Q"),
            shape=alt.Shape("kind:N", scale=shape, **key),
            stroke=alt.Stroke("kind:N", scale=colour, **key),
            fill=alt.condition(
                solid,
                alt.Fill("kind:N", scale=colour, legend=None),
                alt.FillValue(theme.PAPER),
            ),
            tooltip=[
                alt.Tooltip("feature:N", title=text("kano.column.feature")),
                alt.Tooltip("kind:N", title=text("kano.column.category")),
                alt.Tooltip("n:Q", title="n"),
                alt.Tooltip("better:Q", title=text("kano.column.better"), format=".2f"),
                alt.Tooltip("worse:Q", title=text("kano.column.worse_size"), format=".2f"),
            ],
        )
    )


def labels(data: pd.DataFrame, wide: int | None) -> list[Any]:
    """Write a number or a name beside each point, with a thin line where it had to move away."""

    def chosen(part: str) -> Any:
        return alt.expr(f"width < {wide or 0} ? datum.number{part} : datum.name{part}")

    base = alt.Chart(data).encode(x=alt.X("worse:Q"), y=alt.Y("better:Q"))
    line = base.mark_rule(
        color=theme.MUTED,
        strokeWidth=0.75,
        x2Offset=chosen("_line_dx"),
        y2Offset=chosen("_line_dy"),
    ).encode(x2=alt.X2("worse:Q"), y2=alt.Y2("better:Q"))
    place: dict[str, Any] = {
        "dx": chosen("_dx"),
        "dy": chosen("_dy"),
        "align": "center",
        "baseline": "middle",
    }
    writing: dict[str, Any] = {"fontSize": theme.SIZES[0], "text": chosen(""), **place}
    halo = base.mark_text(stroke=theme.PAPER, strokeWidth=3.5, strokeJoin="round", **writing)
    return [line, halo, base.mark_text(color=theme.INK, **writing)]
