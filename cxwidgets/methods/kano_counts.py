"""From the answer pairs of a tally to the counts that a Kano result is made of.

A pair is in one of six classes, or left out for a reason; importance is a mean beside them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.answers import MISSING
from cxwidgets.methods.intervals import mean_interval, spread
from cxwidgets.methods.kano_table import CATEGORIES
from cxwidgets.methods.kano_weighted import class_weights, weighted_importance
from cxwidgets.methods.respondent_weights import NO_WEIGHT, is_weighted

if TYPE_CHECKING:
    from collections.abc import Mapping

OPTIONS = (1, 5)
IMPORTANCE_SUMS = ("importance_n", "importance_sum", "importance_sum_sq", "importance_invalid")


def class_counts(
    table: pd.DataFrame, category: Mapping[tuple[int, int], str], level: float
) -> pd.DataFrame:
    """Return one row for each feature of a tally: its six counts, what is left out, importance.

    Parameters
    ----------
    table
        A tally as `kano.tally` makes it.
    category
        The evaluation table: (functional, dysfunctional) → class.
    level
        Coverage of the interval of importance.
    """
    weighted = is_weighted(table, None)
    why = ("n_missing", "n_invalid", *(("n_no_weight",) if weighted else ()))
    rows = []
    for feature, pairs in table.groupby("feature", sort=False):
        counts: dict[str, Any] = {"feature": feature, **dict.fromkeys((*CATEGORIES, *why), 0)}
        for f, d, n in zip(pairs["functional"], pairs["dysfunctional"], pairs["n"], strict=True):
            counts[category.get((f, d)) or left_out(f, d)] += int(n)
        if weighted:
            counts |= class_weights(pairs, category) | weighted_importance(pairs, level)
        rows.append(counts if weighted else counts | importance(pairs, level))
    return pd.DataFrame(rows)


def left_out(functional: int, dysfunctional: int) -> str:
    """Say why a pair is not counted; one half off the scale weighs more than one not given."""
    if functional == NO_WEIGHT:
        return "n_no_weight"
    given = {functional, dysfunctional} - {MISSING}  # a tally made elsewhere has codes of its own
    return "n_missing" if given <= set(range(OPTIONS[0], OPTIONS[1] + 1)) else "n_invalid"


def importance(pairs: pd.DataFrame, level: float) -> dict[str, float]:
    """Return mean importance with its t interval, or nothing if it was not asked.

    Raises
    ------
    ValueError
        If the tally is weighted: whoever counts people must not take weights for people.
    """
    if is_weighted(pairs, None):
        raise ValueError("the tally is weighted; only the classes of `kano` know weights")
    if "importance_n" not in pairs:
        return {}
    n, total, total_sq, invalid = (int(pairs[name].sum()) for name in IMPORTANCE_SUMS)
    mean, sd = spread(n, total, total_sq)
    low, high = mean_interval(mean, sd, n, level)
    return {
        "importance": mean,
        "importance_low": low,
        "importance_high": high,
        "importance_n": n,
        "importance_invalid": invalid,
    }
