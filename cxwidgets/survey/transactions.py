"""Transactions: who bought when, and for how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.columns import AMOUNT, AT
from cxwidgets.survey.records import RecordReader

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.client_records import TransactionRecords

READER = RecordReader


def tidy(reader: RecordReader, survey: TransactionRecords, _lang: str) -> pd.DataFrame:
    """Return one row for each row of the file that counts.

    Returns
    -------
    pandas.DataFrame
        ``customer``, perhaps ``segment``, ``at`` and ``amount`` (above 0, times the quantity where
        there is one). Rows without customer, date or amount and rows whose amount is not above 0
        are left out, with their reason in the account.
    """
    frame = reader.customers()
    price = amounts = reader.decimals(survey.amount, survey.thousands)
    if survey.quantity:
        amounts = price * reader.decimals(survey.quantity, survey.thousands)
    frame[AMOUNT] = amounts
    reader.leave_out("no_time", frame[AT].isna())
    reader.leave_out("no_amount", frame[AMOUNT].isna())
    reader.leave_out("refund", frame[AMOUNT] <= 0)
    return reader.counted(
        frame,
        {
            "no_customer": survey.respondent,
            "no_time": survey.at,
            "no_amount": _blamed(price.isna(), survey, reader.left_out == "no_amount"),
            "refund": _blamed(price <= 0, survey, reader.left_out == "refund"),
        },
    )


def _blamed(is_wrong: pd.Series, survey: TransactionRecords, rows: pd.Series) -> str:
    """Return the column to look at: the quantity where the amount of the first row is right."""
    first = is_wrong[rows].head(1)
    return survey.amount if first.all() or not survey.quantity else survey.quantity
