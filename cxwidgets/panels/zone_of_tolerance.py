"""Panels of perceived quality: alone (SERVPERF), and within the zone of tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import zone_of_tolerance as charts
from cxwidgets.charts.servqual import dimension_name
from cxwidgets.methods.zone_of_tolerance import PLACES, ZoneResult, zone_of_tolerance
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.servperf import ServperfResult
    from cxwidgets.text import Text


def panel_of(answers: pd.DataFrame, text: Text) -> Panel:
    """Return the panel of statements rated three times, 1 to 9."""
    return summary(zone_of_tolerance(answers), text)


def summary(result: ZoneResult, text: Text) -> Panel:
    """Return each dimension's zone, and where perception lies in it."""
    table = result.table
    if table.empty or table["perception"].isna().all():
        return panel.empty(text)
    rows = []
    for _, row in table.iterrows():
        cells = [dimension_name(row["dimension"], text), text.number(row["n"])]
        cells += [text.number(row[r], 2) for r in ("adequate", "desired", "perception")]
        for part in ("adequacy", "superiority"):
            limits = text.interval(row[f"{part}_low"], row[f"{part}_high"], 2)
            cells.append(f"{text.signed(row[part], 2)} {limits}".strip())
        rows.append([*cells, text(f"zone.place.{row['place']}") if row["place"] else "–"])
    columns: list[tuple[str, panel.Align]] = [
        (text("servqual.column.dimension"), "left"),
        ("n", "right"),
        (text("zone.column.adequate"), "right"),
        (text("zone.column.desired"), "right"),
        (text("servqual.perception"), "right"),
        (text("zone.column.adequacy"), "right"),
        (text("zone.column.superiority"), "right"),
        (text("zone.column.place"), "left"),
    ]
    numbers = panel.table(text("zone.table"), columns, rows)
    blocks: list[Block] = [panel.chart(charts.zones(result, text), numbers), *_sure(result, text)]
    notes = [panel.renamed(n, "names", lambda d: dimension_name(d, text)) for n in result.notes]
    return Panel(int(table["n"].max()), (*blocks, *panel.remarks(notes, text)))


def _sure(result: ZoneResult, text: Text) -> tuple[TextBlock, ...]:
    """Say which dimensions surely lie where."""
    said = []
    settled = result.table[result.table["settled"]]
    for place in PLACES:
        names = [
            dimension_name(d, text) for d in settled.loc[settled["place"] == place, "dimension"]
        ]
        if names:
            listed = text("panel.comma").join(names)
            tone: panel.Tone = "warn" if place == "below" else "good"
            said.append(TextBlock(text(f"zone.sure.{place}", dimensions=listed), tone))
    return tuple(said) or (TextBlock(text("zone.none_sure"), "note"),)


def performance(result: ServperfResult, text: Text) -> Panel:
    """Return perceived quality alone (SERVPERF)."""
    row = result.overall.iloc[0]
    figures = (
        Figure(text("panel.people"), text.number(row["n"])),
        Figure(
            text("zone.figure.performance"),
            text.number(row["perception"], 2),
            text.interval(row["low"], row["high"], 2),
        ),
    )
    rows = [
        [
            dimension_name(one["dimension"], text),
            text.number(one["n"]),
            f"{text.number(one['perception'], 2)} " + text.interval(one["low"], one["high"], 2),
        ]
        for _, one in result.dimensions.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("servqual.column.dimension"), "left"),
        ("n", "right"),
        (text("servqual.perception"), "right"),
    ]
    numbers = panel.table(text("zone.table_performance"), columns, rows)
    blocks: tuple[Block, ...] = (
        FiguresBlock(figures),
        panel.chart(charts.performance(result, text), numbers),
        *panel.remarks(result.notes, text),
    )
    return Panel(int(row["n"]), blocks)
