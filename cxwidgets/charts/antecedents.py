"""What lies behind the gaps, drawn: causes people named, and antecedents across units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.correlations import correlations
from cxwidgets.charts.shares import shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from cxwidgets.methods.antecedents import AntecedentsResult
    from cxwidgets.text import Text


def named(table: pd.DataFrame, names: Mapping[str, str], text: Text) -> Any:
    """Draw the share of people who named each cause; strong where it could be its gap's first."""
    shown = [
        f"{row['gap'].removeprefix('gap')} · {names[row['cause']]}" for _, row in table.iterrows()
    ]
    data = table.assign(strong=(table["rank_low"] == 1) | table["rank_low"].isna())
    data = data.assign(n=table["total"])
    parts = [
        text("gaps.chart.cause", name=name, share=text.percent(share))
        for name, share in zip(shown, table["share"], strict=True)
    ]
    sentence = text("gaps.chart.causes", parts=text("panel.semicolon").join(parts))
    columns = ["share", "low", "high", "n", "strong"]
    return shares(data[columns], shown, text("gaps.chart.named"), sentence)


def rhos(result: AntecedentsResult, names: Mapping[str, str], text: Text) -> Any:
    """Draw how closely each gap follows its antecedents across units; left: weak where wide."""
    data = result.table.dropna(subset="rho")
    shown = [
        f"{row['gap'].removeprefix('gap')} · {names[row['antecedent']]}"
        for _, row in data.iterrows()
    ]
    parts = [
        text("gaps.chart.antecedent", name=name, rho=text.signed(rho, 2))
        for name, rho in zip(shown, data["rho"], strict=True)
    ]
    sentence = text("gaps.chart.antecedents", parts=text("panel.semicolon").join(parts))
    titles = (
        text("gaps.chart.rho"),
        text("gaps.column.antecedent"),
        "ρ",
        text("gaps.column.units"),
    )
    table = data[["rho", "rho_low", "rho_high", "units"]]
    return correlations(
        table.set_axis(["value", "low", "high", "units"], axis=1), shown, titles, sentence
    )
