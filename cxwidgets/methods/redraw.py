"""Drawing respondents again: what another sample of the same size would have shown.

Up to some thousand respondents, whole rows are drawn again (a multinomial draw of the distinct
rows; a weighted row keeps its weight, and one with gaps its gaps). Beyond, or where only sums are
known, covariance matrices are drawn from the Wishart distribution and means from the normal one: no
second pass over the rows is ever needed. Of weighted respondents these are as of Kish's n_eff of
them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.covariance_weighted import FLAT
from cxwidgets.methods.respondent_weights import WEIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cxwidgets.methods.covariance import CovarianceTally

CHUNK = 4_000_000
"""Counts drawn at a time."""
ENOUGH = 1 + 1e-9
"""An effective n above it has a spread."""


def redraw(counted: CovarianceTally, draws: int, seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return means (draws × k) and covariances (draws × k × k) of resamples.

    Both are empty where respondents are too few to vary, or the covariance is not known.
    """
    k = len(counted.names)
    rng = np.random.default_rng(seed)
    if draws < 1:
        return np.empty((0, k)), np.empty((0, k, k))
    if counted.patterns is not None and counted.n > 1:
        if counted.patterns[list(range(k))].isna().any(axis=None):
            return _rows_with_gaps(counted, draws, rng)
        return (_weighted_rows if counted.weighted else _rows)(counted, draws, rng)
    covariance, n = counted.covariance, counted.n_eff
    if n <= k + 1 or not np.isfinite(covariance).all():
        return np.empty((0, k)), np.empty((0, k, k))
    drawn = _wishart(n - 1, covariance, draws, rng)
    means = rng.multivariate_normal(counted.means, covariance / n, size=draws)
    return means, drawn


