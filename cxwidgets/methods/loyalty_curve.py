"""From satisfaction to loyalty: how many stay at each level of satisfaction.

The line is seldom straight. In markets with a choice, loyalty often rises steeply only at the top
answer, so that "satisfied" says little and "completely satisfied" a lot (Jones & Sasser 1995).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.intervals import check_level, mean_interval, newcombe, spread, wilson
from cxwidgets.methods.loyalty_pairs import Cuts, given, remarks

if TYPE_CHECKING:
    from cxwidgets.methods.notes import Note


@dataclass(frozen=True)
class CurveResult:
    """How loyalty rises with satisfaction.

    Attributes
    ----------
    table
        One row for each answer to the satisfaction question: ``satisfaction, n, loyal`` (count),
        ``share`` loyal with Wilson limits ``low, high``, ``mean`` loyalty with t limits
        ``mean_low, mean_high``. NaN where nobody gave the answer.
    last_step
        The share at the top answer minus that one below it, with Newcombe limits.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    last_step: tuple[float, float, float]
    cuts: Cuts
    notes: tuple[Note, ...]


def satisfaction_loyalty(
    answers: Any, cuts: Cuts | None = None, level: float = 0.95
) -> CurveResult:
    """Show how many are loyal at each level of satisfaction.

    Parameters
    ----------
    answers, cuts
        As for `loyalty_types`.

    Raises
    ------
    ValueError
        As for `loyalty_types`.
    """
    check_level(level)
    cuts = cuts or Cuts()
    whole, left_out = given(answers, cuts)
    low, high = cuts.satisfaction
    rows = [
        _at(step, whole[whole["satisfaction"] == step], cuts.loyal, level)
        for step in range(low, high + 1)
    ]
    table = pd.DataFrame(rows)
    below, top = (rows[i] for i in (-2, -1))
    last = newcombe(top["loyal"], top["n"], below["loyal"], below["n"], level)
    return CurveResult(table, last, cuts, remarks(int(whole["n"].sum()), left_out))


def _at(step: int, pairs: pd.DataFrame, cut: int, level: float) -> dict[str, Any]:
    """Return one level of satisfaction."""
    n, weights = int(pairs["n"].sum()), pairs["n"]
    loyal = int(weights[pairs["loyalty"] >= cut].sum())
    low, high = wilson(loyal, n, level)
    sums = (int((pairs["loyalty"] ** power * weights).sum()) for power in (1, 2))
    mean, sd = spread(n, *sums)
    limits = mean_interval(mean, sd, n, level)
    return {
        "satisfaction": step,
        "n": n,
        "loyal": loyal,
        "share": loyal / n if n else float("nan"),
        "low": low,
        "high": high,
        "mean": mean,
        "mean_low": limits[0],
        "mean_high": limits[1],
    }
