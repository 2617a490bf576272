"""Retention: how long each customer was there, and whether they left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.columns import AT, CHURNED, TENURE
from cxwidgets.survey.problems import Problem
from cxwidgets.survey.records import RecordReader

if TYPE_CHECKING:
    from cxwidgets.client_records import RetentionRecords


class CustomerReader(RecordReader):
    """One file of customers, each row another one."""

    ids_last = False


READER = CustomerReader
DAYS = {"days": 1.0, "weeks": 7.0, "months": 365.25 / 12, "years": 365.25}
"""Days in each unit of time; a month is a twelfth of the mean year."""


def tidy(reader: RecordReader, survey: RetentionRecords, _lang: str) -> pd.DataFrame:
    """Return one row for each row of the file that counts.

    Returns
    -------
    pandas.DataFrame
        ``customer``, perhaps ``segment`` and ``at`` (the first day), ``tenure`` in the units of
        ``client.toml`` and ``churned`` (1 left, 0 was still there). Who left after ``until`` was
        still there then. Rows without a time, without a yes or no for leaving, or that end before
        they begin are left out, with their reason in the account.
    """
    frame = reader.customers()
    if survey.tenure:
        frame[TENURE] = reader.decimals(survey.tenure, low=0)
        frame[CHURNED] = _left(reader, survey)
    else:
        _between(reader, survey, frame)
    _note_repeated(reader, survey)
    reader.leave_out("no_churn", frame[CHURNED].isna())
    reader.leave_out("no_tenure", frame[TENURE].isna())
    reader.leave_out("backwards", frame[TENURE] < 0)
    columns = {
        "no_customer": survey.respondent,
        "no_churn": survey.churned or survey.ended,
        "no_tenure": survey.tenure or survey.at,
        "backwards": survey.ended,
    }
    return reader.counted(frame, columns)


def _left(reader: RecordReader, survey: RetentionRecords) -> pd.Series:
    where = "retention.churned_answers"
    return reader.numbers(survey.churned, 0, 1, survey.churned_answers, where)


def _between(reader: RecordReader, survey: RetentionRecords, frame: pd.DataFrame) -> None:
    """Add ``tenure`` and ``churned`` from the first and the last day."""
    began, ended = frame[AT], reader.times(survey.ended)
    left = _left(reader, survey) if survey.churned else ended.notna().astype(float)
    until = pd.Timestamp(survey.until) if survey.until else _latest(reader, began, ended)
    late = ended > until
    last = ended.mask(late, until)
    last = last.fillna(until).where(ended.notna() | (left == 0))  # gone, but nobody knows when
    frame[CHURNED] = left.mask(late, 0.0)
    frame[TENURE] = (last - began).dt.days / DAYS[survey.unit]


def _latest(reader: RecordReader, began: pd.Series, ended: pd.Series) -> pd.Timestamp:
    """Return the last date of the file, and note that it was taken."""
    last = pd.concat([began, ended]).max()
    if pd.notna(last):
        said = f"customers still there are watched until {last:%Y-%m-%d}, the last date in the file"
        reader.notes.append(Problem(said, reader.table.file, accepted="until in client.toml"))
    return last


def _note_repeated(reader: RecordReader, survey: RetentionRecords) -> None:
    """Say where a customer stands in several rows: each counts as a customer of its own."""
    ids = reader.ids()
    twice = ids[ids.duplicated(keep=False) & (reader.left_out == "")]
    if len(twice):
        what = f"{twice.nunique()} customers stand in several rows; each row is counted"
        rows = tuple(int(row) for row in twice.index)
        reader.notes.append(
            Problem(what, reader.table.file, rows, survey.respondent, str(twice.iloc[0]))
        )
