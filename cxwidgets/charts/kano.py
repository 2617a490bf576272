"""Kano drawings: the Better–Worse plane, and what the answers were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import theme
from cxwidgets.charts.placement import placed, shortened
from cxwidgets.methods.kano_table import CATEGORIES

if TYPE_CHECKING:
    from cxwidgets.methods.kano import KanoResult
    from cxwidgets.text import Text

HEIGHT = 460
NARROW = 460
"""Plots narrower than this (pixels) carry numbers instead of names."""
ROOM = (270, NARROW)
"""Plot widths that labels are placed for: a phone, and the narrowest plot with names."""
LABEL = 170
"""Longest label, in pixels."""
FEW = 6
"""Up to this many features the joint confidence region is drawn as well."""
_EDGE = (-0.03, 1.03)
"""The plane reaches a little past 0 and 1, so that marks on its edge are whole."""


def quadrant(result: KanoResult, text: Text) -> Any:
    """Draw each feature by what it gains (Better) and what its absence costs (Worse).

    Shape and colour name the class; a class that is not settled at this n is hollow in a dotted
    ring. Whiskers are the intervals of both coefficients. On a narrow screen points carry the
    number of their row in the table.
    """
    table = result.table.dropna(subset=["better", "worse"])
    data = _points(table, result, text)
    layers = [_frame(text), _whiskers(data), *_marks(data, text), *_labels(data)]
    if len(table) <= FEW and len(result.ellipses):
        layers.insert(1, _regions(result))
    return theme.themed(alt.layer(*layers), _sentence(result, text), HEIGHT)


def _points(table: pd.DataFrame, result: KanoResult, text: Text) -> pd.DataFrame:
    """Return one row for each feature with its labels and their places."""
    number = {feature: str(i) for i, feature in enumerate(result.table["feature"], start=1)}
    data = table[["feature", "n", "category", "settled", "better", "better_low", "better_high"]]
    data = data.assign(
        worse=-table["worse"],
        worse_low=-table["worse_high"],
        worse_high=-table["worse_low"],
        number=[number[f] for f in table["feature"]],
        name=[shortened(f, LABEL) for f in table["feature"]],
        kind=[text(f"kano.category.{c}") for c in table["category"]],
    )
    spots = [(_share(x), _share(y)) for x, y in zip(data["worse"], data["better"], strict=True)]
    for column, width in zip(("number", "name"), ROOM, strict=True):
        places = placed(spots, list(data[column]), width, HEIGHT)
        data[f"{column}_dx"] = [p.dx for p in places]
        data[f"{column}_dy"] = [p.dy for p in places]
        data[f"{column}_far"] = [p.far for p in places]
    return data


def _share(value: float) -> float:
    """Return where a coefficient lies on the plot, as a share of its side."""
    return (value - _EDGE[0]) / (_EDGE[1] - _EDGE[0])


def _axes(text: Text) -> tuple[alt.X, alt.Y]:
    scale = alt.Scale(domain=list(_EDGE), nice=False)
    ticks = [0, 0.25, 0.5, 0.75, 1]
    x = alt.X("worse:Q", scale=scale).axis(
        title=text("kano.chart.worse"), values=ticks, format=".2~f", grid=False
    )
    y = alt.Y("better:Q", scale=scale).axis(
        title=text("kano.chart.better"),
        **{"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end"},
        **{"titleY": -14, "titleX": -28, "values": ticks, "format": ".2~f", "grid": False},
    )
    return x, y


def _frame(text: Text) -> alt.LayerChart:
    """Draw the four fields and name them in their corners."""
    corners = pd.DataFrame(
        [
            {"worse": 0.0, "better": 1.0, "field": text("kano.category.A"), "side": "left"},
            {"worse": 1.0, "better": 1.0, "field": text("kano.category.O"), "side": "right"},
            {"worse": 1.0, "better": 0.0, "field": text("kano.category.M"), "side": "right"},
            {"worse": 0.0, "better": 0.0, "field": text("kano.category.I"), "side": "left"},
        ]
    )
    x, y = _axes(text)
    half = {"color": theme.LINE, "strokeWidth": 1.5}
    names = [
        alt.Chart(corners)
        .mark_text(align=side, fontSize=theme.SIZES[1], color=theme.MUTED, opacity=0.75)
        .transform_filter(alt.datum.side == side)
        .encode(x=x, y=y, text="field:N")
        for side in ("left", "right")
    ]
    middle = alt.Chart(pd.DataFrame({"half": [0.5]}))
    return alt.layer(
        middle.mark_rule(**half).encode(x=alt.X("half:Q")),
        middle.mark_rule(**half).encode(y=alt.Y("half:Q")),
        *names,
    )


def _whiskers(data: pd.DataFrame) -> alt.LayerChart:
    """Draw the intervals of both coefficients."""
    base = alt.Chart(data).mark_rule(strokeWidth=theme.WHISKER, opacity=0.3)
    return alt.layer(
        base.encode(x="worse_low:Q", x2="worse_high:Q", y="better:Q"),
        base.encode(x="worse:Q", y="better_low:Q", y2="better_high:Q"),
    )


def _regions(result: KanoResult) -> alt.Chart:
    """Draw the joint confidence region of both coefficients."""
    outline = result.ellipses.assign(worse=-result.ellipses["worse"])
    kind = dict(zip(result.table["feature"], result.table["category"], strict=True))
    outline = outline.assign(category=outline["feature"].map(kind))
    colours = [theme.KANO[c].colour for c in CATEGORIES]
    scale = alt.Scale(domain=list(CATEGORIES), range=colours)
    return (
        alt.Chart(outline)
        .mark_line(interpolate="linear-closed", strokeWidth=0, fillOpacity=0.1)
        .encode(
            x="worse:Q",
            y="better:Q",
            order="step:Q",
            detail="feature:N",
            fill=alt.Fill("category:N", scale=scale, legend=None),
        )
    )


def _marks(data: pd.DataFrame, text: Text) -> list[alt.Chart]:
    """Draw the points, and a dotted ring around those that are not settled."""
    present = [c for c in CATEGORIES if c in set(data["category"])]
    kinds = [text(f"kano.category.{c}") for c in present]
    marks = [theme.KANO[c] for c in present]
    colour = alt.Scale(domain=kinds, range=[m.colour for m in marks])
    shape = alt.Scale(domain=kinds, range=[m.shape for m in marks])
    legend = alt.Legend(title=None, columns=3, symbolStrokeWidth=2)
    solid = (alt.datum.settled == True) & (alt.datum.category != "Q")  # noqa: E712 - a Vega expression
    points = (
        alt.Chart(data)
        .mark_point(size=170, strokeWidth=2, opacity=1)
        .encode(
            x="worse:Q",
            y="better:Q",
            shape=alt.Shape("kind:N", scale=shape, legend=legend),
            stroke=alt.Stroke("kind:N", scale=colour, legend=legend),
            fill=alt.condition(solid, alt.Fill("kind:N", scale=colour, legend=legend), alt.value(theme.PAPER)),
            tooltip=[
                alt.Tooltip("feature:N", title=text("kano.column.feature")),
                alt.Tooltip("kind:N", title=text("kano.column.category")),
                alt.Tooltip("n:Q", title="n"),
                alt.Tooltip("better:Q", title=text("kano.column.better"), format=".2f"),
                alt.Tooltip("worse:Q", title=text("kano.column.worse_size"), format=".2f"),
            ],
        )
    )
    ring = (
        alt.Chart(data[~data["settled"].astype(bool)].assign(open=text("kano.unsettled")))
        .mark_point(shape="circle", size=560, strokeWidth=1.5, strokeDash=[2, 3], filled=False)
        .encode(
            x="worse:Q",
            y="better:Q",
            color=alt.Color(
                "open:N",
                scale=alt.Scale(range=[theme.INK]),
                legend=alt.Legend(title=None, symbolDash=[2, 3], symbolSize=260, symbolType="circle", symbolFillColor="transparent"),
            ),
        )
    )
    return [ring, points]


def _labels(data: pd.DataFrame) -> list[alt.Chart]:
    """Write a number or a name beside each point, with a thin line where it had to move away."""
    narrow = f"width < {NARROW}"

    def chosen(suffix: str) -> alt.ExprRef:
        return alt.expr(f"{narrow} ? datum.number{suffix} : datum.name{suffix}")

    base = alt.Chart(data)
    place = {"dx": chosen("_dx"), "dy": chosen("_dy"), "text": chosen("")}
    writing = {"align": "center", "baseline": "middle", "fontSize": theme.SIZES[0], **place}
    halo = base.mark_text(stroke=theme.PAPER, strokeWidth=4, strokeJoin="round", **writing)
    words = base.mark_text(color=theme.INK, **writing)
    at = {"x": alt.X("worse:Q"), "y": alt.Y("better:Q")}
    return [halo.encode(**at), words.encode(**at)]


def _sentence(result: KanoResult, text: Text) -> str:
    """Return the drawing in words: which features stand in which class, and how many are settled."""
    table = result.table
    parts = []
    for category in CATEGORIES:
        names = list(table.loc[table["category"] == category, "feature"])
        if names:
            kind = text(f"kano.category.{category}")
            parts.append(text("kano.chart.part", kind=kind, features=text("panel.comma").join(names)))
    return text(
        "kano.chart.quadrant",
        features=len(table),
        settled=int(table["settled"].sum()),
        parts=text("panel.semicolon").join(parts),
    )
