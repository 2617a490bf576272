"""Columns whose header names a measure, with what was answered in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.survey.headers import cues, hints, is_whole, measure_of
from cxwidgets.survey.proposal.named_scale import labelled_scale, named_scale
from cxwidgets.survey.proposal.scale import answers
from cxwidgets.survey.proposal.tone import worth
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from cxwidgets.survey.tabular import Table

MOSTLY, PARTLY = 0.9, 0.5
_MOST_WORDS, _NAMED = 12, 4
_TEN, _PERCENT = 10, 100
_GROUPS = frozenset({1, 2, 3})


@dataclass(frozen=True)
class Rated:
    """A column whose header names a measure.

    Attributes
    ----------
    column, asked
        Its header, and its question.
    measure
        What the question, or else the header, names.
    numbers, words
        The answers that are whole numbers, and how often each other one stands.
    scale
        Low and high where the question names them, or the labels of its answers.
    is_weak
        Whether its words may mean something else: ``rate``, say.
    """

    column: str
    asked: str
    measure: str
    numbers: list[int]
    words: dict[str, int]
    scale: tuple[int, int] | None
    is_weak: bool = False

    @property
    def share(self) -> float:
        """The share of the answers that are whole numbers; 0 where there is no answer."""
        n = len(self.numbers) + sum(self.words.values())
        return len(self.numbers) / n if n else 0.0

    @property
    def is_rating(self) -> bool:
        """Whether it is rated, in numbers or in a few words that repeat, and no comment."""
        n = sum(self.words.values())
        repeat = len(self.words) <= _MOST_WORDS and 2 * len(self.words) <= n
        return self.share >= PARTLY or repeat or bool(worth(list(self.words)))

    @property
    def no_answer(self) -> str:
        """Why the column holds no answers although its header names a measure; or ``""``."""
        if any(hints(name, "count") for name in (self.column, self.asked)):
            return "its header says that it counts something"
        sorts = any(hints(name, "group") for name in (self.column, self.asked))
        known = frozenset(map(folded, cues()["promoters"]["words"]))
        in_words = not self.numbers and set(map(folded, self.words)) <= known
        in_codes = sorts and not self.words and _GROUPS.issuperset(self.numbers)
        if self.measure == "nps" and (in_words or in_codes):
            return "it is the group of an answer (detractor, passive, promoter)"
        return ""


def rated(tables: Sequence[Table], others: Collection[str]) -> list[Rated]:
    """Return the columns whose question, or else whose header, names a measure and is rated.

    A weak hint counts only for ratings on a usual scale that no other kind of survey asks for:
    ``others`` are the columns that one does (see `overlooked.of_other_kinds`).
    """
    found = []
    for column in tables[0].frame.columns:
        asked = tables[0].question(column)
        measure = measure_of(asked) or measure_of(column)
        weak = "" if measure or column in others else _hinted(asked)
        if (measure or weak) and not is_whole(column, "respondent"):
            given = answers(tables, column, _PERCENT)
            scale = named_scale(asked) or labelled_scale(tables[0], column)
            each = Rated(column, asked, measure or weak, *given, scale, bool(weak))
            found += [each] if each.is_rating and (measure or _is_usual(each)) else []
    return found


def _hinted(asked: str) -> str:
    """Return the measure that the words of a question hint at; or ``""``."""
    return "ces" if hints(asked, "easy") else "csat" if hints(asked, "rated") else ""


def _is_usual(each: Rated) -> bool:
    if each.share < PARTLY:
        return bool(worth(list(each.words)))
    return _MOST_WORDS > len(set(each.numbers)) > 1 and all(0 <= n <= _TEN for n in each.numbers)


def listed(words: Mapping[str, int]) -> str:
    """Return the most frequent answers with how often each stands."""
    named = ", ".join(f"{quoted(word)} ({n})" for word, n in list(words.items())[:_NAMED])
    return named + (" …" if len(words) > _NAMED else "")
