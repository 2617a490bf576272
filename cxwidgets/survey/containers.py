"""Kinds of file a survey may come in, told by their suffix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.disguise import refuse_disguised
from cxwidgets.survey.grid import refusal

if TYPE_CHECKING:
    from pathlib import Path

    from cxwidgets.survey.grid import Grid

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".sav", ".zsav", ".parquet")
LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is opened."""
_INSTEAD = {".xls": "the same saved as .xlsx", ".numbers": "the same exported as .csv"}


def grid_of(path: Path, encoding: str = "", sheet: str = "") -> Grid:
    """Return the rows of a file, whatever it is.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        If there is no such file, or it cannot be read.
    """
    suffix = path.suffix.lower()
    if path.is_dir():
        raise refusal(path, "this is a folder", "a file in it")
    if not path.is_file():
        raise refusal(path, "the file does not exist")
    refuse_disguised(path)
    if suffix not in SUFFIXES:
        accepted = _INSTEAD.get(suffix, ", ".join(SUFFIXES))
        raise refusal(path, f"cannot read {path.suffix or 'this kind of file'}", accepted)
    if path.stat().st_size > LARGEST:
        raise refusal(path, "the file is too large", f"up to {LARGEST // 1024**2} MB")
    if suffix == ".xlsx":
        from cxwidgets.survey import workbook_file

        return workbook_file.grid(path, sheet)
    if suffix in (".sav", ".zsav"):
        return spss_grid(path)
    if suffix == ".parquet":
        from cxwidgets.survey import parquet_file

        return parquet_file.grid(path)
    from cxwidgets.survey import text_file

    return text_file.grid(path, encoding)


def spss_grid(path: Path) -> Grid:
    """Return the rows of an SPSS file, read in a process of its own."""
    from cxwidgets.survey import sav_file

    return sav_file.grid(path)
