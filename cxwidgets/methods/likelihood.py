"""Maximum likelihood for models with a few positive parameters.

Parameters are searched on the log scale, where they cannot become negative and where the likelihood
is closer to a parabola, so that limits drawn from it make sense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

NOWHERE = 1e12
FARTHEST = 12
"""A log beyond this (a parameter above 160,000) means that the search has run away."""
WIDEST = 4
"""A standard error of a log above this: the parameter may be fifty times smaller or larger."""
STEP = 1e-4
"""Of the second differences, on the log scale."""


class UndeterminedError(ValueError):
    """The data do not determine the parameters of a model."""


def maximum(
    log_likelihood: Callable[[NDArray[np.float64]], float], start: NDArray[np.float64]
) -> tuple[NDArray[np.float64], float, NDArray[np.float64]]:
    """Return the maximum, its log-likelihood, and the covariance of the parameters' logs.

    Parameters
    ----------
    log_likelihood
        Of the logs of the parameters.
    start
        Logs to begin from.

    Raises
    ------
    UndeterminedError
        If no maximum is found.
    """
    from scipy.optimize import minimize

    def cost(logs: NDArray[np.float64]) -> float:
        if np.abs(logs).max() > 2 * FARTHEST:
            return NOWHERE
        value = -log_likelihood(logs)
        return value if np.isfinite(value) else NOWHERE

    rough = minimize(cost, start, method="Nelder-Mead", options={"maxiter": 4000, "xatol": 1e-6})
    fine = minimize(cost, rough.x, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-9})
    information = _curvature(cost, fine.x)
    steep = np.linalg.eigvalsh(information)
    lost = fine.fun >= NOWHERE or not np.isfinite(steep).all()
    if lost or steep.min() <= 1 / WIDEST**2 or np.abs(fine.x).max() > FARTHEST:
        raise UndeterminedError(
            "the data do not determine the model; more customers or periods are needed"
        )
    found: NDArray[np.float64] = np.asarray(fine.x, dtype=float)
    covariance: NDArray[np.float64] = np.linalg.inv(information).astype(float)
    return found, -float(fine.fun), covariance


def drawn(
    at: NDArray[np.float64], covariance: NDArray[np.float64], draws: int, seed: int
) -> NDArray[np.float64]:
    """Return draws of the logs from the normal distribution around the maximum."""
    return np.random.default_rng(seed).multivariate_normal(at, covariance, size=draws)


def _curvature(
    cost: Callable[[NDArray[np.float64]], float], at: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the second derivatives by central differences."""
    steps = np.eye(len(at)) * STEP
    found = np.empty((len(at), len(at)))
    for i, one in enumerate(steps):
        for j, other in enumerate(steps):
            plus, minus = cost(at + one + other), cost(at - one - other)
            across = cost(at + one - other) + cost(at - one + other)
            found[i, j] = (plus - across + minus) / (4 * STEP**2)
    return (found + found.T) / 2
