"""The panel of cohorts that joined together: who is left of each, age by age."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import joined as charts
from cxwidgets.panels import milestones, panel
from cxwidgets.panels.panel import Panel

if TYPE_CHECKING:
    from cxwidgets.methods.joined import JoinedResult
    from cxwidgets.text import Text


def summary(result: JoinedResult, text: Text, unit: str) -> Panel:
    """Return the picture, and the shares with their intervals and those still watched.

    Parameters
    ----------
    unit
        Of time: ``days``, ``weeks``, ``months`` or ``years``.
    """
    found = result.table.dropna(subset="survival")
    if found.empty:
        return panel.empty(text)
    ages = list(dict.fromkeys(found["age"]))
    rows = []
    for cohort, part in result.table.groupby("cohort", sort=False):
        at = part.set_index("age")
        cells = [milestones.cell(at.loc[age], text) for age in ages]
        rows.append((str(cohort), text.number(part["n"].iloc[0]), *cells))
    columns: list[tuple[str, panel.Align]] = [
        (text("joined.column.cohort"), "left"),
        ("n", "right"),
        *milestones.after(ages, text, unit),
    ]
    numbers = panel.table(text("joined.caption"), columns, rows)
    n = int(result.table.drop_duplicates("cohort")["n"].sum())
    drawing = panel.chart(charts.joined(result, text, unit), numbers)
    return Panel(n, (drawing, *panel.remarks(result.notes, text)))
