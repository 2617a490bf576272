"""The two formulas of alpha: the value from a covariance matrix, and Feldt's interval."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import fdtri

if TYPE_CHECKING:
    from numpy.typing import NDArray


def alpha(covariance: NDArray[Any]) -> float:
    """Return raw alpha of a k × k covariance matrix; NaN where it has no meaning."""
    k = len(covariance)
    total = float(covariance.sum())
    if k < 2 or not total > 0:  # noqa: PLR2004
        return nan
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total)


def feldt(value: float, n: float, k: int, level: float) -> tuple[float, float]:
    """Return Feldt's interval of an alpha of k statements and n respondents."""
    if n < 2 or k < 2 or value != value:  # noqa: PLR2004, PLR0124
        return nan, nan
    tail = (1 - level) / 2
    degrees = (n - 1, (n - 1) * (k - 1))
    low, high = (1 - (1 - value) * float(fdtri(*degrees, p)) for p in (1 - tail, tail))
    return low, high
