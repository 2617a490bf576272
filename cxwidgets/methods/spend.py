"""The gamma-gamma model: what a customer spends a time, when each was seen only a few times.

A customer's average over two purchases is a poor guide to the next one; the model moves it towards
the average of all, the more so the fewer purchases there were.
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
class GammaGamma:
    """Parameters ``p, q, v``; each a number or an array of draws.

    References
    ----------
    Fader & Hardie 2013, The Gamma-Gamma model of monetary value (technical note).
    """

    p: Array | float
    q: Array | float
    v: Array | float

    def expected(self, x: Array, mean: Array) -> Array:
        """Return what a customer with ``x`` purchases of ``mean`` spends on the next one.

        For ``x`` 0 it is what everybody spends, p v / (q − 1).
        """
        paid = np.where(x > 0, x * mean, 0.0)
        result: Array = self.p * (self.v + paid) / (self.p * x + self.q - 1)
        return result


def log_likelihood(model: GammaGamma, x: Array, mean: Array) -> Array:
    """Return the log-likelihood of each customer with at least one purchase."""
    from scipy.special import gammaln

    p, q, v = model.p, model.q, model.v
    result: Array = (
        gammaln(p * x + q) - gammaln(p * x) - gammaln(q) + q * np.log(v)
        + (p * x - 1) * np.log(mean) + p * x * np.log(x) - (p * x + q) * np.log(x * mean + v)
    )  # fmt: skip
    return result


def fit(x: Array, mean: Array, n: Array) -> tuple[Array, float, Array]:
    """Fit the model; returns as `bgnbd.fit`, of the logs of p, q, v."""

    def total(logs: Array) -> float:
        return float(n @ log_likelihood(GammaGamma(*np.exp(logs)), x, mean))

    usual = float(np.average(mean, weights=n))
    return maximum(total, np.log(np.array([2.0, 3.0, max(usual, 1e-9)])))
