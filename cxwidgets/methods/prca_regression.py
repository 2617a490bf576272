"""Least squares on counted patterns, with standard errors that trust no equal variance (HC3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

RANK = 1e-10
ALONE = 1e-8
"""A row with a leverage this near to 1 is the only one behind some coefficient."""


def design(codes: NDArray[Any]) -> NDArray[Any]:
    """Return rows × (1 + 2 k): a constant, then each attribute's low and high dummy."""
    dummies = np.stack([codes == -1, codes == 1], axis=2).reshape(len(codes), -1)
    return np.column_stack([np.ones(len(codes)), dummies]).astype(float)


def fitted(
    x: NDArray[Any], y: NDArray[Any], n: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any], float]:
    """Return coefficients, their HC3 covariance and R² of rows counted ``n`` times.

    Dummies that do not vary get coefficient and variance 0; others that cannot be told apart are a
    mistake of the questionnaire. Where a single row decides a coefficient it is fitted exactly and
    its own residual says nothing (HC3 is 0 / 0); the residual variance of all rows stands in.

    Raises
    ------
    numpy.linalg.LinAlgError
        If the remaining dummies are collinear.

    References
    ----------
    MacKinnon & White 1985, Journal of Econometrics 29, 305-325.
    """
    hits = n @ (x != 0)
    varies = (hits > 0) & (hits < n.sum())
    varies[0] = True
    used = x[:, varies]
    gram = (used * n[:, None]).T @ used
    scale = np.sqrt(np.diag(gram))
    if np.linalg.eigvalsh(gram / np.outer(scale, scale))[0] < RANK:
        raise np.linalg.LinAlgError("collinear")
    inverse = np.linalg.inv(gram)
    b = inverse @ (used.T @ (n * y))
    error = y - used @ b
    leverage = np.einsum("ij,jk,ik->i", used, inverse, used)
    alone = leverage > 1 - ALONE
    usual = float(n @ error**2) / max(float(n.sum()) - used.shape[1], 1.0)
    squared = np.where(alone, usual, (error / (1 - np.where(alone, 0.0, leverage))) ** 2)
    meat = (used * (n * squared)[:, None]).T @ used
    coefficients, covariance = np.zeros(x.shape[1]), np.zeros((x.shape[1],) * 2)
    coefficients[varies] = b
    covariance[np.ix_(varies, varies)] = inverse @ meat @ inverse
    centre = float(n @ y / n.sum())
    total = float(n @ (y - centre) ** 2)
    r2 = 1 - float(n @ error**2) / total if total > 0 else float("nan")
    return coefficients, covariance, r2
