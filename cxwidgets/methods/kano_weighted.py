"""Kano with respondent weights: each class weighs what its people weigh.

Counts stay counts of people. Beside them stand the weights of each class, and from those come the
counts that everything else is computed of: weighted, and scaled to Kish's effective n.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.methods.intervals import mean_interval, spread
from cxwidgets.methods.kano_table import CATEGORIES
from cxwidgets.methods.respondent_weights import SQUARED, WEIGHT, effective, n_effective

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

BASE = ("A", "O", "M", "I")
"""The classes that Better and Worse are shares of."""
SIGNIFICANT = 10
"""Digits of n_eff kept of a weighted count: 0.1 + 0.2 and 0.3 are a tie, in any order of adding."""


def class_weights(pairs: pd.DataFrame, category: Mapping[tuple[int, int], str]) -> dict[str, float]:
    """Return the weights of each class and their squares, ``A_w, A_w2, …``, of one feature."""
    found = {f"{c}_{part}": 0.0 for c in CATEGORIES for part in (WEIGHT, SQUARED)}
    columns = (pairs[name] for name in ("functional", "dysfunctional", WEIGHT, SQUARED))
    for f, d, w, w2 in zip(*columns, strict=True):
        of = category.get((f, d))
        if of:
            found[f"{of}_{WEIGHT}"] += float(w)
            found[f"{of}_{SQUARED}"] += float(w2)
    return found


def scaled(
    counts: Mapping[str, Any], categories: Iterable[str] = CATEGORIES
) -> tuple[dict[str, float], float]:
    """Return weighted counts that add up to Kish's n_eff of some classes, and that n_eff.

    Some of the classes may weigh nothing, and then count nothing; all six together may not.

    Raises
    ------
    ValueError
        If there are answers and nobody weighs anything; the feature is named.
    """
    w, w2 = ({c: counts[f"{c}_{part}"] for c in categories} for part in (WEIGHT, SQUARED))
    n = sum(counts[c] for c in CATEGORIES)
    if not n or (not any(w.values()) and len(w) < len(CATEGORIES)):
        return dict.fromkeys(w, 0.0), 0.0
    found = effective(w, w2, n, f"feature {counts['feature']!r}")
    n_eff = n_effective(sum(w.values()), sum(w2.values()))
    digits = max(0, SIGNIFICANT - len(str(int(n_eff))))
    return {c: round(count, digits) for c, count in found.items()}, n_eff


def weighted_importance(pairs: pd.DataFrame, level: float) -> dict[str, float]:
    """Return weighted mean importance with its t interval, or nothing if it was not asked."""
    if "importance_n" not in pairs:
        return {}
    names = (WEIGHT, SQUARED, "sum", "sum_sq", "n", "invalid")
    w, w2, total, total_sq, n, invalid = (
        float(pairs[f"importance_{name}"].sum()) for name in names
    )
    factor, n_eff = (w / w2 if w2 else 0.0), n_effective(w, w2)
    mean, sd = spread(n_eff, total * factor, total_sq * factor)
    low, high = mean_interval(mean, sd, n_eff, level)
    return {
        "importance": mean,
        "importance_low": low,
        "importance_high": high,
        "importance_n": int(n),
        "importance_invalid": int(invalid),
    }
