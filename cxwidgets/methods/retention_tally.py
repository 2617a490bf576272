"""Customers counted by when they came under observation, how long they stayed, whether they left.

Where records begin later than the customers (a new system, a list of those who are here today),
whoever left before that is not in them. Someone with a tenure of 50 months who is known only since
month 40 says nothing of the first 40: to count them there would make everybody look faithful.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.answers import INVALID, MISSING, coded, has, measured
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.segment import segment_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LONGEST = 1e12
"""No time is longer: it would be no time."""


def tally(customers: Any) -> pd.DataFrame:
    """Count customers by how long they were watched and whether they left.

    Parameters
    ----------
    customers
        Any frame with ``tenure`` (0 or more, any unit), ``churned`` (1 left, 0 still there) and
        perhaps ``segment`` and ``entry``, one row a customer. ``entry`` is the age, in units of
        ``tenure``, at which a customer came under observation (left truncation); 0 from the start.

    Returns
    -------
    pandas.DataFrame
        ``segment, entry, tenure, churned, n``, the second where there is such a column; −1 where
        something is missing, −2 where it is negative or no 0 or 1. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds something other than numbers, or somebody's ``entry`` is not
        before the end of their ``tenure``.
    """
    frame = lazily(customers, ("tenure", "churned"))
    if frame.collect_schema()["churned"] == nw.Boolean:
        frame = frame.with_columns(nw.col("churned").cast(nw.Int64))
    times = [name for name in ("entry", "tenure") if has(frame, name)]
    rows = frame.select(
        segment_of(frame),
        *(measured(frame, name, 0, LONGEST) for name in times),
        coded(frame, "churned", 0, 1),
    )
    keys = ["segment", *times, "churned"]
    table = collected(rows.group_by(*keys).agg(nw.len().alias("n")))
    usable(table)
    return table.sort_values(keys, ignore_index=True)


def usable(table: pd.DataFrame) -> tuple[pd.DataFrame, int, int]:
    """Return the customers of a tally that say something, and how many say too little or nonsense.

    Returns
    -------
    tuple
        ``segment, entry, tenure, churned, n`` of those with all of them; how many lack one; how
        many of the others have a time or a "left" that is none.

    Raises
    ------
    ValueError
        If somebody's ``entry`` is not before the end of their ``tenure``.
    """
    # Tallies without an entry may have been added: those customers were watched from the start.
    entry = table["entry"].fillna(0.0) if "entry" in table else 0.0
    table = table.assign(entry=entry)
    values = table[["entry", "tenure", "churned"]]
    missing = (values.isna() | (values == MISSING)).any(axis=1) | table["segment"].isna()
    invalid = (values == INVALID).any(axis=1) & ~missing
    known = table[~missing & ~invalid]
    late = known[(known["entry"] > 0) & (known["entry"] >= known["tenure"])]
    if len(late):
        first = late.iloc[0]
        raise ValueError(
            f"entry is {first['entry']:g} where tenure is {first['tenure']:g} "
            f"({int(late['n'].sum())} such customers); entry must be below tenure, or 0"
        )
    return known, int(table.loc[missing, "n"].sum()), int(table.loc[invalid, "n"].sum())


def at_risk(leaving: np.ndarray, known: pd.DataFrame) -> np.ndarray:
    """Return how many were watched just before each of some times, in order.

    Those whose ``entry`` is earlier and whose ``tenure`` is not. Whoever comes under observation at
    the very time somebody leaves could not have been seen to leave then (as R and lifelines count).
    """
    import numpy as np

    counts = known["n"].to_numpy()
    ended, entered = known["tenure"].to_numpy(float), known["entry"].to_numpy(float)
    # An entry of 0 is before a leaving at 0: such customers were there from the start.
    entered = np.where(entered > 0, entered, -np.inf)
    watched: np.ndarray = _earlier(leaving, entered, counts) - _earlier(leaving, ended, counts)
    return watched


def _earlier(times: np.ndarray, when: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Return how many of ``counts`` happened before each of ``times``."""
    import numpy as np

    order = np.argsort(when, kind="stable")
    before = np.searchsorted(when[order], times, side="left")
    so_far: np.ndarray = np.concatenate([[0], counts[order].cumsum()])
    return so_far[before]
