"""Panels of what lies behind the gaps: causes a room named, antecedents a company measured."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts import antecedents as charts
from cxwidgets.methods.antecedents import ANTECEDENTS, antecedents, named_causes
from cxwidgets.panels import panel
from cxwidgets.panels.panel import Block, Panel

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from cxwidgets.methods.antecedents import AntecedentsResult
    from cxwidgets.text import Text

KNOWN = frozenset(name for names in ANTECEDENTS.values() for name in names)


def causes_named(
    causes: pd.DataFrame, people: pd.DataFrame, names: Mapping[str, str], text: Text
) -> tuple[Block, ...]:
    """Return the causes of each gap in the order of how many people named them."""
    table = named_causes(causes, people)
    if table.empty:
        return ()
    rows = [
        [
            row["gap"].removeprefix("gap"),
            names[row["cause"]],
            f"{text.number(row['n'])} / {text.number(row['total'])}",
            f"[{text.percent(row['low'])}, {text.percent(row['high'])}]",
            _ranks(row, text),
        ]
        for _, row in table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("gaps.column.gap"), "left"),
        (text("gaps.column.cause"), "left"),
        (text("gaps.column.named"), "right"),
        (text("gaps.column.interval"), "right"),
        (text("gaps.column.rank"), "right"),
    ]
    numbers = panel.table(text("gaps.table.causes"), columns, rows)
    return (panel.chart(charts.named(table, names, text), numbers),)


def measured(answers: pd.DataFrame, scores: pd.DataFrame, text: Text) -> Panel:
    """Return antecedents that staff of several units rated, beside the units' gaps, 1 to 7."""
    return summary(antecedents(answers, scores), text)


def summary(result: AntecedentsResult, text: Text, names: Mapping[str, str] | None = None) -> Panel:
    """Return antecedents measured across units, the closest of each gap first.

    Parameters
    ----------
    names
        Of antecedents that are not among the known ones.
    """
    table = result.table
    if table.empty:
        return panel.empty(text)
    known = {a: _name(a, names or {}, text) for a in table["antecedent"]}
    rows = [
        [
            row["gap"].removeprefix("gap"),
            known[row["antecedent"]],
            text.number(row["units"]),
            f"{text.number(row['score'], 1)} {text.interval(row['low'], row['high'], 1)}".strip(),
            text.number(row["alpha"], 2),
            f"{text.signed(row['rho'], 2)} {_limits(row, text)}".strip(),
            _ranks(row, text),
        ]
        for _, row in table.iterrows()
    ]
    columns: list[tuple[str, panel.Align]] = [
        (text("gaps.column.gap"), "left"),
        (text("gaps.column.antecedent"), "left"),
        (text("gaps.column.units"), "right"),
        (text("gaps.column.score"), "right"),
        ("α", "right"),
        ("ρ", "right"),
        (text("gaps.column.rank"), "right"),
    ]
    numbers = panel.table(text("gaps.table.antecedents"), columns, rows)
    drawn: Block = numbers
    if table["rho"].notna().any():
        drawn = panel.chart(charts.rhos(result, known, text), numbers)
    return Panel(int(table["n"].max()), (drawn, *panel.remarks(result.notes, text)))


def _name(antecedent: str, names: Mapping[str, str], text: Text) -> str:
    ours = text(f"gaps.antecedent.{antecedent}") if antecedent in KNOWN else antecedent
    return names.get(antecedent, ours)


def _limits(row: Any, text: Text) -> str:
    return text.interval(row["rho_low"], row["rho_high"], 2)


def _ranks(row: Any, text: Text) -> str:
    """Return a rank with the range it could take, as "2 (1–3)"."""
    rank, low, high = (text.number(row[name]) for name in ("rank", "rank_low", "rank_high"))
    return rank if row["rank_low"] != row["rank_low"] else f"{rank} ({low}–{high})"
