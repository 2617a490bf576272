"""Kendall's W: how far raters put things into the same order."""

from __future__ import annotations

from math import isnan, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from cxwidgets.methods.concordance import Concordance, matrix
from cxwidgets.methods.frame import counted
from cxwidgets.methods.intervals import check_level, mean_interval
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from numpy.typing import NDArray

PERMUTED_UP_TO = 7
"""With so few items, or fewer than ``MANY`` raters, p comes from permutations."""
MANY = 15
CROWD = 500
"""With more raters than that, chi-square and permutations say the same."""
DRAWS = 5000
CHUNK = 4_000_000
"""Numbers shuffled at a time."""


def tally(ranks: Any) -> pd.DataFrame:
    """Count how often each order was given.

    Parameters
    ----------
    ranks
        Ratings as `concordance.matrix` takes them, in a column ``rank``; the smallest is first.
        Only their order counts; equal ones are ties.

    Returns
    -------
    pandas.DataFrame
        One column for each item with its mid-rank, and ``n``. Tallies add up. A rater who left an
        item out keeps NaN there and is not used.
    """
    given, names = matrix(ranks, "rank")
    whole = ~np.isnan(given).any(axis=1)
    ranked = np.full(given.shape, nan)
    if whole.any():
        ranked[whole] = pd.DataFrame(given[whole]).rank(axis=1).to_numpy()
    table = pd.DataFrame(ranked, columns=names).assign(n=1)
    return table.groupby(names, as_index=False, sort=True, dropna=False)["n"].sum()


def kendall_w(ranks: Any, level: float = 0.95, seed: int = 0) -> Concordance:
    """Compute Kendall's coefficient of concordance.

    Parameters
    ----------
    ranks
        As `tally` takes them, or its result.

    Returns
    -------
    Concordance
        ``table`` has ``item, mean_rank, low, high, rank_sum, place`` in the order of mean ranks;
        ``low, high`` are t limits over raters, cut at the first rank and the last, beyond which no
        mean rank can lie.

    Notes
    -----
    W = 12 S / (m² (n³ − n) − m T) with T = Σ (t³ − t) over all ties; χ² = m (n − 1) W. With at most
    7 items (and 500 raters) or fewer than 15 raters p is the share of random orders that agree at
    least as well. The
    interval is a jackknife over raters of the mean Spearman correlation, of which W is a function.

    References
    ----------
    Kendall & Babington Smith 1939, Annals of Mathematical Statistics 10, 275-287.
    """
    check_level(level)
    table = ranks if counted(ranks) else tally(ranks)
    names = [str(c) for c in table.columns if c != "n"]
    every = table[[c for c in table.columns if c != "n"]].to_numpy(dtype=float)
    given = np.repeat(every, table["n"].to_numpy(dtype=int), axis=0)
    used = given[~np.isnan(given).any(axis=1)]
    m, n = used.shape
    notes = []
    if len(used) < len(given):
        notes.append(Note("agreement.note.incomplete", {"n": len(given) - m}))
    value = coefficient(used)
    if np.isnan(value):
        notes.append(Note("agreement.note.no_order", tone="warn"))
    low, high = _jackknife(used, value, level)
    statistic = m * (n - 1) * value
    p = _p(used, value, statistic, seed)
    items = _items(used, names, level)
    return Concordance(
        *("kendall_w", value, low, high, m, n, items, tuple(notes)),
        statistic=statistic,
        degrees=n - 1,
        p=p,
        ties=bool((_tied(used) > 0).any()),
    )


def coefficient(ranked: NDArray[Any]) -> float:
    """Return W of mid-ranks, raters × items; NaN below two of either, or if nobody ranks."""
    m, n = ranked.shape
    if m < 2 or n < 2:  # noqa: PLR2004
        return nan
    sums = ranked.sum(axis=0)
    spread = float(((sums - sums.mean()) ** 2).sum())
    most = m**2 * (n**3 - n) - m * float(_tied(ranked).sum())
    return 12 * spread / most if most > 0 else nan


def _tied(ranked: NDArray[Any]) -> NDArray[Any]:
    """Return Σ (t³ − t) over the groups of ties of each rater."""
    same = (ranked[:, :, None] == ranked[:, None, :]).sum(axis=2)
    found: NDArray[Any] = (same**2 - 1).sum(axis=1)  # each of t tied items adds t² − 1
    return found


def _mean_r(value: Any, m: int) -> Any:
    """Return the mean correlation of two raters that belongs to a W, or to many."""
    return (m * value - 1) / (m - 1)


def _jackknife(ranked: NDArray[Any], value: float, level: float) -> tuple[float, float]:
    m = len(ranked)
    if m < 3 or value != value:  # noqa: PLR2004, PLR0124 - leaving one out must leave a pair
        return nan, nan
    n, tied = ranked.shape[1], _tied(ranked)
    sums = ranked.sum(axis=0) - ranked  # of all raters but one, a row for each of them
    spread = ((sums - sums.mean(axis=1, keepdims=True)) ** 2).sum(axis=1)
    most = (m - 1) ** 2 * (n**3 - n) - (m - 1) * (tied.sum() - tied)
    without = np.divide(12 * spread, most, out=np.full(m, nan), where=most > 0)
    whole = _mean_r(value, m)
    pseudo = m * whole - (m - 1) * _mean_r(without, m - 1)
    if np.isnan(pseudo).any():  # without one rater nobody is left who ranks
        return nan, nan
    limits = mean_interval(whole, float(np.std(pseudo, ddof=1)), m, level)
    if isnan(limits[0]):  # few raters, and leaving any of them out changes nothing
        return nan, nan
    low, high = (min(1.0, max(0.0, (1 + (m - 1) * end) / m)) for end in limits)
    return low, high


def _p(ranked: NDArray[Any], value: float, statistic: float, seed: int) -> float:
    m, n = ranked.shape
    if np.isnan(value):
        return nan
    if m > CROWD or (n > PERMUTED_UP_TO and m >= MANY):
        return float(chdtrc(n - 1, statistic))
    rng = np.random.default_rng(seed)
    own = ((ranked.sum(axis=0) - m * (n + 1) / 2) ** 2).sum()
    step = max(1, CHUNK // (m * n))
    reached = 0
    for start in range(0, DRAWS, step):
        draws = min(step, DRAWS - start)
        shuffled = rng.permuted(np.broadcast_to(ranked, (draws, m, n)), axis=2).sum(axis=1)
        spread = ((shuffled - m * (n + 1) / 2) ** 2).sum(axis=1)
        reached += int((spread >= own - 1e-9).sum())
    return (1 + reached) / (DRAWS + 1)


def _items(ranked: NDArray[Any], names: list[str], level: float) -> pd.DataFrame:
    """Return each item's mean rank with its t interval, cut at the ends of the ranks."""
    m = len(ranked)
    means = ranked.mean(axis=0) if m else np.full(len(names), nan)
    sd = ranked.std(axis=0, ddof=1) if m > 1 else np.full(len(names), nan)
    limits = np.array([mean_interval(a, b, m, level) for a, b in zip(means, sd, strict=True)])
    low, high = limits.reshape(-1, 2).clip(1, len(names)).T
    table = pd.DataFrame(
        {
            "item": names,
            "mean_rank": means,
            "low": low,
            "high": high,
            "rank_sum": ranked.sum(axis=0),
        }
    ).sort_values("mean_rank", kind="stable", ignore_index=True)
    return table.assign(place=table["mean_rank"].rank(method="min"))
