"""The panel of attitude and habit: who comes because they like it, and who just comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts import loyalty as charts
from cxwidgets.methods.loyalty import attitude_types
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Block, Panel, TextBlock

if TYPE_CHECKING:
    from cxwidgets.methods.loyalty_attitude import AttitudeResult
    from cxwidgets.text import Text

TIE = -1e-9
"""With this cut, liking another place just as much counts as liking this one."""


def summary(answers: Any, text: Text, patronage: float = 0.5) -> Panel:
    """Return the four kinds of loyalty of ``own``, ``best_other`` and ``patronage``.

    Parameters
    ----------
    patronage
        Share of visits from which somebody counts as coming often.
    """
    result = attitude_types(answers, patronage=patronage)
    if not result.n:
        return panel.empty(text)
    even = attitude_types(answers, attitude=TIE, patronage=patronage)
    blocks: list[Block] = [
        panel.chart(charts.types(result, text), _table(result, patronage, text)),
        *_habit(result, even, text),
        *panel.remarks(result.notes, text),
    ]
    return Panel(result.n, tuple(blocks))


def _habit(result: AttitudeResult, even: AttitudeResult, text: Text) -> tuple[TextBlock, ...]:
    """Say how many of those who come often do not like it better, and what a tie changes."""
    counts, others = (r.table.set_index("cell")["n"] for r in (result, even))
    often = int(counts["loyal"] + counts["spurious"])
    if not often:
        return ()
    figures = {"often": often, "n": int(counts["spurious"]), "even": int(others["spurious"])}
    words = {name: text.number(value) for name, value in figures.items()}
    return (TextBlock(text("loyalty.attitude.habit", **words), "note"),)


def _table(result: AttitudeResult, patronage: float, text: Text) -> panel.TableBlock:
    rows = [
        (
            text(f"loyalty.type.{row['cell']}"),
            text.number(row["n"]),
            shown.share(row["share"], row["low"], row["high"], text),
            text(f"loyalty.meaning.{row['cell']}"),
        )
        for _, row in result.table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("loyalty.column.type"), "left"),
        ("n", "right"),
        (text("loyalty.chart.share"), "right"),
        (text("loyalty.column.meaning"), "left"),
    ]
    caption = text("loyalty.attitude.caption", patronage=text.percent(patronage))
    return panel.table(caption, columns, rows)
