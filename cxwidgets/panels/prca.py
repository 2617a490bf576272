"""The penalty-reward panel: three-factor classes, with the warning that they are not Kano's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import prca as charts
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.prca import PrcaResult
    from cxwidgets.text import Text


def summary(result: PrcaResult, text: Text, names: Mapping[str, str] | None = None) -> Panel:
    """Return a result as blocks; the warning stands first.

    Parameters
    ----------
    names
        Of the attributes; their column names where this does not say.
    """
    known = {a: (names or {}).get(a, a) for a in result.table["attribute"]}
    warning, *others = panel.remarks(
        (panel.renamed(note, "names", known.__getitem__) for note in result.notes), text
    )
    if result.table["penalty"].isna().all():
        return Panel(result.n, (warning, *others))
    blocks: list[Block] = [
        warning,
        panel.chart(charts.contrasts(result, known, text), _table(result, known, text)),
        *others,
    ]
    return Panel(result.n, tuple(blocks))


def _table(result: PrcaResult, names: Mapping[str, str], text: Text) -> panel.TableBlock:
    rows = []
    for _, row in result.table.sort_values("priority", kind="stable").iterrows():
        pairs = [
            f"{text.signed(row[half], 2)} "
            f"{text.interval(row[f'{half}_low'], row[f'{half}_high'], 2)}".strip()
            for half in ("penalty", "reward")
        ]
        chance = text.percent(row["probability"])
        kind, alone = (text(f"prca.class.{row[c]}") for c in ("category", "category_alone"))
        rows.append(
            [
                text.number(row["priority"]),
                names[row["attribute"]],
                text.number(row["mean"], 2),
                *pairs,
                text.signed(row["ia"], 2),
                kind if row["probability"] != row["probability"] else f"{kind} ({chance})",
                alone,
            ]
        )
    columns: list[tuple[str, panel.Align]] = [
        (text("prca.column.priority"), "left"),
        (text("prca.column.attribute"), "left"),
        (text("prca.column.mean"), "right"),
        (text("prca.penalty"), "right"),
        (text("prca.reward"), "right"),
        (text("prca.column.ia"), "right"),
        (text("prca.column.class"), "left"),
        (text("prca.column.alone"), "left"),
    ]
    return panel.table(text("prca.table"), columns, rows)
