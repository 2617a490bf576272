"""Rows of a CSV, TSV or semicolon file as strings.

Quotes are taken seriously: a quote that is opened and not closed would swallow the rows behind it,
so such a file is refused with the line instead.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from statistics import median
from typing import TYPE_CHECKING

from cxwidgets.survey.encodings import decoded
from cxwidgets.survey.grid import LARGEST_CELL, MOST_CELLS, Grid, refusal
from cxwidgets.survey.problems import Problem
from cxwidgets.survey.words import written_by_platform

if TYPE_CHECKING:
    from pathlib import Path

_DELIMITERS = ",;\t"
_SAID = re.compile(r"(?i)sep=([,;|\t])\r?\n")
_LOST = "\ufffd"
_HEAD = 65_536
_RECORDS, _TITLE = 20, 2


def grid(path: Path, encoding: str = "") -> Grid:
    """Read a text file.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        If it is not text, its encoding does not fit, or a quote is not closed.
    """
    found = decoded(path, path.read_bytes(), encoding, written_by_platform())
    text = found.text.removeprefix("\ufeff")
    zero = text.find("\0")
    if zero >= 0:
        line = text.count("\n", 0, zero) + 1
        raise refusal(path, "there are NUL characters", "a text file, saved as CSV UTF-8", line)
    said = _SAID.match(text)
    delimiter = said[1] if said else _delimiter(text)
    rows = _records(path, text[said.end() :] if said else text, delimiter)
    if said:
        rows.insert(0, [])  # so that rows keep the numbers a spreadsheet gives them
    notes = []
    lost = tuple(
        n for n, row in enumerate(rows, start=1) if _LOST in text and any(_LOST in c for c in row)
    )
    if lost:
        what = "characters were lost before the file came here (shown as \ufffd)"
        notes.append(Problem(what, path.name, lost))
    return Grid(
        path.name,
        rows,
        "text",
        found.encoding,
        found.is_sure,
        delimiter,
        notes=tuple(notes),
    )


def _delimiter(text: str) -> str:
    """Return the delimiter that cuts the first record into most cells.

    Where that may be a title (it has few cells, the records below have others), the first records
    together decide.
    """
    widths = {delimiter: _widths(text[:_HEAD], delimiter) for delimiter in _DELIMITERS}
    first = {delimiter: found[0] for delimiter, found in widths.items()}
    best = max(_DELIMITERS, key=first.__getitem__)
    if first[best] <= _TITLE and set(widths[best]) != {_TITLE}:
        usual = {delimiter: median(found) for delimiter, found in widths.items()}
        if max(usual.values()) > _TITLE:
            return max(_DELIMITERS, key=usual.__getitem__)
    return best


def _widths(head: str, delimiter: str) -> list[int]:
    """Return how many cells the first records with any have; at least one number."""
    found: list[int] = []
    reader = csv.reader(io.StringIO(head), delimiter=delimiter)
    try:
        found.extend(len(row) for row in islice(reader, _RECORDS))
    except csv.Error:
        found = found or [0]
    return [found[0], *filter(None, found[1:])] if found else [0]


def _records(path: Path, text: str, delimiter: str) -> list[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    cells = 0
    try:
        for row in reader:
            rows.append(row)
            cells += len(row)
            if cells > MOST_CELLS:
                raise refusal(path, "the file has too many cells", f"up to {MOST_CELLS:,}")
    except csv.Error as error:
        what = f"the quotes do not fit together near line {reader.line_num} ({error})"
        if "limit" in str(error):
            what = f"a cell is longer than {LARGEST_CELL:,} characters, or its quote is not closed"
        raise refusal(
            path, what, 'every quoted cell closed: "…"; a quote inside written ""', len(rows) + 1
        ) from None
    return rows
