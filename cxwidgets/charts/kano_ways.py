"""Kano drawn a second time: features by their means, and their classes under every method."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from cxwidgets.charts import kano_plane, theme
from cxwidgets.charts.kano_marks import classes
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height, step_axis
from cxwidgets.charts.placement import places
from cxwidgets.methods.kano_continuous import BORDER
from cxwidgets.methods.kano_robust import WAYS

if TYPE_CHECKING:
    from cxwidgets.methods.kano_continuous import KanoContinuousResult
    from cxwidgets.methods.kano_robust import KanoRobustnessResult
    from cxwidgets.text import Text

LOW, HIGH = -2.3, 4.3
CORNERS = {"A": (LOW, HIGH), "O": (HIGH, HIGH), "M": (HIGH, LOW), "I": (LOW, LOW)}
"""Where the names of the four fields stand, as dysfunctional and functional mean."""
HEIGHT = 440


def means(result: KanoContinuousResult, text: Text) -> Any:
    """Draw each feature by its two means, with their intervals; numbers are those of the table."""
    table = result.table.assign(number=[str(i + 1) for i in range(len(result.table))])
    data = table[table["n"] > 0]
    data = data.assign(
        kind=[text(f"kano.category.{c}") for c in data["category"]],
        settled=data["settled"].astype(bool),
    )
    sides = zip(data["dysfunctional"], data["functional"], strict=True)
    spots = [((x - LOW) / (HIGH - LOW), (y - LOW) / (HIGH - LOW)) for x, y in sides]
    found = places(spots, list(data["number"]), kano_plane.PHONE, HEIGHT)
    data = data.assign(dx=[p.dx for p in found], dy=[p.dy for p in found])
    base = alt.Chart(data)
    whiskers = base.mark_rule(strokeWidth=theme.WHISKER, opacity=0.35)
    writing: dict[str, Any] = {
        "dx": alt.expr("datum.dx"), "dy": alt.expr("datum.dy"), "baseline": "middle",
        "fontSize": theme.SIZES[0],
    }  # fmt: skip
    words = base.encode(text=alt.Text("number:N"))
    layers = layered(
        *_ground(text),
        whiskers.encode(
            x=alt.X("dysfunctional_low:Q"),
            x2=alt.X2("dysfunctional_high:Q"),
            y=alt.Y("functional:Q"),
        ),
        whiskers.encode(
            x=alt.X("dysfunctional:Q"), y=alt.Y("functional_low:Q"), y2=alt.Y2("functional_high:Q")
        ),
        classes(data, text, _tooltip(text)).encode(
            x=alt.X("dysfunctional:Q"), y=alt.Y("functional:Q")
        ),
        words.mark_text(stroke=theme.PAPER, strokeWidth=3.5, **writing).encode(
            x=alt.X("dysfunctional:Q"), y=alt.Y("functional:Q")
        ),
        words.mark_text(color=theme.INK, **writing).encode(
            x=alt.X("dysfunctional:Q"), y=alt.Y("functional:Q")
        ),
    )
    parts = [
        text("kano.chart.part", kind=kind, features=text("panel.comma").join(part["feature"]))
        for kind, part in data.groupby("kind", sort=False)
    ]
    sentence = text(
        "kano.continuous.chart", features=len(data), parts=text("panel.semicolon").join(parts)
    )
    return theme.themed(layers, sentence, HEIGHT)


def _ground(text: Text) -> list[Any]:
    """Return the borders at 2 and the names of the four fields."""
    axis: dict[str, Any] = {"values": [-2, 0, 2, 4], "grid": False, "format": "~r"}
    axis["labelExpr"] = theme.SIGNED
    scale = alt.Scale(domain=[LOW, HIGH], nice=False)
    x = alt.X("x:Q", scale=scale).axis(title=text("kano.continuous.x"), **axis)
    y = alt.Y("y:Q", scale=scale).axis(
        title=text("kano.continuous.y"), titleAngle=0, titleAlign="left", titleAnchor="end",
        titleX=-28, titleY=-14, **axis,
    )  # fmt: skip
    names = pd.DataFrame(
        [{"x": x, "y": y, "kind": text(f"kano.category.{c}")} for c, (x, y) in CORNERS.items()]
    )
    border = alt.Chart(pd.DataFrame({"at": [BORDER]})).mark_rule(color=theme.LINE)
    written = alt.Chart(names).mark_text(
        color=theme.MUTED,
        fontSize=theme.SIZES[1],
        align=alt.expr(f"datum.x > {BORDER} ? 'right' : 'left'"),
        baseline=alt.expr(f"datum.y > {BORDER} ? 'top' : 'bottom'"),
    )
    return [
        written.encode(x=x, y=y, text=alt.Text("kind:N")),
        border.encode(x=alt.X("at:Q")),
        border.encode(y=alt.Y("at:Q")),
    ]


def ways(result: KanoRobustnessResult, text: Text) -> Any:
    """Draw the class of every feature under each table and rule, and by its means.

    Shape and colour name the class. A feature whose row is not all alike depends on the method.
    """
    table = result.table[result.table["n"] > 0]
    features = list(table["feature"])
    data = table.melt("feature", list(WAYS), "way", "category").assign(settled=True)
    data = data.assign(
        place=data["feature"].map(features.index),
        position=data["way"].map(WAYS.index) + 1,
        kind=[text(f"kano.category.{c}") for c in data["category"]],
    )
    scale = alt.Scale(domain=[0.5, len(WAYS) + 0.5], nice=False)
    axis = step_axis([text(f"kano.robust.way.{way}") for way in WAYS])
    x = alt.X("position:Q", scale=scale, axis=axis)
    y = alt.Y("place:O", axis=row_axis(features))
    depends = list(table.loc[~table["agree"].astype(bool), "feature"])
    sentence = text(
        "kano.robust.chart",
        features=len(features),
        depends=text("panel.comma").join(depends) if depends else text("kano.segments.none"),
    )
    drawing = layered(classes(data, text, _tooltip(text))).encode(x=x, y=y)
    return theme.themed(drawing, sentence, alt.Step(row_height(features)))


def _tooltip(text: Text) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("feature:N", title=text("kano.column.feature")),
        alt.Tooltip("kind:N", title=text("kano.column.category")),
    ]
