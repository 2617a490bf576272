"""What ``client.toml`` says of records: who bought when and for how much, who stayed how long.

Records come from a till or a customer list, not from questions. They are read like surveys: the
same files, the same dialects, the same account of the rows.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from cxwidgets.client_survey import Column, Survey
from cxwidgets.course import Words

Thousands = Literal["", ",", ".", " ", "'"]
Unit = Literal["days", "weeks", "months", "years"]


class TransactionRecords(Survey):
    """Purchases, one row each or one row an item.

    Attributes
    ----------
    respondent
        In the file ``customer``: the column that names the customer.
    at
        The column with the date.
    amount
        The column with the amount; what is not above 0 is left out and counted.
    quantity
        Where ``amount`` is the price of one piece: the column with how many.
    thousands
        The sign between groups of three digits, where amounts have one.
    currency
        What amounts are counted in.
    horizon
        Weeks ahead to forecast.
    margin, discount
        Share of an amount that is profit; discount a year.
    """

    respondent: Column = Field(alias="customer")
    at: Column
    amount: Column
    quantity: str = ""
    thousands: Thousands = ""
    currency: Words | None = None
    horizon: int = Field(default=26, ge=1, le=260)
    margin: float = Field(default=1.0, gt=0, le=1)
    discount: float = Field(default=0.0, ge=0, le=1)


class RetentionRecords(Survey):
    """Customers, one row each: how long they were there, and whether they left.

    Either ``tenure`` and ``churned``, or ``began`` and ``ended`` (and perhaps ``churned``).

    Attributes
    ----------
    respondent
        In the file ``customer``; empty where every row is another customer.
    tenure, unit
        The column with the time as a customer, and what it is counted in.
    at
        In the file ``began``: the column with the first day.
    ended
        The column with the last day; blank for who is still there.
    until
        The last day customers were watched; the latest date in the file where it is not said.
    churned, churned_answers
        The column that says who left, and what its words mean: 1 left, 0 is still there.
    """

    respondent: str = Field(default="", alias="customer")
    at: str = Field(default="", alias="began")
    tenure: str = ""
    unit: Unit = "months"
    ended: str = ""
    until: dt.date | None = None
    churned: str = ""
    churned_answers: dict[str, Annotated[int, Field(ge=0, le=1)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_how_long(self) -> RetentionRecords:
        if bool(self.tenure) == bool(self.at):
            raise ValueError("either tenure (how long) or began (the first day) is needed")
        if self.tenure and not self.churned:
            raise ValueError("churned is needed: the column that says whether a customer left")
        if self.tenure and (self.ended or self.until):
            raise ValueError("ended and until belong to began, not to tenure")
        if self.at and not self.ended:
            raise ValueError("ended is needed: the column with the last day of those who left")
        return self
