"""Which of two questions, or two headings of a block, asks about the feature being there."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from cxwidgets.survey.headers import cues, denials
from cxwidgets.survey.wording import folded

_CODE = re.compile("[a-z0-9_.]{1,16}")


def told(first: str, second: str) -> int:
    """Return 1 where only the second question denies something, -1 where only the first does.

    What both deny is part of the feature ("no smoking", "wireless") and does not count. 0 where
    neither denies anything of its own, or both do: then nothing tells which is which.
    """
    ours, theirs = _denied(first), _denied(second)
    return bool(theirs - ours) - bool(ours - theirs)


def says_more(first: str, second: str) -> bool:
    """Say whether both questions deny something, and one of them speaks of something else as well.

    "If there is no queue" and "if there is no queue and no staff" are two features.
    """
    ours, theirs = _denied(first), _denied(second)
    return bool(ours & theirs) and _spoken(first) != _spoken(second)


def named(first: str, second: str) -> int:
    """Return the same from the names of the halves: present and absent, or the like."""
    return _names_absence(second) - _names_absence(first)


def lettered(first: str, second: str) -> int:
    """Return the same from two codes that differ in one letter, such as ``KF`` and ``KD``."""
    ours, theirs = folded(first), folded(second)
    if len(ours) != len(theirs) or not _CODE.fullmatch(ours) or not _CODE.fullmatch(theirs):
        return 0
    apart = ["".join(pair) for pair in zip(ours, theirs, strict=True) if pair[0] != pair[1]]
    return {"fd": 1, "df": -1}.get(apart[0], 0) if len(apart) == 1 else 0


@lru_cache(maxsize=4096)
def _denied(heading: str) -> Counter[str]:
    """Count what a heading denies; once, for each is compared with all others."""
    return Counter(denials(heading))


@lru_cache(maxsize=4096)
def _spoken(question: str) -> frozenset[str]:
    """Return the words of a question, and its Chinese signs, that say what it is about."""
    denying = cues()["negation"]
    plain = folded(question).replace("n't", " not")
    for word in denying["chinese"]:
        plain = plain.replace(word, " ")
    found = re.findall(r"[a-z]{2,}|[\u3400-\u9fff]", plain)
    return frozenset(found).difference(denying["latin"], denying["beside"])


@lru_cache(maxsize=4096)
def _names_absence(heading: str) -> bool:
    """Say whether a heading names the dysfunctional half; a single letter or sign names none."""
    plain = folded(heading)
    latin = set(re.findall("[a-z]+", plain))
    words = [word for word in cues()["halves"]["dysfunctional"] if len(word) > 1]
    return any(word in latin if word.isascii() else word in plain for word in words)
