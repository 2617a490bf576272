"""Estimates: what a room guesses, what is true, and the trap on the way.

Percentages of different bases cannot be added. 100 complaints that rise by 40 % and then fall by
25 % are 105, not 115: the fall is taken from 140. How many people a trap catches says more than
their mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.notes import Note
from cxwidgets.methods.order_statistics import median_interval, quantile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST = 6


@dataclass(frozen=True)
class EstimateResult:
    """A room's estimates against the truth.

    Attributes
    ----------
    table
        The distinct guesses in rising order: ``value, n, share, low, high, kind`` (``truth``,
        ``trap`` or ``other``).
    n
        Guesses.
    truth, trap
        The right number, and the number a tempting mistake leads to (NaN without one).
    mean, median, q1, q3, median_low, median_high
        Of the guesses.
    right, right_low, right_high
        Share that hit the truth (within the tolerance), Wilson interval.
    caught, caught_low, caught_high
        Share caught by the trap, Wilson interval.
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    n: int
    truth: float
    trap: float
    mean: float
    median: float
    q1: float
    q3: float
    median_low: float
    median_high: float
    right: float
    right_low: float
    right_high: float
    caught: float
    caught_low: float
    caught_high: float
    notes: tuple[Note, ...]


def compounded(start: float, changes: Iterable[float]) -> tuple[float, ...]:
    """Return the index after each change in per cent, each taken from where the last one ended.

    >>> compounded(100, [40, -25])
    (100.0, 140.0, 105.0)
    """
    chain = [float(start)]
    for change in changes:
        chain.append(chain[-1] * (1 + change / 100))
    return tuple(chain)


def added(start: float, changes: Iterable[float]) -> float:
    """Return what one gets by adding the percentages as if they had one base: the trap.

    >>> added(100, [40, -25])
    115.0
    """
    return start + start * sum(changes) / 100


def tally(values: Any) -> pd.DataFrame:
    """Count the distinct guesses of a frame with the column ``value``; missing ones are left out.

    Raises
    ------
    ValueError
        For a missing column.
    """
    value = nw.col("value")
    return collected(
        lazily(values, ("value",))
        .with_columns(value.cast(nw.Float64()))
        .filter(~value.is_null())
        .filter(~value.is_nan())
        .group_by("value")
        .agg(nw.len().alias("n"))
        .sort("value")
    )


def analyse(
    counts: pd.DataFrame, truth: float, *, trap: float | None = None, tolerance: float = 0.5
) -> EstimateResult:
    """Judge counted guesses.

    Parameters
    ----------
    counts
        From :func:`tally`.
    truth
        The right number.
    trap
        The number a tempting mistake leads to.
    tolerance
        How far a guess may lie from the truth or the trap and still count as it.

    Raises
    ------
    ValueError
        If truth or a guess is not finite, or truth and trap are too close to tell apart.
    """
    value = counts["value"].to_numpy(dtype=float)
    n_each = counts["n"].to_numpy(dtype=np.int64)
    for number in (truth, *value):
        if not isfinite(number):
            raise ValueError(f"{number!r} is not a finite number")
    lure = float("nan") if trap is None else float(trap)
    if abs(lure - truth) <= 2 * tolerance:
        raise ValueError(f"the trap {lure!r} cannot be told from the truth {truth!r}")
    n = int(n_each.sum())
    is_truth = np.abs(value - truth) <= tolerance
    is_trap = np.abs(value - lure) <= tolerance
    bounds = [wilson(k, n) for k in n_each]
    low, high = median_interval(value, n_each)
    right, right_low, right_high = _share(n_each[is_truth], n)
    caught, caught_low, caught_high = _share(n_each[is_trap], n) if trap is not None else _NOTHING
    return EstimateResult(
        table=pd.DataFrame(
            {
                "value": value,
                "n": n_each,
                "share": n_each / n if n else [],
                "low": [b[0] for b in bounds],
                "high": [b[1] for b in bounds],
                "kind": np.select([is_truth, is_trap], ["truth", "trap"], "other"),
            }
        ),
        n=n,
        truth=float(truth),
        trap=lure,
        mean=float((value * n_each).sum() / n) if n else float("nan"),
        median=quantile(value, n_each, 0.5),
        q1=quantile(value, n_each, 0.25),
        q3=quantile(value, n_each, 0.75),
        median_low=low,
        median_high=high,
        right=right,
        right_low=right_low,
        right_high=right_high,
        caught=caught,
        caught_low=caught_low,
        caught_high=caught_high,
        notes=(Note("estimate.note.few", {"n": n}, "warn"),) if 0 < n < FEWEST else (),
    )


def estimate(
    values: Sequence[float] | Any,
    truth: float,
    *,
    trap: float | None = None,
    tolerance: float = 0.5,
) -> EstimateResult:
    """Compare a room's guesses with the truth; see :func:`analyse`.

    ``values`` is a sequence of numbers or a frame with the column ``value``.
    """
    frame = pd.DataFrame({"value": values}) if isinstance(values, list | tuple) else values
    return analyse(tally(frame), truth, trap=trap, tolerance=tolerance)


_NOTHING = (float("nan"),) * 3


def _share(counts: Any, n: int) -> tuple[float, float, float]:
    hits = int(counts.sum())
    return (hits / n if n else float("nan"), *wilson(hits, n))
