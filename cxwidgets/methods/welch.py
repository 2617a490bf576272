"""The difference of two independent means whose spreads need not be the same."""

from __future__ import annotations

from math import nan, sqrt
from typing import NamedTuple

from scipy.special import stdtr

from cxwidgets.methods.intervals import alike, t_value


class Mean(NamedTuple):
    """A mean, the standard deviation of what it is a mean of, and of how many."""

    mean: float
    sd: float
    n: float


def difference(first: Mean, second: Mean, level: float = 0.95) -> tuple[float, float, float, float]:
    """Return first minus second, low, high and two-sided p.

    Limits and p are NaN for fewer than two answers on a side, and where fewer than 30 are all the
    same (see `intervals.alike`).

    Examples
    --------
    >>> [round(v, 3) for v in difference(Mean(5, 2, 10), Mean(4, 1, 20))]
    [1, -0.472, 2.472, 0.163]

    References
    ----------
    Welch 1947, Biometrika 34, 28-35; degrees of freedom after Satterthwaite 1946, Biometrics 2.
    """
    gap = first.mean - second.mean
    if min(first.n, second.n) <= 1 or alike(*first) or alike(*second):
        return gap, nan, nan, nan
    parts = [one.sd**2 / one.n for one in (first, second)]
    variance = sum(parts)
    if not variance > 0:
        return gap, nan, nan, nan
    shares = (
        (part / variance) ** 2 / (one.n - 1)
        for part, one in zip(parts, (first, second), strict=True)
    )
    degrees = 1 / sum(shares)
    half = t_value(level, degrees) * sqrt(variance)
    p = 2 * float(stdtr(degrees, -abs(gap) / sqrt(variance)))
    return gap, gap - half, gap + half, p
