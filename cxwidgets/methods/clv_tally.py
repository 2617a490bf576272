"""From purchases to kinds of customers: how often, how lately, watched how long, how much."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import has, valid
from cxwidgets.methods.days import day, on_the_clock
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.money import in_units

_KINDS = ("x", "recency", "age")


def tally(transactions: Any, until: int | None = None) -> pd.DataFrame:
    """Count customers who bought alike.

    Parameters
    ----------
    transactions
        Any frame with ``customer``, ``at`` (a date, or the number of a day) and perhaps ``amount``,
        one row a purchase. Purchases of one customer on one day count as one.
    until
        Number of the last day observed (see `days.day`); the last day of the data by default. Give
        it where tallies of parts are to be added up.

    Returns
    -------
    pandas.DataFrame
        ``x`` (repeat purchases), ``recency`` (days from the first to the last), ``age`` (days from
        the first to the end), with amounts also ``mean`` (of the repeat purchases with an amount;
        NaN without any) and ``priced`` (how many those are; a day on which one amount is missing
        has none), and ``n`` customers. Rows without customer or day are counted under x = −1.
        Tallies of parts add up if no customer is in two of them.

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
    marked = rows.with_columns(nw.col("amount").is_null().cast(nw.Int64).alias("gaps"))
    summed, units = in_units(marked.with_columns(nw.col("amount").fill_null(0.0)), "amount")
    days = summed.group_by("customer", "at").agg(nw.col("amount", "gaps").sum())
    known = nw.col("gaps") == 0
    days = days.with_columns(
        known.cast(nw.Int64).alias("priced"),
        nw.when(known).then(nw.col("amount")).otherwise(nw.lit(0)).alias("amount"),
    )
    first = days.group_by("customer").agg(
        nw.col("at").min().alias("first"),
        nw.col("at").max().alias("last"),
        nw.len().alias("days"),
        nw.col("amount").sum().alias("total"),
        nw.col("priced").sum().alias("all_priced"),
    )
    began = days.join(first, on="customer", how="inner").filter(nw.col("at") == nw.col("first"))
    if until is None:
        until = _last(rows)
    people = began.select(
        (nw.col("days") - 1).cast(nw.Int64).alias("x"),
        (nw.col("last") - nw.col("first")).alias("recency"),
        (nw.lit(until) - nw.col("first")).alias("age"),
        (nw.col("total") - nw.col("amount")).alias("later"),
        (nw.col("all_priced") - nw.col("priced")).alias("priced"),
    )
    keys = [*_KINDS, "priced", "later"] if paid else [*_KINDS]
    table = collected(people.group_by(*keys).agg(nw.len().alias("n")))
    table = table.sort_values(keys, ignore_index=True)
    table = table.astype(dict.fromkeys((*_KINDS, "n"), "int64"))
    if paid:
        table["priced"] = table["priced"].astype("int64")  # DuckDB sums to wider numbers
        table["mean"] = (
            table["later"].astype(float) / units / table["priced"].where(table["priced"] > 0)
        )
    lost = int(collected(frame.filter(~whole).select(nw.len().alias("n")))["n"].iloc[0])
    if lost:
        gap = pd.DataFrame({"x": [-1], "recency": [0], "age": [0], "priced": [0], "n": [lost]})
        table = pd.concat([table, gap], ignore_index=True)
    return table[[*_KINDS, *(["mean", "priced"] if paid else []), "n"]]


def _last(rows: nw.LazyFrame[Any]) -> int:
    """Return the number of the last day, 0 where there is none."""
    last = collected(rows.select(nw.col("at").max()))["at"].iloc[0]
    return 0 if pd.isna(last) else int(last)
