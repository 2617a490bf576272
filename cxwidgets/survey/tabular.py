"""Reading a survey file as it is: every cell a string, every row with the number a reader sees.

Nothing is computed from a cell. What the platform wrote around the answers (further header rows,
previews, codes for "not answered") is told apart by its dialect; see `cxwidgets.survey.dialects`.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey import findings
from cxwidgets.survey.containers import grid_of
from cxwidgets.survey.dialects import Recognised, Said, arrange
from cxwidgets.survey.grid import MOST_CELLS, or_another_sheet
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.rows import usable
from cxwidgets.survey.short_blocks import noted, short_rows
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from cxwidgets.survey.account import Aside
    from cxwidgets.survey.dialects import Layout
    from cxwidgets.survey.grid import Grid, Sheets

_PLAIN = Recognised("plain", 1.0, "")


@dataclass(frozen=True)
class Table:
    """A survey file.

    Attributes
    ----------
    file
        Its name.
    frame
        Strings; a blank cell is ``""``. The index is the row number in the file; columns are the
        headers, a repeated one with `` #2``, `` #3`` behind it.
    encoding, is_sure
        How its bytes were read (``""`` where they are no text), and whether that is certain.
    recognised
        What platform wrote it.
    questions
        What was asked, by header, where it is not the header.
    labels
        What codes stand for, by header, where the file says it.
    silent, missing
        Folded cells that mean "not answered": everywhere, and by header.
    separator, at_format
        As `cxwidgets.survey.dialects.shape.Layout` has them.
    aside
        Rows that are no answers, with the reason.
    notes
        What was noticed and keeps nobody from going on.
    sheet
        Of a workbook, where it was asked for by name.
    doubts
        Those notes that somebody has to decide.
    sheets
        Of a workbook with more than one.
    hidden
        Of a workbook: the numbers of rows that are hidden in it.
    """

    file: str
    frame: pd.DataFrame
    encoding: str
    is_sure: bool = True
    recognised: Recognised = _PLAIN
    questions: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    silent: frozenset[str] = frozenset()
    missing: Mapping[str, frozenset[str]] = field(default_factory=dict)
    separator: str = ""
    at_format: str = ""
    aside: tuple[Aside, ...] = ()
    notes: tuple[Problem, ...] = ()
    sheet: str = ""
    doubts: tuple[Problem, ...] = ()
    sheets: Sheets | None = None
    hidden: tuple[int, ...] = ()

    def question(self, header: str) -> str:
        """Return what was asked in a column, as far as the file says it."""
        return self.questions.get(header) or header

    def answer(self, header: str, cell: str) -> str:
        """Return the words a code stands for, or the cell as it is."""
        return self.labels.get(header, {}).get(cell, cell)

    def is_silent(self, header: str, cell: str) -> bool:
        """Say whether a cell means that nothing was answered."""
        key = folded(cell)
        return not key or key in self.silent or key in self.missing.get(header, ())


def read(path: Path, encoding: str = "", sheet: str = "", said: Said | None = None) -> Table:
    """Read a survey file: CSV, TSV, XLSX, SPSS or Parquet.

    Parameters
    ----------
    path
        The file.
    encoding
        Of a text file; found out when empty.
    sheet
        Of a workbook; the first one when empty.
    said
        What ``client.toml`` says of its dialect and shape.

    Raises
    ------
    SurveyError
        If the file cannot be read: missing, of another kind, too large, empty, damaged.
    """
    with _undisturbed():
        grid = grid_of(path, encoding, sheet)
        recognised, layout = arrange(grid, said or Said())
        return replace(_table(grid, recognised, layout, said or Said()), sheet=sheet)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector from walking millions of cells again and again: twice as fast."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _table(grid: Grid, recognised: Recognised, layout: Layout, said: Said) -> Table:
    if not any(layout.headers):
        wanted = or_another_sheet(grid.sheets, "a row of column headers")
        raise _error(grid, "the first row is empty", wanted)
    headers, twice = _unique(layout.headers)
    short = short_rows(grid, len(headers)) if layout.is_wide else frozenset()
    kept, aside, doubts = usable(grid, layout, said, short)
    if not kept:
        wanted = or_another_sheet(grid.sheets, "rows of answers below the headers")
        told = Problem("there are headers but no answers", grid.file, accepted=wanted)
        raise SurveyError([told, *(Problem(str(each)) for each in aside)])
    width = max(len(headers), *(len(row) for _, row in kept))
    if width * len(kept) > MOST_CELLS:
        raise _error(grid, f"{len(kept)} rows of {width} columns", f"up to {MOST_CELLS:,} cells")
    headers += [f"column {i}" for i in range(len(headers) + 1, width + 1)]
    body = [row + [""] * (width - len(row)) for _, row in kept]
    frame = pd.DataFrame(body, index=[n for n, _ in kept], columns=headers, dtype=object)
    by_header = dict(enumerate(headers)) if layout.is_wide else {}
    return Table(
        grid.file,
        frame,
        grid.encoding,
        grid.is_sure,
        recognised,
        {h: " ".join(q.split()) for h, q in zip(headers, layout.questions, strict=False) if q},
        {by_header[i]: found for i, found in grid.labels.items() if i in by_header},
        layout.silent,
        {
            by_header[i]: frozenset(map(folded, codes))
            for i, codes in grid.missing.items()
            if i in by_header
        },
        layout.separator,
        layout.at_format,
        aside,
        (
            *grid.notes,
            *layout.notes,
            *noted(grid.file, short),
            *findings.columns(grid.file, frame, twice),
            *doubts,
        ),
        doubts=doubts,
        sheets=grid.sheets,
        hidden=grid.hidden,
    )


def _unique(headers: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return headers no two of which are the same, and those that stood there more than once."""
    taken: set[str] = set()
    seen: dict[str, int] = {}
    found, twice = [], []
    for number, raw in enumerate(headers, start=1):
        header = " ".join(raw.split()) or f"column {number}"
        name = header
        while name in taken:
            seen[header] = seen.get(header, 1) + 1
            name = f"{header} #{seen[header]}"
        taken.add(name)
        found.append(name)
        if name != header:
            twice.append(header)
    return found, twice


def _error(grid: Grid, what: str, accepted: str = "") -> SurveyError:
    return SurveyError([Problem(what, file=grid.file, accepted=accepted)])
