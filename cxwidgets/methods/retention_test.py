"""Do segments leave at different speeds: the log-rank test."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import numpy as np

from cxwidgets.methods.retention_tally import at_risk

if TYPE_CHECKING:
    import pandas as pd


def log_rank(table: pd.DataFrame) -> tuple[float, float]:
    """Compare the survival of segments.

    Parameters
    ----------
    table
        ``segment, entry, tenure, churned, n``, as `retention_tally.usable` returns them.

    Returns
    -------
    tuple of float
        Chi-square and p; two NaN for fewer than two segments or where nobody left. The degrees of
        freedom are one less than the segments of which somebody was still watched when anybody
        left: the others have nothing to compare (as ``survdiff`` of R counts).

    References
    ----------
    Mantel 1966, Cancer Chemotherapy Reports 50, 163-170.
    """
    from scipy.stats import chi2

    counts = table.pivot_table(
        index="tenure", columns=["churned", "segment"], values="n", aggfunc="sum", fill_value=0
    )
    names = sorted(table["segment"].unique())
    if len(names) < 2 or 1 not in counts.columns.get_level_values(0):  # noqa: PLR2004 - to compare
        return nan, nan
    left = counts[1].reindex(columns=names, fill_value=0).to_numpy(dtype=float)
    times = counts.index.to_numpy(dtype=float)
    watched = [at_risk(times, table[table["segment"] == name]) for name in names]
    at_risk_of = np.column_stack(watched).astype(float)
    d, n = left.sum(axis=1), at_risk_of.sum(axis=1)
    share = at_risk_of / n[:, None]
    surplus = (left - d[:, None] * share).sum(axis=0)
    several = n > 1
    compared = int(((d[:, None] * share).sum(axis=0) > 0).sum())
    if compared < 2:  # noqa: PLR2004
        return nan, nan
    weight = np.where(several, d * (n - d) / np.where(several, n - 1, 1), 0)
    variance = np.diag((weight[:, None] * share).sum(axis=0)) - (share * weight[:, None]).T @ share
    rest = slice(0, len(names) - 1)  # the last segment follows from the others
    statistic = float(surplus[rest] @ np.linalg.pinv(variance[rest, rest]) @ surplus[rest])
    return statistic, float(chi2.sf(statistic, compared - 1))
