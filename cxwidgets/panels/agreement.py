"""The panel of agreement: how far people put things into the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts import agreement as charts
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.agreement import Concordance
    from cxwidgets.text import Text

STRONG, WEAK = 0.7, 0.3
"""From here on agreement is called strong, below here weak; habits, not laws."""


def summary(result: Concordance, text: Text, names: Mapping[str, str] | None = None) -> Panel:
    """Return Kendall's W as blocks.

    Parameters
    ----------
    names
        Of the items; their own where this does not say.
    """
    remarks = panel.remarks(result.notes, text)
    if result.value != result.value:  # NaN: nobody, or no order
        return Panel(result.raters, remarks or panel.empty(text).blocks)
    figures = (
        Figure(text("panel.people"), text.number(result.raters)),
        Figure(
            text("agreement.figure.w"),
            text.number(result.value, 2),
            text.interval(result.low, result.high, 2),
        ),
    )
    blocks: list[Block] = [
        FiguresBlock(figures),
        panel.chart(charts.ranks(result, text, names), _table(result, text, names or {})),
        TextBlock(text(f"agreement.{_word(result)}", p=_p(result.p, text))),
        *remarks,
        *panel.small(result.raters, text),
    ]
    return Panel(result.raters, tuple(blocks))


def _word(result: Concordance) -> str:
    """Return how strong agreement surely is: by the interval where there is one."""
    low = result.low if result.low == result.low else result.value
    high = result.high if result.high == result.high else result.value
    if low >= STRONG:
        return "strong"
    return "weak" if high < WEAK else "some"


def _p(p: float, text: Text) -> str:
    return text("agreement.p_small") if p < 0.001 else f"p = {text.number(p, 3)}"  # noqa: PLR2004


def _limits(row: Any, text: Text) -> str:
    return text.interval(row["low"], row["high"], 2)


def _table(result: Concordance, text: Text, names: Mapping[str, str]) -> panel.TableBlock:
    rows = [
        [
            text.number(row["place"]),
            names.get(row["item"], row["item"]),
            f"{text.number(row['mean_rank'], 2)} {_limits(row, text)}".strip(),
        ]
        for _, row in result.table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("agreement.column.place"), "right"),
        (text("agreement.column.item"), "left"),
        (text("agreement.column.mean_rank"), "right"),
    ]
    return panel.table(text("agreement.table"), columns, rows)
