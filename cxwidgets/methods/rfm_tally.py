"""From purchases to kinds of customers: how lately, on how many days, for how much in all."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import has, valid
from cxwidgets.methods.days import day, on_the_clock
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.money import in_units

SIDES = ("recency", "frequency", "amount")


def tally(transactions: Any, until: int | None = None) -> pd.DataFrame:
    """Count customers who bought alike.

    Parameters
    ----------
    transactions
        Any frame with ``customer``, ``at`` (a date, or the number of a day) and perhaps ``amount``,
        one row a purchase.
    until
        Number of the last day observed; that of the data by default. Give it where tallies of parts
        are to be added up.

    Returns
    -------
    pandas.DataFrame
        ``recency`` (days from the last purchase to the end), ``frequency`` (days with a purchase),
        ``amount`` (sum of what is given; NaN where none is), ``unpriced`` (purchases whose amount
        is not given, though others' are) and ``n`` customers. Rows without customer or day are left
        out and counted under recency −1. Tallies of parts add up if no customer is in two.

    Raises
    ------
    ValueError
        If a column is missing, or holds something else than said.
    """
    frame = lazily(on_the_clock(transactions), ("customer", "at"))
    paid = has(frame, "amount")
    amount = valid(frame, "amount", -1e15, 1e15) if paid else nw.lit(0.0).alias("amount")
    whole = ~(nw.col("customer").is_null() | nw.col("at").is_null())
    rows = frame.filter(whole).select("customer", day(frame, "at"), amount)
    given = ~nw.col("amount").is_null()
    marked = rows.with_columns(
        nw.col("amount").fill_null(0.0),
        (given if paid else nw.lit(value=False)).cast(nw.Int64).alias("priced"),
        (~given).cast(nw.Int64).alias("unpriced"),
    )
    marked, units = in_units(marked, "amount")
    sums = ("amount", "priced", "unpriced")
    days = marked.group_by("customer", "at").agg(nw.col(*sums).sum())
    people = days.group_by("customer").agg(
        nw.col("at").max().alias("last"),
        nw.len().alias("frequency"),
        nw.col(*sums).sum(),
    )
    if until is None:
        last = collected(rows.select(nw.col("at").max()))["at"].iloc[0]
        until = 0 if pd.isna(last) else int(last)
    kinds = people.select(
        (nw.lit(until) - nw.col("last")).alias("recency"),
        "frequency",
        nw.when(nw.col("priced") > 0).then(nw.col("amount")).alias("amount"),
        "unpriced",
    )
    table = collected(kinds.group_by(*SIDES, "unpriced").agg(nw.len().alias("n")))
    whole_numbers = dict.fromkeys(("recency", "frequency", "unpriced", "n"), "int64")
    table = table.astype({**whole_numbers, "amount": float})
    table["amount"] /= units
    lost = int(collected(frame.filter(~whole).select(nw.len().alias("n")))["n"].iloc[0])
    if lost:
        gap = pd.DataFrame(
            {"recency": [-1], "frequency": [0], "amount": [0.0], "unpriced": [0], "n": [lost]}
        )
        table = pd.concat([table, gap], ignore_index=True)
    return table.sort_values([*SIDES, "unpriced"], ignore_index=True)
