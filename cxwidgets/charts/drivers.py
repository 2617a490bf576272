"""Key drivers drawn: each predictor's share of what is explained, with its interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.shares import shares

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.drivers import DriversResult
    from cxwidgets.text import Text


def bars(result: DriversResult, names: Mapping[str, str], text: Text) -> Any:
    """Draw the shares, the largest on top; pale where coefficient and correlation disagree."""
    table = result.table.sort_values("share", ascending=False, kind="stable")
    shown = [names[p] for p in table["predictor"]]
    data = table.assign(
        low=table["share_low"], high=table["share_high"], n=result.n, strong=~table["sign_conflict"]
    )
    parts = [
        text(
            "drivers.chart.part",
            name=name,
            share=text.percent(share),
            low=text.percent(low),
            high=text.percent(high),
        )
        for name, share, low, high in zip(
            shown, table["share"], table["share_low"], table["share_high"], strict=True
        )
    ]
    sentence = text("drivers.chart.sentence", parts=text("panel.semicolon").join(parts))
    return shares(
        data[["share", "low", "high", "n", "strong"]], shown, text("drivers.chart.share"), sentence
    )
