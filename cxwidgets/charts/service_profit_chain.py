"""The service-profit chain drawn: how closely each link follows the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.correlations import correlations

if TYPE_CHECKING:
    from cxwidgets.methods.service_profit_chain import ChainResult
    from cxwidgets.text import Text


def links(result: ChainResult, text: Text) -> Any:
    """Draw the correlation of each pair of neighbours over units, from the head of the chain."""
    table = result.links.dropna(subset="r")
    table = table.assign(**{end: table[end].fillna(table["r"]) for end in ("r_low", "r_high")})
    shown = [
        text("chain.link", cause=cause, effect=effect)
        for cause, effect in zip(table["cause"], table["effect"], strict=True)
    ]
    parts = [
        text("chain.chart.part", link=name, r=text.signed(r, 2))
        for name, r in zip(shown, table["r"], strict=True)
    ]
    titles = (text("chain.chart.r"), text("chain.column.link"), "r", text("chain.column.units"))
    sentence = text("chain.chart.sentence", parts=text("panel.semicolon").join(parts))
    data = table[["r", "r_low", "r_high", "units"]]
    return correlations(
        data.set_axis(["value", "low", "high", "units"], axis=1), shown, titles, sentence
    )
