"""Blueprints of a room drawn: where it sees the service fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts.shares import shares

if TYPE_CHECKING:
    from cxwidgets.methods.blueprint_room import BlueprintRoom
    from cxwidgets.text import Text

MOST = 8


def fail_points(result: BlueprintRoom, text: Text) -> Any:
    """Draw the cards that most people marked as failing, with their intervals."""
    table = result.fails.head(MOST)
    names = [f"{row.step}{text('blueprint.colon')}{row.card}" for row in table.itertuples()]
    sentence = text(
        "blueprint.chart.fails",
        n=result.n,
        first=names[0],
        share=text.percent(float(table["share"].iloc[0])),
    )
    return shares(table, names, text("blueprint.chart.share"), sentence)
