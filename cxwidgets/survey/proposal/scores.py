"""Proposing a section of scores: numeric columns whose header names a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.headers import is_whole, measure_of
from cxwidgets.survey.proposal.entry import Entry, Proposal, assign, files
from cxwidgets.survey.proposal.people import people
from cxwidgets.survey.proposal.scale import scale_of, whole_numbers
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

_NPS, _EASE, _EFFORT = (0, 10), (1, 7), (1, 5)


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if no header names a measure."""
    items = []
    for column in tables[0].frame.columns:
        asked = tables[0].question(column)
        measure = measure_of(asked)
        if not measure or is_whole(column, "respondent"):
            continue
        answers = whole_numbers(tables, column)
        if answers:
            items.append((column, asked, measure, answers))
    if not items:
        return None
    proposal = Proposal("scores", [Entry("[scores]"), *people(tables, [c for c, *_ in items])])
    proposal.entries += files("scores", tables)
    proposal.entries += [_item(i, *item) for i, item in enumerate(items, start=1)]
    return proposal


def _item(number: int, column: str, asked: str, measure: str, answers: Sequence[int]) -> Entry:
    low, high, seen = scale_of(answers)
    best = "high"
    if measure == "nps":
        seen = min(answers) >= _NPS[0] and max(answers) <= _NPS[1]
        low, high = _NPS
    elif measure == "ces" and (low, high) != _EASE:
        measure, best = ("ces", "low") if (low, high) == _EFFORT else ("csat", "high")
        seen = False
    confidence = 0.9 if seen else 0.4
    toml = assign(
        id=f"s{number:02}",
        zh=asked,
        en=asked,
        column=column,
        measure=measure,
        low=low,
        high=high,
        best=best,
    )
    return Entry(
        f"\n[[scores.item]]\n{toml}",
        f"{quoted(asked)}: {measure}, {low} to {high}, {best} is good",
        confidence,
        seen,
        undecided=f"{asked}: {measure} from {low} to {high}?",
    )
