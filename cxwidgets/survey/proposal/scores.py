"""Proposing a section of scores: rated columns whose header names a measure.

A column that names one and cannot be proposed surely (worded answers, values among the numbers that
are none, a scale that seems to be reversed) is named for a person to decide, never left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.proposal import retention, transactions
from cxwidgets.survey.proposal.entry import (
    Entry,
    Proposal,
    assign,
    files,
    quote,
    told_apart,
    unused,
)
from cxwidgets.survey.proposal.overlooked import matrices, of_other_kinds
from cxwidgets.survey.proposal.people import people
from cxwidgets.survey.proposal.rated import MOSTLY, PARTLY, listed, rated
from cxwidgets.survey.proposal.scale import read
from cxwidgets.survey.proposal.tone import is_reversed, worth
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.survey.proposal.rated import Rated
    from cxwidgets.survey.proposal.scale import Read
    from cxwidgets.survey.tabular import Table

_NPS, _EASE, _EFFORT = (0, 10), (1, 7), (1, 5)
_WORDED = (1, 5)
_GROUPS = 3
_SURE, _UNSURE = 0.9, 0.4


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if no header names a measure."""
    others = of_other_kinds(tables[0])
    every = rated(tables, others)
    if all(each.is_weak for each in every) and _are_records(tables):
        return None
    answered = [each for each in every if not each.no_answer]
    names = told_apart([each.asked for each in answered])
    items = enumerate(zip(answered, names, strict=True), start=1)
    found = [(each, _item(tables, (i, name), each)) for i, (each, name) in items]
    if not any(entry for _, entry in found):
        return None
    proposal = Proposal("scores", [Entry("[scores]"), *people(tables, [r.column for r in every])])
    proposal.entries += files("scores", tables)
    proposal.entries += [entry for _, entry in found if entry]
    proposal.entries += [unused(each.column, each.no_answer) for each in every if each.no_answer]
    taken = {each.column for each in every} | others
    for matrix in matrices(tables, taken):
        proposal.entries += [unused(column, matrix.why) for column in matrix.columns]
    proposal.open = [
        f"{each.asked}: no numbers, and no words with a known worth: {listed(each.words)}"
        for each, entry in found
        if entry is None
    ]
    return proposal


def _are_records(tables: Sequence[Table]) -> bool:
    """Say whether the files hold purchases or customers, whose rating is no survey."""
    return any(kind.propose(tables) is not None for kind in (transactions, retention))


def _item(tables: Sequence[Table], called: tuple[int, str], each: Rated) -> Entry | None:
    """Return the lines for a column; None where nothing can be proposed."""
    if each.share < PARTLY:
        values = worth(list(each.words))
        doubts = ["worded, and nobody said what each answer is worth"]
        return _entry(called, each, ("csat", *_WORDED, "high"), doubts, values) if values else None
    scale = read(each.numbers, each.scale)
    (measure, low, high, best), doubts = _measured(each, scale)
    if scale.codes:
        doubts.append(f"no_answer = {[str(code) for code in scale.codes]}?")
    if measure != "ces" and is_reversed(tables, each.column, low, high):
        doubts.append("the words beside the numbers call the low end good")
        measure, best = "csat", "low"
    if each.share < MOSTLY:
        n = sum(each.words.values())
        doubts.append(f"{n} answers are no numbers (no_answer?): {listed(each.words)}")
    return _entry(called, each, (measure, low, high, best), doubts)


def _measured(each: Rated, scale: Read) -> tuple[tuple[str, int, int, str], list[str]]:
    """Return measure, low, high and the good end, and what is in doubt about them."""
    found = (each.measure, scale.low, scale.high, "high")
    doubt = [] if scale.is_known else ["is that the scale?"]
    if each.measure == "nps":
        return _recommended(each, scale)
    if each.is_weak:
        measure = each.measure if found[1:3] == _EASE else "csat"
        return (measure, *found[1:]), ["its header only hints at that", *doubt]
    if each.measure == "ces" and found[1:3] == _EFFORT:
        return ("ces", *_EFFORT, "low"), ["is that the scale?"]
    if each.measure == "ces" and found[1:3] != _EASE:
        return ("csat", *found[1:]), ["is that the scale?"]
    return found, doubt


def _recommended(each: Rated, scale: Read) -> tuple[tuple[str, int, int, str], list[str]]:
    """Return what a question on recommending is: NPS only where it was asked from 0 to 10."""
    if each.scale and each.scale != _NPS:
        low, high = each.scale
        why = f"it was asked from {low} to {high}, and NPS is asked from 0 to 10"
        return ("csat", low, high, "high"), [why]
    found = ("nps", *_NPS, "high")
    if each.scale and scale.is_known:
        return found, []
    low, high = min(scale.given), max(scale.given)
    if (low, high) == _NPS:
        return found, []
    why = f"answers from {low} to {high} stand there"
    if low > 0 and high <= _GROUPS:
        why += ", perhaps detractor, passive, promoter"
    return found, [f"{why}: is that the scale?"]


def _entry(
    called: tuple[int, str],
    each: Rated,
    scale: tuple[str, int, int, str],
    doubts: Sequence[str],
    values: Mapping[str, int] | None = None,
) -> Entry:
    number, name = called
    measure, low, high, best = scale
    toml = assign(
        id=f"s{number:02}",
        zh=name,
        en=name,
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
    says = f"{quoted(name)}: {measure}, {low} to {high}, {best} is good"
    return Entry(
        f"\n[[scores.item]]\n{toml}",
        f"{says} ({why})" if doubts else says,
        _UNSURE if doubts else _SURE,
        not doubts,
        undecided=f"{name}: {measure} from {low} to {high}, {best} is good: {why}",
    )
