"""Retention drawn: survival curves, a cohort's projection, cohorts by age."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import altair as alt

from cxwidgets.charts import theme
from cxwidgets.charts.layers import layered
from cxwidgets.methods.segment import ALL

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.cohorts import CohortsResult
    from cxwidgets.methods.retention import RetentionResult
    from cxwidgets.methods.sbg import SbgResult
    from cxwidgets.text import Text

HEIGHT = 340
MOST = 4
"""Segments that can be told apart in one picture."""
FIRST_YEAR = 1000
"""Months since year 0 below this year are numbers somebody gave, not dates."""
DASHES = [[1, 0], [6, 4], [2, 3], [8, 3, 2, 3]]
_Y: dict[str, Any] = {
    "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleX": -32, "titleY": -14,
    "format": "%", "tickCount": 5,
}  # fmt: skip


def by_size(result: RetentionResult) -> pd.DataFrame:
    """Return the segments, the largest first: an order that no translation of their names changes.

    Of two equally large ones, the one that lost more comes first.
    """
    return result.segments.sort_values(["n", "left", "median"], ascending=False, kind="stable")


def survival(result: RetentionResult, text: Text, unit: str) -> Any:
    """Draw the share still there after each time, with the band of its interval.

    Parameters
    ----------
    unit
        Word for the unit of time, in the reader's language.

    Raises
    ------
    ValueError
        For more than four segments.
    """
    segments = by_size(result)
    names = list(segments["segment"])
    if len(names) > MOST:
        raise ValueError(f"{len(names)} segments; up to {MOST} can be told apart")
    shown = {name: text("retention.all") if name == ALL else name for name in names}
    data = result.table.assign(name=result.table["segment"].map(shown))
    data = data.assign(**{side: data[side].fillna(data["survival"]) for side in ("low", "high")})
    colours = [theme.accent(), theme.MUTED, theme.INK, "#9aa5b1"][: len(names)]
    scale = alt.Scale(domain=list(shown.values()), range=colours)
    key = alt.Legend(title=None, symbolOpacity=1) if len(names) > 1 else None
    colour = alt.Color("name:N", scale=scale, legend=key)
    other = [
        {"test": f"datum.segment == {json.dumps(name, ensure_ascii=False)}", "value": dash}
        for name, dash in zip(names[1:], DASHES[1:], strict=False)
    ]
    base = alt.Chart(data).encode(
        x=alt.X("time:Q").axis(
            title=text("retention.axis.time", unit=unit), grid=False, tickCount=6
        )
    )
    y = alt.Y("survival:Q", scale=alt.Scale(domain=[0, 1])).axis(
        title=text("retention.axis.survival"), **_Y
    )
    band = base.mark_area(interpolate="step-after", opacity=0.16).encode(
        y=alt.Y("low:Q"), y2=alt.Y2("high:Q"), color=colour
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2.5).encode(
        y=y,
        color=colour,
        strokeDash=alt.StrokeDashValue(DASHES[0], condition=other) if other else alt.Undefined,
        tooltip=[
            alt.Tooltip("time:Q", title=text("retention.axis.time", unit=unit)),
            alt.Tooltip("survival:Q", title=text("retention.axis.survival"), format=".0%"),
            alt.Tooltip("at_risk:Q", title="n"),
        ],
    )
    parts = [
        text(
            "retention.chart.part",
            name=shown[row["segment"]],
            n=text.number(row["n"]),
            left=text.number(row["left"]),
        )
        for _, row in segments.iterrows()
    ]
    sentence = text("retention.chart.survival", parts=text("panel.semicolon").join(parts))
    return theme.themed(layered(band, line), sentence, HEIGHT)


def projection(result: SbgResult, text: Text) -> Any:
    """Draw a cohort's survival as observed, and as the model continues it."""
    table = result.table
    x = alt.X("period:Q").axis(title=text("retention.axis.period"), format="d", grid=False)
    y = alt.Y("survival_fitted:Q", scale=alt.Scale(domain=[0, 1])).axis(
        title=text("retention.axis.survival"), **_Y
    )
    base = alt.Chart(table).encode(x=x)
    seen = table.dropna(subset="survival").assign(kind=text("retention.observed"))
    layers = layered(
        base.mark_area(opacity=0.16).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")),
        base.transform_calculate(kind=f"'{text('retention.fitted')}'")
        .mark_line(strokeDash=[6, 4], strokeWidth=2)
        .encode(y=y),
        alt.Chart(seen)
        .mark_point(size=110, filled=True, opacity=1)
        .encode(
            x=x,
            y=alt.Y("survival:Q"),
            color=alt.Color(
                "kind:N", scale=alt.Scale(range=[theme.INK]), legend=alt.Legend(title=None)
            ),
            tooltip=[
                alt.Tooltip("period:Q", title=text("retention.axis.period")),
                alt.Tooltip("survival:Q", title=text("retention.axis.survival"), format=".1%"),
                alt.Tooltip("active:Q", title="n"),
            ],
        ),
    )
    last = table.iloc[-1]
    sentence = text(
        "retention.chart.projection",
        n=text.number(table["active"].iloc[0]),
        seen=len(seen) - 1,
        last=int(last["period"]),
        share=text.percent(last["survival_fitted"]),
    )
    return theme.themed(layers, sentence, HEIGHT)


