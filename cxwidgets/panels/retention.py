"""Panels of retention and customer value, for reports and teaching data."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

from cxwidgets.charts import retention as charts
from cxwidgets.methods.segment import ALL
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from cxwidgets.methods.clv import ClvResult
    from cxwidgets.methods.clv_second import SecondOpinion
    from cxwidgets.methods.cohorts import CohortsResult
    from cxwidgets.methods.retention import RetentionResult
    from cxwidgets.methods.sbg import SbgResult
    from cxwidgets.text import Text

LISTED = 12
"""Ages printed below the picture of cohorts."""


def survival(result: RetentionResult, text: Text, unit: str) -> Panel:
    """Return the survival curves and their medians; ``unit`` is the word for the unit of time."""
    table = charts.by_size(result)
    if table.empty:
        return panel.empty(text)
    rows = [
        (
            _name(row["segment"], text),
            text.number(row["n"]),
            text.number(row["left"]),
            _median(row["median"], row["median_low"], row["median_high"], text),
        )
        for _, row in table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("scores.column.segment"), "left"),
        ("n", "right"),
        (text("retention.column.left"), "right"),
        (text("retention.column.median", unit=unit), "right"),
    ]
    numbers = panel.table(text("retention.caption.survival"), columns, rows)
    blocks: list[Block] = [panel.chart(charts.survival(result, text, unit), numbers)]
    if isfinite(result.p):
        key = "differ" if result.p < 1 - result.level else "alike"
        p = shown.chance(result.p, text)
        words = text(f"retention.{key}", p=p if p.startswith("<") else f"= {p}")
        blocks.append(TextBlock(words))
    notes = [panel.renamed(note, "segments", lambda s: _name(s, text)) for note in result.notes]
    blocks += panel.remarks(notes, text)
    return Panel(int(table["n"].sum()), tuple(blocks))


def _name(segment: object, text: Text) -> str:
    """Return a segment's name; that of all customers together in the reader's language."""
    return text("retention.all") if segment == ALL else str(segment)


def _median(value: float, low: float, high: float, text: Text) -> str:
    """Return a median lifetime; one that was not reached is longer than what was watched."""

    def one(time: float) -> str:
        return text.number(time, 0) if isfinite(time) else "∞"

    if not isfinite(value):
        return text("retention.not_reached")
    return f"{one(value)} [{one(low)}, {one(high)}]"


def projection(result: SbgResult, text: Text) -> Panel:
    """Return a cohort's projection and what it is worth in periods."""
    n = int(result.table["active"].iloc[0])
    last = result.table.iloc[-1]
    figures = FiguresBlock(
        (
            Figure(text("retention.figure.cohort"), text.number(n)),
            Figure(
                text("retention.figure.still", period=int(last["period"])),
                text.percent(last["survival_fitted"]),
                f"[{text.percent(last['low'])}, {text.percent(last['high'])}]",
            ),
            Figure(
                text("retention.figure.lifetime", discount=text.percent(result.discount)),
                text.number(result.lifetime, 2),
                text.interval(*result.lifetime_limits, 2),
            ),
        )
    )
    rows = [
        (
            text.number(row["period"]),
            text.number(row["active"]),
            shown.share(row["retention"], row["retention_low"], row["retention_high"], text),
            text.percent(row["retention_fitted"]),
            shown.share(row["survival_fitted"], row["low"], row["high"], text),
        )
        for _, row in result.table.iterrows()
    ]
    names = ("active", "retention", "retention_fitted", "survival_fitted")
    columns: list[tuple[str, panel.Align]] = [
        (text("retention.column.period"), "left"),
        *((text(f"retention.column.{name}"), "right") for name in names),
    ]
    numbers = panel.table(text("retention.caption.projection"), columns, rows)
    chart = panel.chart(charts.projection(result, text), numbers)
    return Panel(n, (figures, chart, *panel.remarks(result.notes, text)))


def cohorts(result: CohortsResult, text: Text) -> Panel:
    """Return cohorts by age, and the ages pooled."""
    if result.table.empty:
        return panel.empty(text)
    start = result.ages[result.ages["age"] == 0]
    rows = [
        (
            text("retention.month", age=text.number(row["age"])),
            text.number(row["n"]),
            text.number(row["active"]),
            shown.share(row["share"], row["low"], row["high"], text),
        )
        for _, row in result.ages[result.ages["age"] > 0].head(LISTED).iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("retention.column.age"), "left"),
        *((text(f"retention.column.{name}"), "right") for name in ("n", "seen", "came")),
    ]
    numbers = panel.table(text("retention.caption.ages"), columns, rows)
    blocks: tuple[Block, ...] = (
        panel.chart(charts.cohorts(result, text)),
        panel.chart(charts.ages(result, text), numbers),
        *panel.remarks(result.notes, text),
    )
    return Panel(int(start["n"].sum()), blocks)


def value(result: ClvResult, text: Text, second: SecondOpinion | None = None) -> Panel:
    """Return the forecast for all customers, the model's check and its parameters.

    ``second`` is the forecast of the other model, where it was asked for and could be made.
    """
    n = int(result.customers["n"].sum())
    total = result.total.set_index("name")
    alive = float((result.customers["alive"] * result.customers["n"]).sum())
    figures = [
        Figure(text("clv.figure.customers"), text.number(n)),
        Figure(text("clv.figure.alive"), text.number(alive)),
    ]
    for name in ("expected", "value"):
        row = total.loc[name]
        if isfinite(row["value"]):
            limits = text.interval(row["low"], row["high"])
            label = text(f"clv.figure.{name}", horizon=result.horizon)
            figures.append(Figure(label, text.number(row["value"]), limits))
    check = [
        (f"{int(r['x'])}" if i < len(result.check) - 1 else f"{int(r['x'])}+",
         text.number(r["customers"]), text.number(r["expected"]))
        for i, r in result.check.reset_index(drop=True).iterrows()
    ]  # fmt: skip
    columns: list[tuple[str, panel.Align]] = [
        (text("clv.axis.repeats"), "left"),
        (text("clv.seen"), "right"),
        (text("clv.expected"), "right"),
    ]
    parameters = panel.table(
        text("clv.caption.parameters"),
        [(text("clv.column.parameter"), "left"), (text("clv.column.value"), "right")],
        [
            (row["name"], shown.number(row["value"], row["low"], row["high"], text, 3))
            for _, row in result.parameters.iterrows()
        ],
    )
    blocks: tuple[Block, ...] = (
        FiguresBlock(tuple(figures)),
        panel.chart(
            charts.check(result.check, text), panel.table(text("clv.caption.check"), columns, check)
        ),
        parameters,
        *(_side_by_side(second, text) if second else ()),
        *panel.remarks(result.notes, text),
    )
    return Panel(n, blocks)


def _side_by_side(second: SecondOpinion, text: Text) -> tuple[Block, ...]:
    """Return both models' forecasts, and what their distance says."""
    names = ("expected", "alive")
    columns: list[tuple[str, panel.Align]] = [(text("clv.second.column.model"), "left")]
    columns += [(text(f"clv.second.column.{name}"), "right") for name in names]
    rows = [
        (
            text(f"clv.second.{row['model']}"),
            shown.number(row["expected"], row["low"], row["high"], text, 0),
            text.number(row["alive"]),
        )
        for _, row in second.table.iterrows()
    ]
    caption = text("clv.second.caption", horizon=second.horizon)
    said = TextBlock(text("clv.second.apart" if second.apart else "clv.second.close"),
                     "warn" if second.apart else "note")  # fmt: skip
    return (panel.table(caption, columns, rows), said)
