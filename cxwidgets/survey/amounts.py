"""Amounts of money as tills and spreadsheets write them: read when there is one way to read them.

A currency sign is taken off. Groups of three digits are joined where what follows shows that they
are groups (``1,234.50``, ``1.234,50``, ``1,234,567``); ``1,234`` alone could be two numbers, so
``client.toml`` has to say which sign stands between thousands.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from cxwidgets.survey.numerals import Written, number
from cxwidgets.survey.words import words

_POINT_LAST = re.compile(r"-?\d{1,3}(,\d{3})+\.\d{1,30}|-?\d{1,3}(,\d{3}){2,}")
_ONE_GROUP = re.compile(r"-?\d{1,3}\.\d{3}")
_COMMA_LAST = re.compile(r"-?\d{1,3}(\.\d{3})+,\d{1,30}|-?\d{1,3}(\.\d{3}){2,}")


@lru_cache(maxsize=65_536)
def amount(cell: str, thousands: str = "") -> Written | None:
    """Return the amount that stands in a cell, or None where it is none or could be two.

    Parameters
    ----------
    cell
        As it stands in the file.
    thousands
        The sign between groups of three digits: ``,`` ``.`` a blank or ``'``; with ``.`` the comma
        is the decimal sign. Empty where amounts have none.
    """
    around = _around().fullmatch(cell.strip())
    if around is None:
        return None
    bare = (around["minus"] + around["number"]).replace("\u2212", "-").replace("\u2019", "'")
    bare = re.sub(r"\s", " ", bare).strip()
    how = "unit" if len(bare) < len(cell.strip()) else ""
    if thousands:
        return _grouped(bare, thousands, how)
    if _POINT_LAST.fullmatch(bare):
        return Written(Decimal(bare.replace(",", "")), "groups")
    if _COMMA_LAST.fullmatch(bare):
        return Written(Decimal(bare.replace(".", "").replace(",", ".")), "comma")
    found = number(bare)
    return Written(found.value, found.how or how) if found else None


def is_one_or_a_thousand(cell: str) -> bool:
    """Say whether a cell like ``1.234`` could be two numbers, where commas are decimal signs."""
    return bool(_ONE_GROUP.fullmatch(cell.strip()))


@lru_cache(maxsize=1)
def _around() -> re.Pattern[str]:
    """Return a pattern for a number with a currency before or behind it."""
    longest_first = sorted(words()["numbers"]["currencies"], key=len, reverse=True)
    sign = rf"(?i:{'|'.join(map(re.escape, longest_first))})"
    return re.compile(
        rf"(?P<minus>[-\u2212]?)\s*(?:{sign}\s*)?"
        rf"(?P<number>[-\u2212]?[\d\s.,'\u2019]+?)\s*(?:{sign})?"
    )


def _grouped(bare: str, thousands: str, how: str) -> Written | None:
    point = "," if thousands == "." else "."
    whole = rf"-?(\d+|\d{{1,3}}({re.escape(thousands)}\d{{3}})+)({re.escape(point)}\d{{1,30}})?"
    if not re.fullmatch(whole, bare):
        return None
    plain = bare.replace(thousands, "").replace(point, ".")
    return Written(Decimal(plain), how or ("groups" if thousands in bare else ""))
