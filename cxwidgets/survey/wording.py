"""Comparing what people typed: forms, apostrophes, blanks and case are not differences."""

from __future__ import annotations

import re
import unicodedata

_SAME = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u02bc": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-"}
)
_SHOWN = 80


def folded(words: str) -> str:
    """Return ``words`` in the form in which two spellings of the same thing are equal.

    Full-width forms become plain, curly apostrophes straight, runs of blanks one blank; case and
    blanks at the ends are dropped.
    """
    plain = unicodedata.normalize("NFKC", words).translate(_SAME)
    return re.sub(r"\s+", " ", plain).strip().casefold()


def quoted(words: str) -> str:
    """Return ``words`` for one line on a terminal: shortened, control characters spelled out."""
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    return f'"{printable(shown)}"'


def printable(words: str) -> str:
    """Return ``words`` with control characters spelled out, so that they cannot move a terminal."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in words)
