"""RFM: who came lately, who comes often, who spends much.

Three numbers that every till knows sort customers into groups that need different things: thank
the first, wake the last, and ask those who used to come often why they stopped. The borders lie at
ranks among one's own customers, so the groups say who is better than whom, not who is good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.frame import counted
from cxwidgets.methods.intervals import check_level, mean_interval, spread, wilson
from cxwidgets.methods.notes import Note
from cxwidgets.methods.rfm_tally import SIDES, tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["GROUPS", "RfmResult", "rfm", "tally"]

PARTS = 5
DRAWS = 200
GROUPS = ("champions", "loyal", "promising", "fading", "at_risk", "sleeping")
UNSTABLE = 0.75
"""Below this share of customers who keep their group, its border is an accident."""


@dataclass(frozen=True)
class RfmResult:
    """Groups of customers.

    Attributes
    ----------
    table
        One row for each group: ``segment, n, share, low, high`` (Wilson), means ``recency`` (days
        since the last purchase), ``frequency`` (days with a purchase) and ``amount`` with t limits
        ``amount_low, amount_high`` (of the customers with an amount), ``amount_share`` of all
        spending, ``stable`` (share of its customers who stay in it when the borders are drawn from
        customers sampled again).
    customers
        The tally with scores ``r, f, m`` (1 … 5, 5 is best; equal customers have equal scores,
        and one without any amount has no ``m``: NaN) and ``segment``.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    customers: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def rfm(
    transactions: Any, level: float = 0.95, *, draws: int = DRAWS, seed: int = 20_250_101
) -> RfmResult:
    """Sort customers into six groups by recency and frequency.

    Parameters
    ----------
    transactions
        As for `tally`, or a tally.
    draws, seed
        Of the customers sampled again for ``stable``.

    Raises
    ------
    ValueError
        As for `tally`; or if ``draws`` is not positive.

    Notes
    -----
    A score is 1 + ⌊5 · percentile rank⌋, at most 5, where the percentile rank counts customers that
    are strictly worse: unlike quintiles of a sorted list it does not depend on the order of ties.
    """
    check_level(level)
    if draws < 1:
        raise ValueError(f"draws is {draws!r}; it must be 1 or more")
    ready = counted(transactions, "recency")
    table = transactions if ready else tally(transactions)
    lost = int(table.loc[table["recency"] < 0, "n"].sum())
    found = table[table["recency"] >= 0].reset_index(drop=True)
    n = found["n"].to_numpy(dtype=float)
    values = {"r": -found["recency"], "f": found["frequency"]}
    scores = {name: _scores(v.to_numpy(dtype=float), n) for name, v in values.items()}
    group = _groups(scores["r"], scores["f"])
    spending = _known_scores(found["amount"].to_numpy(dtype=float), n)
    found = found.assign(**scores, m=spending, segment=[GROUPS[g] for g in group])
    kept = _kept(values, group, n, draws, seed)
    rows = [
        _group(name, found[found["segment"] == name], found, kept.get(i, float("nan")), level)
        for i, name in enumerate(GROUPS)
    ]
    result = pd.DataFrame(rows)
    unpriced = int((found["unpriced"] * n).sum()) if "unpriced" in found else 0
    return RfmResult(result, found, _notes(result, lost, unpriced), level)


def _known_scores(values: NDArray[np.float64], n: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return scores among those with a value; NaN without one."""
    known = ~np.isnan(values)
    scores = np.full(len(values), np.nan)
    scores[known] = _scores(values[known], n[known])
    return scores


def _scores(values: NDArray[np.float64], n: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return 1 … 5 by the share of customers that are strictly worse."""
    distinct, where = np.unique(values, return_inverse=True)
    held = np.bincount(where, weights=n, minlength=len(distinct))
    worse = np.cumsum(held) - held
    rank = worse / max(n.sum() - 1, 1)
    scores: NDArray[np.int64] = np.minimum(PARTS, 1 + np.floor(PARTS * rank)).astype(np.int64)
    return scores[where]


def _groups(r: NDArray[np.int64], f: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the place in `GROUPS` for scores of recency and frequency."""
    often, middle = f >= 4, r == 3  # noqa: PLR2004 - scores 1 … 5
    lately = np.where(often, 0, 2)
    between = np.where(often, 1, 3)
    long_ago = np.where(f >= 3, 4, 5)  # noqa: PLR2004
    result: NDArray[np.int64] = np.where(r >= 4, lately, np.where(middle, between, long_ago))  # noqa: PLR2004
    return result


def _kept(
    values: dict[str, pd.Series[Any]],
    group: NDArray[np.int64],
    n: NDArray[np.float64],
    draws: int,
    seed: int,
) -> dict[int, float]:
    """Return for each group how many of its customers stay in it under redrawn borders."""
    total = n.sum()
    if not total:
        return {}
    random = np.random.default_rng(seed)
    same = np.zeros(len(n))
    sides = [values[name].to_numpy(dtype=float) for name in ("r", "f")]
    for weights in random.multinomial(int(total), n / total, size=draws).astype(float):
        same += _groups(*(_scores(side, weights) for side in sides)) == group
    return {
        int(g): float((same * n)[group == g].sum() / n[group == g].sum() / draws)
        for g in np.unique(group)
    }


def _group(
    name: str, part: pd.DataFrame, whole: pd.DataFrame, stable: float, level: float
) -> dict[str, Any]:
    n, total = int(part["n"].sum()), int(whole["n"].sum())
    low, high = wilson(n, total, level)
    sums = {c: float((part[c] * part["n"]).sum()) for c in SIDES}
    squares = float((part["amount"] ** 2 * part["n"]).sum())
    paying = int(part.loc[part["amount"].notna(), "n"].sum())
    mean, sd = spread(paying, sums["amount"], squares)
    limits = mean_interval(mean, sd, paying, level)
    spent = float((whole["amount"] * whole["n"]).sum())
    nan = float("nan")
    return {
        "segment": name,
        "n": n,
        "share": n / total if total else nan,
        "low": low,
        "high": high,
        "recency": sums["recency"] / n if n else nan,
        "frequency": sums["frequency"] / n if n else nan,
        "amount": mean,
        "amount_low": limits[0],
        "amount_high": limits[1],
        "amount_share": sums["amount"] / spent if spent else nan,
        "stable": stable,
    }


def _notes(table: pd.DataFrame, lost: int, unpriced: int) -> tuple[Note, ...]:
    notes = [Note("rfm.note.ranks")]
    loose = tuple(table.loc[table["stable"] < UNSTABLE, "segment"])
    if loose:
        notes.append(Note("rfm.note.unstable", {"segments": loose}, "warn"))
    if unpriced:
        notes.append(Note("rfm.note.unpriced", {"n": unpriced}, "warn"))
    if lost:
        notes.append(Note("clv.note.lost", {"n": lost}))
    return tuple(notes)
