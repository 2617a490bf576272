"""Scores: questions answered with one number, such as NPS and CSAT."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.columns import ITEM, SCORE, SURVEY_WEIGHT
from cxwidgets.survey.weighted import WeightedReader, weightless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxwidgets.client_toml import ScoresSurvey
    from cxwidgets.survey.problems import Problem

READER = WeightedReader


def tidy(reader: WeightedReader, survey: ScoresSurvey, lang: str) -> pd.DataFrame:
    """Return one row for each respondent and item.

    Returns
    -------
    pandas.DataFrame
        ``respondent``, perhaps ``segment``, ``at`` and ``survey_weight``; ``item`` (its name) and
        ``score``. A
        satisfaction scale whose low end is the good one is turned round; effort stays as asked.
        NaN: not answered.
    """
    people = reader.respondents()
    if survey.weight:
        people[SURVEY_WEIGHT] = reader.weights(survey.weight)
    frames = []
    for item in survey.item:
        score = reader.numbers(
            item.column, item.low, item.high, item.answers, "scores.item.answers"
        )
        if item.best == "low" and item.measure != "ces":  # effort is analysed as it was asked
            score = item.low + item.high - score
        frames.append(people.assign(**{ITEM: item[lang], SCORE: score}))
    return pd.concat(frames, ignore_index=True)


def overall(answers: pd.DataFrame, survey: ScoresSurvey) -> Iterable[Problem]:
    """Return what is wrong with the answers of all files together."""
    if not survey.weight:
        return ()
    files = ", ".join(part.name for part in survey.file)
    return weightless(answers, ITEM, [SCORE], survey.weight, files)
