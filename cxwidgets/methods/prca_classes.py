"""From penalty and reward to classes of three or five, and an order of priority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

CLASSES = ("basic", "performance", "excitement", "indifferent")
FIVE = ("frustrator", "dissatisfier", "hybrid", "satisfier", "delighter", "indifferent")
"""The finer classes, from only a penalty to only a reward."""
ORDER = (
    *(("L", "basic"), ("L", "performance"), ("L", "excitement")),
    *(("H", "basic"), ("H", "performance"), ("H", "excitement")),
)
"""What to mend first: below-average attributes before the others, basic before excitement."""


def impact(pairs: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return RIOCS, SGP and DGP of (penalty, reward) in the last axis.

    The range of impact on customer satisfaction is reward + |penalty|, the satisfaction-generating
    and the dissatisfaction-generating potential are the shares of the two in it. Wrong signs count
    as 0; the shares are NaN where nothing is left.

    References
    ----------
    Mikulić & Prebežac 2008, Managing Service Quality 18(6), 559-576.
    """
    penalty = np.maximum(0.0, -pairs[..., 0])
    reward = np.maximum(0.0, pairs[..., 1])
    riocs = penalty + reward
    nothing = np.full(riocs.shape, np.nan)
    sgp, dgp = (np.divide(p, riocs, out=nothing.copy(), where=riocs > 0) for p in (reward, penalty))
    return riocs, sgp, dgp


def asymmetry(pairs: NDArray[Any]) -> NDArray[Any]:
    """Return IA of (penalty, reward) in the last axis: −1 only dissatisfies, +1 only satisfies.

    Wrong signs count as 0; NaN where nothing is left.
    """
    penalty = np.maximum(0.0, -pairs[..., 0])
    reward = np.maximum(0.0, pairs[..., 1])
    riocs = penalty + reward
    nothing = np.full(riocs.shape, np.nan)
    # one division, not SGP - DGP: 11 against 9 is 0.1 then, not a hair above a limit of 0.1
    found: NDArray[Any] = np.divide(reward - penalty, riocs, out=nothing, where=riocs > 0)
    return found


def classes(ia: NDArray[Any], theta: float) -> NDArray[Any]:
    """Return the class of each asymmetry; NaN is indifferent."""
    names = np.array(CLASSES, dtype=object)
    beyond = np.where(ia < -theta, 0, np.where(ia > theta, 2, 1))
    found: NDArray[Any] = names[np.where(np.isnan(ia), 3, beyond)]
    return found


def five_classes(ia: NDArray[Any], theta: float, outer: float) -> NDArray[Any]:
    """Return which of the five finer classes each asymmetry is in; NaN is indifferent.

    Within ±``theta`` hybrid, up to ±``outer`` satisfier or dissatisfier, beyond it delighter or
    frustrator.

    Raises
    ------
    ValueError
        If ``outer`` does not lie between ``theta`` and 1.
    """
    if not theta < outer < 1:
        raise ValueError(f"outer is {outer!r}; it must lie between theta ({theta!r}) and 1")
    names = np.array(FIVE, dtype=object)
    # a class ends with its own limit, on either side
    beyond = 2 + np.sign(ia) * ((np.abs(ia) > theta).astype(int) + (np.abs(ia) > outer))
    found: NDArray[Any] = names[
        np.where(np.isnan(ia), FIVE.index("indifferent"), beyond).astype(int)
    ]
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
