"""Loyalty: who stays because they want to, who because they must, who only until a better offer.

Satisfaction looks back, loyalty looks ahead, and the two part company more often than one expects.
Crossing them gives four groups that need different things. How satisfaction turns into loyalty is
rarely a straight line: often only the very best answers do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.intervals import check_level, wilson
from cxwidgets.methods.loyalty_attitude import attitude_types
from cxwidgets.methods.loyalty_curve import CurveResult, satisfaction_loyalty
from cxwidgets.methods.loyalty_pairs import Cuts, given, remarks, tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.notes import Note

__all__ = [
    "CurveResult",
    "Cuts",
    "LoyaltyResult",
    "attitude_types",
    "loyalty_types",
    "satisfaction_loyalty",
    "tally",
]

CELLS: Mapping[tuple[bool, bool], str] = {
    (True, True): "loyalist",
    (True, False): "mercenary",
    (False, True): "hostage",
    (False, False): "defector",
}
"""(satisfied, loyal) → type, after Jones & Sasser 1995."""
EXTREMES = ("apostle", "terrorist")
"""The loyalists who chose the best answer twice, the defectors who chose the worst twice."""


@dataclass(frozen=True)
class LoyaltyResult:
    """Four types of customers.

    Attributes
    ----------
    table
        ``cell, n, share, low, high`` (Wilson), one row for each type, loyalists first.
    extremes
        The same columns for apostles (part of the loyalists) and terrorists (of the defectors).
    grid
        ``satisfaction, loyalty, n, cell``: how often each pair of answers was given.
    sensitivity
        ``satisfied, loyal, cell, share``: the shares had the cuts been one step lower or higher.
    n
        People with both answers.
    unclassified
        People who left one out, or answered off the scale.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    extremes: pd.DataFrame
    grid: pd.DataFrame
    sensitivity: pd.DataFrame
    n: int
    unclassified: int
    cuts: Cuts
    notes: tuple[Note, ...]


def loyalty_types(answers: Any, cuts: Cuts | None = None, level: float = 0.95) -> LoyaltyResult:
    """Sort people into loyalists, mercenaries, hostages and defectors.

    Parameters
    ----------
    answers
        As for `tally`, or a tally.
    cuts
        From which answer on someone is satisfied, or loyal; 4 of 5 and 9 of 10 by default.

    Raises
    ------
    ValueError
        As for `tally` and `Cuts`.

    References
    ----------
    Jones & Sasser 1995, Harvard Business Review 73(6), 88-99.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"satisfaction": [5, 5, 2, 1], "loyalty": [10, 3, 9, 0]})
    >>> list(loyalty_types(answers).table["n"])
    [1, 1, 1, 1]
    """
    check_level(level)
    cuts = cuts or Cuts()
    whole, left_out = given(answers, cuts)
    grid = whole.assign(cell=_cells(whole, cuts.satisfied, cuts.loyal))
    n = int(grid["n"].sum())
    counts = grid.groupby("cell")["n"].sum()
    best = (grid["satisfaction"] == cuts.satisfaction[1]) & (grid["loyalty"] == cuts.loyalty[1])
    worst = (grid["satisfaction"] == cuts.satisfaction[0]) & (grid["loyalty"] == cuts.loyalty[0])
    extremes = {
        name: grid.loc[at, "n"].sum() for name, at in zip(EXTREMES, (best, worst), strict=True)
    }
    return LoyaltyResult(
        _shares({cell: counts.get(cell, 0) for cell in CELLS.values()}, n, level),
        _shares(extremes, n, level),
        grid,
        _sensitivity(whole, cuts, n),
        n,
        left_out,
        cuts,
        remarks(n, left_out),
    )


def _cells(pairs: pd.DataFrame, satisfied: int, loyal: int) -> list[str]:
    answers = zip(pairs["satisfaction"] >= satisfied, pairs["loyalty"] >= loyal, strict=True)
    return [CELLS[bool(s), bool(t)] for s, t in answers]


def _shares(counts: Mapping[str, Any], n: int, level: float) -> pd.DataFrame:
    rows = []
    for cell, count in counts.items():
        low, high = wilson(int(count), n, level)
        share = count / n if n else float("nan")
        rows.append({"cell": cell, "n": int(count), "share": share, "low": low, "high": high})
    return pd.DataFrame(rows)


def _sensitivity(whole: pd.DataFrame, cuts: Cuts, n: int) -> pd.DataFrame:
    """Return the shares for cuts one step off, where the scale allows it."""
    rows = []
    for satisfied in range(cuts.satisfied - 1, cuts.satisfied + 2):
        for loyal in range(cuts.loyal - 1, cuts.loyal + 2):
            inside = cuts.satisfaction[0] < satisfied <= cuts.satisfaction[1]
            if n and inside and cuts.loyalty[0] < loyal <= cuts.loyalty[1]:
                counts = whole.groupby(_cells(whole, satisfied, loyal))["n"].sum()
                rows += [
                    {
                        "satisfied": satisfied,
                        "loyal": loyal,
                        "cell": c,
                        "share": counts.get(c, 0) / n,
                    }
                    for c in CELLS.values()
                ]
    return pd.DataFrame(rows, columns=["satisfied", "loyal", "cell", "share"])
