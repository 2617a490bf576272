"""Finding the question pairs of a Kano survey in an export that does not say which they are.

Three shapes are known: columns named for their half (``F1_functional``, ``F1_dysfunctional``, in
any order); two blocks with the same list of features, once as present and once as absent; and whole
questions for headers, the two of a pair side by side. Answers may be words or codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey import kano_matrix as matrix
from cxwidgets.survey.headers import hints, split
from cxwidgets.survey.kano_beside import beside, coded_beside
from cxwidgets.survey.kano_codes import code_of
from cxwidgets.survey.kano_importance import with_importance
from cxwidgets.survey.kano_names import cleaned
from cxwidgets.survey.kano_pair import Pair, wordings
from cxwidgets.survey.kano_wording import resembles
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

_OPTIONS = 8
_LIKE_ANSWERS = 0.55


def pairs(table: Table) -> tuple[list[Pair], list[str]]:
    """Return the pairs of a table, and answer columns that belong to none."""
    found, left = _pairs(table)
    return with_importance(table, found), left


def guessed(table: Table) -> list[Pair]:
    """Return the pairs of the only two blocks of codes, which nothing but somebody's word calls so.

    Such blocks, ``K1[SQ001]`` and ``K2[SQ001]``, stand in every survey.
    """
    halves = [c for c in code_columns(table) if not hints(table.question(c), "important")]
    return with_importance(table, matrix.coded_two(table, halves))


def _pairs(table: Table) -> tuple[list[Pair], list[str]]:
    headers = list(table.frame.columns)
    asked = answer_columns(table)
    coded = code_columns(table)
    named = _named(headers, headers) or _named([table.question(h) for h in headers], headers)
    worded = matrix.worded(table, asked)
    told = worded or matrix.coded(table, coded)
    if len(told) >= max(1, len(named)) and _labels(told) != _labels(named):
        rest = [header for header in asked if header not in _taken(told)]
        more, left = beside(table, rest) if worded else ([], rest)
        return [*told, *more], left
    if named:
        return named, _alone(table, [h for h in headers if h not in _taken(named)])
    if not asked:
        return matrix.coded_guess(table, coded) or coded_beside(table, coded), []
    guessed = matrix.worded_guess(table, asked)
    if guessed:
        return guessed, [header for header in asked if header not in _taken(guessed)]
    return beside(table, asked)


def answer_columns(table: Table) -> list[str]:
    """Return the columns whose answers read like Kano answers; everybody may agree in one."""
    found = []
    for column in table.frame.columns:
        given = wordings(table, [column])
        if 0 < len(given) <= _OPTIONS and not any(w.isdigit() for w in given):
            found += [column] if resembles(given) >= _LIKE_ANSWERS else []
    return found


def code_columns(table: Table) -> list[str]:
    """Return the columns whose answers are codes from 1 to 5 and nothing else."""
    given = {header: wordings(table, [header]) for header in table.frame.columns}
    return [header for header, words in given.items() if words and all(map(code_of, words))]


def _labels(found: Sequence[Pair]) -> set[str]:
    return {folded(pair.label) for pair in found}


def _taken(found: Sequence[Pair]) -> set[str]:
    return {c for p in found for c in (p.functional, p.dysfunctional, p.importance)}


def _alone(table: Table, headers: Sequence[str]) -> list[str]:
    """Return the columns named for a half whose other half is not there, if answered like one."""
    halves = ("dysfunctional", "functional")
    named = [h for h in headers if any(split(t, x) for t in (h, table.question(h)) for x in halves)]
    return [
        header
        for header in named
        if (given := wordings(table, [header]))
        and (resembles(given) >= _LIKE_ANSWERS or all(map(code_of, given)))
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
            cleaned(labels[stem]),
            halves["functional"][stem],
            halves["dysfunctional"][stem],
            halves["importance"].get(stem, ""),
        )
        for stem in both
    ]
