"""Moments of truth drawn: how much of all that presses lies at each contact."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.shares import shares

if TYPE_CHECKING:
    from cxwidgets.methods.moments_of_truth import MomentsResult
    from cxwidgets.text import Text


def bars(result: MomentsResult, text: Text) -> Any:
    """Draw each contact's share of all scores; strong where it could be the first."""
    table = result.table
    data = table[["share", "n"]].assign(
        low=table["share_low"], high=table["share_high"], strong=~(table["rank_low"] > 1)
    )
    parts = [
        text("moments.chart.part", name=name, share=text.percent(share))
        for name, share in zip(table["touchpoint"], table["share"], strict=True)
    ]
    sentence = text("moments.chart.sentence", parts=text("panel.semicolon").join(parts))
    return shares(data, list(table["touchpoint"]), text("moments.chart.share"), sentence)
