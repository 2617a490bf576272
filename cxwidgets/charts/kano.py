"""Kano drawn: the Better–Worse plane, and what the answers were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import kano_plane, theme
from cxwidgets.charts.layers import layered
from cxwidgets.methods.kano_table import CATEGORIES

if TYPE_CHECKING:
    from cxwidgets.methods.kano_result import KanoResult
    from cxwidgets.text import Text

NAMED = {8: 440, 20: 720}
"""Up to so many features names are written into plots at least so wide (pixels)."""
FEW = 6
"""Up to this many features the joint confidence region is drawn as well."""


def quadrant(result: KanoResult, text: Text) -> Any:
    """Draw each feature by what it gains (Better) and what its absence costs (Worse).

    Shape and colour name the class; a class that is not settled at this n is hollow in a dotted
    ring. Whiskers are the intervals of both coefficients. On a narrow screen a point carries its
    number in the table instead of its name.
    """
    layers = _layers(result, text)
    return theme.themed(layered(*layers), _sentence(result, text), kano_plane.HEIGHT)


def _layers(result: KanoResult, text: Text) -> list[Any]:
    """Return what the plane is made of, from the ground up."""
    wide = next((px for most, px in NAMED.items() if len(result.table) <= most), None)
    data = kano_plane.points(result, text, wide)
    regions = len(data) <= FEW and len(result.ellipses) > 0
    return [
        kano_plane.fields(text),
        *([kano_plane.regions(result, data, text)] if regions else []),
        kano_plane.whiskers(data),
        kano_plane.rings(data, text),
        kano_plane.marks(data, text),
        *(kano_plane.labels(data, wide) if len(data) else []),
    ]


def distribution(result: KanoResult, text: Text) -> Any:
    """Draw for each feature how many answers fell into each class, as shares of all answers."""
    table = result.table[result.table["n"] > 0]
    data = table.melt(["feature", "n"], list(CATEGORIES), "category", "count")
    shares = table[[f"{c}_share" for c in CATEGORIES]] if result.weighted else None
    data = data.assign(
        share=data["count"] / data["n"] if shares is None else shares.to_numpy().ravel("F"),
        kind=[text(f"kano.category.{c}") for c in data["category"]],
        place=[CATEGORIES.index(c) for c in data["category"]],
    )
    kinds, colours, _ = kano_plane.scales(text, CATEGORIES)
    title = text("kano.chart.share" if shares is None else "kano.chart.weighted_share")
    y = alt.Y("feature:N", sort=list(table["feature"])).axis(
        title=None, labelLimit=150, ticks=False, domain=False
    )
    x = alt.X("share:Q", stack="zero", scale=alt.Scale(domain=[0, 1])).axis(
        title=title, titleAnchor="end", format="%", tickCount=4, grid=False
    )
    bars = (
        alt.Chart(data)
        .mark_bar(stroke=theme.PAPER, strokeWidth=1)
        .encode(
            x=x,
            y=y,
            order=alt.Order("place:Q"),
            color=alt.Color("kind:N", scale=colours, sort=kinds).legend(title=None, columns=2),
            tooltip=[
                alt.Tooltip("feature:N", title=text("kano.column.feature")),
                alt.Tooltip("kind:N", title=text("kano.column.category")),
                alt.Tooltip("count:Q", title=text("kano.column.answers")),
                alt.Tooltip("share:Q", title=title, format=".0%"),
            ],
        )
    )
    shown = "datum.count" if shares is None else "format(datum.share, '.0%')"
    numbers = (
        alt.Chart(data)
        .mark_text(
            color=theme.PAPER,
            fontSize=theme.SIZES[0],
            text=alt.expr(f"datum.share < 0.07 ? '' : {shown}"),  # a narrow piece holds none
        )
        .encode(
            x=alt.X("share:Q", stack="zero", bandPosition=0.5),
            y=y,
            order=alt.Order("place:Q"),
            detail=alt.Detail("kind:N"),
        )
    )
    sentence = text("kano.chart.distribution", features=len(table), parts=_parts(result, text))
    return theme.themed(bars + numbers, sentence, alt.Step(34))


def _parts(result: KanoResult, text: Text) -> str:
    """Return the classes in words, each with its features."""
    table, parts = result.table, []
    for category in CATEGORIES:
        names = list(table.loc[table["category"] == category, "feature"])
        if names:
            kind, listed = text(f"kano.category.{category}"), text("panel.comma").join(names)
            parts.append(text("kano.chart.part", kind=kind, features=listed))
    return text("panel.semicolon").join(parts)


def _sentence(result: KanoResult, text: Text) -> str:
    """Return the plane in words: which features are in which class, and how many are settled."""
    settled = int(result.table["settled"].astype(bool).sum())
    return text(
        "kano.chart.quadrant",
        features=len(result.table),
        settled=settled,
        parts=_parts(result, text),
    )
