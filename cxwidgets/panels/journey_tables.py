"""The numbers of a journey as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.burden import KINDS
from cxwidgets.methods.peak_end import PeakEndResult
from cxwidgets.methods.peak_end import change as paired
from cxwidgets.panels import panel, shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.burden import BurdenResult
    from cxwidgets.methods.journey import BandResult
    from cxwidgets.panels.panel import TableBlock
    from cxwidgets.text import Text

HEAVIEST = 4
"""So many steps of each kind are listed."""
CHANGES = ("trough", "end", "peak_end", "mean")


def steps(band: BandResult, names: Mapping[str, str], text: Text) -> TableBlock:
    """Return the curve step by step; the numbers before the names are those of a narrow axis."""
    rows = [
        (
            f"{row['position']} {names[row['touchpoint']]}",
            text.number(row["n"]),
            shown.emotion(row["median"], row["median_low"], row["median_high"], text),
            _range(row["q1"], row["q3"], text),
            text.signed(row["mean"], 1),
        )
        for row in band.table.to_dict("records")
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("journey.column.step"), "left"),
        ("n", "right"),
        (text("journey.column.median"), "right"),
        (text("journey.column.band"), "right"),
        (text("journey.column.mean"), "right"),
    ]
    return panel.table(text("journey.table.steps"), columns, rows)


def burden(weights: BurdenResult, names: Mapping[str, str], text: Text) -> TableBlock:
    """Return the weight of each kind of point on its heaviest steps."""
    heaviest = weights.table.groupby("kind", sort=False).head(HEAVIEST)
    kinds = {kind: text(f"journey.point.{kind}") for kind in KINDS}
    rows = [
        (
            f"{kinds[row['kind']]} · {names[row['touchpoint']]}",
            shown.share(row["share"], row["low"], row["high"], text),
            text.number(row["strength"], 1),
            shown.number(row["burden"], row["burden_low"], row["burden_high"], text, 2),
            text.percent(row["first"]),
        )
        for row in heaviest.to_dict("records")
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("journey.column.point"), "left"),
        (text("journey.column.share"), "right"),
        (text("journey.column.strength"), "right"),
        (text("journey.column.burden"), "right"),
        (text("journey.column.first"), "right"),
    ]
    return panel.table(text("journey.table.burden", n=weights.journeys), columns, rows)


def change(before: PeakEndResult, after: PeakEndResult, text: Text) -> TableBlock:
    """Return the change from as-is to to-be among the people who rated both."""
    table = paired(before, after).set_index("measure")
    rows = [
        (
            text(f"peak_end.measure.{measure}"),
            text.signed(table.loc[measure, "before"], 1),
            text.signed(table.loc[measure, "after"], 1),
            shown.emotion(
                table.loc[measure, "change"],
                table.loc[measure, "low"],
                table.loc[measure, "high"],
                text,
            ),
        )
        for measure in CHANGES
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("peak_end.column.measure"), "left"),
        (text("journey.as_is"), "right"),
        (text("journey.to_be"), "right"),
        (text("journey.column.change"), "right"),
    ]
    people = int(table["n"].max())
    return panel.table(text("journey.table.change", n=people), columns, rows)


def _range(low: float, high: float, text: Text) -> str:
    if low != low:  # noqa: PLR0124 - NaN: nobody rated the step
        return "–"
    return f"{text.signed(low, 1)} … {text.signed(high, 1)}"
