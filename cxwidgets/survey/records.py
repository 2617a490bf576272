"""Reading records: customers, decimal numbers, and the reason for each row that does not count."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

from cxwidgets.survey.account import REASONS
from cxwidgets.survey.amounts import amount, is_one_or_a_thousand
from cxwidgets.survey.columns import CUSTOMER, RESPONDENT
from cxwidgets.survey.problems import Problem
from cxwidgets.survey.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


_WANTED = {
    "no_customer": "the customer's name or number in each row",
    "no_time": "a date in each row, such as 2026-03-31",
    "no_amount": "an amount in each row, such as 12.50",
    "refund": "amounts above 0 for what was bought, such as 12.50",
    "no_tenure": "how long each customer was there, a number or a first day",
    "no_churn": "1 for who left and 0 for who is still there, or words for them in client.toml",
    "backwards": "a last day that is not before the first",
}
"""What would be right where no row counts, by the reason in `account.REASONS`."""


class RecordReader(Reader):
    """One file of records."""

    ids_last = True

    def customers(self) -> pd.DataFrame:
        """Return ``customer`` and, where known, ``segment`` and ``at``, one row for each row.

        A row whose cell for the customer is blank is left out; a blank segment is missing.
        """
        people = self.respondents().rename(columns={RESPONDENT: CUSTOMER})
        if self._survey.respondent:
            named = self.cells(self._survey.respondent)
            header = str(named.name)
            blank = {cell for cell in named.unique() if self._blank(header, cell)}
            self.leave_out("no_customer", named.isin(blank))
        return people

    def times(self, column: str) -> pd.Series:
        """Return a column as times without a zone; where the file has one, they are in UTC."""
        found = super().times(column)
        return found if found.dt.tz is None else found.dt.tz_convert("UTC").dt.tz_localize(None)

    def decimals(self, column: str, thousands: str = "", low: float | None = None) -> pd.Series:
        """Return a column as numbers; blank is NaN, and what is no number is a problem.

        Parameters
        ----------
        column
            As ``client.toml`` names it.
        thousands
            As `amounts.amount` has it.
        low
            The least number that makes sense; any where it is not said.
        """
        cells = self.cells(column)
        header = str(cells.name)
        values: dict[str, float] = {}
        odd, with_comma = [], False
        for cell, n in cells.value_counts(sort=False).items():
            words = str(cell)
            values[words] = nan
            if self._blank(header, words):
                continue
            written = amount(words, thousands)
            if written is None or (low is not None and written.value < low):
                odd.append(words)
                continue
            values[words] = float(written.value)
            with_comma |= written.how == "comma"
            if written.how:
                self.unusual.add(header, words, values[words], int(n))
        if with_comma and not thousands:  # among 12,50 a 1.234 is likelier twelve hundred
            odd += [words for words in values if is_one_or_a_thousand(words)]
        accepted = "a number" if low is None else f"a number, {low:g} or more"
        if not thousands and any("," in cell or "." in cell for cell in odd):
            accepted += ', or thousands = "," (or ".") in client.toml'
        self._report_cells("no number that makes sense here", cells, column, odd, accepted)
        return cells.map(values).astype(float)

    def leave_out(self, reason: str, rows: pd.Series) -> None:
        """Note why some rows do not count; the first reason of a row stands."""
        self.left_out = self.left_out.mask(rows & (self.left_out == ""), reason)

    def counted(self, frame: pd.DataFrame, problems_of: Mapping[str, str]) -> pd.DataFrame:
        """Return the rows that count; that none does is a problem.

        Parameters
        ----------
        frame
            One row for each row of the file.
        problems_of
            Which column to look at, by the reason that left most rows out.
        """
        self.answered = self.left_out == ""
        if not self.answered.any() and not self._problems:
            reason = str(self.left_out.value_counts().index[0])
            self._problems.append(self._nothing(reason, problems_of.get(reason, "")))
        return frame[self.answered]

    def _nothing(self, reason: str, column: str) -> Problem:
        """Return the problem that no row counts, with the rows of the most frequent reason."""
        alike = self.left_out.index[self.left_out == reason]
        what = f"no row counts; of {len(alike)} of {len(self.left_out)} rows: {REASONS[reason]}"
        value = str(self.cells(column).loc[alike[0]]) if column else None
        rows = tuple(int(row) for row in alike)
        return Problem(what, self.table.file, rows, column, value, _WANTED[reason])

    def _note_repeated(self, named: pd.Series) -> None:
        """Say nothing: that a customer stands in several rows is what records are."""
