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
    amounts = reader.decimals(survey.amount, survey.thousands)
    if survey.quantity:
        amounts = amounts * reader.decimals(survey.quantity, survey.thousands)
    frame[AMOUNT] = amounts
    reader.leave_out("no_time", frame[AT].isna())
    reader.leave_out("no_amount", frame[AMOUNT].isna())
    reader.leave_out("refund", frame[AMOUNT] <= 0)
    columns = {"no_customer": survey.respondent, "no_time": survey.at}
    return reader.counted(frame, columns | dict.fromkeys(("no_amount", "refund"), survey.amount))
