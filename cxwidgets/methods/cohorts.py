"""Cohorts: of those who first came together, how many came again so much later.

Averages over all customers mix old and new. A cohort is everybody whose first purchase fell in the
same month; each is followed at its own age, and ages are only pooled over cohorts that have reached
them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.days import month, on_the_clock
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, wilson
from cxwidgets.methods.notes import Note

FEW = 30
"""A smaller cohort is named in the notes."""


@dataclass(frozen=True)
class CohortsResult:
    """Cohorts by age.

    Attributes
    ----------
    table
        ``cohort`` (number of the month), ``age`` (months since), ``n`` (size of the cohort),
        ``active`` (customers seen in that month), ``share, low, high`` (Wilson). Every age up to
        the last month of the data; ages beyond it are not listed.
    ages
        ``age, n, active, share, low, high``: cohorts that have reached the age, pooled.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    ages: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def tally(transactions: Any) -> pd.DataFrame:
    """Count active customers by the month they first came and the month they were seen.

    Parameters
    ----------
    transactions
        Any frame with ``customer`` and ``at`` (a date, or the number of a month), one row a
        purchase. Rows without one of them are counted in ``cohort`` −1.

    Returns
    -------
    pandas.DataFrame
        ``cohort, at, active``. Tallies of parts add up if no customer is in two of them.

    Raises
    ------
    ValueError
        If a column is missing, or ``at`` holds neither dates nor numbers.
    """
    frame = lazily(on_the_clock(transactions), ("customer", "at"))
    whole = ~(nw.col("customer").is_null() | nw.col("at").is_null())
    seen = frame.filter(whole).select("customer", month(frame, "at")).unique()
    first = seen.group_by("customer").agg(nw.col("at").min().alias("cohort"))
    counted = seen.join(first, on="customer", how="inner").group_by("cohort", "at")
    table = collected(counted.agg(nw.len().alias("active")))
    lost = int(collected(frame.filter(~whole).select(nw.len().alias("n")))["n"].iloc[0])
    if lost:
        table = pd.concat([table, pd.DataFrame({"cohort": [-1], "at": [-1], "active": [lost]})])
    return table.astype("int64").sort_values(["cohort", "at"], ignore_index=True)


def cohorts(transactions: Any, level: float = 0.95) -> CohortsResult:
    """Follow cohorts of customers.

    Parameters
    ----------
    transactions
        As for `tally`, or a tally.

    Raises
    ------
    ValueError
        As for `tally`.
    """
    check_level(level)
    counted = isinstance(transactions, pd.DataFrame) and {"cohort", "active"} <= set(
        transactions.columns
    )
    table = transactions if counted else tally(transactions)
    table = table.groupby(["cohort", "at"], as_index=False)["active"].sum()
    lost = int(table.loc[table["cohort"] < 0, "active"].sum())
    table = table[table["cohort"] >= 0]
    end = table["at"].max() if len(table) else 0
    rows: list[dict[str, Any]] = []
    for cohort, part in table.groupby("cohort"):
        seen = part.set_index("at")["active"]
        n = int(seen[cohort])
        rows += [
            _row(n, int(seen.get(cohort + age, 0)), level, cohort=cohort, age=age)
            for age in range(int(end - cohort) + 1)
        ]
    found = pd.DataFrame(rows, columns=["cohort", "age", "n", "active", "share", "low", "high"])
    pooled = found.groupby("age", as_index=False)[["n", "active"]].sum()
    ages = [_row(int(n), int(k), level, age=age) for age, n, k in pooled.itertuples(index=False)]
    return CohortsResult(
        found,
        pd.DataFrame(ages, columns=["age", "n", "active", "share", "low", "high"]),
        _notes(found, lost),
        level,
    )


def _row(n: int, active: int, level: float, **keys: Any) -> dict[str, Any]:
    low, high = wilson(active, n, level)
    return keys | {"n": n, "active": active, "share": active / n, "low": low, "high": high}


def _notes(found: pd.DataFrame, lost: int) -> tuple[Note, ...]:
    notes = []
    small = found.loc[(found["age"] == 0) & (found["n"] < FEW)]
    if len(small):
        notes.append(Note("retention.note.small_cohorts", {"n": FEW, "cohorts": len(small)}))
    if lost:
        notes.append(Note("retention.note.no_customer", {"n": lost}))
    return tuple(notes)
