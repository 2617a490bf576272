"""Finding the question pairs of a Kano survey in an export that does not say which they are.

Three shapes are known: columns named for their half (``F1_functional``, ``F1_dysfunctional``, in
any order); the shape of Google Forms, where the header is the whole question and the two questions
of a pair stand side by side; and the same with codes instead of words for answers.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import fmean
from typing import TYPE_CHECKING

from cxwidgets.survey.headers import negations, split
from cxwidgets.survey.kano_wording import MEANINGS, propose, resembles
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

SURE = 0.5
_OPTIONS = 8
_LIKE_ANSWERS = 0.55
_CLEAR = 0.5
_MAJORITY = 3
_LONGEST = 500
_ALIKE = 0.5
_UNSURE = 0.4
_TRIM = " ?,.;:\uff1f\uff0c\u3002"


@dataclass(frozen=True)
class Pair:
    """Two columns that ask about the same feature.

    Attributes
    ----------
    label
        What the feature is called, as far as the headers tell.
    functional, dysfunctional, importance
        Headers; ``importance`` may be empty.
    confidence
        Between 0 and 1; 1 only for columns named for their half.
    """

    label: str
    functional: str
    dysfunctional: str
    importance: str = ""
    confidence: float = 1.0

    @property
    def is_sure(self) -> bool:
        """Say whether the proposal may stand without being looked at."""
        return self.confidence >= SURE


def pairs(table: Table) -> tuple[list[Pair], list[str]]:
    """Return the pairs of a table, and answer columns that belong to none."""
    headers = list(table.frame.columns)
    named = _named(headers, headers) or _named([table.question(h) for h in headers], headers)
    if named:
        taken = {c for p in named for c in (p.functional, p.dysfunctional, p.importance)}
        return named, _alone(table, [h for h in headers if h not in taken])
    asked = answer_columns(table)
    if not asked:
        return _coded(table), []
    return _beside(table, asked) if len(asked) % 2 == 0 else ([], asked)


def wordings(table: Table, columns: Sequence[str]) -> list[str]:
    """Return the different answers of some columns, the most frequent first."""
    counts: dict[str, int] = {}
    for column in columns:
        for cell, n in table.frame[column].value_counts().items():
            if not table.is_silent(column, str(cell)):
                words = table.answer(column, str(cell))
                counts[words] = counts.get(words, 0) + int(n)
    return sorted(counts, key=lambda w: (-counts[w], w))


def answer_columns(table: Table) -> list[str]:
    """Return the columns whose answers read like Kano answers; everybody may agree in one."""
    found = []
    for column in table.frame.columns:
        given = wordings(table, [column])
        if 0 < len(given) <= _OPTIONS and not any(w.isdigit() for w in given):
            found += [column] if resembles(given) >= _LIKE_ANSWERS else []
    return found


def _alone(table: Table, headers: Sequence[str]) -> list[str]:
    """Return the columns named for a half whose other half is not there, if answered like one."""
    halves = ("dysfunctional", "functional")
    named = [h for h in headers if any(split(t, x) for t in (h, table.question(h)) for x in halves)]
    codes = {str(code) for code in MEANINGS}
    return [
        header
        for header in named
        if (given := wordings(table, [header]))
        and (resembles(given) >= _LIKE_ANSWERS or set(given) <= codes)
    ]


def _named(titles: Sequence[str], headers: Sequence[str]) -> list[Pair]:
    """Return the pairs whose titles (headers, or questions) name their halves."""
    halves: dict[str, dict[str, str]] = {"functional": {}, "dysfunctional": {}, "importance": {}}
    labels: dict[str, str] = {}
    for title, header in zip(titles, headers, strict=True):
        for half in ("dysfunctional", "functional", "importance"):
            stem = split(title, half)
            if stem is not None:
                halves[half].setdefault(folded(stem), header)
                labels.setdefault(folded(stem), stem)
                break
    both = [s for s in labels if s in halves["functional"] and s in halves["dysfunctional"]]
    return [
        Pair(
            labels[stem],
            halves["functional"][stem],
            halves["dysfunctional"][stem],
            halves["importance"].get(stem, ""),
        )
        for stem in both
    ]


def _beside(table: Table, asked: Sequence[str]) -> tuple[list[Pair], list[str]]:
    codes = {m.wording: m.code for m in propose(wordings(table, asked))}
    seen = [_Side(table, a, b, codes) for a, b in zip(asked[::2], asked[1::2], strict=True)]
    told = [side.told for side in seen if side.told]
    usual = max((1, -1), key=told.count) if len(told) >= _MAJORITY else 0
    found = [side.pair(usual) for side in seen]
    names = distinctive([table.question(pair.functional) for pair in found])
    return [replace(pair, label=name) for pair, name in zip(found, names, strict=True)], []


def _coded(table: Table) -> list[Pair]:
    """Return neighbouring columns of codes 1 to 5 of whose questions one denies the other.

    Never surely: which end of the codes means "like" nobody said.
    """
    codes = {str(code): code for code in MEANINGS}
    headers = list(table.frame.columns)
    coded = [h for h in headers if (given := wordings(table, [h])) and set(given) <= set(codes)]
    found: list[Pair] = []
    taken = ""
    for first, second in pairwise(headers):
        if first == taken or not {first, second} <= set(coded):
            continue
        side = _Side(table, first, second, codes)
        if side.told and side.alike >= _ALIKE:
            found.append(replace(side.pair(0), confidence=_UNSURE))
            taken = second
    if len(found) < 2:  # noqa: PLR2004 - one pair alone may be chance
        return []
    names = distinctive([table.question(pair.functional) for pair in found])
    return [replace(pair, label=name) for pair, name in zip(found, names, strict=True)]


class _Side:
    """Two neighbouring columns, and which of them asks about the feature being there.

    ``told`` is 1 where the words say that it is the first, −1 the second, 0 where they say nothing;
    ``answered`` says the same from the answers: what is there is disliked less than what is not.
    """

    def __init__(self, table: Table, first: str, second: str, codes: dict[str, int]) -> None:
        self.first, self.second = first, second
        asked = [table.question(first)[:_LONGEST], table.question(second)[:_LONGEST]]
        self.label = asked[0]
        self.alike = SequenceMatcher(
            None, folded(asked[0]), folded(asked[1]), autojunk=False
        ).ratio()
        self.told = _sign(negations(asked[1]) - negations(asked[0]))
        means = [
            fmean([codes[w] for w in _words(table, column)] or [0]) for column in (first, second)
        ]
        self.answered = _sign(means[1] - means[0]) if abs(means[1] - means[0]) > _CLEAR else 0

    def pair(self, usual: int) -> Pair:
        """Return the pair; ``usual`` is the order of the other pairs, 0 where there is none."""
        if self.told:
            way, sure = self.told, 0.6 + 0.35 * self.alike - 0.4 * (self.answered == -self.told)
        elif usual and self.answered == usual:
            way, sure = usual, 0.5 + 0.3 * self.alike
        else:
            way, sure = usual or self.answered or 1, 0.3
        ends = (self.first, self.second) if way > 0 else (self.second, self.first)
        return Pair(self.label, *ends, confidence=round(sure, 2))


def _words(table: Table, column: str) -> list[str]:
    """Return the answers of a column in words, without those that say nothing."""
    given = [str(cell) for cell in table.frame[column] if not table.is_silent(column, str(cell))]
    return [table.answer(column, cell) for cell in given]


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def distinctive(questions: Sequence[str]) -> list[str]:
    """Return what each question says that not all of them say at their start or end."""
    if len(questions) < 2:  # noqa: PLR2004 - one question has nothing in common with another
        return list(questions)
    start = _shared(questions)
    end = _shared([q[start:][::-1] for q in questions])
    return [q[start : len(q) - end].strip(_TRIM) or q for q in questions]


def _shared(questions: Sequence[str]) -> int:
    """Return how many characters all questions begin with; a Latin word is not cut in two."""
    short = min(map(len, questions))
    same = next((i for i in range(short) if len({q[i] for q in questions}) > 1), short)
    first = questions[0]
    while 0 < same < len(first) and first[same - 1].isascii() and first[same - 1].isalnum():
        same -= 1
    return same
