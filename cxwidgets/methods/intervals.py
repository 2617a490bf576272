"""Intervals: how far the truth may lie from what a sample shows.

Forty answers are a sample. An interval says which values of the whole public would still be
compatible with them; the fewer the answers, the wider it is. Sums and counts go in, so nothing here
needs the answers themselves.
"""

from __future__ import annotations

from math import nan, sqrt

from scipy.special import bdtr, betainc, ndtr, ndtri, stdtr, stdtrit

EXACT_BELOW = 50
"""Below this many answers in the two leading classes the exact binomial test is used."""
ALIKE_BELOW = 30
"""Below this many answers that are all the same say nothing of how much answers vary."""

_TWO = 2 - 1e-9


def check_level(level: float) -> float:
    """Return ``level``, or raise ``ValueError`` if it is not strictly between 0 and 1."""
    if not 0 < level < 1:
        raise ValueError(f"the level is {level!r}; it must lie between 0 and 1, for example 0.95")
    return level


def z_value(level: float = 0.95) -> float:
    """Return the two-sided normal quantile: 1.959963984540054 for 0.95."""
    return float(ndtri(0.5 + check_level(level) / 2))


def t_value(level: float, degrees: float) -> float:
    """Return the two-sided t quantile; NaN without a degree of freedom."""
    return float(stdtrit(degrees, 0.5 + check_level(level) / 2)) if degrees > 0 else nan


def wilson(hits: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Return the Wilson score interval of a proportion.

    Parameters
    ----------
    hits, n
        ``hits`` of ``n`` answers. Shares of 100 are accepted as counts, as published tables give
        them; the interval then is that of 100 answers.
    level
        Coverage, 0.95 by default.

    Returns
    -------
    tuple of float
        Low and high, between 0 and 1; two NaN when ``n`` is 0.

    References
    ----------
    Wilson 1927, Journal of the American Statistical Association 22, 209-212.
    """
    z = z_value(level)
    if n <= 0:
        return nan, nan
    share = hits / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    low = max(0.0, centre - half) if hits > 0 else 0.0  # exact at the ends
    return low, min(1.0, centre + half) if hits < n else 1.0


def newcombe(
    hits: float, n: float, other_hits: float, other_n: float, level: float = 0.95
) -> tuple[float, float, float]:
    """Return the difference of two independent shares with its hybrid score interval.

    Returns
    -------
    tuple of float
        First share minus second, low, high; three NaN where one of them has no answers.

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17, 873-890 (method 10).
    """
    if n <= 0 or other_n <= 0:
        return nan, nan, nan
    first, second = hits / n, other_hits / other_n
    low, high = wilson(hits, n, level)
    other_low, other_high = wilson(other_hits, other_n, level)
    gap = first - second
    below = sqrt((first - low) ** 2 + (other_high - second) ** 2)
    above = sqrt((high - first) ** 2 + (second - other_low) ** 2)
    return gap, gap - below, gap + above


def spread(n: float, total: float, total_sq: float) -> tuple[float, float]:
    """Return mean and standard deviation (n − 1) from a count, a sum and a sum of squares.

    The sums of survey scores are whole numbers, so the result does not depend on their order. The
    mean is NaN for no answer, the standard deviation for fewer than two. An effective n of weighted
    answers is no whole number, and two up to rounding are two.
    """
    if n <= 0:
        return nan, nan
    mean = total / n
    if n < _TWO:
        return mean, nan
    return mean, sqrt(max(0.0, (n * total_sq - total**2) / (n * (n - 1))))


def alike(mean: float, sd: float, n: float) -> bool:
    """Say whether there are too few answers, all of them the same, to know how answers vary.

    Two people of one mind have a standard deviation of 0, but the next one may differ: among n the
    same, up to 3/n of everybody may still answer otherwise (the rule of three), and only from 30 on
    is that a tenth. What rounding leaves of a spread counts as none. One answer is no such case: it
    has no spread at all.

    References
    ----------
    Hanley & Lippman-Hand 1983, Journal of the American Medical Association 249, 1743-1745.
    """
    return 1 < n < ALIKE_BELOW and sd <= 1e-7 * abs(mean) + 1e-12


def mean_interval(mean: float, sd: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """Return the t interval of a mean.

    Two NaN for fewer than two answers, and for fewer than 30 that are all the same (see `alike`): a
    width of 0 would claim to know the mean exactly.
    """
    half = nan if n <= 1 or alike(mean, sd, n) else t_value(level, n - 1) * sd / sqrt(n)
    return mean - half, mean + half


def t_test(mean: float, sd: float, n: float) -> tuple[float, float]:
    """Return t and two-sided p for "the mean is 0"; NaN where the spread is 0 or unknown."""
    if n < 2 or not sd > 0:  # noqa: PLR2004 - one answer has no spread
        return nan, nan
    t = mean / (sd / sqrt(n))
    return t, float(2 * stdtr(n - 1, -abs(t)))


def leading_test(first: float, second: float, *, continued: bool = False) -> tuple[float, float]:
    """Return z and two-sided p for "the two leading classes are equally frequent".

    Under multinomial sampling the difference of two equally likely counts has variance
    ``first + second``, so ``z = (first - second) / sqrt(first + second)``. Below 50 answers in the
    two classes p is the exact binomial one (whole counts); both are NaN when both counts are 0.
    Weighted counts are not whole: with ``continued`` they take the binomial distribution as its
    incomplete beta function continues it between whole counts.
    """
    both = first + second
    if both <= 0:
        return nan, nan
    z = (first - second) / sqrt(both)
    whole = float(first).is_integer() and float(second).is_integer()
    if both < EXACT_BELOW and whole:
        return z, min(1.0, 2 * float(bdtr(min(first, second), int(both), 0.5)))
    if both < EXACT_BELOW and continued:
        fewer = min(first, second)
        return z, min(1.0, 2 * float(betainc(both - fewer, fewer + 1, 0.5)))
    return z, two_sided(z)


def two_sided(z: float) -> float:
    """Return the two-sided p of a standard normal value."""
    return float(2 * ndtr(-abs(z)))
