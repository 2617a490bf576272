"""The score pages of a report: each question with its own measure, all answers and by segment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.methods.satisfaction_index import satisfaction_index
from cxwidgets.methods.scores import ces, csat, nps
from cxwidgets.panels import satisfaction_index as shown_index
from cxwidgets.panels import scores as shown
from cxwidgets.panels.panel import Block, Panel, TextBlock
from cxwidgets.report.once import once
from cxwidgets.survey.columns import ITEM, RESPONDENT, SCORE, SEGMENT, SURVEY_WEIGHT

if TYPE_CHECKING:
    from cxwidgets.client import Client
    from cxwidgets.client_toml import ScoreItem
    from cxwidgets.methods.satisfaction_index import IndexResult
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
    found = index(answers, client, text)
    if found is not None and client.toml.scores:
        names = {item.id: item[text.lang] for item in client.toml.scores.index}
        blocks.append(TextBlock(text("satisfaction_index.title")))
        blocks += shown_index.summary(found, text, names).blocks
    people = answers.dropna(subset=[SCORE])[RESPONDENT].nunique()
    return Panel(int(people), tuple(blocks))


def index(answers: pd.DataFrame, client: Client, text: Text) -> IndexResult | None:
    """Return the satisfaction index of a client; None where its questions were not asked."""
    asked = client.toml.scores.index if client.toml.scores else ()
    if not asked:
        return None
    # every question has the same rows in the same order, so that they stand side by side
    by_item = {item.id: answers[answers[ITEM] == item[text.lang]] for item in asked}
    wide = pd.DataFrame({key: part[SCORE].to_numpy() for key, part in by_item.items()})
    if SEGMENT in answers:
        wide[SEGMENT] = by_item[asked[0].id][SEGMENT].to_numpy()
    people = None
    if SURVEY_WEIGHT in answers:  # only where client.toml names it
        people = SURVEY_WEIGHT
        wide[people] = by_item[asked[0].id][people].to_numpy()
    weights = [item.weight for item in asked]
    return satisfaction_index(
        wide, list(by_item), weights if all(weights) else None, respondent_weights=people
    )


def _results(
    answers: pd.DataFrame, client: Client, text: Text
) -> list[tuple[ScoreItem, ScoresResult]]:
    section = client.toml.scores
    items = section.item if section else ()
    return [
        (item, _one(item, answers[answers[ITEM] == item[text.lang]]))
        for item in items
        if item.measure != "index"
    ]


@once
def _one(item: ScoreItem, answers: pd.DataFrame) -> ScoresResult:
    weights = SURVEY_WEIGHT if SURVEY_WEIGHT in answers else None  # only where client.toml names it
    if item.measure == "nps":
        return nps(answers, weights=weights)
    if item.measure == "ces":
        direction = "higher_is_easier" if item.best == "high" else "lower_is_easier"
        return ces(answers, direction, weights=weights)
    return csat(answers, item.top, item.low, item.high, weights=weights)
