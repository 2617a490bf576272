"""Proposing what each answer of a Kano survey means; codes are left to a person, all at once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.kano_codes import all_codes, code_of, mean_code, one_is_like
from cxwidgets.survey.kano_pair import wordings
from cxwidgets.survey.kano_wording import MEANINGS, Meaning
from cxwidgets.survey.kano_wording import propose as meanings
from cxwidgets.survey.numerals import number
from cxwidgets.survey.proposal.entry import Entry, quote
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.kano_pair import Pair
    from cxwidgets.survey.tabular import Table

_RATED = re.compile(r"([1-9])\s*[-:.(\u2013]\s*\S.*")
_TOLD, _USUAL = 0.45, 0.3
"""How sure the end that means "like" is from the answers alone, and from custom alone."""


def answers(tables: Sequence[Table], found: Sequence[Pair], used: Sequence[str]) -> list[Entry]:
    """Return the lines of ``[kano.answers]`` for the columns in use."""
    given = _all(tables, used)
    words = [word for word in given if code_of(word) is None]
    known = meanings(words) if words else []
    is_empty = not any(meaning.is_sure for meaning in known)
    entries = [Entry("\n[kano.answers]")]
    entries += [_meaning(meaning, is_empty=is_empty) for meaning in known]
    codes = all_codes(given)
    return [*entries, _codes(codes, tables, found)] if codes else entries


def importance(tables: Sequence[Table], columns: Sequence[str]) -> list[Entry]:
    """Return the meaning of importance answers where they are not bare numbers."""
    given = _all(tables, columns)
    if not given or all(word.isdigit() for word in given):
        return []
    entries = [Entry("\n[kano.importance_answers]")]
    for word in sorted(given):
        labelled = _RATED.fullmatch(word)
        if word.isdigit() or labelled:
            worth = word if word.isdigit() else labelled[1] if labelled else ""
            entries.append(Entry(f"{quote(word)} = {worth}", f"{quoted(word)} = {worth}", 0.99))
        else:
            entries.append(Entry(f"{quote(word)} = 5", f"{quoted(word)} = 5", 0.0, is_sure=False))
    return entries


def _all(tables: Sequence[Table], columns: Sequence[str]) -> list[str]:
    given = [wordings(t, [c for c in columns if c in t.frame.columns]) for t in tables]
    return list({folded(word): word for words in reversed(given) for word in words}.values())


def _meaning(meaning: Meaning, *, is_empty: bool) -> Entry:
    """Return the line of a wording.

    Where no line of the section is sure, an answer with a number in it, or a label of one, would
    be read as that number: so it has to be decided. Otherwise `client check` asks for each answer
    without a line.
    """
    says = f"{quoted(meaning.wording)} = {meaning.code} ({MEANINGS[meaning.code]})"
    return Entry(
        f"{quote(meaning.wording)} = {meaning.code}  # {MEANINGS[meaning.code]}",
        says,
        meaning.confidence,
        meaning.is_sure,
        undecided=f"{says}?" if is_empty else "",
    )


def _codes(codes: dict[str, int], tables: Sequence[Table], found: Sequence[Pair]) -> Entry:
    there = mean_code(tables, [pair.functional for pair in found])
    absent = mean_code(tables, [pair.dysfunctional for pair in found])
    told = one_is_like(there, absent)
    is_like = told is not False
    lines = [f"{quote(word)} = {_place(code, is_like=is_like)}" for word, code in codes.items()]
    other = [f"{quote(word)} = {_place(code, is_like=not is_like)}" for word, code in codes.items()]
    words = list(codes)
    says = _question(words, there, absent, is_like=is_like)
    named = [
        f"{line}  # {MEANINGS[_place(code, is_like=is_like)]}"
        for line, code in zip(lines, codes.values(), strict=True)
    ]
    meant = "dislike" if is_like else "like"
    lines = [f"# {says}", *named, f"# or, where {quote(words[0])} is {meant}: {'; '.join(other)}"]
    confidence = _USUAL if told is None else _TOLD
    return Entry("\n".join(lines), says, confidence, is_sure=False, undecided=says)


def _place(code: int, *, is_like: bool) -> int:
    return code if is_like else 6 - code


def _question(
    words: Sequence[str], there: float | None, absent: float | None, *, is_like: bool
) -> str:
    """Return the one thing to decide, with what the answers say and what happens without lines."""
    first, last = quoted(words[0]), quoted(words[-1])
    said = [f"answers {first} to {last}: is {first} like or dislike? proposed: "]
    said[0] += "like" if is_like else "dislike"
    if there is not None and absent is not None:
        said.append(f"mean {there:.2f} where the feature is there, {absent:.2f} where it is not")
    if any(number(word) for word in words):
        said.append("without lines in [kano.answers] 1 counts as like")
    return "; ".join(said)
