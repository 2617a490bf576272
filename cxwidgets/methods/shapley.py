"""Relative importance: how the explained variance is shared out among correlated predictors.

All functions work on stacks of covariance matrices at once (any number of resamples), whose last
row and column belong to the outcome.
"""

from __future__ import annotations

from math import factorial, nan
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXACT_UP_TO = 15
"""Predictors for which all 2^p models are computed; beyond, LMG is not given (RWA is)."""
MEASURES = ("lmg", "standardised", "rwa")
"""What derived importance may be measured by (see `importance`)."""
COLLINEAR = 1e-8
"""Smallest eigenvalue of the correlations at which predictors count as told apart."""
CHUNK = 2**17
"""Numbers held at a time while the models are swept: they stay in the core's own memory."""


def correlations(covariance: NDArray[Any]) -> NDArray[Any]:
    """Return the correlation matrices of a stack of covariance matrices."""
    sd = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    found: NDArray[Any] = covariance / (sd[..., :, None] * sd[..., None, :])
    return found


def told_apart(correlation: NDArray[Any]) -> NDArray[Any]:
    """Say of which of B × p × p correlation matrices every eigenvalue is above ``COLLINEAR``.

    Cholesky's steps all succeed if it is so of every matrix less that much of its diagonal, at a
    seventh of the price of the eigenvalues; only where they do not is each matrix looked at.
    """
    try:
        np.linalg.cholesky(correlation - COLLINEAR * np.eye(correlation.shape[-1]))
    except np.linalg.LinAlgError:
        apart: NDArray[Any] = np.linalg.eigvalsh(correlation)[:, 0] > COLLINEAR
        return apart
    return np.ones(len(correlation), dtype=bool)


def fits_together(correlation: NDArray[Any]) -> NDArray[Any]:
    """Say which of B matrices can be the correlations of anybody: no eigenvalue lies below zero.

    Correlations of different people (pairwise deletion) need not: R² of such a matrix may exceed 1.
    """
    fits: NDArray[Any] = np.linalg.eigvalsh(correlation)[:, 0] > -COLLINEAR
    return fits


def r_squared(correlation: NDArray[Any]) -> NDArray[Any]:
    """Return R² of the models of every subset of predictors.

    Parameters
    ----------
    correlation
        B × (p + 1) × (p + 1).

    Returns
    -------
    numpy.ndarray
        B × 2^p; bit j of the second index says whether predictor j is in the model.

    Notes
    -----
    One predictor after another is either dropped or swept out (a step of the Cholesky method), so
    every model costs one step instead of a regression. Resamples are the last axis while this
    happens: neighbours in memory are treated alike.
    """
    left = np.ascontiguousarray(np.moveaxis(correlation, 0, -1)[:, :, None])
    for _ in range(correlation.shape[-1] - 1):
        pivot, cross, rest = left[0, 0], left[0, 1:], left[1:, 1:]
        models = left.shape[2]
        left = np.empty((*rest.shape[:2], 2 * models, left.shape[3]))
        left[:, :, :models] = rest
        swept = left[:, :, models:]
        np.multiply(cross[:, None], (cross / pivot)[None], out=swept)
        np.subtract(rest, swept, out=swept)
    explained: NDArray[Any] = 1 - left[0, 0].T
    return explained


def lmg(covariance: NDArray[Any]) -> NDArray[Any]:
    """Return each predictor's Shapley value of R²: B × p; their sum is R² of the whole model.

    References
    ----------
    Lindeman, Merenda & Gold 1980; Grömping 2006, Journal of Statistical Software 17(1).
    """
    p = covariance.shape[-1] - 1
    gains = _gains(p)
    step = max(1, CHUNK // 2 ** (p + 2))
    return np.concatenate(
        [
            r_squared(correlations(covariance[start : start + step])) @ gains
            for start in range(0, len(covariance), step)
        ]
    )


def _gains(p: int) -> NDArray[Any]:
    """Return how much the R² of each subset adds to each predictor's value: 2^p × p.

    A model with the predictor counts in full, the one without it is subtracted, both weighted by
    the share of the orders in which just that step occurs.
    """
    subsets = np.arange(2**p)
    sizes = np.bitwise_count(subsets).astype(int)
    weights = np.array([factorial(k) * factorial(p - 1 - k) / factorial(p) for k in range(p)])
    inside = (subsets[:, None] >> np.arange(p)) & 1 == 1
    size = sizes[:, None] - inside  # of the model before the predictor enters
    gains: NDArray[Any] = np.where(inside, 1.0, -1.0) * weights[size]
    return gains


def rwa(covariance: NDArray[Any]) -> NDArray[Any]:
    """Return each predictor's relative weight: B × p; their sum is R² as well.

    The predictors are replaced by the closest uncorrelated variables, and R² is carried back.

    References
    ----------
    Johnson 2000, Multivariate Behavioral Research 35, 1-19; the same as Genizi 1993.
    """
    r = correlations(covariance)
    values, vectors = np.linalg.eigh(r[:, :-1, :-1])
    root = np.sqrt(np.maximum(values, 0.0))
    loadings = (vectors * root[:, None, :]) @ np.swapaxes(vectors, 1, 2)
    own = np.linalg.solve(loadings, r[:, :-1, -1:])[..., 0]
    found: NDArray[Any] = (loadings**2 @ (own**2)[..., None])[..., 0]
    return found


def importance(covariance: NDArray[Any], measure: str = "lmg") -> NDArray[Any]:
    """Return how important each predictor is by one of `MEASURES`.

    Parameters
    ----------
    covariance
        B × (p + 1) × (p + 1).
    measure
        ``"lmg"``, the share of R² by LMG up to 15 predictors, else by relative weight; ``"rwa"``,
        the share by relative weight; ``"standardised"``, the absolute standardised coefficient.

    Returns
    -------
    numpy.ndarray
        B × p; NaN where predictors cannot be told apart, something does not vary, or covariances
        of different people (pairwise) do not fit together to one matrix.
    """
    found = np.full((len(covariance), covariance.shape[-1] - 1), nan)
    varies = (np.diagonal(covariance, axis1=1, axis2=2) > 0).all(axis=1)
    fine = np.asarray(np.isfinite(covariance).all(axis=(1, 2)) & varies)
    if fine.any():
        r = correlations(covariance[fine])
        fine[fine] = told_apart(r[:, :-1, :-1]) & fits_together(r)
    if fine.any():
        if measure == "standardised":
            found[fine] = np.abs(standardised(covariance[fine]))
        else:
            exact = measure == "lmg" and found.shape[1] <= EXACT_UP_TO
            found[fine] = shared((lmg if exact else rwa)(covariance[fine]))
    return found


def shared(values: NDArray[Any]) -> NDArray[Any]:
    """Return values as shares of their sum: B × p; NaN where nothing is explained."""
    total = values.sum(axis=1, keepdims=True)
    nothing = np.full(values.shape, nan)
    found: NDArray[Any] = np.divide(values, total, out=nothing, where=total > 0)
    return found


def standardised(covariance: NDArray[Any]) -> NDArray[Any]:
    """Return the standardised regression coefficients: B × p."""
    r = correlations(covariance)
    found: NDArray[Any] = np.linalg.solve(r[:, :-1, :-1], r[:, :-1, -1:])[..., 0]
    return found
