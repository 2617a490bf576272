"""Numbers as people and platforms write them: read when there is one way to read them, and named.

Nothing is normalised that could change a value: a raised two stays a raised two, a comma is taken
for a decimal point only where it can be nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from cxwidgets.survey.words import words

_WIDE = str.maketrans(
    {
        **{chr(0xFF10 + i): str(i) for i in range(10)},
        "\uff0e": ".",
        "\uff0c": ",",
        "\uff05": "%",
        "\uff0d": "-",
        "\u2212": "-",
        "\uff0b": "+",
        "\u3000": " ",
        "\u00a0": " ",
    }
)
_PLAIN = re.compile(r"[-+]?[0-9]{1,30}(\.[0-9]{1,30})?")
_COMMA = re.compile(r"[-+]?[0-9]{1,30},[0-9]{1,2}")
_THOUSANDS = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_NAMED = re.compile(
    r"(?P<number>[0-9]{1,3})\s*(?:[-\u2013\u2014:.=(\uff08\uff1a\u3001]\s*)(?P<words>[^\d\s][^\d]*)"
)


@dataclass(frozen=True)
class Written:
    """A number and how it was written.

    Attributes
    ----------
    value
        Exactly what stands there.
    how
        Empty for a plain number, else what had to be understood: ``wide`` digits, a ``unit``, a
        decimal ``comma``, a ``percent`` sign, or ``words`` behind the number.
    """

    value: Decimal
    how: str = ""


@lru_cache(maxsize=65_536)
def number(cell: str, high: int = 0) -> Written | None:
    """Return the number that stands in a cell, or None where it is none or could be two.

    Parameters
    ----------
    cell
        As it stands in the file.
    high
        The upper end of the scale; a percentage is a number of a scale to 100 only.
    """
    plain = cell.strip()
    if _PLAIN.fullmatch(plain):
        return Written(Decimal(plain))
    narrow = plain.translate(_WIDE).strip()
    if _PLAIN.fullmatch(narrow):
        return Written(Decimal(narrow), "wide")
    if _COMMA.fullmatch(narrow):
        return Written(Decimal(narrow.replace(",", ".")), "comma")
    percent = narrow.removesuffix("%").strip()
    if percent != narrow:
        fits = high == 100 and _PLAIN.fullmatch(percent)  # noqa: PLR2004 - per hundred
        return Written(Decimal(percent), "percent") if fits else None
    unit = _unit().fullmatch(narrow)
    if unit:
        return Written(Decimal(unit["number"]), "unit")
    named = None if is_date(narrow) else _NAMED.fullmatch(narrow)
    return Written(Decimal(named["number"]), "words") if named else None


def is_ambiguous(cell: str) -> bool:
    """Say whether a cell like ``1,000`` could be two different numbers."""
    return bool(_THOUSANDS.fullmatch(cell.strip().translate(_WIDE).strip()))


def is_date(cell: str) -> bool:
    """Say whether a cell like ``3-Apr`` or ``2026-04-03`` is a date, made perhaps of ``3-4``."""
    return bool(_date().fullmatch(cell.strip().translate(_WIDE).strip()))


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    month = "|".join(map(re.escape, words()["numbers"]["months"]))
    day, year = r"[0-9]{1,2}", r"[0-9]{4}"
    return re.compile(
        rf"(?i){day}[-. ]{{1,3}}(?:{month})\.?|(?:{month})[-. ]{day}|{day}\u6708{day}\u65e5"
        rf"|{year}[-/]{day}[-/]{day}(?: 00:00:00)?|{day}[-/.]{day}[-/.]{year}"
    )


@lru_cache(maxsize=1)
def _unit() -> re.Pattern[str]:
    units = "|".join(map(re.escape, sorted(words()["numbers"]["units"], key=len, reverse=True)))
    return re.compile(rf"(?i)(?P<number>[-+]?[0-9]{{1,9}}(\.[0-9]{{1,9}})?)\s*(?:{units})")
