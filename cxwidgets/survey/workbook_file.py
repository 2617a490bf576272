"""Rows of an XLSX sheet as strings.

No formula is ever computed here. Where a cell holds one, the value the workbook itself stored
beside it is read, and said; where none is stored, the formula stays as its own text, so that it
fits no scale and is named there.
"""

from __future__ import annotations

import warnings
import zipfile
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cxwidgets.survey.cell import KEPT, LOST, as_read, is_past_digits
from cxwidgets.survey.grid import LARGEST_CELL, MOST_CELLS, Grid, Sheets, refusal
from cxwidgets.survey.hidden import hidden, hidden_rows, lettered
from cxwidgets.survey.merged import unmerged
from cxwidgets.survey.percent_cells import as_percent, percent_styles
from cxwidgets.survey.problems import Problem, SurveyError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_UNPACKED = 512 * 1024 * 1024
"""Bytes; a workbook is a compressed archive, and a small one can hide a huge one."""
HARMLESS, HARDEST = 16 * 1024 * 1024, 100
"""Bytes a workbook may always unpack to, and the times its own size beyond that; sheets of answers
unpack to five to thirty times their size."""
MOST_PARTS = 4096
MOST_ROWS = 1_048_576
_NAMED = 4
_DAMAGED = "the workbook is damaged or protected by a password"


def grid(path: Path, sheet: str = "") -> Grid:
    """Read the first sheet that is not hidden, or the named one.

    Raises
    ------
    cxwidgets.survey.problems.SurveyError
        If the workbook is damaged or protected, unpacks too large, or has no such sheet.
    """
    try:
        with zipfile.ZipFile(path) as archive, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library's own, about styles and dates
            _refuse_bomb(path, archive)
            return _grid(path, sheet)
    except SurveyError:
        raise
    except Exception:  # noqa: BLE001 - a damaged archive or XML fails in any way there is
        raise refusal(path, _DAMAGED, "a workbook that opens in Excel, saved as XLSX") from None


