"""Proposing a SERVQUAL section: the pairs, their dimensions, the weights, the scale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.headers import cues, dimension_of, split
from cxwidgets.survey.proposal.entry import Entry, Proposal, assign, files
from cxwidgets.survey.proposal.people import people
from cxwidgets.survey.proposal.scale import scale_of, whole_numbers
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

OTHER = "other"


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if no statement has both an expectation and a perception."""
    headers = list(tables[0].frame.columns)
    pairs, weights = _columns(headers, headers)
    if not pairs:
        pairs, weights = _columns([tables[0].question(h) for h in headers], headers)
    answers = [a for pair in pairs for half in pair[1:] for a in whole_numbers(tables, half)]
    if not pairs or not answers:
        return None
    low, high, seen = scale_of(answers)
    taken = [c for pair in pairs for c in pair[1:]] + list(weights.values())
    scale = Entry(f"low = {low}\nhigh = {high}", f"scale {low} to {high}", 0.9 if seen else 0.4)
    proposal = Proposal("servqual", [Entry("[servqual]"), scale, *people(tables, taken)])
    proposal.open = [] if seen else [f"the scale: {low} to {high}?"]
    proposal.entries += files("servqual", tables)
    dimensions = {stem: dimension_of(stem) for stem, *_ in pairs}
    proposal.entries += _dimensions(sorted({d or OTHER for d in dimensions.values()}), weights)
    proposal.entries += [
        _item(i, pair, dimensions[pair[0]]) for i, pair in enumerate(pairs, start=1)
    ]
    return proposal


def _columns(
    titles: Sequence[str], headers: Sequence[str]
) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """Return (stem, expectation, perception) and the weight column of each dimension.

    ``titles`` are what is searched: the headers themselves, or what was asked.
    """
    halves: dict[str, dict[str, str]] = {"expectation": {}, "perception": {}}
    weights: dict[str, str] = {}
    stems: dict[str, str] = {}
    for title, header in zip(titles, headers, strict=True):
        weighed = split(title, "weight")
        if weighed and dimension_of(weighed):
            weights.setdefault(dimension_of(weighed), header)
            continue
        for half, columns in halves.items():
            stem = split(title, half)
            if stem:
                columns.setdefault(folded(stem), header)
                stems.setdefault(folded(stem), stem)
                break
    both = [s for s in stems if all(s in columns for columns in halves.values())]
    pairs = [(stems[s], halves["expectation"][s], halves["perception"][s]) for s in both]
    return pairs, weights


def _dimensions(ids: Sequence[str], weights: dict[str, str]) -> list[Entry]:
    weighted = all(i in weights for i in ids)
    names = cues()["names"]
    return [
        Entry(
            "\n[[servqual.dimension]]\n"
            + assign(id=i, **names[i], weight=weights[i] if weighted else ""),
            f"dimension {i}" + (f", weight {quoted(weights[i])}" if weighted else ""),
            0.9,
        )
        for i in ids
    ]


def _item(number: int, pair: tuple[str, str, str], dimension: str) -> Entry:
    stem, expectation, perception = pair
    is_id = re.fullmatch(r"[a-z][a-z0-9_]{0,59}", folded(stem)) is not None
    toml = assign(
        id=folded(stem) if is_id else f"q{number:02}",
        zh=stem,
        en=stem,
        dimension=dimension or OTHER,
        expectation=expectation,
        perception=perception,
    )
    return Entry(
        f"\n[[servqual.item]]\n{toml}",
        f"{quoted(stem)} in {dimension or OTHER}: {quoted(expectation)} / {quoted(perception)}",
        0.9 if dimension else 0.3,
        bool(dimension),
        undecided=f"{expectation} / {perception}: which dimension?",
    )
