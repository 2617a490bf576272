"""What a column header says of its column."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

_APART = r"[\s_\-:.#(\[\u3010]"
_CLOSED = r"[)\]\u3011\s]*"
_SHORT = 4


@lru_cache(maxsize=1)
def cues() -> dict[str, Any]:
    """Return the words headers are searched for."""
    with Path(__file__).with_name("cues.toml").open("rb") as stream:
        return tomllib.load(stream)


def split(header: str, half: str) -> str | None:
    """Return what is left of a header that ends, or begins, with the name of a half.

    ``split("F1_functional", "functional")`` is ``"F1"``; None where the header has no such name.
    """
    words = cues()["halves"][half]
    plain = folded(header)
    for pattern in (_ending(tuple(words)), _beginning(tuple(words))):
        found = pattern.fullmatch(plain)
        if found and found["stem"]:
            start, end = found.span("stem")
            return header.strip()[start:end] if len(plain) == len(header.strip()) else found["stem"]
    return None


@lru_cache(maxsize=16)
def _ending(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?P<stem>.+?)(?:{_alternatives(words, behind=True)}){_CLOSED}")


@lru_cache(maxsize=16)
def _beginning(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(words, behind=False)})(?P<stem>.+?)")


def _alternatives(words: Iterable[str], *, behind: bool) -> str:
    found = []
    for word in sorted(words, key=len, reverse=True):
        apart = f"{_APART}+" if word.isascii() else f"{_APART}*"
        found.append(f"{apart}{re.escape(word)}" if behind else f"{re.escape(word)}{apart}")
    return "|".join(found)


def is_whole(header: str, what: str) -> bool:
    """Say whether a header is one of the usual names for ``respondent`` or ``at``."""
    return folded(header) in cues()["whole"][what]


def measure_of(header: str) -> str:
    """Return which measure a header names (``nps``, ``csat``, ``ces``), or ``""``."""
    plain = folded(header)
    for measure, words in cues()["measure"].items():
        if any(_stands_in(word, plain) for word in words):
            return str(measure)
    return ""


def _stands_in(cue: str, plain: str) -> bool:
    """Say whether a cue stands in a header; a short one begins a word, or ``ces`` is in prices."""
    if cue.isascii() and len(cue) <= _SHORT:
        return re.search(rf"(?<![a-z]){re.escape(cue)}", plain) is not None
    return cue in plain


def hints(header: str, what: str) -> bool:
    """Say whether a header has a word of a hint; Latin ones stand apart from other letters."""
    plain = folded(header)
    return any(
        re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", plain)
        if word.isascii()
        else word in plain
        for word in cues()["hint"][what]
    )


def dimension_of(header: str) -> str:
    """Return the dimension of service quality a header names, or ``""``."""
    plain = folded(header)
    for dimension, words in cues()["dimension"].items():
        for word in words:
            if re.search(rf"(?<![a-z]){word}", plain) if word.isascii() else word in plain:
                return str(dimension)
    return ""


def denials(question: str) -> list[str]:
    """Return the words in a question that deny something, each as often as it stands there."""
    plain = folded(question).replace("n't", " not")
    denying = cues()["negation"]
    latin = [word for word in re.findall(r"[a-z]+", plain) if word in denying["latin"]]
    return latin + [word for word in denying["chinese"] for _ in range(plain.count(word))]
