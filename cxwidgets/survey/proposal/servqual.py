"""Proposing a SERVQUAL section: the pairs, their dimensions, the weights, the scale."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.headers import cues, dimension_of, split
from cxwidgets.survey.proposal.entry import Entry, Proposal, assign, files
from cxwidgets.survey.proposal.named_scale import labelled_scale
from cxwidgets.survey.proposal.people import people
from cxwidgets.survey.proposal.scale import answers, scale_of, whole_numbers, without_codes
from cxwidgets.survey.proposal.tone import is_reversed
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cxwidgets.survey.tabular import Table

OTHER = "other"


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if no statement has both an expectation and a perception."""
    pairs, weights = _paired(tables[0])
    asked = [half for pair in pairs for half in pair[1:]]
    given, codes = without_codes([a for half in asked for a in whole_numbers(tables, half)])
    if not pairs or not given:
        return None
    low, high, seen = _labelled(tables[0], asked, given) or scale_of(given)
    turned = any(is_reversed(tables, half, low, high) for half in asked)
    taken = [c for pair in pairs for c in pair[1:]] + list(weights.values())
    best = "low" if turned else "high"
    scale = Entry(
        assign(low=low, high=high, best=best if turned else ""),
        f"scale {low} to {high}, {best} is good",
        0.9 if seen and not turned else 0.4,
    )
    proposal = Proposal("servqual", [Entry("[servqual]"), scale, *people(tables, taken)])
    proposal.open = [] if seen else [f"the scale: {low} to {high}?"]
    if turned:
        proposal.open.append("the words beside the numbers call the low end good: best = low?")
    if codes:
        proposal.open.append(f"no_answer = {[str(code) for code in codes]}?")
    proposal.open += [f"{half} (a half without its pair)" for half in _alone(tables[0], taken)]
    proposal.open += [
        f"{half} (its answers are no numbers)"
        for half in asked
        if not whole_numbers(tables, half) and any(answers(tables, half))
    ]
    proposal.entries += files("servqual", tables)
    dimensions = {stem: dimension_of(stem) for stem, *_ in pairs}
    proposal.entries += _dimensions(sorted({d or OTHER for d in dimensions.values()}), weights)
    proposal.entries += [
        _item(i, pair, dimensions[pair[0]]) for i, pair in enumerate(pairs, start=1)
    ]
    return proposal


def _labelled(
    table: Table, asked: Sequence[str], given: Sequence[int]
) -> tuple[int, int, bool] | None:
    """Return the scale that the labels of all statements name, if every answer is on it."""
    scales = {labelled_scale(table, half) for half in asked}
    scale = scales.pop() if len(scales) == 1 else None
    on = scale is not None and scale[0] <= min(given) and max(given) <= scale[1]
    return (*scale, True) if scale and on else None


def halves(table: Table) -> set[str]:
    """Return the columns that are halves of pairs, or weights of their dimensions."""
    found, weights = _paired(table)
    return {*(c for pair in found for c in pair[1:]), *(weights.values() if found else ())}


def _paired(table: Table) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """Return what `_columns` finds in the headers, or else in what was asked."""
    headers = list(table.frame.columns)
    found = _columns(headers, headers)
    return found if found[0] else _columns([table.question(h) for h in headers], headers)


def _alone(table: Table, taken: Collection[str]) -> list[str]:
    """Return the columns named for a half whose other half is not there."""
    titles = {h: (h, table.question(h)) for h in table.frame.columns if h not in taken}
    return [
        header
        for header, names in titles.items()
        if any(
            dimension_of(stem)
            for name in names
            for half in ("expectation", "perception")
            if (stem := split(name, half))
        )
    ]


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
