"""Kano questions asked as blocks: the same list of features once as present, once as absent.

Platforms write a matrix as one column for each row of it, heading and row joined: ``question_row``,
``Question [Row]``, ``Question - Row``, ``KF[SQ001]``. The other way round, a block for each feature
with its two halves as rows, is a table of the same kind with its sides exchanged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from cxwidgets.survey.kano_halves import lettered, named, told
from cxwidgets.survey.kano_names import unnumbered
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_DASHES = "\u2013\u2014"
_JOINTS = (
    r"_",
    rf"\s+[-{_DASHES}]+\s+",
    rf"\s*[{_DASHES}]+\s*",
    r"\s*[:\uff1a]\s*",
    r"-",
)
_CUTS = tuple(
    re.compile(cut, re.DOTALL)
    for cut in (
        r"(?P<head>.+?)\s*[\[\u3010](?P<row>.+)[\]\u3011]",
        *(rf"(?P<head>.+?){joint}(?P<row>.+)" for joint in _JOINTS),
        *(rf"(?P<head>.+){joint}(?P<row>.+?)" for joint in _JOINTS),
    )
)
"""How a title may come apart, likeliest first; a joint at its first or at its last place."""
_ROWS = 2
"""Fewer rows than this in common are no block."""
_MOST = 200
"""More blocks than this are no blocks but single questions."""

Grid = dict[str, dict[str, str]]
"""Headers of columns by the two parts of their titles."""


@dataclass(frozen=True)
class Found:
    """A pair found in two blocks.

    Attributes
    ----------
    label
        The feature: the part of the titles that is the same.
    functional, dysfunctional
        Headers of its columns.
    heads
        The other part of each title.
    is_told
        Whether words say which half is which; otherwise the order is a guess.
    alike
        How much the two heads resemble each other, 0 to 1.
    """

    label: str
    functional: str
    dysfunctional: str
    heads: tuple[str, str]
    is_told: bool
    alike: float


def told_blocks(titles: Mapping[str, str], least_alike: float = 0.0) -> list[Found]:
    """Return the pairs in blocks whose words say which half they are.

    The way of cutting the titles apart that places most columns counts. Where both parts of the
    titles could be the halves (rows "wired" and "wireless", say), nothing is told.

    Parameters
    ----------
    titles
        What was asked, by header, of the columns that may belong to a pair.
    least_alike
        How much two headings have to resemble each other, 0 to 1.
    """
    best: list[Found] = []
    for cut in _CUTS:
        grid, labels = _grid(titles, cut)
        ways = [_told(each, labels, least_alike) for each in (grid, _turned(grid))]
        found, other = sorted(ways, key=_worth, reverse=True)
        if len(found) == len(other):
            found = [replace(each, is_told=False) for each in found]
        best = max(best, found, key=_worth)
    return best


def lettered_blocks(titles: Mapping[str, str]) -> list[Found]:
    """Return the pairs in blocks whose codes differ in F and D: a guess, as no word says it."""
    return _guessed(titles, lettered)


def two_blocks(titles: Mapping[str, str]) -> list[Found]:
    """Return the pairs of the only two blocks there are, in their order: a guess as well."""
    return _guessed(titles, lambda *_: 1, most=2)


def cut_apart(titles: Mapping[str, str]) -> Iterator[tuple[Grid, dict[str, str]]]:
    """Yield the tables that titles may be cut into, each in both ways round, with its words."""
    for cut in _CUTS:
        grid, labels = _grid(titles, cut)
        yield grid, labels
        yield _turned(grid), labels


def is_across(first: str, second: str) -> bool:
    """Say whether two titles are rows of blocks, and about two features.

    They are about one where a row, or a heading, is the same and the other part says which half it
    is.
    """
    for cut in _CUTS[:3]:
        ours, theirs = (cut.fullmatch(unnumbered(title).strip()) for title in (first, second))
        if ours and theirs:
            apart = [p for p in ("head", "row") if folded(ours[p]) != folded(theirs[p])]
            rows = ours["row"], theirs["row"]
            return len(apart) > 1 or (apart == ["row"] and not (told(*rows) or named(*rows)))
    return False


def _grid(titles: Mapping[str, str], cut: re.Pattern[str]) -> tuple[Grid, dict[str, str]]:
    grid: Grid = {}
    labels: dict[str, str] = {}
    for header, title in titles.items():
        found = cut.fullmatch(unnumbered(title).strip())
        if found:
            head, row = folded(found["head"]), folded(found["row"])
            grid.setdefault(head, {}).setdefault(row, header)
            labels |= {head: found["head"], row: found["row"]}
    return grid, labels


def _turned(grid: Grid) -> Grid:
    turned: Grid = {}
    for head, rows in grid.items():
        for row, header in rows.items():
            turned.setdefault(row, {})[head] = header
    return turned


def _told(grid: Grid, labels: Mapping[str, str], least_alike: float) -> list[Found]:
    if len(grid) > _MOST:
        return []
    ways = (
        (_alike(a, b), (a, b) if way > 0 else (b, a))
        for a, b in combinations(grid, 2)
        if (way := told(a, b) or named(a, b))
    )
    near = sorted((way for way in ways if way[0] >= least_alike), key=lambda w: -w[0])
    return _paired(grid, labels, near, is_told=True)


def _guessed(
    titles: Mapping[str, str], half: Callable[[str, str], int], most: int = 0
) -> list[Found]:
    best: list[Found] = []
    for grid, labels in cut_apart(titles):
        if len(grid) > (most or _MOST):
            continue
        ways = (
            (_alike(a, b), (a, b) if way > 0 else (b, a))
            for a, b in combinations(grid, 2)
            if (way := half(a, b))
        )
        best = max(best, _paired(grid, labels, ways, is_told=False), key=_worth)
    return best


def _worth(found: Sequence[Found]) -> tuple[float, ...]:
    """Return what is better: more pairs, more names, headings more alike, shorter names."""
    names = [each.label for each in found]
    alike = sum(each.alike for each in found)
    return len(names), len(set(names)), round(alike, 2), -len("".join(names))


def _paired(
    grid: Grid,
    labels: Mapping[str, str],
    ways: Iterable[tuple[float, tuple[str, str]]],
    *,
    is_told: bool,
) -> list[Found]:
    found: list[Found] = []
    taken: set[str] = set()
    for alike, heads in ways:
        rows = _common(grid, heads)
        if len(rows) >= _ROWS and not taken & set(heads):
            taken |= set(heads)
            there, absent = grid[heads[0]], grid[heads[1]]
            found += [
                Found(labels[row], there[row], absent[row], heads, is_told, alike) for row in rows
            ]
    return found


def _common(grid: Grid, heads: Sequence[str]) -> list[str]:
    return [row for row in grid[heads[0]] if row in grid[heads[1]]]


@lru_cache(maxsize=2**16)
def _alike(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
