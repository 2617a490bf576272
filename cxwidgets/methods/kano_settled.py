"""How sure a Kano class is: whether the winner is really ahead, and what n would settle it."""

from __future__ import annotations

from math import ceil, cos, isfinite, log, nan, pi, sin, sqrt

from cxwidgets.methods.intervals import EXACT_BELOW, leading_test, z_value

OUTLINE = 48
"""Points on the outline of a confidence ellipse."""


def fong(first: float, second: float, n: float) -> float:
    """Return Fong's bound: a lead below it is called not significant.

    ``1.65 * sqrt((a + b) * (2n - a - b) / (2n))`` for the two largest counts a and b (Fong 1996,
    CQM Journal 5, 21-24). It treats the two counts as independent, which they are not, and so calls
    too many features significant (about 16-21 % instead of 10 %). It is reported for comparison
    with published tables; decisions rest on the multinomial test.
    """
    both = first + second
    return 1.65 * sqrt(both * (2 * n - both) / (2 * n)) if n > 0 else nan


def n_needed(first: float, second: float, n: float, level: float = 0.95) -> float:
    """Return about how many answers settle the class if the shares stay as they are.

    Solves the multinomial test for n: ``z² (pa + pb) / (pa - pb)²``. Where so few answers are
    expected that the exact test decides, the first n that passes it with rounded counts is taken.
    NaN for a tie: no number of answers settles equal shares.
    """
    if n <= 0 or first <= second:
        return nan
    share, lead = (first + second) / n, (first - second) / n
    wanted = ceil(z_value(level) ** 2 * share / lead**2)
    while wanted * share < EXACT_BELOW:
        # an effective n is a whole number only up to rounding: a half of an answer stays one half
        expected = (round(wanted * count / n, 9) for count in (first, second))
        _, p = leading_test(*map(round, expected))
        if p < 1 - level:
            break
        wanted += 1
    return wanted


def ellipse(
    one: float, both: float, other: float, n: float, level: float = 0.95
) -> list[tuple[int, float, float]]:
    """Return the outline of the joint confidence region of Better and Worse.

    Better = (A + O) / n and |Worse| = (O + M) / n share the O answers, so they vary together:
    ``Cov = (O / n - Better * |Worse|) / n``.

    Parameters
    ----------
    one, both, other
        Counts of A, of O and of M.
    n
        A + O + M + I.

    Returns
    -------
    list of tuple
        Step (0 … 48, closed), Better (0 … 1) and Worse (−1 … 0), cut off at the edges of the plane;
        nothing when n is 0 or there is no spread.
    """
    if n <= 0:
        return []
    better, worse = (one + both) / n, (both + other) / n
    sd_better, sd_worse = (sqrt(p * (1 - p) / n) for p in (better, worse))
    if sd_better == 0 or sd_worse == 0:
        return []
    correlation = (both / n - better * worse) / n / (sd_better * sd_worse)
    radius = sqrt(-2 * log(1 - level))  # the chi-square quantile with two degrees of freedom
    rest = sqrt(max(0.0, 1 - correlation**2))
    rows = []
    for step in range(OUTLINE + 1):
        u, v = cos(2 * pi * step / OUTLINE), sin(2 * pi * step / OUTLINE)
        y = better + radius * sd_better * u
        x = worse + radius * sd_worse * (correlation * u + rest * v)
        rows.append((step, min(1.0, max(0.0, y)), -min(1.0, max(0.0, x))))
    return rows if all(map(isfinite, (better, worse))) else []
