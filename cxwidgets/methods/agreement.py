"""Agreement: how far a room agrees with itself, beyond what chance would give.

Fleiss' kappa is 1 when everybody puts every card in the same place and 0 when they agree as often
as people who place cards blindly in the room's own proportions. With lopsided proportions it can
be small although people agree (the prevalence paradox), so the raw agreement stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.concordance import Concordance
from cxwidgets.methods.intervals import mean_interval
from cxwidgets.methods.rank_agreement import kendall_w
from cxwidgets.methods.rating_agreement import fleiss_kappa, krippendorff_alpha

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = [
    "Agreement",
    "Concordance",
    "agreement",
    "fleiss",
    "fleiss_kappa",
    "kendall_w",
    "krippendorff_alpha",
    "raw_agreement",
]


@dataclass(frozen=True)
class Agreement:
    """Agreement of raters who each placed every item.

    Attributes
    ----------
    raters, items
        How many.
    raw
        Share of agreeing pairs of raters, averaged over items.
    kappa, low, high
        Fleiss' kappa and its 95 % jackknife interval over raters. NaN with fewer than 2 raters
        (interval: 3), or when one category holds everything.
    """

    raters: int
    items: int
    raw: float
    kappa: float
    low: float
    high: float


def agreement(placed: NDArray[Any], categories: Sequence[str]) -> Agreement:
    """Measure agreement.

    Parameters
    ----------
    placed
        Array raters × items of category names.
    categories
        All categories.

    References
    ----------
    Fleiss (1971), Psychological Bulletin 76, 378-382.
    """
    raters, items = placed.shape
    ratings = np.stack([(placed == c).astype(int) for c in categories], axis=-1)
    counts = ratings.sum(axis=0)  # items × categories
    kappa = fleiss(counts)
    nan = float("nan")
    low, high = nan, nan
    if raters > 2:  # noqa: PLR2004 - leaving one out must leave a pair
        without = np.array([fleiss(counts - ratings[i]) for i in range(raters)])
        pseudo = raters * kappa - (raters - 1) * without
        low, high = mean_interval(kappa, float(np.std(pseudo, ddof=1)), raters)
        low, high = max(low, -1.0), min(high, 1.0)
    return Agreement(raters, items, raw_agreement(counts), kappa, low, high)


def raw_agreement(counts: NDArray[Any]) -> float:
    """Return the mean share of agreeing pairs; NaN with fewer than two ratings an item."""
    each = counts.sum(axis=1)
    if not len(counts) or each.min() < 2:  # noqa: PLR2004 - a pair
        return float("nan")
    return float((((counts**2).sum(axis=1) - each) / (each * (each - 1))).mean())


def fleiss(counts: NDArray[Any]) -> float:
    """Return Fleiss' kappa of a table items × categories, by statsmodels.

    Raises
    ------
    ValueError
        If the items do not all have the same number of ratings.
    """
    each = counts.sum(axis=1)
    if len(set(each.tolist())) > 1:
        raise ValueError(f"the items have {sorted(set(each.tolist()))} ratings; kappa needs equal")
    if not len(counts) or each[0] < 2 or (counts.sum(axis=0) > 0).sum() < 2:  # noqa: PLR2004
        return float("nan")
    from statsmodels.stats import inter_rater

    return float(inter_rater.fleiss_kappa(counts, method="fleiss"))
