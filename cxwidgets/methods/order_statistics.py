"""Median and quartiles from counts, and how far the median can be trusted."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import bdtr

from cxwidgets.methods.intervals import check_level

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


def quantile(values: ArrayLike, counts: ArrayLike, share: float) -> float:
    """Return a quantile of values that occur ``counts`` times.

    Interpolates linearly between order statistics, as ``numpy.quantile`` does on the single
    answers (Hyndman & Fan 1996, type 7); NaN for no answers.

    Parameters
    ----------
    values, counts
        Distinct values in any order and how often each occurs.
    share
        0 to 1: 0.5 is the median.

    Raises
    ------
    ValueError
        If ``share`` is not from 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"the share is {share!r}; it must lie from 0 to 1")
    ordered, upto = _ordered(values, counts)
    if not upto.size or upto[-1] == 0:
        return float("nan")
    place = (upto[-1] - 1) * share
    below = np.floor(place)
    low, high = _at(ordered, upto, below), _at(ordered, upto, np.ceil(place))
    return float(low + (high - low) * (place - below))


def median_interval(
    values: ArrayLike, counts: ArrayLike, level: float = 0.95
) -> tuple[float, float]:
    """Return the order-statistic interval of the median.

    The j-th smallest and j-th largest answers enclose the median of the population unless fewer
    than j answers fall on one side of it, which is a binomial question; j is the largest for
    which the coverage is at least ``level``. It assumes nothing about the distribution, and with
    many equal answers it covers more than it promises. Below 6 answers no such j exists for
    95 %: two NaN.

    References
    ----------
    Conover (1999), Practical Nonparametric Statistics, section 3.2.
    """
    check_level(level)
    ordered, upto = _ordered(values, counts)
    n = int(upto[-1]) if upto.size else 0
    miss = (1 - level) / 2
    ranks = range(1, n // 2 + 1)
    j = bisect_right(ranks, miss, key=lambda rank: bdtr(rank - 1, n, 0.5))
    if j == 0:
        return float("nan"), float("nan")
    return _at(ordered, upto, j - 1), _at(ordered, upto, n - j)


def _ordered(values: ArrayLike, counts: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    found = np.asarray(values, dtype=float)
    order = np.argsort(found)
    return found[order], np.cumsum(np.asarray(counts, dtype=np.int64)[order])


def _at(ordered: NDArray[np.float64], upto: NDArray[np.int64], place: float) -> float:
    """Return the order statistic at ``place``, counted from 0."""
    return float(ordered[np.searchsorted(upto, place, side="right")])
