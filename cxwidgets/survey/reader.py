"""Reading the columns of one survey file as ``client.toml`` describes them.

Problems are collected, not raised, so that a consultant sees all of them at once.
"""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.columns import AT, RESPONDENT, SEGMENT
from cxwidgets.survey.labelled import labelled
from cxwidgets.survey.lookup import Columns
from cxwidgets.survey.numerals import is_ambiguous, is_date, number
from cxwidgets.survey.problems import Problem
from cxwidgets.survey.times import or_iso, parsed
from cxwidgets.survey.unusual import Unusual
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cxwidgets.client_survey import Survey, SurveyFile
    from cxwidgets.survey.numerals import Written
    from cxwidgets.survey.tabular import Table

_SHOWN = 10


class Reader:
    """One file of a survey.

    ``people`` says who stands in each row (see `cxwidgets.survey.people`), ``place`` and ``home``
    which sheet of which file this is, and whose. ``answered`` says which rows count, ``halves`` how
    many pairs of a row lack one half, and ``left_out`` why a row does not count, where there is
    more to say than that nothing is answered.

    Parameters
    ----------
    table
        The file.
    survey, part
        What ``client.toml`` says of the survey and of this file.
    segments
        Names of the segments by their folded value; empty where any value is a segment.
    problems
        Where to put what does not fit.
    """

    ids_last = False
    """Whether the same id is the same person in every row and every file."""

    def __init__(
        self,
        table: Table,
        survey: Survey,
        part: SurveyFile,
        segments: Mapping[str, str],
        problems: list[Problem],
    ) -> None:
        self.table, self._survey, self._part = table, survey, part
        self._segments, self._problems = segments, problems
        self._columns = Columns(table)
        self._silent = {"", *map(folded, survey.no_answer)}
        self._reported: set[tuple[str, str]] = set()
        self._called: dict[str, str] = {}
        self.place = f"{table.file}[{part.sheet}]" if part.sheet else table.file
        self.home = part.segment
        self.people = pd.Series("", index=table.frame.index, dtype=object)
        self.unusual = Unusual(table.file)
        self.notes: list[Problem] = []
        self.answered = pd.Series(data=False, index=table.frame.index)
        self.halves = pd.Series(0, index=table.frame.index)
        self.left_out = pd.Series("", index=table.frame.index, dtype=object)

    def cells(self, column: str) -> pd.Series:
        """Return a column's strings; all blank, and a problem, if there is no such column."""
        frame = self.table.frame
        header, problem = self._columns.find(column)
        if problem:
            self._problems.append(problem)
            return pd.Series("", index=frame.index, dtype=object)
        return frame[header]

    def ids(self) -> pd.Series:
        """Return what the file calls each respondent; blank where it does not."""
        if self._survey.respondent:
            return self.cells(self._survey.respondent)
        return pd.Series("", index=self.table.frame.index, dtype=object)

    def respondents(self) -> pd.DataFrame:
        """Return ``respondent`` and, where known, ``segment`` and ``at``, one row for each row."""
        frame = self.table.frame
        found = pd.DataFrame({RESPONDENT: self.people}, index=frame.index)
        if self._survey.respondent:
            self._note_repeated(self.cells(self._survey.respondent))
        if self._survey.segment:
            found[SEGMENT] = self._named(self.cells(self._survey.segment), self._survey.segment)
        elif self._part.segment:
            found[SEGMENT] = self._named(
                pd.Series(self._part.segment, index=frame.index, dtype=object), ""
            )
        if self._survey.at:
            found[AT] = self.times(self._survey.at)
        return found

    def _note_repeated(self, named: pd.Series) -> None:
        twice = named[named.duplicated(keep=False) & (named != "")]
        if len(twice):
            what = f"{twice.nunique()} respondents stand in several rows; each row is counted"
            rows = tuple(int(row) for row in twice.index)
            column = self._survey.respondent
            self.notes.append(Problem(what, self.table.file, rows, column, twice.iloc[0]))

    def _note_called(self, header: str, column: str) -> None:
        """Note a column that is asked for by two names: by its header, say, and its question."""
        called = self._called.setdefault(header, column)
        if called != column and (header, column) not in self._reported:
            self._reported.add((header, column))
            what = f"client.toml calls this column {quoted(called)} and {quoted(column)}"
            accepted = "a column of its own for each question"
            self.notes.append(Problem(what, self.table.file, (), header, accepted=accepted))

    def pair(self, first: pd.Series, second: pd.Series) -> None:
        """Note the rows in which only one of two questions was answered."""
        self.halves += first.notna() ^ second.notna()

    def numbers(
        self,
        column: str,
        low: int,
        high: int,
        answers: Mapping[str, int] | None = None,
        section: str = "",
    ) -> pd.Series:
        """Return a column as whole numbers from ``low`` to ``high``; not answered is NaN.

        A cell is a number where it can be read in one way only; how an unusual one was read is
        noted. Where the file says what its codes stand for, a wording may be given for either.

        Parameters
        ----------
        answers
            What each wording stands for; where it is given, nothing else is accepted.
        section
            Where in ``client.toml`` a missing wording belongs.
        """
        cells = self.cells(column)
        header = str(cells.name)
        self._note_called(header, column)
        meaning = {folded(words): value for words, value in (answers or {}).items()}
        codes: dict[str, float] = dict.fromkeys(cells, nan)
        odd = []
        given = [cell for cell in cells.unique() if not self._blank(header, cell)]
        beside = {} if meaning else labelled(given)
        for cell in given:
            if meaning:
                words = folded(self.table.answer(header, cell))
                found = meaning.get(folded(cell), meaning.get(words))
            else:
                written = number(cell, high) or beside.get(cell)
                found = self._whole(cells, cell, written, range(low, high + 1))
            if found is None:
                odd.append(cell)
            else:
                codes[cell] = found
        what, accepted = "off the scale", f"a whole number from {low} to {high}, or no_answer"
        if meaning:
            what, accepted = "this answer has no meaning yet", f"a line for it in [{section}]"
        self._report_cells(what, cells, column, odd, accepted)
        values = cells.map(codes).astype(float)
        self.answered |= values.notna()
        return values

    def _whole(
        self, cells: pd.Series, cell: str, written: Written | None, scale: range
    ) -> int | None:
        if written is None or written.value not in scale:
            return None
        value = int(written.value)
        if written.how:
            self.unusual.add(str(cells.name), cell, value, int((cells == cell).sum()))
        return value

    def _report_cells(
        self, what: str, cells: pd.Series, column: str, odd: Sequence[str], accepted: str
    ) -> None:
        """Report values that do not fit: each once in the file, and not hundreds of them."""
        new = [cell for cell in odd if (cell, accepted) not in self._reported]
        self._reported.update((cell, accepted) for cell in new)
        for cell in new[:_SHOWN]:
            rows = tuple(int(row) for row in cells.index[cells == cell])
            said = what
            if cell.startswith("=") and not self.table.encoding:
                said = "a formula without a stored value"
            elif is_ambiguous(cell):
                said = f"{what}, and could be two different numbers"
            elif is_date(cell):
                said = f"{what}, and a date, perhaps made of a number by a spreadsheet"
            self._report(said, column, rows, cell, accepted)
        if len(new) > _SHOWN:
            self._report(
                f"{what}: {len(new) - _SHOWN} more different values", column, (), None, accepted
            )

    def _named(self, cells: pd.Series, column: str) -> pd.Series:
        header = str(cells.name) if column else ""
        names = {cell: self._segment(header, cell) for cell in cells.unique()}
        odd = [cell for cell, name in names.items() if not name and not self._blank(header, cell)]
        self._report_cells("unknown segment", cells, column, odd, "[[segment]] values")
        return cells.map({cell: name or None for cell, name in names.items()})

    def _segment(self, header: str, cell: str) -> str:
        if self._blank(header, cell):
            return ""
        words = self.table.answer(header, cell)
        if not self._segments:
            return words
        return self._segments.get(folded(cell)) or self._segments.get(folded(words), "")

    def _blank(self, header: str, cell: str) -> bool:
        return folded(cell) in self._silent or self.table.is_silent(header, cell)

    def times(self, column: str) -> pd.Series:
        """Return a column as times; not given is NaT."""
        cells = self.cells(column)
        blank = {cell for cell in cells.unique() if self._blank(str(cells.name), cell)}
        cells = cells.where(~cells.isin(blank), "")
        wanted = self._survey.at_format or self.table.at_format or "ISO8601"
        given = cells.where(cells != "")
        times = parsed(given, wanted) if self._survey.at_format else or_iso(given, wanted)
        wrong = cells[times.isna() & (cells != "")]
        if len(wrong):
            rows = tuple(int(row) for row in wrong.index)
            accepted = self._survey.at_format or "2026-03-31 08:30, or an at_format"
            self._report("not a time", column, rows, wrong.iloc[0], accepted)
        return times

    def _report(
        self,
        what: str,
        column: str,
        rows: Iterable[int] = (),
        value: str | None = None,
        accepted: str = "",
    ) -> None:
        self._problems.append(Problem(what, self.table.file, tuple(rows), column, value, accepted))
