"""Whether segments differ in what a feature is to them, and by how much."""

from __future__ import annotations

from math import nan, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.intervals import newcombe
from cxwidgets.methods.kano_table import CATEGORIES
from cxwidgets.methods.kano_weighted import BASE, SIGNIFICANT
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.respondent_weights import whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

EXPECTED_AT_LEAST = 5
"""Below this expected count the chi-square distribution is not used; random shuffling is."""
SHUFFLES = 4999
_CHANGES = tuple(f"{c}_{part}" for c in ("better", "worse") for part in ("change", "low", "high"))


def effective_counts(table: pd.DataFrame) -> list[dict[str, float]]:
    """Return the counts of the six classes of each row; of weighted ones those that make n_eff."""
    if "n_eff" in table:
        shares = table[[f"{c}_share" for c in CATEGORIES]].to_numpy(dtype=float)
        counts = np.nan_to_num(shares * table[["n_eff"]].to_numpy(dtype=float)).round(SIGNIFICANT)
    else:
        counts = table[list(CATEGORIES)].to_numpy(dtype=float)
    return [dict(zip(CATEGORIES, map(float, row), strict=True)) for row in counts]


def differences(table: pd.DataFrame, level: float, random: np.random.Generator) -> pd.DataFrame:
    """Test for each feature whether segments differ; see `kano_segments.KanoSegmentsResult`."""
    rows = []
    counted = pd.DataFrame(effective_counts(table), index=table.index, columns=list(CATEGORIES))
    for feature, part in counted.groupby(table["feature"], sort=False):
        p, v = _independence(part.to_numpy(), random)
        rows.append({"feature": feature, "p": p, "p_adjusted": nan, "cramers_v": v})
    columns = ["feature", "p", "p_adjusted", "cramers_v"]
    found = pd.DataFrame(rows, columns=columns)
    found["p_adjusted"] = adjusted(found["p"])
    return found.assign(differs=found["p_adjusted"] < 1 - level)


def between_two(table: pd.DataFrame, names: Sequence[str], level: float) -> pd.DataFrame:
    """Return the differences of Better and Worse, one row for each feature in order."""
    rows = []
    for _, part in table.groupby("feature", sort=False):
        by = part.set_index("segment")
        found = dict.fromkeys(_CHANGES, nan)
        if len(names) == 2 and set(names) <= set(by.index):  # noqa: PLR2004 - one against one
            (a, c, n), (b, d, m) = (_base(by.loc[name]) for name in names)
            better = newcombe(a, n, b, m, level)
            gap, low, high = newcombe(c, n, d, m, level)
            found = dict(zip(_CHANGES, (*better, -gap, -high, -low), strict=True))
        rows.append(found)
    return pd.DataFrame(rows, columns=list(_CHANGES))


def _base(row: Any) -> tuple[float, float, float]:
    """Return the counts that are satisfied, that are dissatisfied, and that they are shares of."""
    if "n_eff_base" in row:
        n = row["n_eff_base"]
        return row["better"] * n, -row["worse"] * n, n
    return row["A"] + row["O"], row["O"] + row["M"], sum(row[c] for c in BASE)


def _independence(counts: NDArray[Any], random: np.random.Generator) -> tuple[float, float]:
    """Return p and Cramér's V of segments × classes; NaN where there is nothing to compare."""
    from scipy.stats import chi2_contingency

    counts = _filled(counts)
    if min(counts.shape, default=0) < 2:  # noqa: PLR2004 - two segments and two classes
        return nan, nan
    tested = chi2_contingency(counts, correction=False)
    v = sqrt(tested.statistic / (counts.sum() * (min(counts.shape) - 1)))
    if tested.expected_freq.min() >= EXPECTED_AT_LEAST:
        return float(tested.pvalue), v
    return _shuffled(_filled(np.array([whole(row) for row in counts])), random), v


def _filled(counts: NDArray[Any]) -> NDArray[Any]:
    """Return the segments and classes that have answers."""
    filled: NDArray[Any] = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    return filled


def _shuffled(counts: NDArray[Any], random: np.random.Generator) -> float:
    """Return p as the share of tables with the same margins that are as far from independence."""
    from scipy.stats import chi2_contingency, random_table

    if min(counts.shape, default=0) < 2:  # noqa: PLR2004 - rounding may leave nothing to compare
        return nan
    tested = chi2_contingency(counts, correction=False)
    tables = random_table(counts.sum(axis=1), counts.sum(axis=0)).rvs(SHUFFLES, random_state=random)
    off = ((tables - tested.expected_freq) ** 2 / tested.expected_freq).sum(axis=(1, 2))
    at_least = int((off >= tested.statistic - 1e-9).sum())
    return (at_least + 1) / (SHUFFLES + 1)
