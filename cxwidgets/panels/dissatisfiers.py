"""The panel of key dissatisfiers: what fails those who are dissatisfied, and nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import dissatisfiers as charts
from cxwidgets.methods.intervals import wilson
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.dissatisfiers import DissatisfiersResult
    from cxwidgets.text import Text


def summary(result: DissatisfiersResult, text: Text, names: Mapping[str, str]) -> Panel:
    """Return the picture, the numbers behind it, and the set that tells most.

    Parameters
    ----------
    names
        Of the predictors; their column names where this does not say.
    """
    best = result.table[result.table["key"]].sort_values("value", ascending=False)
    step = result.steps.iloc[len(best) - 1]
    figures = FiguresBlock(
        (
            Figure(text("dissatisfiers.figure.n"), text.number(result.n)),
            Figure(text("dissatisfiers.figure.others"), text.number(result.others)),
            _figure("reach", step["reach"], result.n, text),
            _figure("noise", step["noise"], result.others, text),
        )
    )
    rows = [
        (
            names.get(row["predictor"], str(row["predictor"])),
            _share(row["reach"], result.n, text),
            _share(row["noise"], result.others, text),
            shown.share(row["value"], row["low"], row["high"], text),
            text.percent(row["p_key"]),
        )
        for _, row in result.table.sort_values("value", ascending=False).iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("drivers.column.predictor"), "left"),
        *(
            (text(f"dissatisfiers.column.{name}"), "right")
            for name in ("reach", "noise", "value", "p_key")
        ),
    ]
    numbers = panel.table(text("dissatisfiers.caption"), columns, rows)
    listed = text("panel.comma").join(names.get(p, str(p)) for p in best["predictor"])
    notes = [panel.renamed(note, "names", lambda p: names.get(p, p)) for note in result.notes]
    blocks: list[Block] = [
        figures,
        panel.chart(charts.points(result, names, text), numbers),
        TextBlock(text("dissatisfiers.best", names=listed, reach=text.percent(step["reach"]),
                       noise=text.percent(step["noise"]))),
        *panel.remarks(notes, text),
    ]  # fmt: skip
    return Panel(result.n + result.others, tuple(blocks))


def _share(share: float, n: int, text: Text) -> str:
    return shown.share(share, *wilson(round(share * n), n), text)


def _figure(name: str, share: float, n: int, text: Text) -> Figure:
    value, _, limits = _share(share, n, text).partition(" ")
    return Figure(text(f"dissatisfiers.figure.{name}"), value, limits)
