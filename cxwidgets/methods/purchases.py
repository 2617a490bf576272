"""Purchases at a glance: how many customers, how many came again, what they spent.

A plain count before any model. Purchases of one customer on one day are one purchase, as in `rfm`
and `clv`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import valid
from cxwidgets.methods.days import day, on_the_clock
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, mean_interval, spread, wilson
from cxwidgets.methods.money import in_units
from cxwidgets.methods.notes import Note
from cxwidgets.methods.segment import ALL, named, segment_of

if TYPE_CHECKING:
    from collections.abc import Iterator

COLUMNS = (
    *("segment", "n", "days", "again", "share", "low", "high"),
    *("frequency", "frequency_low", "frequency_high"),
    *("amount", "amount_low", "amount_high", "total"),
)


@dataclass(frozen=True)
class PurchasesResult:
    """Purchases counted.

    Attributes
    ----------
    table
        One row for each segment, ``overall`` one for everybody: ``segment, n`` (customers),
        ``days`` (purchases), ``again`` (customers with more than one), their ``share`` with Wilson
        limits ``low, high``; means a customer with t limits: ``frequency`` (purchases) and
        ``amount`` (spent in all); ``total`` spent.
    overall
        The same of all customers.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    overall: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def tally(transactions: Any) -> pd.DataFrame:
    """Count customers who bought alike.

    Parameters
    ----------
    transactions
        Any frame with ``customer``, ``at`` (a date, or the number of a day), ``amount`` and perhaps
        ``segment``. A customer with several segments belongs to the first by name.

    Returns
    -------
    pandas.DataFrame
        ``segment`` (null where unknown), ``days``, ``amount``, ``n``. Tallies of parts add up if no
        customer is in two of them. Rows without customer or day are left out.

    Raises
    ------
    ValueError
        If a column is missing, or holds something else than said.
    """
    frame = lazily(on_the_clock(transactions), ("customer", "at", "amount"))
    whole = ~(nw.col("customer").is_null() | nw.col("at").is_null())
    amount = valid(frame, "amount", -1e15, 1e15)
    group = segment_of(frame)
    if not frame.select(group).collect_schema()["segment"].is_numeric():
        group = group.cast(nw.String)  # of a category there is no least
    rows = frame.filter(whole).select("customer", day(frame, "at"), amount, group)
    rows, units = in_units(rows.with_columns(nw.col("amount").fill_null(0.0)), "amount")
    days = rows.group_by("customer", "at").agg(
        nw.col("amount").sum(), nw.col("segment").min().alias("segment")
    )
    people = days.group_by("customer").agg(
        nw.len().alias("days"), nw.col("amount").sum(), nw.col("segment").min()
    )
    table = collected(people.group_by("segment", "days", "amount").agg(nw.len().alias("n")))
    table["amount"] = table["amount"].astype(float) / units
    return table.sort_values(["segment", "days", "amount"], ignore_index=True)


def purchases(transactions: Any, level: float = 0.95) -> PurchasesResult:
    """Count customers, their purchases and what they spent, of everybody and by segment.

    Raises
    ------
    ValueError
        As for `tally`.
    """
    check_level(level)
    table = tally(transactions)
    unknown = int(table.loc[table["segment"].isna(), "n"].sum())
    notes = (Note("purchases.note.no_segment", {"n": unknown}),) if unknown else ()
    return PurchasesResult(
        pd.DataFrame(_segments(table, level), columns=list(COLUMNS)),
        pd.DataFrame([_row(ALL, table, level)], columns=list(COLUMNS)),
        notes,
        level,
    )


def _segments(table: pd.DataFrame, level: float) -> Iterator[dict[str, Any]]:
    for name, part in table.dropna(subset="segment").groupby("segment"):
        yield _row(named(name), part, level)


def _row(name: str, part: pd.DataFrame, level: float) -> dict[str, Any]:
    n = int(part["n"].sum())
    again = int(part.loc[part["days"] > 1, "n"].sum())
    low, high = wilson(again, n, level)
    found = {
        "segment": name,
        "n": n,
        "days": int((part["days"] * part["n"]).sum()),
        "again": again,
        "share": again / n if n else float("nan"),
        "low": low,
        "high": high,
        "total": float((part["amount"] * part["n"]).sum()),
    }
    for column, key in (("days", "frequency"), ("amount", "amount")):
        total = float((part[column] * part["n"]).sum())
        mean, sd = spread(n, total, float((part[column] ** 2 * part["n"]).sum()))
        limits = mean_interval(mean, sd, n, level)
        found |= {key: mean, f"{key}_low": limits[0], f"{key}_high": limits[1]}
    return found
