"""Values of every set of players, and what each player adds to them on average."""

from __future__ import annotations

from math import factorial
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 15
"""Players for whom all 2^p sets are looked at."""


def any_of(codes: NDArray[Any], weights: NDArray[Any], p: int) -> NDArray[Any]:
    """Return how many have at least one member of each set.

    Parameters
    ----------
    codes
        Patterns as whole numbers: bit j says whether player j is there.
    weights
        How often each pattern occurs: B × patterns.
    p
        How many players there are.

    Returns
    -------
    numpy.ndarray
        B × 2^p, shares; bit j of the second index says whether player j is in the set.

    Notes
    -----
    Nobody of S is there exactly where the pattern lies within the complement of S; the sums over
    all subsets take p steps.
    """
    within = np.zeros((len(weights), 2**p))
    np.add.at(within.T, codes, weights.T)
    shape = (len(weights), *(2,) * p)
    grid = within.reshape(shape)
    for axis in range(1, p + 1):
        grid = np.cumsum(grid, axis=axis)
    none = grid.reshape(len(weights), -1)[:, ::-1]  # the complement of S is 2^p − 1 − S
    result: NDArray[Any] = 1 - none / weights.sum(axis=1, keepdims=True)
    return result


def shapley_values(values: NDArray[Any]) -> NDArray[Any]:
    """Return each player's Shapley value: B × p; they sum to the value of all together.

    Parameters
    ----------
    values
        B × 2^p, by set as in `any_of`; the empty set is worth 0.
    """
    p = values.shape[1].bit_length() - 1
    sets = np.arange(2**p)
    sizes = np.array([int(s).bit_count() for s in sets])
    weights = np.array([factorial(k) * factorial(p - 1 - k) / factorial(p) for k in range(p)])
    found = []
    for player in range(p):
        without = sets[(sets >> player) & 1 == 0]
        gain = values[:, without | (1 << player)] - values[:, without]
        found.append(gain @ weights[sizes[without]])
    return np.stack(found, axis=1)
