"""Files that are not what their name says: told by their first bytes, and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.grid import refusal

if TYPE_CHECKING:
    from pathlib import Path

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVE = b"PK\x03\x04"
_PAGE = (b"<!doctype html", b"<html", b"<table", b"<head", b"<?xml", b"<meta")
_SEEN = 1024


def refuse_disguised(path: Path) -> None:
    """Refuse what cannot be opened, and web pages, old workbooks and archives under another name.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        Saying what the file is and what would be accepted.
    """
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as stream:
            begin = stream.read(_SEEN)
    except OSError as error:
        raise refusal(path, f"the file cannot be opened ({error.strerror})") from None
    if begin.startswith(_OLD_WORKBOOK):
        what = "a workbook of Excel 97-2003, or one that is protected by a password"
        raise refusal(path, what, "the same saved as .xlsx without a password")
    if begin.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_PAGE):
        wanted = "the export itself, or the same opened in a spreadsheet and saved as .xlsx"
        raise refusal(path, f"a web page, although its name ends in {suffix}", wanted)
    if begin.startswith(_ARCHIVE) and suffix in (".csv", ".tsv", ".txt", ".xls"):
        wanted = "the same with a name that ends in .xlsx, or the file inside the archive"
        raise refusal(path, f"a workbook or an archive, although its name ends in {suffix}", wanted)
