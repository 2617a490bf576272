"""Spearman's rank correlation of a few units, with its interval and an honest p.

Units (teams, branches) are few. The usual approximations call four units in perfect order certain,
although any order of four comes about by chance once in 24. So with few units all orders that there
are decide.
"""

from __future__ import annotations

from functools import cache
from itertools import permutations
from math import atanh, factorial, nan, sqrt, tanh
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.intervals import z_value

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXACT_UP_TO = 8
"""Units up to which p counts all orders, of which there are 40,320."""
FEWEST = 4


def spearman(pairs: NDArray[Any]) -> float:
    """Return Spearman's correlation of two columns; NaN below three rows or without variance."""
    if len(pairs) < 3:  # noqa: PLR2004
        return nan
    placed = pd.DataFrame(pairs).rank().to_numpy()
    if (np.ptp(placed, axis=0) == 0).any():
        return nan
    return float(np.corrcoef(placed.T)[0, 1])


def limits(rho: float, n: int, level: float) -> tuple[float, float]:
    """Return the limits of a rank correlation of n pairs.

    NaN below four pairs, and for a perfect order, at which the approximation has no width: from
    few units a perfect order is no proof of a perfect relation.

    References
    ----------
    Bonett & Wright 2000, Psychometrika 65, 23-28: Fisher's transformation with the standard error
    √((1 + ρ²/2) / (n − 3)).
    """
    if n < FEWEST or np.isnan(rho) or abs(rho) > 1 - 1e-12:
        return nan, nan
    half = z_value(level) * sqrt((1 + rho**2 / 2) / (n - 3))
    return tanh(atanh(rho) - half), tanh(atanh(rho) + half)


def p_value(pairs: NDArray[Any]) -> float:
    """Return the two-sided p of "there is no rank correlation"; NaN below four pairs.

    Up to ``EXACT_UP_TO`` pairs it is the share of all orders that correlate at least as much, ties
    included; beyond that p is Student's, and never less than that of one order and its reverse.
    """
    rho, n = spearman(pairs), len(pairs)
    if n < FEWEST or np.isnan(rho):
        return nan
    if n <= EXACT_UP_TO:
        one, other = pd.DataFrame(pairs).rank().to_numpy().T
        products = other[_orders(n)] @ one - n * one.mean() * other.mean()
        own = float(one @ other) - n * one.mean() * other.mean()
        return float((np.abs(products) >= abs(own) - 1e-9).mean())
    from scipy.stats import t as student

    least = 2 / factorial(n)
    if abs(rho) > 1 - 1e-12:
        return least
    return max(least, float(2 * student.sf(abs(rho) * sqrt((n - 2) / (1 - rho**2)), n - 2)))


@cache
def _orders(n: int) -> NDArray[Any]:
    """Return every order of n things: n! × n."""
    return np.array(list(permutations(range(n))), dtype=np.int8)
