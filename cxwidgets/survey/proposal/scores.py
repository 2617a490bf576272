"""Proposing a section of scores: rated columns whose header names a measure.

A column that names one and cannot be proposed surely (worded answers, values among the numbers that
are none, a scale that seems to be reversed) is named for a person to decide, never left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.survey.headers import is_whole, measure_of
from cxwidgets.survey.proposal.entry import Entry, Proposal, assign, files, quote
from cxwidgets.survey.proposal.people import people
from cxwidgets.survey.proposal.scale import answers, scale_of, without_codes
from cxwidgets.survey.proposal.tone import is_reversed, worth
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.survey.tabular import Table

_NPS, _EASE, _EFFORT = (0, 10), (1, 7), (1, 5)
_WORDED = (1, 5)
_MOST_WORDS, _NAMED = 12, 4
_MOSTLY, _PARTLY = 0.9, 0.5
_SURE, _UNSURE = 0.9, 0.4


@dataclass(frozen=True)
class _Asked:
    """A column whose header names a measure: its whole numbers, and its other answers."""

    column: str
    asked: str
    measure: str
    numbers: list[int]
    words: dict[str, int]

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
        return self.share >= _PARTLY or repeat or bool(worth(list(self.words)))


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if no header names a measure."""
    rated = [each for each in _asked(tables) if each.is_rating]
    found = [(each, _item(tables, i, each)) for i, each in enumerate(rated, start=1)]
    if not any(entry for _, entry in found):
        return None
    proposal = Proposal("scores", [Entry("[scores]"), *people(tables, [r.column for r in rated])])
    proposal.entries += files("scores", tables)
    proposal.entries += [entry for _, entry in found if entry]
    proposal.open = [
        f"{each.asked}: no numbers, and no words with a known worth: {_listed(each.words)}"
        for each, entry in found
        if entry is None
    ]
    return proposal


def _asked(tables: Sequence[Table]) -> list[_Asked]:
    found = []
    for column in tables[0].frame.columns:
        asked = tables[0].question(column)
        measure = measure_of(asked)
        if measure and not is_whole(column, "respondent"):
            found.append(_Asked(column, asked, measure, *answers(tables, column)))
    return found


def _item(tables: Sequence[Table], number: int, each: _Asked) -> Entry | None:
    """Return the lines for a column; None where nothing can be proposed."""
    if each.share < _PARTLY:
        values = worth(list(each.words))
        doubts = ["worded, and nobody said what each answer is worth"]
        return _entry(number, each, ("csat", *_WORDED, "high"), doubts, values) if values else None
    given, codes = without_codes(each.numbers)
    low, high, seen = scale_of(given)
    measure, best = each.measure, "high"
    doubts = []
    if measure == "nps":
        seen = min(each.numbers) >= _NPS[0] and max(each.numbers) <= _NPS[1]
        low, high = _NPS
    elif measure == "ces" and (low, high) != _EASE:
        measure, best = ("ces", "low") if (low, high) == _EFFORT else ("csat", "high")
        seen = False
    if not seen:
        doubts.append("is that the scale?")
    if codes:
        doubts.append(f"no_answer = {[str(code) for code in codes]}?")
    if measure != "ces" and is_reversed(tables, each.column, low, high):
        doubts.append("the words beside the numbers call the low end good")
        measure, best = "csat", "low"
    if each.share < _MOSTLY:
        n = sum(each.words.values())
        doubts.append(f"{n} answers are no numbers (no_answer?): {_listed(each.words)}")
    return _entry(number, each, (measure, low, high, best), doubts)


def _listed(words: Mapping[str, int]) -> str:
    named = ", ".join(f"{quoted(word)} ({n})" for word, n in list(words.items())[:_NAMED])
    return named + (" …" if len(words) > _NAMED else "")


def _entry(
    number: int,
    each: _Asked,
    scale: tuple[str, int, int, str],
    doubts: Sequence[str],
    values: Mapping[str, int] | None = None,
) -> Entry:
    measure, low, high, best = scale
    toml = assign(
        id=f"s{number:02}",
        zh=each.asked,
        en=each.asked,
        column=each.column,
        measure=measure,
        low=low,
        high=high,
        best=best,
    )
    if values:
        toml += "\n[scores.item.answers]\n"
        toml += "\n".join(f"{quote(word)} = {value}" for word, value in values.items())
    why = "; ".join(doubts)
    says = f"{quoted(each.asked)}: {measure}, {low} to {high}, {best} is good"
    return Entry(
        f"\n[[scores.item]]\n{toml}",
        f"{says} ({why})" if doubts else says,
        _UNSURE if doubts else _SURE,
        not doubts,
        undecided=f"{each.asked}: {measure} from {low} to {high}, {best} is good: {why}",
    )
