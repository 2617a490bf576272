"""Drawing respondents again: what another sample of the same size would have shown.

Up to some thousand respondents, whole rows are drawn again (a multinomial draw of the distinct
rows). Beyond, or where only sums are known, covariance matrices are drawn from the Wishart
distribution and means from the normal one: no second pass over the rows is ever needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cxwidgets.methods.covariance import CovarianceTally

CHUNK = 4_000_000
"""Counts drawn at a time."""


def redraw(counted: CovarianceTally, draws: int, seed: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return means (draws × k) and covariances (draws × k × k) of resamples.

    Both are empty where respondents are too few to vary, or the covariance is not known.
    """
    k = len(counted.names)
    rng = np.random.default_rng(seed)
    if counted.patterns is not None and counted.n > 1:
        return _rows(counted, draws, rng)
    covariance = counted.covariance
    if counted.n <= k + 1 or not np.isfinite(covariance).all():
        return np.empty((0, k)), np.empty((0, k, k))
    from scipy.stats import wishart

    degrees = counted.n - 1
    drawn = wishart.rvs(degrees, covariance / degrees, size=draws, random_state=rng)
    means = rng.multivariate_normal(counted.means, covariance / counted.n, size=draws)
    return means, np.asarray(drawn).reshape(draws, k, k)


def _rows(
    counted: CovarianceTally, draws: int, rng: np.random.Generator
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the moments of rows drawn again; centred first, for the sake of precision."""
    patterns = counted.patterns
    if patterns is None:
        raise ValueError("the distinct rows are not known")
    counts = patterns["n"].to_numpy(dtype=np.int64)
    values = patterns.drop(columns="n").to_numpy(dtype=float) - counted.means
    n, k = int(counts.sum()), values.shape[1]
    products = (values[:, :, None] * values[:, None, :]).reshape(len(values), k * k)
    step = max(1, CHUNK // len(values))
    means, covariances = [], []
    for start in range(0, draws, step):
        sample = rng.multinomial(n, counts / n, size=min(step, draws - start)).astype(float)
        mean = sample @ values / n
        moment = (sample @ products).reshape(-1, k, k) / n
        means.append(mean)
        covariances.append((moment - mean[:, :, None] * mean[:, None, :]) * n / (n - 1))
    return np.concatenate(means) + counted.means, np.concatenate(covariances)
