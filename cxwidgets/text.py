"""Words in two languages: one table, one look-up.

Everything a reader sees that is neither course prose (notebook cells) nor course data (exercise
definitions) stands in ``data/course/text.toml``, Chinese beside English.
"""

from __future__ import annotations

import tomllib
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from math import isfinite
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("zh", "en")
MINUS = "\u2212"
_BEHIND = 9
_WIDE = Context(prec=400)  # the longest of floats has 309 digits before the point

Words = dict[str, Any]  # nested: a string, or again such a dictionary


class Pair(Protocol):
    """Anything said in both languages, looked up by language."""

    def __getitem__(self, lang: str, /) -> str:
        """Return one side."""
        ...


def is_pair(value: Any) -> bool:
    """Say whether ``value`` is one thing said in both languages."""
    return isinstance(value, dict) and set(value) == set(LANGUAGES)


def rounded(value: float, digits: int) -> Decimal:
    """Round as people do by hand, and as the charts do: halves away from zero.

    What arithmetic leaves far behind the point does not count: 23 of 40 are 57.5 %, which is 58 %.

    Examples
    --------
    >>> str(rounded(42.5, 0)), str(rounded(-7.5, 0)), str(rounded(100 * 23 / 40, 0))
    ('43', '-8', '58')
    """
    if not isfinite(value):
        return Decimal(float(value))
    exact = Decimal(repr(round(float(value), digits + _BEHIND)))
    return exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, _WIDE)


@lru_cache(maxsize=8)
def _table(file: Path, _changed: int) -> dict[str, Any]:
    """Read the file; its modification time is part of the key."""
    with file.open("rb") as stream:
        return tomllib.load(stream)


class Text:
    """Look words up in one language.

    Parameters
    ----------
    lang
        ``"zh"`` or ``"en"``.
    root
        The folder that holds ``data/course``; found by itself when omitted.

    Raises
    ------
    ValueError
        For another language.
    KeyError
        From a look-up of a key that does not exist; there is no fallback to the other language.
    """

    def __init__(self, lang: str, root: Path | None = None) -> None:
        if lang not in LANGUAGES:
            raise ValueError(f"the language is {lang!r}; it must be one of {', '.join(LANGUAGES)}")
        from cxwidgets.course import find_root

        file = (root or find_root()) / "data" / "course" / "text.toml"
        self.lang = lang
        self._words = _table(file, file.stat().st_mtime_ns)

    def __repr__(self) -> str:
        return f"Text({self.lang!r})"

    def _find(self, key: str) -> Any:
        found: Any = self._words
        for part in key.split("."):
            if not isinstance(found, dict) or part not in found:
                raise KeyError(f"no text for {key!r}")
            found = found[part]
        return found

    def __call__(self, key: str, **values: object) -> str:
        """Return the words for ``key`` with ``{name}`` filled from ``values``."""
        pair = self._find(key)
        if not is_pair(pair):
            raise KeyError(f"{key!r} is a section of texts, not one text")
        words: str = pair[self.lang]
        return words.format_map(values) if values else words

    def __contains__(self, key: object) -> bool:
        """Say whether there is a text or a section of this name."""
        try:
            self._find(str(key))
        except KeyError:
            return False
        return True

    def section(self, key: str) -> Words:
        """Return all texts below ``key`` as a nested dictionary in this language."""
        return {k: self._words_of(v) for k, v in self._find(key).items()}

    def _words_of(self, value: Any) -> str | Words:
        if is_pair(value):
            return str(value[self.lang])
        return {k: self._words_of(v) for k, v in value.items()}

    def pick(self, pair: Pair) -> str:
        """Return this language's side of ``{"zh": …, "en": …}``."""
        return pair[self.lang]

    def number(self, value: float, digits: int = 0) -> str:
        """Format a number: thousands separated, a real minus sign, a dash for "not a number".

        What is printed as zero has no sign.
        """
        if value != value:  # noqa: PLR0124 - the one test for NaN that needs no import
            return "–"
        return f"{rounded(value, digits):z,.{digits}f}".replace("-", MINUS)

    def signed(self, value: float, digits: int = 0) -> str:
        """Format a number with its sign; zero has none."""
        if value != value or rounded(value, digits) == 0:  # noqa: PLR0124
            return self.number(abs(value), digits)
        return f"{rounded(value, digits):+,.{digits}f}".replace("-", MINUS)

    def percent(self, share: float, digits: int = 0) -> str:
        """Format a share between 0 and 1 as a percentage."""
        return f"{self.number(share * 100, digits)}%" if share == share else "–"  # noqa: PLR0124

    def interval(self, low: float, high: float, digits: int = 0) -> str:
        """Format an interval from low to high; nothing where it is not known."""
        if low != low or high != high:  # noqa: PLR0124
            return ""
        return f"[{self.number(low, digits)}, {self.number(high, digits)}]"
