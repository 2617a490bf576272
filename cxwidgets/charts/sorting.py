"""Sorting drawn: which ideas the room confuses, and how each card fared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.names import lines, row_axis
from cxwidgets.charts.shares import shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.sorting import SortingResult
    from cxwidgets.text import Text

CELL = 64
ACROSS, DOWN = 98, 104
"""Widths of the zones' names below and beside the matrix, in pixels."""
HARDEST = 8
"""So many cards are drawn; the table has them all."""


def confusion(result: SortingResult, zones: Mapping[str, str], text: Text) -> Any:
    """Draw the true zone (rows) against the chosen zone (columns).

    The number in a cell is the count, the tint its share of the row; the diagonal is right. Each
    row adds up to all placements of the cards that belong there.
    """
    names = [zones[z] for z in result.confusion.index]
    counts = result.confusion.reset_index(drop=True)
    counts.columns = range(len(names))
    data = counts.rename_axis("true").reset_index().melt("true", var_name="chosen", value_name="n")
    total = data.groupby("true")["n"].transform("sum")
    data = data.assign(
        share=(data["n"] / total.where(total > 0)).fillna(0.0),
        right=data["true"] == data["chosen"],
        true_name=data["true"].map(dict(enumerate(names))),
        chosen_name=data["chosen"].map(dict(enumerate(names))),
    )
    across, down = _zone_axes(names, text)
    base = alt.Chart(data).encode(
        x=alt.X("chosen:O", axis=across, scale=alt.Scale(paddingInner=0.04)),
        y=alt.Y("true:O", axis=down, scale=alt.Scale(paddingInner=0.04)),
    )
    cells = base.mark_rect(
        stroke=alt.expr(f"datum.right ? '{theme.INK}' : '{theme.PAPER}'"), strokeWidth=1.5
    ).encode(
        color=alt.Color(
            "share:Q",
            scale=alt.Scale(domain=[0, 1], range=[theme.WASH, theme.accent()]),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("true_name:N", title=text("sorting.column.zone")),
            alt.Tooltip("chosen_name:N", title=text("sorting.column.chosen")),
            alt.Tooltip("n:Q", title=text("sorting.column.placements")),
            alt.Tooltip("share:Q", title=text("sorting.column.row_share"), format=".0%"),
        ],
    )
    numbers = base.mark_text(
        fontSize=theme.SIZES[2],
        color=alt.expr(f"datum.share > 0.55 ? '{theme.PAPER}' : '{theme.INK}'"),
    ).encode(text=alt.Text("n:Q"))
    return theme.themed(cells + numbers, _sentence(result, zones, text), alt.Step(CELL))


def _zone_axes(names: list[str], text: Text) -> tuple[alt.Axis, alt.Axis]:
    """Return the axes of the chosen and the true zone; many zones get numbers for narrow pages."""
    many = len(names) > 3  # noqa: PLR2004 - three names fit on a phone
    numbered = [f"{i + 1} {name}" for i, name in enumerate(names)] if many else names
    needed = 112 * len(names) if many else 0
    tallest = max(len(lines(name, ACROSS)) for name in numbered)
    across = row_axis(
        numbered,
        pixels=ACROSS,
        title=text("sorting.chart.chosen"),
        minExtent=18 * tallest + 8,  # the names are chosen after the height was measured
    )
    across.labelExpr = f"width < {needed} ? '' + (datum.value + 1) : {across.labelExpr}"
    return across, row_axis(numbered, pixels=DOWN)


def cards(result: SortingResult, names: Mapping[str, str], text: Text) -> Any:
    """Draw how many people put the hardest cards where the key has them, hardest first."""
    judged = result.table.dropna(subset=["accuracy"]).sort_values("accuracy", kind="stable")
    table = judged.head(HARDEST)
    data = table.assign(share=table["accuracy"])
    labels = [names[item] for item in table["item"]]
    sentence = text(
        "sorting.chart.cards",
        cards=len(judged),
        hardest=labels[0] if labels else "",
        share=text.percent(float(table["accuracy"].iloc[0])) if labels else "",
    )
    return shares(data, labels, text("sorting.chart.accuracy"), sentence)


def _sentence(result: SortingResult, zones: Mapping[str, str], text: Text) -> str:
    share = text.percent(result.accuracy)
    people = int(result.people["accuracy"].notna().sum())
    if result.confused is None:
        return text("sorting.chart.clean", share=share, n=people)
    true, chosen = result.confused
    return text(
        "sorting.chart.confusion",
        share=share,
        n=people,
        true=zones[true],
        chosen=zones[chosen],
        count=int(result.confusion.loc[true, chosen]),
        of=int(result.confusion.loc[true].sum()),
    )
