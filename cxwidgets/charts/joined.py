"""Cohorts that joined together, drawn: one row each, with the share left at each age."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered

if TYPE_CHECKING:
    from cxwidgets.methods.joined import JoinedResult
    from cxwidgets.text import Text

DEPTH = 0.55
"""How strong the colour is at most: the number printed on it stays readable."""


def joined(result: JoinedResult, text: Text, unit: str) -> Any:
    """Draw the share still there of each cohort at each age; blank where nobody was watched.

    Parameters
    ----------
    unit
        Of time: ``days``, ``weeks``, ``months`` or ``years``.
    """
    axis = text("joined.axis.age", unit=text(f"retention.unit.{unit}"))
    counted = text(f"retention.counted.{unit}")
    found = result.table.dropna(subset="survival")
    sizes = result.table.drop_duplicates("cohort").set_index("cohort")["n"]
    names = {c: f"{c} (n={text.number(n)})" for c, n in sizes.items()}
    data = found.assign(
        name=found["cohort"].map(names), number=[text.percent(s) for s in found["survival"]]
    )
    ages = list(dict.fromkeys(result.table["age"]))
    base = alt.Chart(data).encode(
        x=alt.X("age:O", scale=alt.Scale(domain=ages)).axis(
            title=axis, format="d", ticks=False, domain=False
        ),
        y=alt.Y("name:O", scale=alt.Scale(domain=list(names.values()))).axis(
            title=text("joined.axis.cohort"), titleAngle=0, titleAlign="left",
            titleAnchor="end", titleX=-110, titleY=-12, ticks=False, domain=False,
        ),
    )  # fmt: skip
    cells = base.mark_rect(stroke=theme.PAPER, opacity=DEPTH).encode(
        color=alt.Color(
            "survival:Q",
            scale=alt.Scale(range=["#ffffff", theme.accent()], domain=[0, 1], interpolate="rgb"),
        ).legend(None),
        tooltip=[
            alt.Tooltip("name:N", title=text("joined.axis.cohort")),
            alt.Tooltip("age:O", title=axis),
            alt.Tooltip("survival:Q", title=text("retention.axis.survival"), format=".0%"),
            alt.Tooltip("low:Q", title=text("retention.low"), format=".0%"),
            alt.Tooltip("high:Q", title=text("retention.high"), format=".0%"),
            alt.Tooltip("at_risk:Q", title="n"),
        ],
    )
    numbers = base.mark_text(fontSize=theme.SIZES[0], color=theme.INK).encode(text="number:N")
    parts = [
        text("joined.chart.part", cohort=row["cohort"], age=row["age"], share=row["number"],
             unit=counted)
        for _, row in data.groupby("cohort", sort=False).tail(1).iterrows()
    ]  # fmt: skip
    sentence = text(
        "joined.chart.sentence", n=len(names), parts=text("panel.semicolon").join(parts)
    )
    return theme.themed(layered(cells, numbers), sentence, alt.Step(30))
