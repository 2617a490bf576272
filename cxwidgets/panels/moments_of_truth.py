"""The panel of moments of truth: which contact to look after first, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts import moments_of_truth as charts
from cxwidgets.methods.moments_of_truth import moments_of_truth
from cxwidgets.panels import panel, shown
from cxwidgets.panels.panel import Block, Panel, TextBlock

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.moments_of_truth import MomentsResult
    from cxwidgets.text import Text

WHOLE = "whole"
SHARES = ("frequency", "impact", "performance", "share")


def measured(ratings: pd.DataFrame, text: Text) -> Panel:
    """Return moments that people rated beside the whole, 1 to 5.

    Parameters
    ----------
    ratings
        ``respondent, touchpoint, score, whole``: one row for each moment somebody met.
    """
    if ratings.empty:
        return panel.empty(text)
    wide = ratings.pivot(index="respondent", columns="touchpoint", values="score")  # noqa: PD010
    touchpoints = list(ratings["touchpoint"].unique())  # the same draws in every language
    wide[WHOLE] = ratings.groupby("respondent")[WHOLE].first()
    return summary(moments_of_truth(wide, WHOLE, touchpoints), text)


def summary(result: MomentsResult, text: Text) -> Panel:
    """Return a result as blocks; its touchpoints are named as a reader knows them."""
    if not result.n:
        return panel.empty(text)
    table = _table(result, text)
    remarks = panel.remarks(result.notes, text)
    if result.table["share"].isna().all():
        return Panel(result.n, (table, *remarks))
    blocks: list[Block] = [
        panel.chart(charts.bars(result, text), table),
        *_first(result, text),
        *remarks,
        TextBlock(text("moments.how"), "note"),
    ]
    return Panel(result.n, tuple(blocks))


def _first(result: MomentsResult, text: Text) -> tuple[TextBlock, ...]:
    """Say which moment comes first, or which ones could."""
    could = list(result.table.loc[result.table["rank_low"] == 1, "touchpoint"])
    if len(could) == 1:
        return (TextBlock(text("moments.sure", name=could[0]), "good"),)
    if not could:
        return ()
    return (TextBlock(text("moments.could", names=text("panel.comma").join(could)), "note"),)


def _table(result: MomentsResult, text: Text) -> panel.TableBlock:
    rows = [
        [
            str(row["touchpoint"]),
            text.number(row["n"]),
            *(
                shown.share(row[name], row[f"{name}_low"], row[f"{name}_high"], text)
                for name in SHARES
            ),
            _rank(row, text),
        ]
        for _, row in result.table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("moments.column.touchpoint"), "left"),
        ("n", "right"),
        *((text(f"moments.column.{name}"), "right") for name in (*SHARES, "rank")),
    ]
    return panel.table(text("moments.table"), columns, rows)


def _rank(row: Any, text: Text) -> str:
    if row["rank_low"] != row["rank_low"]:  # NaN
        return text.number(row["rank"])
    rank, low, high = (text.number(row[name]) for name in ("rank", "rank_low", "rank_high"))
    return f"{rank} ({low}–{high})"
