"""Times as platforms write them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import pandas as pd

from cxwidgets.survey.words import words

_ZONE = r"(?:Z|UTC|[+-]\d\d:?\d\d)\s*$"
_FROM_GREENWICH = re.compile(
    r"[\s(\[]*(?:GMT|UTC)(?:(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?[\s)\]]*$"
)
_ZONE_FORMAT = re.compile(r"[\s(\[]*(?:GMT|UTC)?%z[\s)\]]*$")


def parsed(given: pd.Series, wanted: str) -> pd.Series:
    """Return times; what is none is missing.

    Parameters
    ----------
    given
        Words.
    wanted
        As ``strptime`` has it, or ``ISO8601``. ``%p`` also reads the words of other languages for
        the halves of a day, wherever they stand, and ``%z`` also reads ``GMT+8``. Where they have
        different time zones, all are read in UTC, and one that has none among them is missing:
        nobody knows when it was.
    """
    times = _parsed(given, wanted)
    if not ("%p" in wanted or "%z" in wanted) or (times.notna() | given.isna()).all():
        return times
    plain = given.map(lambda cell: _plain(cell, wanted), na_action="ignore")
    again = _parsed(plain, _plain_format(wanted))
    return again if again.notna().sum() > times.notna().sum() else times


def _parsed(given: pd.Series, wanted: str) -> pd.Series:
    try:
        return pd.to_datetime(given, format=wanted, errors="coerce")
    except ValueError:
        times = pd.to_datetime(given, format=wanted, errors="coerce", utc=True)
        return times.dt.tz_localize(None).where(zoned(given))


def or_iso(given: pd.Series, wanted: str) -> pd.Series:
    """Return times in the form a platform writes them, and those in the form of ISO 8601 too.

    Beside what a clock on the wall showed, a moment with a zone is missing.
    """
    times = parsed(given, wanted)
    if wanted == "ISO8601":
        return times
    if times.isna().all():
        return parsed(given, "ISO8601")
    return times.fillna(parsed(given.where(~zoned(given)), "ISO8601"))


def zoned(given: pd.Series) -> pd.Series:
    """Say which times have a zone."""
    found: pd.Series = given.str.contains(_ZONE, na=False)
    return found


def _plain(cell: str, wanted: str) -> str:
    """Return a time with AM or PM between blanks, and its zone as +0800."""
    found = unicodedata.normalize("NFKC", cell).strip()
    if "%p" in wanted:
        found = _halves().sub(lambda m: " AM " if m["am"] else " PM ", found)
    if "%z" in wanted:
        found = _FROM_GREENWICH.sub(_offset, found)
    return " ".join(found.split())


def _plain_format(wanted: str) -> str:
    found = _ZONE_FORMAT.sub(" %z", wanted).replace("%p", " %p ")
    return " ".join(found.split())


def _offset(zone: re.Match[str]) -> str:
    hours, minutes = int(zone["hours"] or 0), int(zone["minutes"] or 0)
    return f" {zone['sign'] or '+'}{hours:02d}{minutes:02d}"


def has_half(cell: str) -> bool:
    """Say whether a cell names a half of the day, such as ``PM``."""
    return bool(_halves().search(unicodedata.normalize("NFKC", cell)))


@lru_cache(maxsize=1)
def _halves() -> re.Pattern[str]:
    """Return a pattern for the words for the halves of a day, apart from other letters."""
    am, pm = ("|".join(map(re.escape, words()["times"][half])) for half in ("am", "pm"))
    return re.compile(rf"(?i)\s*(?<![a-z])(?:(?P<am>{am})|(?P<pm>{pm}))(?![a-z])\s*")
