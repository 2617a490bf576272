"""Reading the columns of one survey file as ``client.toml`` describes them.

Problems are collected, not raised, so that a consultant sees all of them at once.
"""

from __future__ import annotations

import difflib
import re
from math import isnan, nan
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey import tabular
from cxwidgets.survey.columns import AT, RESPONDENT, SEGMENT
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.wording import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cxwidgets.client_toml import Segment, Survey, SurveyFile
    from cxwidgets.survey.tabular import Table

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?")
_NAMED = 6
_SHOWN = 10


def readers(
    folder: Path,
    survey: Survey,
    segments: Sequence[Segment],
    lang: str,
    problems: list[Problem],
) -> Iterator[Reader]:
    """Return a reader for each file of a survey; a file that cannot be read is a problem."""
    for part in survey.file:
        try:
            table = tabular.read(folder / part.name, part.encoding, part.sheet)
        except SurveyError as error:
            problems += error.problems
            continue
        if not table.is_sure and not part.encoding:
            problems.append(
                Problem(
                    f"the file is not Unicode; it looks like {table.encoding}",
                    file=part.name,
                    accepted=f'encoding = "{table.encoding}" beside its name in client.toml',
                )
            )
        yield Reader(table, survey, part, {folded(s.value): s[lang] for s in segments}, problems)


class Reader:
    """One file of a survey.

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
        self._columns = {folded(header): header for header in table.frame.columns}
        self._silent = {"", *map(folded, survey.no_answer)}
        self._reported: set[tuple[str, str]] = set()

    def cells(self, column: str) -> pd.Series:
        """Return a column's strings; all blank, and a problem, if there is no such column."""
        frame = self.table.frame
        header = self._columns.get(folded(column))
        if header is None:
            near = difflib.get_close_matches(folded(column), self._columns, n=_NAMED, cutoff=0.5)
            offered = [self._columns[n] for n in near] or list(frame.columns[:_NAMED])
            self._report("there is no such column", column, accepted=" | ".join(offered))
            return pd.Series("", index=frame.index, dtype=object)
        return frame[header]

    def respondents(self) -> pd.DataFrame:
        """Return ``respondent`` and, where known, ``segment`` and ``at``, one row for each row."""
        frame = self.table.frame
        rows = f"{self.table.file}:" + frame.index.astype(str)
        found = pd.DataFrame({RESPONDENT: rows}, index=frame.index)
        if self._survey.respondent:
            named = self.cells(self._survey.respondent)
            found[RESPONDENT] = named.where(named != "", found[RESPONDENT])
        if self._survey.segment:
            found[SEGMENT] = self._named(self.cells(self._survey.segment), self._survey.segment)
        elif self._part.segment:
            found[SEGMENT] = self._named(
                pd.Series(self._part.segment, index=frame.index, dtype=object), ""
            )
        if self._survey.at:
            found[AT] = self._times(self.cells(self._survey.at))
        return found

    def numbers(
        self,
        column: str,
        low: int,
        high: int,
        answers: Mapping[str, int] | None = None,
        section: str = "",
    ) -> pd.Series:
        """Return a column as whole numbers from ``low`` to ``high``; not answered is NaN.

        Parameters
        ----------
        answers
            What each wording stands for; where it is given, nothing else is accepted.
        section
            Where in ``client.toml`` a missing wording belongs.
        """
        cells = self.cells(column)
        meaning = {folded(words): number for words, number in (answers or {}).items()}
        codes: dict[str, float] = {}
        odd = []
        for cell in cells.unique():
            key = folded(cell)
            codes[cell] = nan
            if key in self._silent:
                continue
            if meaning:
                number: float = meaning.get(key, nan)
            else:
                number = float(key) if _NUMBER.fullmatch(key) else nan
            fits = not isnan(number) if meaning else number.is_integer() and low <= number <= high
            if fits:
                codes[cell] = number
            else:
                odd.append(cell)
        what, accepted = "off the scale", f"a whole number from {low} to {high}"
        if meaning:
            what, accepted = "this answer has no meaning yet", f"a line for it in [{section}]"
        self._report_cells(what, cells, column, odd, accepted)
        return cells.map(codes).astype(float)

    def _report_cells(
        self, what: str, cells: pd.Series, column: str, odd: Sequence[str], accepted: str
    ) -> None:
        """Report values that do not fit: each once in the file, and not hundreds of them."""
        new = [cell for cell in odd if (cell, accepted) not in self._reported]
        self._reported.update((cell, accepted) for cell in new)
        for cell in new[:_SHOWN]:
            rows = tuple(int(row) for row in cells.index[cells == cell])
            self._report(what, column, rows, cell, accepted)
        if len(new) > _SHOWN:
            self._report(
                f"{what}: {len(new) - _SHOWN} more different values", column, (), None, accepted
            )

    def _named(self, cells: pd.Series, column: str) -> pd.Series:
        names = {
            cell: self._segments.get(folded(cell), "") if self._segments else cell
            for cell in cells.unique()
        }
        odd = [
            cell for cell, name in names.items() if not name and folded(cell) not in self._silent
        ]
        self._report_cells("unknown segment", cells, column, odd, "[[segment]] values")
        return cells.map(names)

    def _times(self, cells: pd.Series) -> pd.Series:
        wanted = self._survey.at_format or "ISO8601"
        times = pd.to_datetime(cells.where(cells != ""), format=wanted, errors="coerce")
        wrong = cells[times.isna() & (cells != "")]
        if len(wrong):
            rows = tuple(int(row) for row in wrong.index)
            accepted = self._survey.at_format or "2026-03-31 08:30, or an at_format"
            self._report("not a time", self._survey.at, rows, wrong.iloc[0], accepted)
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
