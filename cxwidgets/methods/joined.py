"""Of those who joined in the same time, how many are still there: cohorts where leaving is seen.

A share of all customers mixes old and new. Here everybody who joined in the same month, quarter or
year is followed with Kaplan and Meier, so that those who have not been there long enough count for
as long as they were watched.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.intervals import check_level
from cxwidgets.methods.notes import Note
from cxwidgets.methods.retention import kaplan_meier

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


def joined(customers: pd.DataFrame, ages: Sequence[float], level: float = 0.95) -> JoinedResult:
    """Follow those who joined in the same month, quarter or year.

    The period is the shortest that makes no more than twelve cohorts, of 30 customers on average.

    Parameters
    ----------
    customers
        ``at`` (when they joined), ``tenure`` and ``churned`` as for `retention.tally`, one row a
        customer. Rows without ``at`` are left out and counted in a note.
    ages
        Times since joining to look at, in the unit of ``tenure``.
    level
        Coverage of the limits.

    Raises
    ------
    ValueError
        As for `retention.tally`; or if an age is negative.
    """
    check_level(level)
    if any(age < 0 for age in ages):
        raise ValueError(f"the ages are {list(ages)!r}; they must be 0 or more")
    known = customers.dropna(subset="at")
    period = next((p for p in PERIODS if _fits(known["at"].dt.to_period(p))), PERIODS[-1])
    cohort = known["at"].dt.to_period(period).astype(str)
    result = kaplan_meier(known.assign(segment=cohort)[["segment", "tenure", "churned"]], level)
    rows = [
        _at(curve, age) for _, curve in result.table.groupby("segment", sort=True) for age in ages
    ]
    notes = []
    small = result.segments[result.segments["n"] < FEW]
    if len(small):
        notes.append(Note("retention.note.small_cohorts", {"n": FEW, "cohorts": len(small)}))
    if len(known) < len(customers):
        notes.append(Note("joined.note.no_date", {"n": len(customers) - len(known)}))
    return JoinedResult(pd.DataFrame(rows, columns=list(COLUMNS)), period, tuple(notes), level)


def _fits(cohort: pd.Series[Any]) -> bool:
    """Say whether there are few enough cohorts, and enough customers in each."""
    many = int(cohort.nunique())
    return many <= MOST and len(cohort) >= FEW * many


def _at(curve: pd.DataFrame, age: float) -> dict[str, Any]:
    """Return one cohort at one age."""
    step = curve[curve["time"] <= age].iloc[-1]
    beyond = age > curve["time"].max() and step["survival"] > 0
    later = curve[curve["time"] >= age]
    return {
        "cohort": curve["segment"].iloc[0],
        "age": age,
        "n": int(curve["at_risk"].iloc[0]),
        "at_risk": int(later["at_risk"].iloc[0]) if len(later) else 0,
        **{c: nan if beyond else float(step[c]) for c in ("survival", "low", "high")},
    }
