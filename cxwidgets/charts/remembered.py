"""Journeys as they are remembered: peak, end, peak–end score and mean side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.charts import peak_end

if TYPE_CHECKING:
    from cxwidgets.methods.peak_end import PeakEndResult
    from cxwidgets.text import Text


def remembered(result: PeakEndResult, text: Text) -> Any:
    """Draw the scores of a few single journeys, each by its name in ``respondent``.

    The mean stands beside the peak–end score, because neither predicts the later verdict better.
    """
    table = result.table.astype({"respondent": str})
    groups = list(table["respondent"])
    long = table.melt("respondent", list(peak_end.MEASURES), "measure", "value")
    parts = [
        text(
            "peak_end.remembered.part",
            name=row["respondent"],
            score=text.signed(row["peak_end"], 1),
            mean=text.signed(row["mean"], 1),
        )
        for _, row in table.iterrows()
    ]
    sentence = text("peak_end.remembered.chart", parts=text("panel.semicolon").join(parts))
    long = long.rename(columns={"respondent": "group"}).assign(low=None, high=None)
    return peak_end.bars(long, groups, sentence, text)
