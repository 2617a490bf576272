"""Which of the five Kano answers a wording means: proposed with a confidence, for a person."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from scipy.optimize import linear_sum_assignment

from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

SURE = 0.5
"""Proposals at least this sure are written as they are; below, a person decides."""
MEANINGS = {1: "like", 2: "expect", 3: "neutral", 4: "live with", 5: "dislike"}
_BARE_NUMBER = 0.3
_OF_WORDS, _OF_LETTERS = 0.75, 0.25
_DENIED = 0.35
"""What a likeness is worth where one wording denies what the other says: too little to be sure."""
_EMPTY = frozenset(
    [
        *("a", "about", "am", "an", "and", "at", "be", "but", "even", "feel", "for", "have", "i"),
        *("if", "is", "it", "me", "my", "of", "so", "that", "the", "then", "this", "to", "very"),
        *("was", "way", "would"),
    ]
)
_NEGATIONS = {"not", "no", "never", "cannot", "without"}
_CHINESE_NOT = re.compile("[\u4e0d\u65e0\u7121\u672a\u6ca1\u6c92]")
_LABEL = re.compile(r"^\(?([0-9]|[a-e])\s*[.\u3001:)\-]\s*")


@dataclass(frozen=True)
class Meaning:
    """What a wording is taken to mean.

    Attributes
    ----------
    wording
        As it stands in the survey.
    code
        1 (like) to 5 (dislike).
    confidence
        Between 0 and 1; 1 only for a wording known as it is.
    """

    wording: str
    code: int
    confidence: float

    @property
    def is_sure(self) -> bool:
        """Say whether the proposal may stand without being looked at."""
        return self.confidence >= SURE


def propose(wordings: Sequence[str]) -> list[Meaning]:
    """Return the proposed meaning of each wording, from like to dislike.

    Up to five wordings are taken to be the five answers of one questionnaire, so that no two mean
    the same; more come from several questionnaires and are judged one by one. Bare numbers are
    proposed as they stand, but never surely: nothing says which end means "like".
    """
    known = [folded(w) for w in wordings]
    likeness = [[_likeness(w, code) for code in MEANINGS] for w in known]
    if len(wordings) <= len(MEANINGS):
        rows, columns = linear_sum_assignment([[-s for s in row] for row in likeness])
        chosen = dict(zip(map(int, rows), map(int, columns), strict=True))
    else:
        chosen = {i: max(range(5), key=row.__getitem__) for i, row in enumerate(likeness)}
    found = [
        Meaning(wording, chosen[i] + 1, _confidence(likeness[i], chosen[i]))
        for i, wording in enumerate(wordings)
    ]
    return sorted(found, key=lambda m: (m.code, -m.confidence))


def resembles(wordings: Sequence[str]) -> float:
    """Return how much a column's wordings look like Kano answers, 0 to 1."""
    best = [max(_likeness(folded(w), code) for code in MEANINGS) for w in wordings]
    return sum(best) / len(best) if best else 0.0


def _confidence(likeness: Sequence[float], chosen: int) -> float:
    """Return how good the match is and how far ahead of the next meaning."""
    if likeness[chosen] >= 1:
        return 1.0
    others = max(s for i, s in enumerate(likeness) if i != chosen)
    lead = max(0.0, likeness[chosen] - others)
    return round(min(0.99, likeness[chosen] * 0.6 + lead * 0.8), 2)


@lru_cache(maxsize=4096)
def _likeness(words: str, code: int) -> float:
    if words.isdigit():
        return _BARE_NUMBER if int(words) == code else 0.0
    plain = _LABEL.sub("", words)
    return max(_similar(plain, known) for known in _known()[code])


@lru_cache(maxsize=1)
def _known() -> dict[int, tuple[str, ...]]:
    with Path(__file__).with_name("kano_wordings.toml").open("rb") as stream:
        options = tomllib.load(stream)["option"]
    return {o["code"]: tuple(folded(w) for w in o["wordings"]) for o in options}


@lru_cache(maxsize=65536)
def _similar(words: str, known: str) -> float:
    if words == known:
        return 1.0
    ours, theirs = _signs(words), _signs(known)
    if not ours or not theirs:
        return 0.0
    common = 2 * len(ours & theirs) / (len(ours) + len(theirs))
    letters = SequenceMatcher(None, words, known, autojunk=False).ratio()
    alike = min(0.99, _OF_WORDS * common + _OF_LETTERS * letters)
    return alike if _denials(words) == _denials(known) else _DENIED * alike


@lru_cache(maxsize=4096)
def _signs(words: str) -> frozenset[str]:
    """Return the words that carry meaning, a negation tied to the one it denies.

    Chinese is cut into pairs of characters; a negation binds the next two.
    """
    signs: set[str] = set()
    denied = False
    for word in _latin(words):
        if word in _NEGATIONS:
            denied = True
        elif word not in _EMPTY:
            signs.add(f"not {word}" if denied else word)
            denied = False
    for run in re.findall("[\u3400-\u9fff]+", words):
        signs.update(_chinese(run))
    return frozenset(signs)


def _latin(words: str) -> list[str]:
    """Return the Latin words, contractions spelled out."""
    spelled = re.sub(r"\bcan't\b|\bcannot\b", "can not", words)
    spelled = re.sub(r"n't\b", " not", spelled)
    return re.findall(r"[a-z]+", re.sub(r"'(m|d|s|re|ll|ve)\b", "", spelled))


@lru_cache(maxsize=4096)
def _denials(words: str) -> int:
    """Count what denies something: two wordings that differ in it rarely mean the same."""
    return sum(word in _NEGATIONS for word in _latin(words)) + len(_CHINESE_NOT.findall(words))


def _chinese(run: str) -> set[str]:
    signs = set()
    for i in range(max(1, len(run) - 1)):
        pair = run[i : i + 2]
        denied = i > 0 and _CHINESE_NOT.match(run[i - 1])
        signs.add(f"not {pair}" if denied else pair)
    return signs
