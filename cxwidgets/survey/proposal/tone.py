"""Which end of a scale its words call good, and what worded answers are worth."""

from __future__ import annotations

import re
from functools import lru_cache
from statistics import fmean
from typing import TYPE_CHECKING

from cxwidgets.survey.headers import cues
from cxwidgets.survey.labelled import parted
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxwidgets.survey.tabular import Table

_LABELLED = re.compile(r"(?<![\d.])(\d{1,2})\s*[-:.=\u2013\u3001(]\s*([^\d,;()\u3001\u3002]+)")
_MIDDLE = 3
"""What the middle of a worded scale of five is worth."""


@lru_cache(maxsize=1)
def _tones() -> dict[str, int]:
    return {folded(w): int(tone) for tone, words in cues()["tone"].items() for w in words}


def is_reversed(tables: Iterable[Table], column: str, low: int, high: int) -> bool:
    """Say whether the words beside the numbers make the low end of a scale the good one.

    Words stand in the labels of an SPSS file, in answers such as ``1 - Very satisfied`` or
    ``1 Very satisfied``, and in questions such as ``(1 = very satisfied, 5 = very dissatisfied)``.
    """
    good: list[int] = []
    bad: list[int] = []
    for table in tables:
        labels = table.labels.get(column, {})
        cells = table.frame[column].unique() if column in table.frame.columns else ()
        pairs = [(code, words) for code, words in labels.items() if re.fullmatch(r"\d{1,2}", code)]
        answers = [str(cell) for cell in cells]
        pairs += [(str(parts[0]), parts[1]) for parts in map(parted, answers) if parts]
        for words in (folded(table.question(column)), *map(folded, answers)):
            pairs += _LABELLED.findall(words)
        for number, words in pairs:
            tone = _tones().get(folded(words), 0)
            if tone:
                (good if tone > 0 else bad).append(int(number))
    middle = (low + high) / 2
    return (fmean(good) if good else middle) < (fmean(bad) if bad else middle)


def is_known(word: str) -> bool:
    """Say whether a wording is a usual answer to rating questions."""
    return folded(word) in _tones()


def worth(words: Sequence[str]) -> dict[str, int]:
    """Return what worded answers are worth from 1 to 5; nothing where one is not known.

    Nothing either where two of them would be worth the same: then they are of another scale,
    which may be a usual one.
    """
    for scale in cues()["scales"]["five"]:
        if scale[0] in map(folded, words) and set(map(folded, words)) <= set(scale):
            places = {word: scale.index(folded(word)) + 1 for word in words}
            return dict(sorted(places.items(), key=lambda each: -each[1]))
    tones = {word: _tones()[folded(word)] for word in words if folded(word) in _tones()}
    if len(tones) < len(words) or len(set(tones.values())) < len(tones):
        return {}
    best_first = sorted(tones.items(), key=lambda each: -each[1])
    return {word: _MIDDLE + tone for word, tone in best_first}
