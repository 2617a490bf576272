"""Of those who joined in the same time, how many are still there: cohorts where leaving is seen.

A share of all customers mixes old and new. Here everybody who joined in the same month, quarter or
year is followed with Kaplan and Meier, so that those who have not been there long enough count for
as long as they were watched.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import MISSING
from cxwidgets.methods.days import month, on_the_clock
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.intervals import check_level
from cxwidgets.methods.notes import Note
from cxwidgets.methods.retention import kaplan_meier
from cxwidgets.methods.retention import tally as by_segment

if TYPE_CHECKING:
    from collections.abc import Sequence

PERIODS = ("M", "Q", "Y")
MOST = 12
"""More cohorts than this are put together in longer periods."""
FEW = 30
"""Cohorts smaller than this on average are put together too; a single one is named in the notes."""
COLUMNS = ("cohort", "age", "n", "at_risk", "survival", "low", "high")


@dataclass(frozen=True)
class JoinedResult:
    """Cohorts by when they joined.

    Attributes
    ----------
    table
        ``cohort`` (such as 2024, 2024Q3, 2024-07), ``age`` (time since joining), ``n`` customers
        of the cohort, ``at_risk`` (watched for so long and still there just before), ``survival``
        with limits ``low, high``; NaN where nobody of the cohort was watched for so long.
    period
        ``M``, ``Q`` or ``Y``: how long a cohort takes to form.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    period: str
    notes: tuple[Note, ...]
    level: float


def tally(customers: Any) -> pd.DataFrame:
    """Count customers by the month they joined, how long they were watched and whether they left.

    Parameters
    ----------
    customers
        Any frame with ``at`` (when they joined: a date, or the number of a month), ``tenure`` and
        ``churned`` as for `retention.tally`, one row a customer.

    Returns
    -------
    pandas.DataFrame
        ``month`` (months since year 0; −1 where no day is given), ``tenure, churned, n``. Tallies
        add up.

    Raises
    ------
    ValueError
        If a column is missing or holds something else than said.
    """
    frame = lazily(on_the_clock(customers), ("at", "tenure", "churned"))
    rows = frame.filter(~nw.col("at").is_null())
    told = by_segment(rows.with_columns(month(rows, "at").alias("segment")))
    lost = int(collected(frame.select(nw.col("at").is_null().sum().alias("n")))["n"].iloc[0])
    if lost:
        told = pd.concat([told, pd.DataFrame([{"segment": -1, "churned": MISSING, "n": lost}])])
    return told.rename(columns={"segment": "month"}).astype({"month": "int64", "n": "int64"})


def joined(customers: Any, ages: Sequence[float], level: float = 0.95) -> JoinedResult:
    """Follow those who joined in the same month, quarter or year.

    The period is the shortest that makes no more than twelve cohorts, of 30 customers on average.

    Parameters
    ----------
    customers
        As for `tally`, or a tally. Customers without a day of joining are counted in a note.
    ages
        Times since joining to look at, in the unit of ``tenure``.
    level
        Coverage of the limits.

    Raises
    ------
    ValueError
        As for `tally`; or if an age is negative.
    """
    check_level(level)
    if any(age < 0 for age in ages):
        raise ValueError(f"the ages are {list(ages)!r}; they must be 0 or more")
    ready = counted(customers, "month")
    table = customers if ready else tally(customers)
    lost = int(table.loc[table["month"] < 0, "n"].sum())
    known = table[table["month"] >= 0]
    period = next((p for p in PERIODS if _fits(known, p)), PERIODS[-1])
    cohort = [_named(m, period) for m in known["month"]]
    result = kaplan_meier(known.assign(segment=cohort).drop(columns="month"), level)
    rows = [
        _at(curve, age) for _, curve in result.table.groupby("segment", sort=True) for age in ages
    ]
    notes = []
    small = result.segments[result.segments["n"] < FEW]
    if len(small):
        notes.append(Note("retention.note.small_cohorts", {"n": FEW, "cohorts": len(small)}))
    if lost:
        notes.append(Note("joined.note.no_date", {"n": lost}))
    return JoinedResult(pd.DataFrame(rows, columns=list(COLUMNS)), period, tuple(notes), level)


def _named(since: int, period: str) -> str:
    """Return a month, its quarter or its year as one reads it."""
    year, month_ = divmod(int(since), 12)
    return {"M": f"{year}-{month_ + 1:02}", "Q": f"{year}Q{month_ // 3 + 1}", "Y": f"{year}"}[
        period
    ]


def _fits(known: pd.DataFrame, period: str) -> bool:
    """Say whether there are few enough cohorts, and enough customers in each."""
    many = len({_named(m, period) for m in known["month"]})
    return many <= MOST and int(known["n"].sum()) >= FEW * many


def _at(curve: pd.DataFrame, age: float) -> dict[str, Any]:
    """Return one cohort at one age."""
    step = curve[curve["time"] <= age].iloc[-1]
    beyond = age > curve["time"].max() and step["survival"] > 0
    later = curve[curve["time"] >= age]
    return {
        "cohort": curve["segment"].iloc[0],
        "age": age,
        "n": int(curve["left"].sum() + curve["censored"].sum()),
        "at_risk": int(later["at_risk"].iloc[0]) if len(later) else 0,
        **{c: nan if beyond else float(step[c]) for c in ("survival", "low", "high")},
    }
