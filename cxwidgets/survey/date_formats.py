"""Finding out how the dates of a column are written, where that can be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.times import parsed

if TYPE_CHECKING:
    import pandas as pd

ISO = "ISO8601"
_YEAR_MONTH_DAY = "%Y\u5e74%m\u6708%d\u65e5"
_DATES = ("%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", _YEAR_MONTH_DAY)
_TIMES = ("", " %H:%M", " %H:%M:%S")
FORMATS = (ISO, *(date + time for date in _DATES for time in _TIMES))


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
    few = given.head(200)
    likely = [wanted for wanted in FORMATS[1:] if parsed(few, wanted).notna().all()]
    return [wanted for wanted in likely if parsed(given, wanted).notna().all()]
