"""The page of a report on what fails those who are dissatisfied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.dissatisfiers import dissatisfiers
from cxwidgets.methods.scores import EASY
from cxwidgets.panels import dissatisfiers as shown
from cxwidgets.panels.panel import Panel, TextBlock
from cxwidgets.report.drivers import OUTCOME, match
from cxwidgets.report.unweighted import unweighted

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.client import Client
    from cxwidgets.client_toml import ScoreItem
    from cxwidgets.text import Text

DETRACTOR = 6
"""The best answer of somebody who would not recommend."""


def panel(quality: pd.DataFrame, scores: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return which low ratings of the dimensions set the dissatisfied apart."""
    matched = match(quality, scores, client, text)
    if matched is None:
        return Panel(0, (TextBlock(text("drivers.no_match"), "note"),))
    cut, outcome_cut = sum(matched.scale) / 2, dissatisfied(matched.item)
    try:
        result = dissatisfiers(matched.rows, OUTCOME, list(matched.names), cut, outcome_cut)
    except ValueError:  # everybody is satisfied, or nobody
        return Panel(0, (TextBlock(text("dissatisfiers.nobody"), "note"),))
    made = shown.summary(result, text, matched.names)
    terms = text(
        "dissatisfiers.cuts",
        cut=text.number(cut, 1),
        item=matched.item[text.lang],
        outcome=outcome_cut,
    )
    return Panel(made.n, (*made.blocks, TextBlock(terms, "note"), *unweighted(scores, text)))


def dissatisfied(item: ScoreItem) -> int:
    """Return the best answer that does not count as satisfied, with the good end high."""
    if item.measure == "nps":
        return DETRACTOR
    if item.measure == "csat":
        return item.high - item.top
    easy = EASY["higher_is_easier" if item.best == "high" else "lower_is_easier"][2]
    return item.high - len(easy)
