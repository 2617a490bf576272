"""Rows of an XLSX sheet as strings.

No formula is ever computed here. Where a cell holds one, the value the workbook itself stored
beside it is read, and said; where none is stored, the formula stays as its own text, so that it
fits no scale and is named there.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any

from cxwidgets.survey.cell import as_read
from cxwidgets.survey.grid import LARGEST_CELL, MOST_CELLS, Grid, refusal
from cxwidgets.survey.problems import Problem, SurveyError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

LARGEST_UNPACKED = 512 * 1024 * 1024
"""Bytes; a workbook is a compressed archive, and a small one can hide a huge one."""
MOST_PARTS = 4096
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_HEAD_ROWS = 3
_DAMAGED = "the workbook is damaged or protected by a password"


def grid(path: Path, sheet: str = "") -> Grid:
    """Read the first, or the named, sheet.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        If the workbook is damaged or protected, unpacks too large, or has no such sheet.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _refuse_bomb(path, archive)
            return _grid(path, archive, sheet)
    except SurveyError:
        raise
    except Exception:  # noqa: BLE001 - a damaged archive or XML fails in any way there is
        raise refusal(path, _DAMAGED, "a workbook that opens in Excel, saved as XLSX") from None


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    if sum(part.file_size for part in parts) > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        limit = f"up to {LARGEST_UNPACKED // 1024**2} MB unpacked"
        raise refusal(path, "the workbook is too large when unpacked", limit)


def _grid(path: Path, archive: zipfile.ZipFile, sheet: str) -> Grid:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    try:
        names = [s.title for s in book.worksheets]
        if not names or (sheet and sheet not in names):
            raise refusal(path, f"there is no sheet {sheet!r}", ", ".join(names) or "a sheet")
        title = sheet or names[0]
        chosen = book[title]
        raw = archive.read(chosen._worksheet_path.lstrip("/"))  # noqa: SLF001 - the part's only name
        rows = list(_rows(path, chosen))
    finally:
        book.close()
    notes = []
    if _FORMULA.search(raw):
        notes = _with_stored(path, rows, title)
    rows, merged = _unmerged(path, rows, [m.decode() for m in _MERGED.findall(raw)])
    others = [name for name in names if name != title]
    if others:
        said = f"read the sheet {title!r} of {len(names)}"
        notes.append(Problem(said, path.name, accepted="sheet = " + ", ".join(map(repr, others))))
    return Grid(path.name, rows, "workbook", notes=(*merged, *notes))


def _rows(path: Path, sheet: Any) -> Iterator[list[str]]:
    """Return the rows at their natural width, whatever size the sheet claims to have."""
    sheet.reset_dimensions()
    cells = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        found = [as_read(cell) for cell in row]
        while found and not found[-1]:
            found.pop()
        cells += len(row) + 1
        if cells > MOST_CELLS:
            raise refusal(path, "the sheet has too many cells", f"up to {MOST_CELLS:,}")
        if any(len(cell) > LARGEST_CELL for cell in found):
            what = f"a cell is longer than {LARGEST_CELL:,} characters"
            raise refusal(path, what, "shorter cells", number)
        yield found


def _with_stored(path: Path, rows: list[list[str]], title: str) -> list[Problem]:
    """Put stored values in the place of formulas; return what to say about both."""
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        stored = list(_rows(path, book[title]))
    finally:
        book.close()
    filled: list[int] = []
    bare: list[int] = []
    for number, row in enumerate(rows, start=1):
        values = stored[number - 1] if number <= len(stored) else []
        for i, cell in enumerate(row):
            value = values[i] if i < len(values) else ""
            if cell.startswith("=") and value != cell:
                if value:
                    row[i] = value
                (filled if value else bare).append(number)
    return [
        Problem(what, path.name, tuple(dict.fromkeys(numbers)), accepted=accepted)
        for what, numbers, accepted in (
            ("formulas; the values stored with them were read, nothing was computed", filled, ""),
            ("formulas without a stored value", bare, "values instead of formulas"),
        )
        if numbers
    ]


def _unmerged(
    path: Path, rows: list[list[str]], ranges: Iterable[str]
) -> tuple[list[list[str]], list[Problem]]:
    """Give every cell of a merged header its words; name merged cells among the answers."""
    from openpyxl.utils import range_boundaries

    headers, below = [], []
    for cells in ranges:
        left, top, right, bottom = range_boundaries(cells)
        if top > len(rows) or right - left > len(rows[top - 1]) + _HEAD_ROWS * 100:
            continue
        if top <= _HEAD_ROWS:
            headers.append(cells)
            words = rows[top - 1][left - 1] if left <= len(rows[top - 1]) else ""
            _fill(rows[top - 1], left, right, words)
        else:
            below.append((top, cells))
        del bottom
    notes = []
    if headers:
        said = f"merged header cells {', '.join(headers[:4])}: each column got their words"
        notes.append(Problem(said, path.name))
    if below:
        said = "merged cells among the answers: only the first of them has the value"
        numbers = tuple(sorted({top for top, _ in below}))
        notes.append(Problem(said, path.name, numbers, accepted="cells that are not merged"))
    return rows, notes


def _fill(row: list[str], left: int, right: int, words: str) -> None:
    row.extend([""] * (right - len(row)))
    for i in range(left - 1, right):
        row[i] = row[i] or words
