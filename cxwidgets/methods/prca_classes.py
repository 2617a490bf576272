"""From penalty and reward to a three-factor class and an order of priority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CLASSES = ("basic", "performance", "excitement", "indifferent")
ORDER = (
    *(("L", "basic"), ("L", "performance"), ("L", "excitement")),
    *(("H", "basic"), ("H", "performance"), ("H", "excitement")),
)
"""What to mend first: below-average attributes before the others, basic before excitement."""


def asymmetry(pairs: NDArray[Any]) -> NDArray[Any]:
    """Return IA of (penalty, reward) in the last axis: −1 only dissatisfies, +1 only satisfies.

    Wrong signs count as 0; NaN where nothing is left.
    """
    penalty = np.maximum(0.0, -pairs[..., 0])
    reward = np.maximum(0.0, pairs[..., 1])
    impact = penalty + reward
    nothing = np.full(impact.shape, np.nan)
    found: NDArray[Any] = np.divide(reward - penalty, impact, out=nothing, where=impact > 0)
    return found


def classes(ia: NDArray[Any], theta: float) -> NDArray[Any]:
    """Return the class of each asymmetry; NaN is indifferent."""
    names = np.array(CLASSES, dtype=object)
    beyond = np.where(ia < -theta, 0, np.where(ia > theta, 2, 1))
    found: NDArray[Any] = names[np.where(np.isnan(ia), 3, beyond)]
    return found


def priorities(
    standing: Sequence[str], category: Sequence[str], means: Sequence[float]
) -> list[int]:
    """Return the priority of each attribute; of equals the one with the lower mean first.

    References
    ----------
    Asymmetric impact-performance: LB > LP > LE > HB > HP > HE. What is indifferent comes last.
    """
    pairs = zip(standing, category, strict=True)
    rank = [ORDER.index(pair) if pair in ORDER else len(ORDER) for pair in pairs]
    place = list(zip(rank, means, strict=True))
    return [1 + sum(other < own for other in place) for own in place]
