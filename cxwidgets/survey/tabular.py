"""Reading a survey file as it is: every cell a string, every row with the number a reader sees.

Nothing is computed from a cell: a formula stays the text of a formula.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.problems import Problem, SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
LARGEST = 256 * 1024 * 1024
"""Bytes of the largest file that is opened."""
_DELIMITERS = ",;\t"
_SURE = ("utf-8-sig", "utf-8", "utf-16")


@dataclass(frozen=True)
class Table:
    """A survey file.

    Attributes
    ----------
    file
        Its name.
    frame
        Strings; a blank cell is ``""``. The index is the row number in the file (the header is 1);
        columns are the headers, a repeated one with `` #2``, `` #3`` behind it.
    encoding
        How its bytes were read; ``""`` for a workbook.
    """

    file: str
    frame: pd.DataFrame
    encoding: str

    @property
    def is_sure(self) -> bool:
        """Say whether the encoding is certain rather than likely."""
        return self.encoding in ("", *_SURE)


def read(path: Path, encoding: str = "", sheet: str = "") -> Table:
    """Read a CSV file or the first (or named) sheet of an XLSX workbook.

    Parameters
    ----------
    path
        The file.
    encoding
        Of a CSV file; found out when empty.
    sheet
        Of a workbook; the first one when empty.

    Raises
    ------
    SurveyError
        If the file cannot be read: missing, of another kind, too large, empty, damaged.
    """
    if not path.is_file():
        raise _error(path, "the file does not exist")
    if path.suffix.lower() not in SUFFIXES:
        raise _error(path, f"cannot read {path.suffix or 'this kind of file'}", ", ".join(SUFFIXES))
    if path.stat().st_size > LARGEST:
        raise _error(path, "the file is too large", f"up to {LARGEST // 1024**2} MB")
    if path.suffix.lower() == ".xlsx":
        from cxwidgets.survey.workbook_file import rows_of

        rows, encoding = rows_of(path, sheet), ""
    else:
        text, encoding = _decoded(path, encoding)
        rows = _records(path, text)
    return Table(path.name, _frame(path, rows), encoding)


def _decoded(path: Path, encoding: str) -> tuple[str, str]:
    content = path.read_bytes()
    encoding = encoding or detected(content)
    try:
        return content.decode(encoding), encoding
    except LookupError:
        raise _error(path, f"there is no encoding {encoding!r}", "utf-8, gb18030, …") from None
    except UnicodeDecodeError as error:
        raise _error(path, f"not written in {encoding} (byte {error.start})") from None


def detected(content: bytes) -> str:
    """Return the encoding of a text file: certain for Unicode, likely for anything else."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        likely = from_bytes(content, cp_isolation=["gb18030", "big5", "cp1252", "shift_jis"])
        best = likely.best()
        return best.encoding if best else "gb18030"
    return "utf-8-sig" if content.startswith(codecs.BOM_UTF8) else "utf-8"


def _records(path: Path, text: str) -> list[list[str]]:
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda d: len(next(csv.reader([first], delimiter=d), [])))
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise _error(path, f"the file is damaged ({error})") from None


def _frame(path: Path, rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise _error(path, "the first row is empty", "a row of column headers")
    width = max(map(len, rows))
    body = {
        number: [cell.strip() for cell in row] + [""] * (width - len(row))
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    }
    if not body:
        raise _error(path, "there are headers but no answers")
    headers = _unique([*rows[0], *[""] * (width - len(rows[0]))])
    return pd.DataFrame(list(body.values()), index=list(body), columns=headers, dtype=object)


def _unique(headers: Iterable[str]) -> list[str]:
    seen: dict[str, int] = {}
    found = []
    for number, raw in enumerate(headers, start=1):
        header = " ".join(raw.split()) or f"column {number}"
        seen[header] = seen.get(header, 0) + 1
        found.append(header if seen[header] == 1 else f"{header} #{seen[header]}")
    return found


def _error(path: Path, what: str, accepted: str = "") -> SurveyError:
    return SurveyError([Problem(what, file=path.name, accepted=accepted)])
