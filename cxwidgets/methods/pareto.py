"""Pareto: few reasons make most of the trouble, and how sure we are which ones.

Reasons are sorted by size and added up; the leading ones that together reach 80 % are the vital
few. The 80 is a habit, not a law. With few answers the order of neighbours is chance, so each
share has its interval, and each reason the share of resampled surveys in which it is vital.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import leading_test, wilson
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

CUT = 0.8
RESAMPLES = 2000
ROUNDING = 1e-9
SURE = 0.95


@dataclass(frozen=True)
class ParetoResult:
    """Reasons in falling order.

    Attributes
    ----------
    table
        ``reason, count, share, low, high, cumulative, vital, vital_share``; intervals and
        ``vital_share`` are NaN when the number of answers is unknown.
    n
        Answers behind the shares; None when unknown.
    cut
        The cumulative share that makes the vital few.
    settled
        Whether the largest reason is really ahead of the second (p < .05), a collective one put
        last apart; None without ``n``.
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    n: int | None
    cut: float
    settled: bool | None
    notes: tuple[Note, ...]

    @property
    def vital(self) -> tuple[str, ...]:
        """The vital few, largest first."""
        return tuple(self.table.loc[self.table["vital"], "reason"])


def tally(answers: Any) -> pd.DataFrame:
    """Count answers with one main ``reason`` each; an empty reason is left out."""
    reason = nw.col("reason")
    return collected(
        lazily(answers, ("reason",))
        .filter(~reason.is_null())
        .group_by("reason")
        .agg(nw.len().alias("count"))
        .sort("count", "reason", descending=[True, False])
    )


def pareto(
    table: Any, *, n: int | None = None, cut: float = CUT, other: str | None = None, seed: int = 0
) -> ParetoResult:
    """Sort reasons, add them up and cut off the vital few.

    Parameters
    ----------
    table
        Any frame with ``reason`` and ``count`` (counts, or shares on any scale). Equal counts
        keep their order.
    n
        How many answers stand behind the table; gives Wilson intervals. One main reason per
        answer is assumed.
    cut
        Cumulative share that makes the vital few.
    other
        A collective reason to put last whatever its size, as is customary; by default everything
        is sorted by size.
    seed
        Of the multinomial resampling behind ``vital_share``.

    Raises
    ------
    ValueError
        For a negative or missing count, a reason named twice, no counts at all, a cut outside
        0…1 or an ``n`` below 1.

    References
    ----------
    Juran (1975), The non-Pareto principle; Wilson (1927) for the interval.
    """
    rows = collected(lazily(table, ("reason", "count")))
    rows = pd.DataFrame({"reason": rows["reason"], "count": rows["count"].astype(float)})
    _check(rows, n, cut)
    rows["last"] = rows["reason"] == other
    rows = rows.sort_values(["last", "count"], ascending=[True, False], kind="stable")
    counts = rows["count"].to_numpy(dtype=float)
    share = counts / counts.sum()
    last = rows["last"].to_numpy()
    vital = _vital(share[np.newaxis], last, cut)[0]
    bounds = [wilson(s * n, n) if n else (np.nan, np.nan) for s in share]
    result = pd.DataFrame(
        {
            "reason": rows["reason"].to_numpy(),
            "count": counts,
            "share": share,
            "low": [low for low, _ in bounds],
            "high": [high for _, high in bounds],
            "cumulative": np.cumsum(share),
            "vital": vital,
            "vital_share": _resampled(share, last, n, cut, seed),
        }
    )
    settled = _settled(share[~last], n)
    return ParetoResult(result, n, cut, settled, _notes(result, n, settled=settled))


def _check(rows: pd.DataFrame, n: int | None, cut: float) -> None:
    for reason, count in zip(rows["reason"], rows["count"], strict=True):
        if not (np.isfinite(count) and count >= 0):
            raise ValueError(f"the count of {reason!r} is {count!r}; it must be 0 or more")
    twice = rows.loc[rows["reason"].duplicated(), "reason"]
    if len(twice):
        raise ValueError(f"the reason {twice.iloc[0]!r} stands twice in the table")
    if not rows["count"].sum() > 0:
        raise ValueError("the table has no counts above 0")
    if not 0 < cut <= 1:
        raise ValueError(f"the cut is {cut!r}; it must lie between 0 and 1")
    if n is not None and n < 1:
        raise ValueError(f"n is {n!r}; it must be at least 1")


def _vital(shares: Floats, last: Flags, cut: float) -> Flags:
    """Mark the leading reasons up to and including the one that reaches the cut, row by row."""
    order = np.argsort(-shares + 2 * last, axis=1, kind="stable")
    falling = np.take_along_axis(shares, order, axis=1)
    before = np.cumsum(falling, axis=1) - falling
    marked = (before < cut - ROUNDING) & (falling > 0)
    result = np.empty_like(marked)
    np.put_along_axis(result, order, marked, axis=1)
    return result


def _resampled(share: Floats, last: Flags, n: int | None, cut: float, seed: int) -> Floats:
    if n is None:
        return np.full(share.shape, np.nan)
    draws = np.random.default_rng(seed).multinomial(n, share, size=RESAMPLES)
    vital: Floats = _vital(draws / n, last, cut).mean(axis=0)
    return vital


def _settled(share: Floats, n: int | None) -> bool | None:
    if n is None:
        return None
    top = sorted(share, reverse=True)[:2]
    if len(top) < 2:  # noqa: PLR2004 - a single reason has no rival
        return True
    _, p = leading_test(round(top[0] * n), round(top[1] * n))
    return bool(p < 1 - SURE)


def _notes(table: pd.DataFrame, n: int | None, *, settled: bool | None) -> tuple[Note, ...]:
    if n is None:
        return (Note("pareto.note.no_n"),)
    notes = []
    if not settled:
        pair = {"first": table["reason"].iloc[0], "second": table["reason"].iloc[1], "n": n}
        notes.append(Note("pareto.note.not_settled", pair, "warn"))
    unsure = table[(table["vital_share"] > 1 - SURE) & (table["vital_share"] < SURE)]
    if len(unsure):
        notes.append(Note("pareto.note.border", {"reasons": tuple(unsure["reason"])}))
    return tuple(notes)
