"""Kano answers: two questions for each feature, their wordings read as 1 (like) to 5 (dislike)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.columns import (
    DYSFUNCTIONAL,
    FEATURE,
    FUNCTIONAL,
    IMPORTANCE,
    SURVEY_WEIGHT,
)
from cxwidgets.survey.weighted import WeightedReader, weightless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cxwidgets.client_toml import KanoSurvey
    from cxwidgets.survey.problems import Problem

READER = WeightedReader


def tidy(reader: WeightedReader, survey: KanoSurvey, lang: str) -> pd.DataFrame:
    """Return one row for each respondent and feature.

    Returns
    -------
    pandas.DataFrame
        ``respondent``, perhaps ``segment``, ``at`` and ``survey_weight``; ``feature`` (its name),
        ``functional`` and ``dysfunctional`` (1-5), ``importance`` (1-9) where some feature has it.
        NaN: not answered.
    """
    people = reader.respondents()
    if survey.weight:
        people[SURVEY_WEIGHT] = reader.weights(survey.weight)
    asked = any(feature.importance for feature in survey.feature)
    frames = []
    for feature in survey.feature:
        halves = [
            reader.numbers(column, 1, 5, survey.answers, "kano.answers")
            for column in (feature.functional, feature.dysfunctional)
        ]
        reader.pair(*halves)
        answers = people.assign(
            **{FEATURE: feature[lang], FUNCTIONAL: halves[0], DYSFUNCTIONAL: halves[1]}
        )
        if asked:
            answers[IMPORTANCE] = (
                reader.numbers(
                    feature.importance,
                    1,
                    9,
                    survey.importance_answers,
                    "kano.importance_answers",
                )
                if feature.importance
                else float("nan")
            )
        frames.append(answers)
    return pd.concat(frames, ignore_index=True)


def overall(answers: pd.DataFrame, survey: KanoSurvey) -> Iterable[Problem]:
    """Return what is wrong with the answers of all files together."""
    if not survey.weight:
        return ()
    files = ", ".join(part.name for part in survey.file)
    return weightless(answers, FEATURE, [FUNCTIONAL, DYSFUNCTIONAL], survey.weight, files)
