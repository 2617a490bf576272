"""Kano by segment drawn: one row a feature, one column a segment, in each cell the class."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.kano_marks import classes
from cxwidgets.charts.layers import layered
from cxwidgets.charts.names import row_axis, row_height, step_axis
from cxwidgets.methods.kano_table import CATEGORIES

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.kano_segments import KanoSegmentsResult
    from cxwidgets.text import Text


def segments(result: KanoSegmentsResult, text: Text) -> Any:
    """Draw the class of every feature in every segment.

    Shape and colour name the class; one that is not settled is hollow in a dotted ring. Each
    column says how many people it stands for.
    """
    table = result.table[result.table["n"] > 0]
    features = list(dict.fromkeys(result.table["feature"]))
    kinds = {c: text(f"kano.category.{c}") for c in CATEGORIES}
    data = table.assign(
        place=table["feature"].map(features.index),
        position=table["segment"].map(result.segments.index) + 1,
        kind=table["category"].map(kinds),
        settled=table["settled"].astype(bool),
    )
    axis = step_axis([_headed(name, table, text) for name in result.segments])
    width = len(result.segments)
    x = alt.X("position:Q", scale=alt.Scale(domain=[0.5, width + 0.5], nice=False), axis=axis)
    y = alt.Y("place:O", axis=row_axis(features))
    layers = layered(_rings(data, text), classes(data, text, _tooltip(text))).encode(x=x, y=y)
    return theme.themed(layers, _sentence(result, features, text), alt.Step(row_height(features)))


def _headed(segment: str, table: pd.DataFrame, text: Text) -> str:
    n = int(table.loc[table["segment"] == segment, "n"].max()) if len(table) else 0
    return text("kano.segments.column", segment=segment or text("kano.segments.all"), n=n)


def _rings(data: pd.DataFrame, text: Text) -> Any:
    key = alt.Legend(
        orient="top", title=None, symbolFillColor="transparent", symbolDash=[2, 3], symbolSize=260,
        symbolType="circle",
    )  # fmt: skip
    return (
        alt.Chart(data[~data["settled"]].assign(open=text("kano.unsettled")))
        .mark_point(shape="circle", size=420, strokeWidth=1.5, strokeDash=[2, 3], filled=False)
        .encode(color=alt.Color("open:N", scale=alt.Scale(range=[theme.INK]), legend=key))
    )


def _tooltip(text: Text) -> list[alt.Tooltip]:
    return [
        alt.Tooltip("feature:N", title=text("kano.column.feature")),
        alt.Tooltip("segment:N", title=text("kano.segments.segment")),
        alt.Tooltip("kind:N", title=text("kano.column.category")),
        alt.Tooltip("n:Q", title="n"),
    ]


def _sentence(result: KanoSegmentsResult, features: list[str], text: Text) -> str:
    differ = list(result.differences.loc[result.differences["differs"], "feature"])
    names = text("panel.comma").join(differ) if differ else text("kano.segments.none")
    return text(
        "kano.segments.chart",
        features=len(features),
        segments=len(result.segments),
        differ=names,
    )
