"""Proposing a Kano section: the pairs, and what each answer means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.kano_pairs import guessed, pairs
from cxwidgets.survey.proposal.entry import Entry, Proposal, assign, files
from cxwidgets.survey.proposal.kano_answers import answers, importance
from cxwidgets.survey.proposal.people import people
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.kano_pair import Pair
    from cxwidgets.survey.tabular import Table

_LONGEST = 60


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if no pair of questions is found."""
    return _proposal(tables, *pairs(tables[0]))


def guess(tables: Sequence[Table]) -> Proposal | None:
    """Return one for somebody who says that this is a Kano survey, though nothing in it does."""
    return _proposal(tables, guessed(tables[0]), [])


def _proposal(
    tables: Sequence[Table], found: Sequence[Pair], left: Sequence[str]
) -> Proposal | None:
    if not found and not left:
        return None
    used = [c for p in found for c in (p.functional, p.dysfunctional)] or left
    rated = [p.importance for p in found if p.importance]
    proposal = Proposal("kano", [Entry("[kano]"), *people(tables, [*used, *rated])])
    proposal.entries += files("kano", tables)
    proposal.entries += answers(tables, found, used)
    proposal.entries += importance(tables, rated)
    names = _names(found)
    proposal.entries += [
        _feature(pair, name, i) for i, (pair, name) in enumerate(zip(found, names, strict=True), 1)
    ]
    proposal.open = [f"{column} (an answer column without its pair)" for column in left]
    return proposal


def _feature(pair: Pair, name: str, number: int) -> Entry:
    stem = folded(pair.label)
    is_id = re.fullmatch(r"[a-z][a-z0-9_]{0,59}", stem) is not None
    toml = assign(
        id=stem if is_id else f"f{number:02}",
        zh=name,
        en=name,
        functional=pair.functional,
        dysfunctional=pair.dysfunctional,
        importance=pair.importance,
    )
    rated = f"; importance {quoted(pair.importance)}" if pair.importance else ""
    return Entry(
        f"\n[[kano.feature]]\n{toml}",
        f"{quoted(name)}: {quoted(pair.functional)} / {quoted(pair.dysfunctional)}{rated}",
        pair.confidence,
        pair.is_sure,
        undecided=f"{pair.functional} / {pair.dysfunctional}",
    )


def _names(found: Sequence[Pair]) -> list[str]:
    """Return short names, no two of them the same."""
    names: list[str] = []
    for pair in found:
        whole = pair.label[:1].upper() + pair.label[1:]
        name = whole if len(whole) <= _LONGEST else whole[: _LONGEST - 1].rsplit(" ", 1)[0] + "…"
        twice = sum(n == name or n.startswith(f"{name} (") for n in names)
        names.append(f"{name} ({twice + 1})" if twice else name)
    return names
