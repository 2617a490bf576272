"""The Pareto/NBD model: like BG/NBD, but customers may leave at any moment, not only when they buy.

It is the older of the two. Where both are fitted to the same purchases and expect much the same,
the forecast does not hang on how one imagines that people leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cxwidgets.methods.likelihood import maximum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


_ONE = 1e-9
"""Nearer to s = 1 than this, its limit is exact to more digits than the formula."""


@dataclass(frozen=True)
class ParetoNbd:
    """Parameters: ``r, alpha`` (pace of buying, gamma), ``s, beta`` (pace of leaving, gamma).

    References
    ----------
    Schmittlein, Morrison & Colombo 1987, Management Science 33(1), 1-24; the likelihood in the form
    of Fader & Hardie 2005, A note on deriving the Pareto/NBD model.
    """

    r: float
    alpha: float
    s: float
    beta: float

    def expected(self, time: Array | float) -> Array:
        """Return E[X(t)], repeat purchases of a new customer within ``time``."""
        stay: Array = np.asarray(self._time_there(self.beta, time))
        return self.r / self.alpha * stay

    def alive(self, x: Array, recency: Array, age: Array) -> Array:
        """Return the chance that a customer has not left."""
        there, gone = _parts(self, x, recency, age)
        result: Array = np.exp(there - np.logaddexp(there, gone))
        return result

    def ahead(self, time: float, x: Array, recency: Array, age: Array) -> Array:
        """Return E[Y(t)], purchases of a known customer within the next ``time``."""
        pace = (self.r + x) / (self.alpha + age)
        stay = self._time_there(self.beta + age, time)
        result: Array = pace * stay * self.alive(x, recency, age)
        return result

    def _time_there(self, beta: Array | float, time: Array | float) -> Array | float:
        """Return how much of ``time`` somebody who is there now will be there, on average.

        ∫₀ᵗ (β / (β + u))ˢ du, which at s = 1 is β log((β + t) / β).
        """
        power = 1 - self.s
        longer = np.log1p(time / np.asarray(beta))
        if abs(power) < _ONE:
            return beta * longer
        return beta * np.expm1(power * longer) / power


def log_likelihood(model: ParetoNbd, x: Array, recency: Array, age: Array) -> Array:
    """Return the log-likelihood of each customer."""
    from scipy.special import gammaln

    r, alpha, s, beta = model.r, model.alpha, model.s, model.beta
    start = gammaln(r + x) - gammaln(r) + r * np.log(alpha) + s * np.log(beta)
    with np.errstate(invalid="ignore"):  # far from the maximum a search may leave the numbers
        result: Array = start + np.logaddexp(*_parts(model, x, recency, age))
    return result


def fit(x: Array, recency: Array, age: Array, n: Array) -> tuple[Array, float, Array]:
    """Fit the model to counts ``n`` of customers with equal x, t_x and T.

    Returns
    -------
    tuple
        Logs of r, alpha, s, beta at the maximum, the log-likelihood, the covariance of the logs.

    Raises
    ------
    ValueError
        If the data do not determine the model.
    """

    def total(logs: Array) -> float:
        return float(n @ log_likelihood(ParetoNbd(*np.exp(logs)), x, recency, age))

    pace = max(float(n @ x) / max(float(n @ age), 1e-9), 1e-9)
    return maximum(total, np.array([0.0, np.log(1 / pace), 0.0, np.log(1 / pace)]))


def _parts(model: ParetoNbd, x: Array, recency: Array, age: Array) -> tuple[Array, Array]:
    """Return logs of the likelihood of still being there, and of having left since the last time.

    The second is the integral of the time of leaving over recency … age, a difference of two
    Gaussian hypergeometric functions.
    """
    r, alpha, s, beta = model.r, model.alpha, model.s, model.beta
    there: Array = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
    early, late = (_hypergeometric(model, x, time) for time in (recency, age))
    with np.errstate(divide="ignore"):  # nobody has left since a last purchase that is today's
        difference = early + np.log(-np.expm1(np.minimum(late - early, 0.0)))
    gone: Array = np.log(s) - np.log(r + s + x) + difference
    return there, gone


def _hypergeometric(model: ParetoNbd, x: Array, time: Array) -> Array:
    """Return the log of ₂F₁(c − 1, b; c; z) / (larger + time)^(c − 1), with c = r + s + x + 1.

    By Euler's transformation ₂F₁(c − 1, b; c; z) = (1 − z)^(1 − b) ₂F₁(1, c − b; c; z), which does
    not overflow for customers who came hundreds of times.
    """
    from scipy.special import hyp2f1

    r, alpha, s, beta = model.r, model.alpha, model.s, model.beta
    larger, smaller = max(alpha, beta), min(alpha, beta)
    b = s + 1 if alpha >= beta else r + x
    c = r + s + x + 1
    z = (larger - smaller) / (larger + time)
    rest = np.log(hyp2f1(1.0, c - b, c, z))
    result: Array = (1 - b) * np.log1p(-z) + rest - (c - 1) * np.log(larger + time)
    return result