def cohorts(result: CohortsResult, text: Text) -> Any:
    """Draw each cohort as a row, age by age: the deeper, the more came again."""
    table = result.table[result.table["age"] > 0]
    order = sorted(result.table["cohort"].unique())
    sizes = result.table[result.table["age"] == 0].set_index("cohort")["n"]
    labels = {c: f"{_month(c, i)} (n={sizes[c]})" for i, c in enumerate(order, start=1)}
    data = table.assign(name=table["cohort"].map(labels))
    base = alt.Chart(data).encode(
        x=alt.X("age:O").axis(title=text("retention.axis.age"), labelOverlap=True),
        y=alt.Y("name:O", sort=list(labels.values())).axis(
            title=text("retention.axis.cohort"), titleAngle=0, titleAlign="left",
            titleAnchor="end", titleX=-100, titleY=-12, ticks=False, domain=False,
        ),
    )  # fmt: skip
    cells = base.mark_rect(stroke=theme.PAPER).encode(
        color=alt.Color(
            "share:Q",
            scale=alt.Scale(range=["#ffffff", theme.accent()], domainMin=0, interpolate="rgb"),
        ).legend(title=text("retention.axis.came"), format="%", gradientLength=160),
        tooltip=[
            alt.Tooltip("age:O", title=text("retention.axis.age")),
            alt.Tooltip("share:Q", title=text("retention.axis.came"), format=".0%"),
            alt.Tooltip("low:Q", title=text("retention.low"), format=".0%"),
            alt.Tooltip("high:Q", title=text("retention.high"), format=".0%"),
            alt.Tooltip("active:Q", title="n"),
        ],
    )
    first = result.ages[result.ages["age"] == 1]
    share = text.percent(first["share"].iloc[0]) if len(first) else "–"
    sentence = text("retention.chart.cohorts", cohorts=len(order), share=share)
    return theme.themed(layered(cells), sentence, alt.Step(26))


def _month(cohort: int, place: int) -> str:
    """Return the month of a cohort as 2026-03; its place where months are only numbered."""
    year, month = divmod(int(cohort), 12)
    return f"{year}-{month + 1:02}" if year >= FIRST_YEAR else str(place)


def ages(result: CohortsResult, text: Text) -> Any:
    """Draw the share that came again by age, pooled over cohorts, with its interval."""
    data = result.ages[result.ages["age"] > 0]
    base = alt.Chart(data).encode(
        x=alt.X("age:O").axis(title=text("retention.axis.age"), labelOverlap=True)
    )
    y = alt.Y("share:Q", scale=alt.Scale(zero=True)).axis(title=text("retention.axis.came"), **_Y)
    layers = layered(
        base.mark_rule(strokeWidth=theme.WHISKER).encode(y=alt.Y("low:Q"), y2=alt.Y2("high:Q")),
        base.mark_point(size=90, filled=True, opacity=1).encode(
            y=y,
            tooltip=[
                alt.Tooltip("age:O", title=text("retention.axis.age")),
                alt.Tooltip("share:Q", title=text("retention.axis.came"), format=".0%"),
                alt.Tooltip("n:Q", title="n"),
            ],
        ),
    )
    parts = [
        text("retention.chart.age", age=int(row["age"]), share=text.percent(row["share"]))
        for _, row in data.head(6).iterrows()
    ]
    sentence = text("retention.chart.ages", parts=text("panel.semicolon").join(parts))
    return theme.themed(layers, sentence, 260)


def check(table: pd.DataFrame, text: Text) -> Any:
    """Draw how many customers bought how often again, and how many the model expects."""
    data = table.assign(name=[*map(str, table["x"].iloc[:-1]), f"{table['x'].iloc[-1]}+"])
    base = alt.Chart(data).encode(
        x=alt.X("name:O", sort=list(data["name"])).axis(title=text("clv.axis.repeats"))
    )
    seen, expected = text("clv.seen"), text("clv.expected")
    kinds = alt.Scale(domain=[seen, expected], range=["#9aa5b1", theme.INK])
    y = alt.Y("customers:Q").axis(
        title=text("clv.axis.customers"), titleAngle=0, titleAlign="left", titleAnchor="end",
        titleX=-32, titleY=-14,
    )  # fmt: skip
    layers = layered(
        base.transform_calculate(kind=f"'{seen}'")
        .mark_bar(width={"band": 0.6})
        .encode(y=y, color=alt.Color("kind:N", scale=kinds).legend(title=None)),
        base.transform_calculate(kind=f"'{expected}'")
        .mark_point(shape="diamond", size=120, filled=True, opacity=1)
        .encode(y=alt.Y("expected:Q"), color=alt.Color("kind:N", scale=kinds)),
    )
    sentence = text(
        "clv.chart.check",
        never=text.number(table["customers"].iloc[0]),
        expected=text.number(table["expected"].iloc[0]),
    )
    return theme.themed(layers, sentence, 300)
