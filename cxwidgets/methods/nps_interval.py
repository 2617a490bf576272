"""Intervals and differences of a net promoter score, from its three counts.

One answer counts +1 (promoter), 0 (passive) or −1 (detractor), so the score is a mean with variance
``p + d - (p - d)²``. Everything here is in points, −100 … 100.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt

import numpy as np
from scipy.optimize import brentq

from cxwidgets.methods.intervals import two_sided, z_value

METHODS = ("adjusted_wald", "wald", "score", "bootstrap")
DIFFERENCES = METHODS[:2]
DRAWS = 10_000
"""How often the three counts are drawn again: a limit then is off by about 0.03 standard errors."""
PSEUDO = (0.75, 1.5, 0.75)
"""Added to detractors, passives, promoters by the adjusted Wald interval (Rocks 2016)."""


@dataclass(frozen=True)
class Counts:
    """Detractors (0-6), passives (7-8) and promoters (9-10)."""

    detractors: float
    passives: float
    promoters: float

    @property
    def n(self) -> float:
        """Return how many answered."""
        return self.detractors + self.passives + self.promoters

    @property
    def nps(self) -> float:
        """Return the score in points; NaN without answers."""
        return 100 * (self.promoters - self.detractors) / self.n if self.n else nan

    @property
    def variance(self) -> float:
        """Return the variance of one answer (+1, 0, −1)."""
        if not self.n:
            return nan
        p, d = self.promoters / self.n, self.detractors / self.n
        return max(0.0, p + d - (p - d) ** 2)  # weighted shares may add up to 1 + 2e-16

    @property
    def error(self) -> float:
        """Return the standard error of the score in points."""
        return 100 * sqrt(self.variance / self.n) if self.n else nan

    def adjusted(self) -> Counts:
        """Return the counts with the pseudo-answers of the adjusted Wald interval."""
        d, s, p = PSEUDO
        return Counts(self.detractors + d, self.passives + s, self.promoters + p)


def interval(
    counts: Counts,
    method: str = "adjusted_wald",
    level: float = 0.95,
    *,
    seed: int = 20_250_101,
) -> tuple[float, float]:
    """Return the interval of a score in points; not cut off at ±100. Two NaN without answers.

    Parameters
    ----------
    method
        ``"adjusted_wald"``: Wald on the counts plus ¾, 1½, ¾ (Rocks 2016, arXiv 1601.07235), which
        keeps its coverage in small samples. ``"wald"``: has no width when everyone agrees.
        ``"score"``: iterative score interval after Tango, inverted numerically. ``"bootstrap"``: as
        many answers are drawn again from the three shares (multinomial), 10,000 times, and the
        quantiles of the drawn scores are the limits (percentile interval, Efron 1979, Annals of
        Statistics 7(1), 1-26). Like Wald it has no width when everyone is in one of the three
        classes, and is too narrow in small samples. Counts that are not whole (the effective ones
        of weighted answers) are drawn in the nearest whole number.
    seed
        Of the drawing; other methods do not draw.

    Raises
    ------
    ValueError
        For another method.
    """
    if method not in METHODS:
        raise ValueError(f"the interval is {method!r}; it must be one of {', '.join(METHODS)}")
    z = z_value(level)
    if not counts.n:
        return nan, nan
    if method == "score":
        return _score(counts, z)
    if method == "bootstrap":
        return _drawn(counts, level, seed)
    used = counts.adjusted() if method == "adjusted_wald" else counts
    return used.nps - z * used.error, used.nps + z * used.error


def _drawn(counts: Counts, level: float, seed: int) -> tuple[float, float]:
    """Return the quantiles of the scores of samples drawn from the counts (in points)."""
    n = max(1, round(round(counts.n, 9)))
    given = np.array([counts.detractors, counts.passives, counts.promoters], dtype=float)
    drawn = np.random.default_rng(seed).multinomial(n, given / given.sum(), size=DRAWS)
    tail = (1 - level) / 2
    low, high = np.quantile(100 * (drawn[:, 2] - drawn[:, 0]) / n, [tail, 1 - tail])
    return float(low), float(high)


def _score(counts: Counts, z: float) -> tuple[float, float]:
    """Return the scores that the data would just not reject (in points)."""
    n, pro, det = counts.n, counts.promoters, counts.detractors

    def excess(true: float) -> float:
        """Return the squared test statistic against ``true`` (−1 … 1), less its critical value."""
        b = -pro - det + (2 * n - pro + det) * true
        c = -det * true * (1 - true)
        opposed = (sqrt(max(0.0, b * b - 8 * n * c)) - b) / (4 * n)
        variance = n * (2 * opposed + true * (1 - true))
        gap = (pro - det - n * true) ** 2
        return gap - z * z * variance

    at = (pro - det) / n
    aside = 1e-9  # where everyone agrees the variance vanishes exactly at the estimate
    low = -1.0 if at == -1 else brentq(excess, -1, at - aside, xtol=1e-12)
    high = 1.0 if at == 1 else brentq(excess, at + aside, 1, xtol=1e-12)
    return 100 * low, 100 * high


@dataclass(frozen=True)
class Difference:
    """The first score minus the second, in points, with its interval and two-sided p."""

    difference: float
    low: float
    high: float
    z: float
    p: float
    level: float


def difference(
    a: Counts, b: Counts, method: str = "adjusted_wald", level: float = 0.95
) -> Difference:
    """Return the difference of two independent scores.

    With ``"adjusted_wald"`` both sides carry their pseudo-answers and the interval is centred on
    the adjusted difference; ``"wald"`` uses the counts as they are.

    Raises
    ------
    ValueError
        For another method.
    """
    if method not in DIFFERENCES:
        known = ", ".join(DIFFERENCES)
        raise ValueError(f"differences are compared by {known}; not by {method!r}")
    z = z_value(level)
    if not (a.n and b.n):
        return Difference(nan, nan, nan, nan, nan, level)
    left, right = (a.adjusted(), b.adjusted()) if method == "adjusted_wald" else (a, b)
    gap, error = left.nps - right.nps, sqrt(left.error**2 + right.error**2)
    statistic = gap / error if error else nan
    return Difference(gap, gap - z * error, gap + z * error, statistic, two_sided(statistic), level)


def n_for(half_width: float, variance: float = 1.0, level: float = 0.95) -> float:
    """Return how many answers give an interval of ± ``half_width`` points.

    ``n = (z / h)² · 10⁴ · v``. The worst case, half promoters and half detractors, is v = 1.

    Raises
    ------
    ValueError
        If the half width is not positive.
    """
    if not half_width > 0:
        raise ValueError(f"the half width is {half_width!r}; it must be positive")
    return (z_value(level) / half_width) ** 2 * 1e4 * variance
