"""The BG/NBD model: customers who buy at their own pace and, unseen, stop at some point.

In a shop nobody cancels. Whoever bought often and has not come for long has probably left; whoever
buys rarely may just be between two purchases. The model knows, of each customer, only how many
repeat purchases there were (x), when the last one was (t_x) and how long they were watched (T).
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
class BgNbd:
    """Parameters: ``r, alpha`` (pace of buying, gamma), ``a, b`` (chance of leaving, beta).

    Each may be a number, or an array of draws; then results have the draws as first axis.

    References
    ----------
    Fader, Hardie & Lee 2005, Marketing Science 24(2), 275-284.
    """

    r: Array | float
    alpha: Array | float
    a: Array | float
    b: Array | float

    def expected(self, time: Array | float) -> Array:
        """Return E[X(t)], repeat purchases of a new customer within ``time``."""
        from scipy.special import hyp2f1

        r, alpha, a, b, t = np.broadcast_arrays(self.r, self.alpha, self.a, self.b, time)
        decay = (alpha / (alpha + t)) ** r * hyp2f1(r, b, a + b - 1, t / (alpha + t))
        result: Array = (a + b - 1) / (a - 1) * (1 - decay)
        return result

    def none(self, time: Array | float) -> Array:
        """Return P(X(t) = 0), no repeat purchase of a new customer within ``time``."""
        result: Array = np.asarray((self.alpha / (self.alpha + time)) ** self.r)
        return result

    def frequencies(self, most: int, age: Array) -> Array:
        """Return P(X(age) = 0 … most), one row for each age; parameters are numbers."""
        from scipy.special import betaln, gammaln, xlogy

        x, t = np.arange(most + 1), np.asarray(age, dtype=float)[:, None]
        r, alpha, a, b = self.r, self.alpha, self.a, self.b
        paces = gammaln(r + x) - gammaln(r) - gammaln(x + 1)
        poisson = np.exp(paces + r * np.log(alpha / (alpha + t)) + xlogy(x, t / (alpha + t)))
        stays = np.exp(betaln(a, b + x) - betaln(a, b)) * poisson
        fewer = np.cumsum(poisson, axis=1) - poisson
        leaves = np.exp(betaln(a + 1, b + np.maximum(x, 1) - 1) - betaln(a, b)) * (1 - fewer)
        result: Array = stays + np.where(x > 0, leaves, 0.0)
        return result

    def alive(self, x: Array, recency: Array, age: Array) -> Array:
        """Return the chance that a customer has not left."""
        gone = np.where(x > 0, self._left(x, recency, age), 0.0)
        return 1 / (1 + gone)

    def ahead(self, time: float, x: Array, recency: Array, age: Array) -> Array:
        """Return E[Y(t)], purchases of a known customer within the next ``time``."""
        from scipy.special import hyp2f1

        total, r = self.a + self.b + x - 1, self.r + x
        z = time / (self.alpha + age + time)
        decay = ((self.alpha + age) / (self.alpha + age + time)) ** r
        series = hyp2f1(r, self.b + x, total, z)
        result: Array = total / (self.a - 1) * (1 - decay * series) * self.alive(x, recency, age)
        return result

    def _left(self, x: Array, recency: Array, age: Array) -> Array:
        """Return the odds of having left right after the last purchase."""
        power = (self.r + x) * np.log((self.alpha + age) / (self.alpha + recency))
        result: Array = self.a / (self.b + np.maximum(x, 1) - 1) * np.exp(power)
        return result


def log_likelihood(model: BgNbd, x: Array, recency: Array, age: Array) -> Array:
    """Return the log-likelihood of each customer."""
    from scipy.special import betaln, gammaln

    start = gammaln(model.r + x) - gammaln(model.r) + model.r * np.log(model.alpha)
    start = start + betaln(model.a, model.b + x) - betaln(model.a, model.b)
    stays = -(model.r + x) * np.log(model.alpha + age)
    leaves = np.log(model.a) - np.log(model.b + np.maximum(x, 1) - 1)
    leaves = leaves - (model.r + x) * np.log(model.alpha + recency)
    result: Array = start + np.where(x > 0, np.logaddexp(stays, leaves), stays)
    return result


def fit(x: Array, recency: Array, age: Array, n: Array) -> tuple[Array, float, Array]:
    """Fit the model to counts ``n`` of customers with equal x, t_x and T.

    Returns
    -------
    tuple
        Logs of r, alpha, a, b at the maximum, the log-likelihood, the covariance of the logs.

    Raises
    ------
    ValueError
        If the data do not determine the model.
    """

    def total(logs: Array) -> float:
        return float(n @ log_likelihood(BgNbd(*np.exp(logs)), x, recency, age))

    pace = max(float(n @ x) / max(float(n @ age), 1e-9), 1e-9)
    return maximum(total, np.array([0.0, np.log(1 / pace), 0.0, np.log(2.0)]))
