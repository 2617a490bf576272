"""What a feature is called, without what is around it in its question."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_TRIM = " ?,.;:_-\u2013\u2014\uff1f\uff0c\u3002\uff1a\u3001"
_NUMBER = re.compile(
    r"\(?q?\d{1,3}\s*(?:[\u3001.)\uff09:\uff1a](?!\d)|\s[-\u2013\u2014]\s)\s*", re.IGNORECASE
)
_IF = "(?:\u5982\u679c|\u5047\u5982|\u5047\u8bbe|\u8981\u662f|\u5018\u82e5|\u82e5\u662f)"
_BEFORE, _BEHIND = re.compile(rf"^{_IF}\s*"), re.compile(rf"[\s_\-(\uff08\[\u3010]{_IF}$")
_BRACKETS = (("[", "]"), ("(", ")"), ("\u3010", "\u3011"), ("\uff08", "\uff09"))
_HAS, _HAS_NOT = "\u6709", ("\u6ca1\u6709", "\u6c92\u6709", "\u65e0", "\u7121")


def unnumbered(question: str) -> str:
    """Return a question without its number, such as ``1、`` or ``Q3.``."""
    found = _NUMBER.match(question)
    return question[found.end() :] or question if found else question


def cleaned(label: str, denied: str = "") -> str:
    """Return the name of a feature without number, "if", and brackets that are open on one side.

    Parameters
    ----------
    label
        What is left of the question.
    denied
        The question about the feature not being there: a leading "has" whose "has not" stands in
        it belongs to the question, not to the feature.
    """
    name, before = label, ""
    while name != before:
        before = name
        name = _balanced(unnumbered(name.strip(_TRIM))).strip(_TRIM)
        name = _BEHIND.sub("", _BEFORE.sub("", name)) or name
    rest = name.removeprefix(_HAS)
    if rest and rest != name and any(f"{word}{rest}" in denied for word in _HAS_NOT):
        name = rest
    return name or label


def _balanced(name: str) -> str:
    for opening, closing in _BRACKETS:
        if name.startswith(opening) and name.endswith(closing) and name.count(opening) == 1:
            name = name[1:-1]
        if name.count(opening) != name.count(closing):
            name = name.replace(opening, " ").replace(closing, " ")
    return " ".join(name.split())


def distinctive(questions: Sequence[str]) -> list[str]:
    """Return what each question says that not all of them say at their start or end."""
    if len(questions) < 2:  # noqa: PLR2004 - one question has nothing in common with another
        return list(questions)
    start = _shared(questions)
    end = _shared([q[start:][::-1] for q in questions])
    return [q[start : len(q) - end].strip(_TRIM) or q for q in questions]


def _shared(questions: Sequence[str]) -> int:
    """Return how many characters all questions begin with; a Latin word is not cut in two."""
    short = min(map(len, questions))
    same = next((i for i in range(short) if len({q[i] for q in questions}) > 1), short)
    first = questions[0]
    while 0 < same < len(first) and first[same - 1].isascii() and first[same - 1].isalnum():
        same -= 1
    return same
