"""Kano pairs from blocks of columns: how sure each is, and which half the answers say it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.kano_blocks import Found, lettered_blocks, told_blocks, two_blocks
from cxwidgets.survey.kano_names import cleaned
from cxwidgets.survey.kano_pair import Pair, answered, wordings
from cxwidgets.survey.kano_wording import propose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cxwidgets.survey.tabular import Table

_UNSURE, _GUESS = 0.4, 0.3
_ALIKE = 0.5
"""How alike the headings of columns of codes have to be: such columns stand in every survey."""


def worded(table: Table, asked: Sequence[str]) -> list[Pair]:
    """Return the pairs of answer columns in blocks that say which half they are.

    Where the answers to a whole block say the contrary, somebody has to look.
    """
    codes = _codes(table, asked)
    return [
        _pair(each, contrary=_answered(table, found, each.heads, codes) < 0)
        for found in [_first(table, asked, told_blocks)]
        for each in found
    ]


def worded_guess(table: Table, asked: Sequence[str]) -> list[Pair]:
    """Return the pairs of two blocks of answer columns that nothing but the answers tells apart."""
    codes = _codes(table, asked)
    found = _first(table, asked, lettered_blocks) or _first(table, asked, two_blocks)
    turned = bool(found) and _answered(table, found, found[0].heads, codes) < 0
    return [_pair(each, turned=turned) for each in found]


def coded(table: Table, columns: Sequence[str]) -> list[Pair]:
    """Return the pairs of columns of codes in blocks that say which half they are."""
    found = _first(table, columns, lambda titles: told_blocks(titles, _ALIKE))
    return [_pair(each) for each in found]


def coded_guess(table: Table, columns: Sequence[str]) -> list[Pair]:
    """Return the pairs of columns of codes in blocks that only a letter tells apart."""
    return [_pair(each) for each in _first(table, columns, lettered_blocks)]


def coded_two(table: Table, columns: Sequence[str]) -> list[Pair]:
    """Return the pairs of the only two blocks of codes, in their order."""
    return [_pair(each) for each in _first(table, columns, two_blocks)]


def _first(
    table: Table, columns: Sequence[str], blocks: Callable[[Mapping[str, str]], list[Found]]
) -> list[Found]:
    """Return what is found in the questions, or else in the headers."""
    asked = {column: table.question(column) for column in columns}
    return blocks(asked) or blocks({column: column for column in columns})


def _codes(table: Table, asked: Sequence[str]) -> dict[str, int]:
    return {m.wording: m.code for m in propose(wordings(table, asked))} if asked else {}


def _answered(
    table: Table, found: Sequence[Found], heads: tuple[str, str], codes: Mapping[str, int]
) -> int:
    same = [each for each in found if each.heads == heads]
    first, second = [e.functional for e in same], [e.dysfunctional for e in same]
    return answered(table, first, second, codes)


def _pair(found: Found, *, contrary: bool = False, turned: bool = False) -> Pair:
    ends = (found.functional, found.dysfunctional)
    if turned:
        ends = (found.dysfunctional, found.functional)
    sure = round(0.6 + 0.35 * found.alike, 2) if found.is_told else _GUESS
    return Pair(cleaned(found.label), *ends, confidence=_UNSURE if contrary else sure)
