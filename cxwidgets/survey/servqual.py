"""SERVQUAL answers: each statement rated twice, each dimension perhaps given points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.methods.servqual_items import RATER
from cxwidgets.survey.columns import DIMENSION, EXPECTATION, ITEM, PERCEPTION, WEIGHT

if TYPE_CHECKING:
    from cxwidgets.client_toml import Dimension, ServqualSurvey
    from cxwidgets.survey.reader import Reader

POINTS = 100
"""Points a respondent shares out over the dimensions."""


def tidy(reader: Reader, survey: ServqualSurvey, lang: str) -> pd.DataFrame:
    """Return one row for each respondent and statement.

    Returns
    -------
    pandas.DataFrame
        ``respondent``, perhaps ``segment`` and ``at``; ``item`` (its name), ``dimension`` (see
        `named`), ``expectation`` and ``perception``, turned round where the low end is the good
        one, and, where asked, ``weight``: the points this respondent gave the dimension. NaN: not
        answered.
    """
    people = reader.respondents()
    dimensions = {d.id: d for d in survey.dimension}
    points = {d.id: reader.numbers(d.weight, 0, POINTS) for d in survey.dimension if d.weight}
    frames = []
    for item in survey.item:
        rated = {
            name: _turned(reader.numbers(column, survey.low, survey.high), survey)
            for name, column in ((EXPECTATION, item.expectation), (PERCEPTION, item.perception))
        }
        reader.pair(*rated.values())
        dimension = dimensions[item.dimension]
        frame = people.assign(**{ITEM: item[lang], DIMENSION: named(dimension, lang), **rated})
        if points:
            frame[WEIGHT] = points[dimension.id]
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def named(dimension: Dimension, lang: str) -> str:
    """Return the id of one of the five known dimensions, and the name of any other.

    The five are known to the method, which keeps their order, and to the text table.
    """
    return dimension.id if dimension.id in RATER else dimension[lang]


def _turned(ratings: pd.Series, survey: ServqualSurvey) -> pd.Series:
    return survey.low + survey.high - ratings if survey.best == "low" else ratings
