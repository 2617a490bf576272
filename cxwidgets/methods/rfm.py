"""RFM: who came lately, who comes often, who spends much.

Three numbers that every till knows sort customers into groups that need different things: thank
the first, wake the last, and ask those who used to come often why they stopped. The borders lie at
ranks among one's own customers, so the groups say who is better than whom, not who is good.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import has, valid
from cxwidgets.methods.days import day
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, mean_interval, spread, wilson
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from numpy.typing import NDArray

PARTS = 5
DRAWS = 200
GROUPS = ("champions", "loyal", "promising", "fading", "at_risk", "sleeping")
UNSTABLE = 0.75
"""Below this share of customers who keep their group, its border is an accident."""
_COLUMNS = ("recency", "frequency", "amount")


@dataclass(frozen=True)
class RfmResult:
    """Groups of customers.

    Attributes
    ----------
    table
        One row for each group: ``segment, n, share, low, high`` (Wilson), means ``recency`` (days
        since the last purchase), ``frequency`` (days with a purchase) and ``amount`` with t limits
        ``amount_low, amount_high``, ``amount_share`` of all spending, ``stable`` (share of its
        customers who stay in it when the borders are drawn from customers sampled again).
    customers
        The tally with scores ``r, f, m`` (1 … 5, 5 is best; equal customers have equal scores) and
        ``segment``.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    customers: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def tally(transactions: Any, until: int | None = None) -> pd.DataFrame:
    """Count customers who bought alike.

    Parameters
    ----------
    transactions
        Any frame with ``customer``, ``at`` (a date, or the number of a day) and perhaps ``amount``,
        one row a purchase.
    until
        Number of the last day observed; that of the data by default. Give it where tallies of parts
        are to be added up.

    Returns
    -------
    pandas.DataFrame
        ``recency`` (days from the last purchase to the end), ``frequency`` (days with a purchase),
        ``amount`` (sum; 0 where none is given) and ``n`` customers. Rows without customer or day
        are left out and counted under recency −1. Tallies of parts add up if no customer is in two.

    Raises
    ------
    ValueError
        If a column is missing, or holds something else than said.
    """
    frame = lazily(transactions, ("customer", "at"))
    amount = (
        valid(frame, "amount", -1e15, 1e15) if has(frame, "amount") else nw.lit(0.0).alias("amount")
    )
    whole = ~(nw.col("customer").is_null() | nw.col("at").is_null())
    rows = frame.filter(whole).select("customer", day(frame, "at"), amount)
    days = rows.group_by("customer", "at").agg(nw.col("amount").sum())
    people = days.group_by("customer").agg(
        nw.col("at").max().alias("last"),
        nw.len().alias("frequency"),
        nw.col("amount").sum(),
    )
    if until is None:
        last = collected(rows.select(nw.col("at").max()))["at"].iloc[0]
        until = 0 if pd.isna(last) else int(last)
    kinds = people.select((nw.lit(until) - nw.col("last")).alias("recency"), "frequency", "amount")
    table = collected(kinds.group_by(*_COLUMNS).agg(nw.len().alias("n")))
    table = table.astype({"recency": "int64", "frequency": "int64", "amount": float, "n": "int64"})
    lost = int(collected(frame.filter(~whole).select(nw.len().alias("n")))["n"].iloc[0])
    if lost:
        gap = pd.DataFrame({"recency": [-1], "frequency": [0], "amount": [0.0], "n": [lost]})
        table = pd.concat([table, gap], ignore_index=True)
    return table.sort_values([*_COLUMNS], ignore_index=True)


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
    counted = isinstance(transactions, pd.DataFrame) and {"recency", "n"} <= set(
        transactions.columns
    )
    table = transactions if counted else tally(transactions)
    lost = int(table.loc[table["recency"] < 0, "n"].sum())
    found = table[table["recency"] >= 0].reset_index(drop=True)
    n = found["n"].to_numpy(dtype=float)
    values = {"r": -found["recency"], "f": found["frequency"], "m": found["amount"]}
    scores = {name: _scores(v.to_numpy(dtype=float), n) for name, v in values.items()}
    group = _groups(scores["r"], scores["f"])
    found = found.assign(**scores, segment=[GROUPS[g] for g in group])
    kept = _kept(values, group, n, draws, seed)
    rows = [
        _group(name, found[found["segment"] == name], found, kept.get(i, float("nan")), level)
        for i, name in enumerate(GROUPS)
    ]
    result = pd.DataFrame(rows)
    return RfmResult(result, found, _notes(result, lost), level)


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
    sums = {c: float((part[c] * part["n"]).sum()) for c in _COLUMNS}
    squares = float((part["amount"] ** 2 * part["n"]).sum())
    mean, sd = spread(n, sums["amount"], squares)
    limits = mean_interval(mean, sd, n, level)
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


def _notes(table: pd.DataFrame, lost: int) -> tuple[Note, ...]:
    notes = [Note("rfm.note.ranks")]
    loose = tuple(table.loc[table["stable"] < UNSTABLE, "segment"])
    if loose:
        notes.append(Note("rfm.note.unstable", {"segments": loose}, "warn"))
    if lost:
        notes.append(Note("clv.note.lost", {"n": lost}))
    return tuple(notes)
