"""The score pages of a report: each question with its own measure, all answers and by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.scores import ces, csat, nps
from cxwidgets.panels import scores as shown
from cxwidgets.panels.panel import Block, Panel, TextBlock
from cxwidgets.survey.columns import ITEM, RESPONDENT, SCORE

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.client import Client
    from cxwidgets.client_toml import ScoreItem
    from cxwidgets.methods.scores import ScoresResult
    from cxwidgets.text import Text


def results(client: Client, text: Text) -> list[tuple[ScoreItem, ScoresResult]]:
    """Return each question of the client with its result, in the order of ``client.toml``."""
    return _results(client.survey("scores", text.lang), client, text)


def panel(answers: pd.DataFrame, client: Client, text: Text) -> Panel:
    """Return figures, chart and table for each question."""
    blocks: list[Block] = []
    for item, result in _results(answers, client, text):
        blocks.append(TextBlock(text("report.question", item=item[text.lang], column=item.column)))
        blocks += shown.summary(result, text).blocks
    people = answers.dropna(subset=[SCORE])[RESPONDENT].nunique()
    return Panel(int(people), tuple(blocks))


def _results(
    answers: pd.DataFrame, client: Client, text: Text
) -> list[tuple[ScoreItem, ScoresResult]]:
    section = client.toml.scores
    items = section.item if section else ()
    return [(item, _one(item, answers[answers[ITEM] == item[text.lang]])) for item in items]


def _one(item: ScoreItem, answers: pd.DataFrame) -> ScoresResult:
    if item.measure == "nps":
        return nps(answers)
    if item.measure == "ces":
        return ces(answers, "higher_is_easier" if item.best == "high" else "lower_is_easier")
    return csat(answers, item.top, item.low, item.high)