def _refuse_bomb(path: Path, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    dense = unpacked > HARMLESS and unpacked > HARDEST * path.stat().st_size
    if unpacked > LARGEST_UNPACKED or dense or len(parts) > MOST_PARTS:
        limit = f"up to {LARGEST_UNPACKED // 1024**2} MB, and {HARDEST} times the file, unpacked"
        raise refusal(path, "the workbook is too large when unpacked", limit)


def _grid(path: Path, sheet: str) -> Grid:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    try:
        names = [s.title for s in book.worksheets]
        if not names or (sheet and sheet not in names):
            raise refusal(path, f"there is no sheet {sheet!r}", ", ".join(names) or "a sheet")
        shown = [s.title for s in book.worksheets if s.sheet_state == "visible"]
        title = sheet or (shown or names)[0]
        found = _Sheet(path)
        merged = found.read(book[title])
    finally:
        book.close()
    notes = [*unmerged(path.name, found.rows, merged), *found.notes()]
    others = tuple(name for name in names if name != title)
    if others:
        out_of_sight = [name for name in names if name not in shown]
        what = f"{len(names)} sheets; {title!r} was read"
        what += f"; hidden: {', '.join(map(repr, out_of_sight))}" if out_of_sight else ""
        notes.append(
            Problem(what, path.name, accepted="--sheet, or sheet = " + ", ".join(map(repr, others)))
        )
    sheets = Sheets(title, others) if others else None
    return Grid(
        path.name, found.rows, "workbook", notes=tuple(notes), sheets=sheets, hidden=found.hidden
    )


class _Sheet:
    """The cells of a sheet, each in its place, whatever size the sheet claims to have.

    Parameters
    ----------
    path
        Named in errors.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.rows: list[list[str]] = []
        self._stored: list[tuple[int, int]] = []
        self._bare: list[tuple[int, int]] = []
        self._percent: frozenset[int] = frozenset()
        self.hidden: tuple[int, ...] = ()
        self._unseen: list[Problem] = []
        self._long: list[tuple[int, int]] = []

    def read(self, sheet: Any) -> list[str]:
        """Take the cells of a sheet and return the ranges that are merged."""
        from openpyxl.worksheet._reader import WorkSheetParser

        cells = 0
        with sheet._get_source() as source:  # noqa: SLF001 - as the library's own rows are read
            book = sheet.parent
            self._percent = percent_styles(book)
            parser = _with_formulas(WorkSheetParser)(
                source,
                sheet._shared_strings,  # noqa: SLF001
                data_only=True,
                epoch=book.epoch,
                date_formats=book._date_formats,  # noqa: SLF001
                timedelta_formats=book._timedelta_formats,  # noqa: SLF001
            )
            for number, row in parser.parse():
                self._place(number, row)
                cells += len(self.rows[-1]) + 1
                if cells > MOST_CELLS:
                    limit = f"up to {MOST_CELLS:,}"
                    raise refusal(self._path, "the sheet has too many cells", limit)
        self.hidden = hidden_rows(self.rows, parser.row_dimensions)
        columns = parser.column_dimensions
        self._unseen = hidden(self._path.name, self.rows, self.hidden, columns)
        merged = getattr(parser, "merged_cells", None)
        return [each.ref for each in merged.mergeCell] if merged else []

    def _place(self, number: int, row: list[dict[str, Any]]) -> None:
        """Put the cells of a row into their columns; both come in order, or not at all."""
        columns = [cell["column"] for cell in row]
        ordered = all(a < b for a, b in pairwise(columns))
        own = all(cell["row"] == number for cell in row)
        if not ordered or not own or not len(self.rows) < number <= MOST_ROWS:
            raise refusal(self._path, "the cells of the sheet are not in order", row=number)
        self.rows.extend([] for _ in range(number - 1 - len(self.rows)))
        found = [""] * (columns[-1] if columns else 0)
        for cell in row:
            words = self._words(cell)
            if "formula" in cell:
                (self._stored if words else self._bare).append((number, cell["column"]))
            found[cell["column"] - 1] = words or cell.get("formula", "")
        while found and not found[-1]:
            found.pop()
        if any(len(words) > LARGEST_CELL for words in found):
            what = f"a cell is longer than {LARGEST_CELL:,} characters"
            raise refusal(self._path, what, "shorter cells", number)
        self.rows.append(found)

    def _words(self, cell: dict[str, Any]) -> str:
        value = cell["value"]
        if cell["style_id"] in self._percent and cell["data_type"] == "n" and value is not None:
            return as_percent(value)
        if is_past_digits(value):
            self._long.append((cell["row"], cell["column"]))
        return as_read(value)

    def notes(self) -> list[Problem]:
        """Return what is to be said of hidden cells, formulas and long numbers, by column."""
        return self._unseen + [
            Problem(what + where, self._path.name, rows, column, accepted=accepted)
            for what, cells, accepted in (
                ("formulas; the values stored with them were read", self._stored, ""),
                (LOST, self._long, KEPT),
                ("formulas without a stored value", self._bare, "values instead of formulas"),
            )
            for where, column, rows in self._places(cells)
        ]

    def _places(self, cells: list[tuple[int, int]]) -> list[tuple[str, str, tuple[int, ...]]]:
        """Return each column with its rows; how many columns, where they are too many to name."""
        found: dict[int, list[int]] = {}
        for row, column in cells:
            found.setdefault(column, []).append(row)
        if len(found) > _NAMED:
            rows = tuple(dict.fromkeys(row for row, _ in cells))
            return [(f" (in {len(found)} columns)", "", rows)]
        return [("", lettered(self.rows, c), tuple(rows)) for c, rows in sorted(found.items())]


def _with_formulas(parser: type) -> Any:
    """Return the library's parser, keeping the text of a formula beside its stored value."""
    from openpyxl.worksheet._reader import FORMULA_TAG

    class Parser(parser):
        def parse_cell(self, element: Any) -> Any:
            cell = super().parse_cell(element)
            formula = element.find(FORMULA_TAG)
            if formula is not None:
                cell["formula"] = f"={formula.text or ''}"
            return cell

    return Parser
