"""Kano questions whose two halves stand side by side: whole questions for headers."""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from cxwidgets.survey.kano_blocks import is_across
from cxwidgets.survey.kano_codes import code_of
from cxwidgets.survey.kano_halves import says_more, told
from cxwidgets.survey.kano_names import cleaned, distinctive, unnumbered
from cxwidgets.survey.kano_pair import Pair, answered, wordings
from cxwidgets.survey.kano_wording import propose
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cxwidgets.survey.tabular import Table

_MAJORITY = 3
_LONGEST = 500
_ALIKE = 0.5
_UNSURE = 0.4


def beside(table: Table, asked: Sequence[str]) -> tuple[list[Pair], list[str]]:
    """Return the pairs of neighbouring answer columns, and columns that are none.

    An odd number of columns makes no pairs, and rows of two blocks that are about two features are
    none either.
    """
    if len(asked) % 2:
        return [], list(asked)
    codes = {m.wording: m.code for m in propose(wordings(table, asked))} if asked else {}
    seen, left = [], []
    for first, second in zip(asked[::2], asked[1::2], strict=True):
        if is_across(table.question(first), table.question(second)):
            left += [first, second]
        else:
            seen.append(_Side(table, first, second, codes))
    said = [side.told for side in seen if side.told]
    usual = max((1, -1), key=said.count) if len(said) >= _MAJORITY else 0
    return _called(table, [side.pair(usual) for side in seen]), left


def coded_beside(table: Table, coded: Sequence[str]) -> list[Pair]:
    """Return neighbouring columns of codes 1 to 5 of whose questions one denies the other.

    Never surely: columns of codes stand in every survey.
    """
    found: list[Pair] = []
    taken = ""
    for first, second in pairwise(table.frame.columns):
        if first == taken or not {first, second} <= set(coded):
            continue
        codes = {w: code for w in wordings(table, [first, second]) if (code := code_of(w))}
        side = _Side(table, first, second, codes)
        if side.told and side.alike >= _ALIKE and not is_across(*side.asked):
            found.append(replace(side.pair(0), confidence=_UNSURE))
            taken = second
    # one pair alone may be chance
    return _called(table, found) if len(found) > 1 else []


def _called(table: Table, found: Sequence[Pair]) -> list[Pair]:
    names = distinctive([unnumbered(table.question(pair.functional)) for pair in found])
    return [
        replace(pair, label=cleaned(name, table.question(pair.dysfunctional)))
        for pair, name in zip(found, names, strict=True)
    ]


class _Side:
    """Two neighbouring columns, and which of them asks about the feature being there.

    ``told`` is 1 where the words say that it is the first, -1 the second, 0 where they say nothing;
    ``answered`` says the same from the answers.
    """

    def __init__(self, table: Table, first: str, second: str, codes: Mapping[str, int]) -> None:
        self.first, self.second = first, second
        self.asked = table.question(first)[:_LONGEST], table.question(second)[:_LONGEST]
        ours, theirs = map(folded, self.asked)
        self.alike = SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
        self.told = told(*self.asked)
        self.answered = answered(table, [first], [second], codes)

    def pair(self, usual: int) -> Pair:
        """Return the pair; ``usual`` is the order of the other pairs, 0 where there is none.

        Two questions of which neither denies the other are never surely a pair.
        """
        if self.told:
            way, sure = self.told, 0.6 + 0.35 * self.alike - 0.4 * (self.answered == -self.told)
            sure = min(sure, _UNSURE) if says_more(*self.asked) else sure
        elif usual and self.answered == usual:
            way, sure = usual, _UNSURE
        else:
            way, sure = usual or self.answered or 1, 0.3
        ends = (self.first, self.second) if way > 0 else (self.second, self.first)
        return Pair(self.asked[0], *ends, confidence=round(sure, 2))
