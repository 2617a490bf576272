"""Which model of buying the data allow: with customers who leave unseen, or without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods import bgnbd, nbd

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

Model = bgnbd.BgNbd | nbd.Nbd
_STAYING = 2
"""Parameters of the model in which nobody leaves."""


def fit(x: Array, recency: Array, age: Array, n: Array) -> tuple[Array, float, Array]:
    """Fit BG/NBD; where nothing tells whether anybody left, the same without leaving (NBD).

    Returns as `bgnbd.fit`; ``ValueError`` where neither is determined.
    """
    try:
        return bgnbd.fit(x, recency, age, n)
    except ValueError:
        return nbd.fit(x, age, n)


def model(parameters: Array) -> Model:
    """Return the model that has so many parameters."""
    return nbd.Nbd(*parameters) if len(parameters) == _STAYING else bgnbd.BgNbd(*parameters)


def lets_leave(parameters: Array) -> bool:
    """Say whether the model with these parameters lets customers leave."""
    return len(parameters) > _STAYING
