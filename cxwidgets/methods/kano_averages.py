"""Three averages of scored Kano answers, each with its limits, from the counts of the answer pairs.

A tally has one row for each pair of answers, so every average is one of a few numbers with how
often each occurs.
"""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, NamedTuple

from cxwidgets.methods.intervals import alike, mean_interval, spread
from cxwidgets.methods.order_statistics import median_interval, quantile
from cxwidgets.methods.respondent_weights import n_effective

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd


class Average(NamedTuple):
    """An average with its limits, the standard deviation, and how many answers it is worth."""

    value: float
    low: float
    high: float
    sd: float
    n: float


def mean(scores: pd.Series, pairs: pd.DataFrame, level: float) -> Average:
    """Return the mean with its t limits."""
    n = int(pairs["n"].sum())
    total, squares = int((scores * pairs["n"]).sum()), int((scores**2 * pairs["n"]).sum())
    value, sd = spread(n, total, squares)
    return Average(value, *mean_interval(value, sd, n, level), sd, n)


def importance_weighted(scores: pd.Series, pairs: pd.DataFrame, level: float) -> Average:
    """Return the mean ``Σ w x / Σ w`` weighted by stated importance (1-9).

    Its t limits rest on Kish's ``(Σ w)² / Σ w²``, an approximation. Whoever did not rate importance
    has no weight.

    References
    ----------
    Kish 1965, Survey Sampling, section 11.7.
    """
    w, w2 = (int(pairs[name].sum()) for name in ("importance_sum", "importance_sum_sq"))
    total, squares = (int((x * pairs["importance_sum"]).sum()) for x in (scores, scores**2))
    n, factor = n_effective(w, w2), w / w2 if w2 else 0.0
    value, sd = spread(n, total * factor, squares * factor)
    return Average(value, *mean_interval(value, sd, n, level), sd, n)


def median(scores: pd.Series, pairs: pd.DataFrame, level: float) -> Average:
    """Return the median with its order-statistic limits (see `order_statistics`).

    Fewer than six answers have no limits, and fewer than 30 that are all the same have none either.
    """
    _, _, _, sd, n = mean(scores, pairs, level)
    value = quantile(scores, pairs["n"], 0.5)
    limits = (nan, nan) if alike(value, sd, n) else median_interval(scores, pairs["n"], level)
    return Average(value, *limits, sd, n)


AVERAGES: Mapping[str, Callable[[pd.Series, pd.DataFrame, float], Average]] = {
    "mean": mean,
    "importance_weighted": importance_weighted,
    "median": median,
}
