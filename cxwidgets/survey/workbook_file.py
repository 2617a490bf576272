"""Rows of an XLSX sheet as strings."""

from __future__ import annotations

import datetime as dt
import zipfile
from typing import TYPE_CHECKING, Any

from cxwidgets.survey.problems import Problem, SurveyError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_UNPACKED = 1024 * 1024 * 1024
"""Bytes; a workbook is a compressed archive, and a small one can hide a huge one."""


def rows_of(path: Path, sheet: str = "") -> list[list[str]]:
    """Return the rows of the first, or the named, sheet.

    Formulas are not evaluated; they come back as their own text.

    Raises
    ------
    SurveyError
        If the workbook is damaged or protected, unpacks too large, or has no such sheet.
    """
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise _error(path, "the workbook is too large when unpacked")
        book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            names = [s.title for s in book.worksheets]
            if sheet and sheet not in names:
                raise _error(path, f"there is no sheet {sheet!r}", ", ".join(names))
            chosen = book[sheet] if sheet else book.worksheets[0]
            return [[_words(cell) for cell in row] for row in chosen.iter_rows(values_only=True)]
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, IndexError):
        raise _error(path, "the workbook is damaged or protected by a password") from None


def _words(value: Any) -> str:
    """Return a cell as one reads it: 5.0 as 5, a date as 2026-03-01 or 2026-03-01 08:30:00."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        shown = value.replace(microsecond=0)
        return shown.date().isoformat() if shown.time() == dt.time() else shown.isoformat(" ")
    return str(value)


def _error(path: Path, what: str, accepted: str = "") -> SurveyError:
    return SurveyError([Problem(what, file=path.name, accepted=accepted)])
