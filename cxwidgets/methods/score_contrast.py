"""Which segments score differently: each segment against everybody else.

Two intervals that overlap may still differ, and of ten segments one will look special by chance. So
each segment is compared with the people outside it, and the p values are adjusted for how many
comparisons were made.
"""

from __future__ import annotations

from math import nan, sqrt
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.intervals import newcombe, two_sided
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.nps_interval import Counts, difference

if TYPE_CHECKING:
    from cxwidgets.methods.score_tally import ScoresResult

COLUMNS = ("segment", "n", "n_rest", "value", "rest", "change", "low", "high", "p")
EXPECTED = 5
"""Below this expected count the normal approximation is not trusted (Cochran 1954)."""
_HITS = {"csat": "top", "ces": "easy"}


def against_rest(result: ScoresResult) -> pd.DataFrame:
    """Compare each segment of a score with the other segments together.

    Parameters
    ----------
    result
        Of `scores.nps`, `scores.csat` or `scores.ces`.

    Returns
    -------
    pandas.DataFrame
        ``segment, n, n_rest``; ``value`` and ``rest``: both scores (points for NPS, shares 0-1
        otherwise); ``change`` with limits ``low, high`` (adjusted Wald for NPS, where the centre is
        the adjusted difference; Newcombe for shares); ``p``; ``p_adjusted`` (Benjamini-Hochberg);
        ``differs`` (p_adjusted < 1 − level). No row for fewer than two segments with answers.

    Raises
    ------
    ValueError
        For a weighted result: the counts say how many answered, not what they weigh.

    Notes
    -----
    Of shares, ``p`` is that of the pooled z test, and of Fisher's exact test (two-sided) where a
    count expected under equal shares is below 5. It is NaN where everybody answered alike.

    References
    ----------
    Benjamini & Hochberg 1995, J. Royal Statistical Society B 57(1); Fisher 1935, J. Royal
    Statistical Society 98(1), 39-82; the limit of 5: Cochran 1954, Biometrics 10(4), 417-451.
    """
    if result.weighted:
        raise ValueError("segments of weighted answers cannot be compared by their counts")
    table = result.table[result.table["n"] > 0]
    several = len(table) > 1
    compare = _points if result.kind == "nps" else _shares
    rows = [compare(row, table, result) for _, row in table.iterrows()] if several else []
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    found["p_adjusted"] = adjusted(found["p"])
    return found.assign(differs=found["p_adjusted"] < 1 - result.level)


def _points(row: Any, table: pd.DataFrame, result: ScoresResult) -> dict[str, Any]:
    groups = ("detractors", "passives", "promoters")
    own = Counts(*(row[g] for g in groups))
    rest = Counts(*(table[g].sum() - row[g] for g in groups))
    gap = difference(own, rest, level=result.level)
    return {
        "segment": row["segment"],
        "n": row["n"],
        "n_rest": int(rest.n),
        "value": own.nps,
        "rest": rest.nps,
        "change": gap.difference,
        "low": gap.low,
        "high": gap.high,
        "p": gap.p,
    }


def _shares(row: Any, table: pd.DataFrame, result: ScoresResult) -> dict[str, Any]:
    column = _HITS[result.kind]
    hits, n = int(row[column]), int(row["n"])
    other, m = int(table[column].sum()) - hits, int(table["n"].sum()) - n
    gap, low, high = newcombe(hits, n, other, m, result.level)
    return {
        "segment": row["segment"],
        "n": n,
        "n_rest": m,
        "value": hits / n,
        "rest": other / m,
        "change": gap,
        "low": low,
        "high": high,
        "p": _p(hits, n, other, m),
    }


def _p(hits: int, n: int, other: int, m: int) -> float:
    """Return the two-sided p of equal shares."""
    pooled = (hits + other) / (n + m)
    if not 0 < pooled < 1:
        return nan
    if min(n, m) * min(pooled, 1 - pooled) < EXPECTED:
        from scipy.stats import fisher_exact

        return float(fisher_exact([[hits, n - hits], [other, m - other]]).pvalue)
    error = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return two_sided((hits / n - other / m) / error)
