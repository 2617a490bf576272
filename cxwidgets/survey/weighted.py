"""Reading the column of respondent weights."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from cxwidgets.survey.columns import RESPONDENT, SEGMENT, SURVEY_WEIGHT
from cxwidgets.survey.numerals import number
from cxwidgets.survey.problems import Problem
from cxwidgets.survey.reader import Reader
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pandas as pd

_HOW = ("", "wide", "comma")
"""Ways to write a weight; behind one stands neither a unit nor a word."""
LARGEST = 10**9
"""A weight of more people than that is a slip, and its square could be no number any more."""


class WeightedReader(Reader):
    """One file of a survey whose respondents may be weighted."""

    def weights(self, column: str) -> pd.Series:
        """Return a column as weights, 0 or more; not given is NaN, anything else a problem."""
        cells = self.cells(column)
        header = str(cells.name)
        values: dict[str, float] = {}
        odd = []
        for cell, n in cells.value_counts(sort=False).items():
            words = str(cell)
            values[words] = nan
            if self._blank(header, words):
                continue
            written = number(words)
            if written is None or written.how not in _HOW or not 0 <= written.value <= LARGEST:
                odd.append(words)
                continue
            values[words] = float(written.value)
            if written.how:
                self.unusual.add(header, words, values[words], int(n))
        accepted = "a number of 0 or more, such as 0.85, or no_answer"
        self._report_cells("this is no weight", cells, column, odd, accepted)
        return cells.map(values).astype(float)


def weightless(
    answers: pd.DataFrame, question: str, answer: Sequence[str], column: str, files: str
) -> Iterator[Problem]:
    """Find questions and segments in which somebody answered and nobody weighs anything.

    Parameters
    ----------
    answers
        A tidy frame of all files with the weights.
    question, answer
        Its columns with the names of the questions and with the answers, two where they are pairs.
    column, files
        What ``client.toml`` calls the column of the weights, and the files it stands in.
    """
    answered = answers.dropna(subset=[*answer])
    given = answered.dropna(subset=[SURVEY_WEIGHT])
    if given.empty and len(answered):
        yield Problem("nobody who answered has a weight", files, (), column)
    places = [[question], *([[question, SEGMENT]] if SEGMENT in answers else [])]
    for place in places:
        heaviest = given.groupby(place, observed=True)[SURVEY_WEIGHT].max()
        for where in heaviest.index[heaviest == 0]:
            names = ", ".join(where) if isinstance(where, tuple) else str(where)
            yield Problem(
                f"everybody who answered weighs nothing ({names})",
                files,
                (),
                column,
                "0",
                "a weight above 0 for somebody, or a blank cell for nobody's weight",
            )


def told(answers: pd.DataFrame, column: str) -> str:
    """Return what the command line says of a survey weighted by a column."""
    without = answers.loc[answers[SURVEY_WEIGHT].isna(), RESPONDENT].nunique()
    left_out = f"; without a weight and left out: {without}" if without else ""
    return f"weighted by {quoted(column)}{left_out}"
