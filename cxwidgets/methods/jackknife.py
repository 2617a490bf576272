"""The jackknife: how far a coefficient may lie from the truth, by leaving out one item at a time.

With few items the percentile bootstrap is too narrow: items drawn again repeat, so they agree more
than new ones would, and nothing widens the interval for a spread that is itself only estimated.
"""

from __future__ import annotations

from math import isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.intervals import mean_interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


def jackknife_interval(
    items: NDArray[Any], value: Callable[[NDArray[Any]], float], level: float, most: float = 1.0
) -> tuple[float, float]:
    """Return the t interval of the pseudo-values of a coefficient.

    Parameters
    ----------
    items
        Items × what is known of each, NaN where nothing is. Leaving out any of several equal items
        is the same, so it is done once for each kind.
    value
        The coefficient of such a table; a smooth function of means over items.
    most
        The largest value it can take; the upper limit is cut there.

    Returns
    -------
    tuple of float
        Low and high, which hold the coefficient itself; NaN for fewer than two items, where leaving
        one out leaves nothing to measure, and for few items all alike (`intervals.alike`).

    References
    ----------
    Tukey 1958, Annals of Mathematical Statistics 29, 614; Miller 1974, The jackknife: a review,
    Biometrika 61, 1-15.
    """
    n = len(items)
    if n < 2:  # noqa: PLR2004 - nothing is left to compare
        return nan, nan
    whole = value(items)
    filled = np.where(np.isnan(items), -np.inf, items)  # NaN would equal no other NaN
    _, first, times = np.unique(filled, axis=0, return_index=True, return_counts=True)
    left = np.array([value(np.delete(items, i, axis=0)) for i in first])
    pseudo = n * whole - (n - 1) * left
    if np.isnan(pseudo).any():
        return nan, nan
    mean = float(times @ pseudo / n)
    sd = float(np.sqrt(times @ (pseudo - mean) ** 2 / (n - 1)))
    low, high = mean_interval(mean, sd, n, level)
    return (nan, nan) if isnan(low) else (min(low, whole), min(max(high, whole), most))
