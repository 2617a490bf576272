"""The panel of key drivers: what goes along with satisfaction, and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.charts import drivers as charts
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Figure, FiguresBlock, Panel, TextBlock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.drivers import DriversResult
    from cxwidgets.text import Text


def summary(
    result: DriversResult, text: Text, names: Mapping[str, str] | None = None, outcome: str = ""
) -> Panel:
    """Return a result as blocks.

    Parameters
    ----------
    names
        Of the predictors; their column names where this does not say.
    outcome
        Name of what is explained.
    """
    known = {p: (names or {}).get(p, p) for p in (*result.table["predictor"], result.outcome)}
    remarks = panel.remarks(
        (panel.renamed(note, "names", lambda p: known.get(p, p)) for note in result.notes), text
    )
    if result.r2 != result.r2:  # NaN: nothing could be computed
        return Panel(result.n, remarks)
    figures = (
        Figure(text("panel.people"), text.number(result.n)),
        Figure(text("drivers.figure.outcome"), outcome or known[result.outcome]),
        Figure(
            text("drivers.figure.r2"),
            text.percent(result.r2),
            text(
                "drivers.figure.r2_note",
                low=text.percent(result.low),
                high=text.percent(result.high),
                adjusted=text.percent(result.r2_adjusted),
            ),
        ),
    )
    blocks: list[Block] = [
        FiguresBlock(figures),
        panel.chart(charts.bars(result, known, text), _table(result, known, text)),
        *_first(result, known, text),
        *remarks,
        TextBlock(text("drivers.not_cause"), "note"),
    ]
    return Panel(result.n, tuple(blocks))


def _first(result: DriversResult, names: Mapping[str, str], text: Text) -> tuple[TextBlock, ...]:
    """Say which driver is first, or which ones could be."""
    could = [names[p] for p in result.table.loc[result.table["rank_low"] == 1, "predictor"]]
    if len(could) == 1:
        return (TextBlock(text("drivers.sure", name=could[0]), "good"),)
    if not could:
        return ()
    return (TextBlock(text("drivers.could", names=text("panel.comma").join(could)), "note"),)


def _table(result: DriversResult, names: Mapping[str, str], text: Text) -> panel.TableBlock:
    rows = []
    for _, row in result.table.sort_values("share", ascending=False, kind="stable").iterrows():
        low, high = (text.number(row[f"rank_{end}"]) for end in ("low", "high"))
        between = text.interval(row["coefficient_low"], row["coefficient_high"], 2)
        shares = f" [{text.percent(row['share_low'])}, {text.percent(row['share_high'])}]"
        ranks = f" ({low}–{high})"
        if row["rank_low"] != row["rank_low"]:  # pairwise, and nothing to draw again
            shares = ranks = ""
        conflict = " ⚠" if row["sign_conflict"] else ""
        rows.append(
            [
                names[row["predictor"]],
                text.number(row["mean"], 2),
                text.number(row["r"], 2),
                f"{text.number(row['coefficient'], 2)}{conflict} {between}".strip(),
                f"{text.percent(row['share'])}{shares}",
                text.number(row["rwa"], 3),
                f"{text.number(row['rank'])}{ranks}",
            ]
        )
    columns: list[tuple[str, panel.Align]] = [
        (text("drivers.column.predictor"), "left"),
        *(
            (text(f"drivers.column.{name}"), "right")
            for name in ("mean", "r", "coefficient", "share", "rwa", "rank")
        ),
    ]
    return panel.table(text("drivers.table"), columns, rows)
