"""The NBD model: customers who buy at their own pace and are all still there.

What is left of BG/NBD where the data show no sign that anybody has left: a year of purchases is
often too short for that. Its forecast is the higher, since it lets nobody go.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cxwidgets.methods.likelihood import maximum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


@dataclass(frozen=True)
class Nbd:
    """Parameters ``r, alpha`` of the pace of buying (gamma); each a number or draws.

    References
    ----------
    Ehrenberg 1959, Applied Statistics 8, 26-41.
    """

    r: Array | float
    alpha: Array | float

    def frequencies(self, most: int, age: Array) -> Array:
        """Return P(X(age) = 0 … most), one row for each age; parameters are numbers."""
        from scipy.special import gammaln, xlogy

        x, t = np.arange(most + 1), np.asarray(age, dtype=float)[:, None]
        paces = gammaln(self.r + x) - gammaln(self.r) - gammaln(x + 1)
        stopped = self.r * np.log(self.alpha / (self.alpha + t))
        result: Array = np.exp(paces + stopped + xlogy(x, t / (self.alpha + t)))
        return result

    def alive(self, x: Array, recency: Array, age: Array) -> Array:  # noqa: ARG002 - as BG/NBD
        """Return 1: nobody leaves."""
        return np.ones(np.shape(x))

    def ahead(self, time: float, x: Array, recency: Array, age: Array) -> Array:  # noqa: ARG002
        """Return E[Y(t)], purchases of a known customer within the next ``time``."""
        result: Array = (self.r + x) / (self.alpha + age) * time
        return result


def fit(x: Array, age: Array, n: Array) -> tuple[Array, float, Array]:
    """Fit the model to counts ``n`` of customers; returns as `bgnbd.fit`, of the logs of r, alpha.

    The likelihood is that of the times of the purchases, as in BG/NBD, so the two compare.
    """
    from scipy.special import gammaln

    def total(logs: Array) -> float:
        r, alpha = np.exp(logs)
        each = gammaln(r + x) - gammaln(r) + r * np.log(alpha) - (r + x) * np.log(alpha + age)
        return float(n @ each)

    pace = max(float(n @ x) / max(float(n @ age), 1e-9), 1e-9)
    return maximum(total, np.array([0.0, np.log(1 / pace)]))
