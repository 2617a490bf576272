"""Borda points: one order from many, each rater's last place worth nothing, each step up a point.

An average of ranks always exists, also of raters who have nothing in common. So Kendall's W stands
beside it and is read first: without agreement the common order is nobody's.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.frame import counted
from cxwidgets.methods.notes import Note
from cxwidgets.methods.rank_agreement import kendall_w, tally
from cxwidgets.methods.screening_raters import drawn, expanded, means, moved, ranks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cxwidgets.methods.concordance import Concordance

DRAWS = 2000
CHUNK = 4_000_000
"""Numbers drawn at a time."""


@dataclass(frozen=True)
class BordaResult:
    """Items in the order of their points.

    Attributes
    ----------
    table
        ``item, points, share`` (of the points an item gets that everybody puts first) with ``low,
        high`` (raters drawn again, `screening_raters.expanded`), ``rank, rank_low, rank_high,
        p_first``. NaN where nobody ranked every item.
    agreement
        Kendall's W of the same ranks, to be read first.
    n
        Raters who ranked every item; the others take no part.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    agreement: Concordance
    n: int
    notes: tuple[Note, ...]
    level: float


def borda(ranked: Any, level: float = 0.95, seed: int = 0, draws: int = DRAWS) -> BordaResult:
    """Put items into one order by Borda points.

    Parameters
    ----------
    ranked
        As `kendall_w` takes them: ``respondent, item, rank``, or a column for each item; 1 is the
        first. Or the tally of such ranks (`rank_agreement.tally`).
    seed, draws
        Of the raters drawn again.

    Raises
    ------
    ValueError
        As for `kendall_w`.

    Notes
    -----
    Of n items a rater gives n − rank points to each; tied items share the mean of their ranks, so
    that every rater gives n (n − 1) / 2 points.

    References
    ----------
    Borda 1781, Mémoire sur les élections au scrutin; Black 1958, The Theory of Committees and
    Elections (ties). Kendall & Babington Smith 1939, Annals of Mathematical Statistics 10, 275-287.

    Examples
    --------
    >>> import pandas as pd
    >>> result = borda(pd.DataFrame({"tea": [1, 1, 2], "coffee": [2, 2, 1], "milk": [3, 3, 3]}))
    >>> [(row.item, float(row.points)) for row in result.table.itertuples()]
    [('tea', 5.0), ('coffee', 4.0), ('milk', 0.0)]
    """
    table = ranked if counted(ranked) else tally(ranked)
    agreement = kendall_w(table, level, seed)
    items = [c for c in table.columns if c != "n"]
    whole = table.dropna(subset=items)
    n, k = whole["n"].to_numpy(dtype=int), len(items)
    points = k - whole[items].to_numpy(dtype=float)
    shares = points / (k - 1) if k > 1 else np.full_like(points, nan)
    own = means(shares, n[None].astype(float))[0]
    again = _again(shares, n, seed, draws)
    raters = int(n.sum())
    found = moved(again, level)
    if raters < 2:  # noqa: PLR2004 - one rater: nothing is known of the others
        found = {name: np.full(k, nan) for name in found}
    low, high = expanded(own, again, np.full(k, raters), level)
    result = pd.DataFrame(
        {"item": [str(c) for c in items], "points": own * raters * (k - 1), "share": own}
    ).assign(low=low, high=high, rank=ranks(own), **found)
    result = result.sort_values("rank", kind="stable", ignore_index=True)
    return BordaResult(result, agreement, raters, _notes(result, agreement, level), level)


def _again(shares: NDArray[Any], n: NDArray[Any], seed: int, draws: int) -> NDArray[Any]:
    """Return the mean shares of raters drawn again: draws × items."""
    rng, step = np.random.default_rng(seed), max(1, CHUNK // max(1, len(n)))
    sizes = [min(step, draws - start) for start in range(0, draws, step)]
    return np.concatenate([means(shares, drawn(n, size, rng)) for size in sizes])


def _notes(table: pd.DataFrame, agreement: Concordance, level: float) -> tuple[Note, ...]:
    notes = list(agreement.notes)
    if isfinite(agreement.p) and agreement.p >= 1 - level:
        params = {"w": f"{agreement.value:.2f}", "p": f"{agreement.p:.2f}"}
        notes.append(Note("borda.note.no_agreement", params, "warn"))
    same = tuple(table.loc[table["low"].isna() & table["share"].notna(), "item"])
    if same and agreement.raters > 1:
        notes.append(Note("panel.alike", {"names": same}, "warn"))
    return tuple(notes)
