"""Proposing a Kano section: the pairs, and what each answer means."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.kano_pairs import Pair, pairs, wordings
from cxwidgets.survey.kano_wording import MEANINGS
from cxwidgets.survey.kano_wording import propose as meanings
from cxwidgets.survey.proposal.entry import Entry, Proposal, assign, files, quote
from cxwidgets.survey.proposal.people import people
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

_LONGEST = 60
_RATED = re.compile(r"([1-9])\s*[-:.(\u2013]\s*\S.*")


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if no pair of questions is found."""
    first = tables[0]
    found, left = pairs(first)
    if not found and not left:
        return None
    used = [c for p in found for c in (p.functional, p.dysfunctional)] or left
    rated = [p.importance for p in found if p.importance]
    proposal = Proposal("kano", [Entry("[kano]"), *people(tables, [*used, *rated])])
    proposal.entries += files("kano", tables)
    proposal.entries += _answers(_all(tables, used))
    proposal.entries += _importance(_all(tables, rated))
    names = _names(found)
    proposal.entries += [
        _feature(pair, name, i) for i, (pair, name) in enumerate(zip(found, names, strict=True), 1)
    ]
    proposal.open = [f"{column} (an answer column without its pair)" for column in left]
    return proposal


def _all(tables: Sequence[Table], columns: Sequence[str]) -> list[str]:
    given = [wordings(t, [c for c in columns if c in t.frame.columns]) for t in tables]
    return list({folded(word): word for words in reversed(given) for word in words}.values())


def _answers(given: Sequence[str]) -> list[Entry]:
    entries = [Entry("\n[kano.answers]")]
    for meaning in meanings(given):
        name = MEANINGS[meaning.code]
        entries.append(
            Entry(
                f"{quote(meaning.wording)} = {meaning.code}  # {name}",
                f"{quoted(meaning.wording)} = {meaning.code} ({name})",
                meaning.confidence,
                meaning.is_sure,
            )
        )
    return entries


def _importance(given: Sequence[str]) -> list[Entry]:
    """Return the meaning of importance answers where they are not bare numbers."""
    if not given or all(word.isdigit() for word in given):
        return []
    entries = [Entry("\n[kano.importance_answers]")]
    for word in sorted(given):
        labelled = _RATED.fullmatch(word)
        if word.isdigit() or labelled:
            number = word if word.isdigit() else labelled[1] if labelled else ""
            entries.append(Entry(f"{quote(word)} = {number}", f"{quoted(word)} = {number}", 0.99))
        else:
            entries.append(Entry(f"{quote(word)} = 5", f"{quoted(word)} = 5", 0.0, is_sure=False))
    return entries


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
    return Entry(
        f"\n[[kano.feature]]\n{toml}",
        f"{quoted(name)}: {quoted(pair.functional)} / {quoted(pair.dysfunctional)}",
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
