"""The panel of purchases counted: customers, who came again, what they spent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel

if TYPE_CHECKING:
    from cxwidgets.methods.purchases import PurchasesResult
    from cxwidgets.text import Text

_COMPARED = 2


def summary(result: PurchasesResult, text: Text) -> Panel:
    """Return the figures of everybody, and a table where there are segments to compare."""
    row = result.overall.iloc[0]
    n = int(row["n"])
    if not n:
        return panel.empty(text)
    figures = FiguresBlock(
        (
            Figure(text("clv.figure.customers"), text.number(n)),
            Figure(text("purchases.figure.days"), text.number(row["days"])),
            Figure(text("purchases.figure.again"), *_again(row, text)),
            Figure(
                text("purchases.figure.amount"),
                text.number(row["amount"]),
                text.interval(row["amount_low"], row["amount_high"]),
            ),
        )
    )
    blocks: list[Block] = [figures]
    if len(result.table) >= _COMPARED:
        rows = [
            (
                str(row["segment"]),
                text.number(row["n"]),
                shown.share(row["share"], row["low"], row["high"], text),
                _mean(row, "frequency", text, 1),
                _mean(row, "amount", text, 0),
                text.percent(row["total"] / result.table["total"].sum()),
            )
            for _, row in result.table.iterrows()
        ]
        names = ("again", "frequency", "amount", "spent")
        columns: list[tuple[str, panel.Align]] = [
            (text("scores.column.segment"), "left"),
            ("n", "right"),
            *((text(f"purchases.column.{name}"), "right") for name in names),
        ]
        blocks.append(panel.table(text("purchases.caption"), columns, rows))
    return Panel(n, (*blocks, *panel.remarks(result.notes, text), *panel.small(n, text)))


def _again(row: Any, text: Text) -> tuple[str, str]:
    value, _, limits = shown.share(row["share"], row["low"], row["high"], text).partition(" ")
    return value, limits


def _mean(row: Any, name: str, text: Text, digits: int) -> str:
    return shown.number(row[name], row[f"{name}_low"], row[f"{name}_high"], text, digits)
