"""How sure a ranking is: the ranks that drawing the respondents again would give."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

CHUNK = 500
"""Resamples drawn at a time, so that memory does not grow with their number."""


def rank_limits(
    scores: NDArray[Any], counts: NDArray[Any], level: float, seed: int, draws: int
) -> list[tuple[float, float]]:
    """Return how far each thing's rank moves when the respondents are drawn again.

    Whole respondents are resampled (a multinomial draw of their patterns of scores), because the
    same people score everything.

    Parameters
    ----------
    scores
        Patterns × things; NaN where a pattern leaves something out.
    counts
        How many respondents gave each pattern.
    level
        Coverage of the percentile interval.
    seed, draws
        Of the resampling.

    Returns
    -------
    list of tuple
        Lowest and highest rank of each thing; rank 1 has the highest mean, equal means share the
        better rank. NaN with fewer than two respondents, and for what has no score at all.
    """
    people = int(counts.sum())
    given = ~np.isnan(scores)
    scored = given.any(axis=0)
    limits = [(nan, nan)] * scores.shape[1]
    if people < 2 or not scored.any():  # noqa: PLR2004 - one respondent cannot vary
        return limits
    means = np.concatenate(
        [
            _means(sample, scores[:, scored], given[:, scored])
            for sample in _samples(counts, people, seed, draws)
        ]
    )
    ranks = 1 + (means[:, None, :] > means[:, :, None] + 1e-12).sum(axis=2)
    tail = (1 - level) / 2
    found = np.quantile(ranks, [tail, 1 - tail], axis=0, method="inverted_cdf").T
    for i, (low, high) in zip(np.flatnonzero(scored), found, strict=True):
        limits[i] = (float(low), float(high))
    return limits


def _samples(counts: NDArray[Any], people: int, seed: int, draws: int) -> Iterator[NDArray[Any]]:
    """Yield the resampled counts, some hundred draws at a time."""
    rng = np.random.default_rng(seed)
    for start in range(0, draws, CHUNK):
        yield rng.multinomial(people, counts / people, size=min(CHUNK, draws - start))


def _means(sample: NDArray[Any], scores: NDArray[Any], given: NDArray[Any]) -> NDArray[Any]:
    """Return the means of each draw; draws that lost all scores of something are left out."""
    answered = sample @ given
    whole = (answered > 0).all(axis=1)
    means: NDArray[Any] = (sample[whole] @ np.where(given, scores, 0.0)) / answered[whole]
    return means
