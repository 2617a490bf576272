"""Finding out how the dates of a column are written, where that can be told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.times import has_half, parsed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

ISO = "ISO8601"
_YEAR_MONTH_DAY = "%Y\u5e74%m\u6708%d\u65e5"
_NUMBERS = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", _YEAR_MONTH_DAY)
_YEAR_FIRST = ("%Y/%m/%d", "%Y-%m-%d", "%Y.%m.%d")
_SHORT = ("%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%d-%m-%y", "%m-%d-%y")
_NAMED = ("%d %b %Y", "%d %B %Y", "%d-%b-%Y", "%b %d, %Y", "%B %d, %Y", "%d-%b-%y")
_DATES = (*_NUMBERS, *_YEAR_FIRST, *_SHORT, *_NAMED)
_TIMES = ("", " %H:%M", " %H:%M:%S", "%H:%M", "%H:%M:%S", ", %H:%M", ", %H:%M:%S")
_SPELLED = ("%H\u65f6%M\u5206", "%H\u65f6%M\u5206%S\u79d2")
_CHINESE_TIMES = (*_SPELLED, *(f" {time}" for time in _SPELLED))
_HALVES = (" %I:%M %p", " %I:%M:%S %p", " %p %I:%M", " %p %I:%M:%S", ", %I:%M %p", ", %I:%M:%S %p")
_FEW = 200
_ZONE_NAME = re.compile(r"[\dMm] (?P<name>(?!AM|PM)[A-Z]{2,5})$")


def fitting(cells: pd.Series, first: str = "") -> list[str]:
    """Return the ways of writing a date that fit every cell that is not blank.

    More than one fits where no day is above 12: 03/04/2026 may be March or April. A file that can
    be read as ISO 8601 is not asked for more.

    Parameters
    ----------
    cells
        As they stand in the file.
    first
        What the file's dialect says of its dates, tried before anything else.
    """
    given = cells[cells != ""].drop_duplicates()
    if given.empty:
        return []
    for sure in (first, ISO):
        if sure and parsed(given, sure).notna().all():
            return [sure]
    likely = list(_formats(given.iloc[0]))
    for few in (given.head(1), given.head(_FEW), given):
        likely = [wanted for wanted in likely if parsed(few, wanted).notna().all()]
    return _different(given, likely)


def _formats(example: str) -> Iterator[str]:
    """Return the ways of writing a time that a cell may have been written in."""
    zones: tuple[str, ...] = ("",)
    if "GMT" in example or "UTC" in example:
        zones = (" %z",)
    elif (named := _ZONE_NAME.search(example)) is not None:
        zones = (f" {named['name']}",)  # which zone CST is nobody knows, so it is local time
    for date in _DATES:
        own = (*_TIMES, *_CHINESE_TIMES) if date == _YEAR_MONTH_DAY else _TIMES
        for time in _HALVES if has_half(example) else own:
            for zone in zones:
                yield date + time + zone


def _different(given: pd.Series, formats: list[str]) -> list[str]:
    """Return the first of the formats that read the same times: May is long and short at once."""
    found: dict[str, pd.Series] = {}
    for wanted in formats:
        times = parsed(given, wanted)
        if not any(times.equals(known) for known in found.values()):
            found[wanted] = times
    return list(found)