def _wishart(
    degrees: float, covariance: NDArray[Any], draws: int, rng: np.random.Generator
) -> NDArray[Any]:
    """Return Wishart draws with this mean: draws × k × k.

    Bartlett's decomposition, all draws at once, from the same random numbers in the same order as
    ``scipy.stats.wishart``, which multiplies its draws one by one.
    """
    k = len(covariance)
    factor = np.zeros((draws, k, k))
    below = rng.normal(size=(draws, k * (k - 1) // 2))
    line, column = np.tril_indices(k, -1)
    factor[:, line, column] = below
    for i in range(k):
        factor[:, i, i] = np.sqrt(rng.chisquare(degrees - i, size=draws))
    factor = _root(covariance / degrees) @ factor
    drawn: NDArray[Any] = factor @ factor.swapaxes(1, 2)
    return drawn


def _root(covariance: NDArray[Any]) -> NDArray[Any]:
    """Return a matrix whose product with its transpose is the covariance.

    Where one column is made up of others (a whole that is their sum) Cholesky's steps end in a
    number just below 0; the eigenvalues of such a matrix are cut at 0.
    """
    try:
        return np.linalg.cholesky(covariance)
    except np.linalg.LinAlgError:
        values, vectors = np.linalg.eigh(covariance)
        root: NDArray[Any] = vectors * np.sqrt(np.maximum(values, 0.0))
        return root


def _rows(
    counted: CovarianceTally, draws: int, rng: np.random.Generator
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the moments of rows drawn again; centred first, for the sake of precision.

    Centred on whole numbers: sums of whole answers stay exact, and so the same however many threads
    the products are split over.
    """
    patterns = counted.patterns
    if patterns is None:
        raise ValueError("the distinct rows are not known")
    counts = patterns["n"].to_numpy(dtype=np.int64)
    centre = np.rint(counted.means)
    values = patterns.drop(columns="n").to_numpy(dtype=float) - centre
    n, k = int(counts.sum()), values.shape[1]
    products = (values[:, :, None] * values[:, None, :]).reshape(len(values), k * k)
    step = max(1, CHUNK // len(values))
    means, covariances = [], []
    for start in range(0, draws, step):
        sample = rng.multinomial(n, counts / n, size=min(step, draws - start)).astype(float)
        mean = sample @ values / n
        square = (sample @ products).reshape(-1, k, k) / n
        moment = square - mean[:, :, None] * mean[:, None, :]
        _flatten(moment, square)
        means.append(mean)
        covariances.append(moment * n / (n - 1))
    return np.concatenate(means) + centre, np.concatenate(covariances)


def _flatten(moment: NDArray[Any], square: NDArray[Any]) -> None:
    """Put 0 for the variance, and covariances, of columns in which only rounding varies."""
    flat = np.diagonal(moment, axis1=1, axis2=2) <= FLAT * np.diagonal(square, axis1=1, axis2=2)
    moment[flat[:, :, None] | flat[:, None, :]] = 0


def _weighted_rows(
    counted: CovarianceTally, draws: int, rng: np.random.Generator
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the weighted moments of rows drawn again with their weights.

    Samples in which nobody, or one alone, weighs anything are left out.
    """
    patterns = counted.patterns
    if patterns is None:
        raise ValueError("the distinct rows are not known")
    counts = patterns["n"].to_numpy(dtype=np.int64)
    weights = patterns[WEIGHT].to_numpy(dtype=float)
    weights = weights / weights.max(initial=1e-300)  # their unit does not matter
    centre = np.rint(counted.means)  # as in `_rows`
    values = patterns.drop(columns=["n", WEIGHT]).to_numpy(dtype=float) - centre
    n, k = int(counts.sum()), values.shape[1]
    products = (values[:, :, None] * values[:, None, :]).reshape(len(values), k * k)
    step = max(1, CHUNK // len(values))
    means, covariances = [], []
    for start in range(0, draws, step):
        sample = rng.multinomial(n, counts / n, size=min(step, draws - start)) * weights
        total, squares = sample.sum(axis=1), sample @ weights
        fine = total * total > ENOUGH * squares
        sample, total, n_eff = sample[fine], total[fine], total[fine] ** 2 / squares[fine]
        mean = sample @ values / total[:, None]
        square = (sample @ products).reshape(-1, k, k) / total[:, None, None]
        moment = square - mean[:, :, None] * mean[:, None, :]
        _flatten(moment, square)
        means.append(mean)
        covariances.append(moment * n_eff[:, None, None] / (n_eff - 1)[:, None, None])
    return np.concatenate(means) + centre, np.concatenate(covariances)


def _rows_with_gaps(
    counted: CovarianceTally, draws: int, rng: np.random.Generator
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the pairwise moments of rows drawn again with their gaps, and their weights.

    Samples in which nobody, or one alone, answered some pair of columns are left out. A matrix of
    pairs need not be that of any people (see `shapley.fits_together`): it is returned as it is.
    """
    patterns, k = counted.patterns, len(counted.names)
    if patterns is None:
        raise ValueError("the distinct rows are not known")
    counts = patterns["n"].to_numpy(dtype=np.int64)
    weights = patterns[WEIGHT].to_numpy(dtype=float) if counted.weighted else np.ones(len(counts))
    weights = weights / weights.max(initial=1e-300)  # their unit does not matter
    centre = np.rint(counted.means)  # for the reason told in `_rows`
    values = patterns[list(range(k))].to_numpy(dtype=float) - centre
    there = ~np.isnan(values)
    values = np.where(there, values, 0.0)
    i, j = np.triu_indices(k)
    both = (there[:, i] & there[:, j]).astype(float)
    parts = (
        both,
        values[:, i] * there[:, j],
        values[:, j] * there[:, i],
        values[:, i] * values[:, j],
    )
    step = max(1, CHUNK // len(values))
    means, covariances = [], []
    for start in range(0, draws, step):
        sample = rng.multinomial(counts.sum(), counts / counts.sum(), min(step, draws - start))
        weighed = sample * weights
        total, squares = weighed @ both, (weighed * weights) @ both
        fine = (total * total > ENOUGH * squares).all(axis=1)
        total, n_eff = total[fine], total[fine] ** 2 / squares[fine]
        one, other, product = (weighed[fine] @ part / total for part in parts[1:])
        moment = (product - one * other) * n_eff / (n_eff - 1)
        own = i == j
        flat = moment[:, own] <= FLAT * product[:, own]
        moment[flat[:, i] | flat[:, j]] = 0
        found = np.empty((len(moment), k, k))
        found[:, i, j] = found[:, j, i] = moment
        means.append(one[:, own])
        covariances.append(found)
    return np.concatenate(means) + centre, np.concatenate(covariances)
