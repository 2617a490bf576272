"""Which segments score differently: each segment against everybody else.

Two intervals that overlap may still differ, and of ten segments one will look special by chance. So
each segment is compared with the people outside it, and the p values are adjusted for how many
comparisons were made.
"""

from __future__ import annotations

from math import nan, sqrt
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.methods.intervals import newcombe, two_sided
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.nps_interval import Counts, difference
from cxwidgets.methods.respondent_weights import whole
from cxwidgets.methods.score_sides import GROUPS, Side, sides

if TYPE_CHECKING:
    from cxwidgets.methods.score_tally import ScoresResult

COLUMNS = ("segment", "n", "n_rest", "value", "rest", "change", "low", "high", "p")
EFFECTIVE = ("n_eff", "n_eff_rest")
"""What stands behind ``n_rest`` where answers are weighted."""
EXPECTED = 5
"""Below this expected count the normal approximation is not trusted (Cochran 1954)."""


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
        otherwise); ``change``, the difference of the two, with limits ``low, high`` (adjusted Wald
        for NPS, whose centre is the adjusted difference, nearer to 0 where a segment is small; they
        reach as far as the difference itself; Newcombe for shares); ``p``; ``p_adjusted``
        (Benjamini-Hochberg); ``differs`` (p_adjusted < 1 − level). Of weighted answers also
        ``n_eff, n_eff_rest``; ``n`` stays people. No row for fewer than two segments with answers.

    Notes
    -----
    Of shares, ``p`` is that of the pooled z test, and of Fisher's exact test (two-sided) where a
    count expected under equal shares is below 5. It is NaN where everybody answered alike.

    Weighted segments are compared as samples of Kish's n_eff, the others together having that of
    all their weights: an approximation. Fisher's test takes effective counts rounded to whole ones.

    References
    ----------
    Benjamini & Hochberg 1995, J. Royal Statistical Society B 57(1); Fisher 1935, J. Royal
    Statistical Society 98(1), 39-82; the limit of 5: Cochran 1954, Biometrics 10(4), 417-451; Kish
    1965, Survey Sampling, section 11.7.
    """
    table = result.table[result.table["n"] > 0]
    compare = _points if result.kind == "nps" else _shares
    people = int(table["n"].sum())
    both = sides(result, table) if len(table) > 1 else []
    rows = [
        {"segment": segment, "n": int(n), "n_rest": people - int(n)}
        | dict(zip(EFFECTIVE, (own["n"], rest["n"]), strict=True))
        | compare(own, rest, result.level)
        for segment, n, (own, rest) in zip(table["segment"], table["n"], both, strict=False)
    ]
    extra = EFFECTIVE if result.weighted else ()
    found = pd.DataFrame(rows, columns=[*COLUMNS[:3], *extra, *COLUMNS[3:]])
    found["p_adjusted"] = adjusted(found["p"])
    return found.assign(differs=found["p_adjusted"] < 1 - result.level)


def _points(own: Side, rest: Side, level: float) -> dict[str, float]:
    a, b = (Counts(*(side[group] for group in GROUPS)) for side in (own, rest))
    gap, change = difference(a, b, level=level), a.nps - b.nps
    return {
        "value": a.nps,
        "rest": b.nps,
        "change": change,
        "low": min(gap.low, change),
        "high": max(gap.high, change),
        "p": gap.p,
    }


def _shares(own: Side, rest: Side, level: float) -> dict[str, float]:
    (hits, n), (other, m) = ((side["hits"], side["n"]) for side in (own, rest))
    gap, low, high = newcombe(hits, n, other, m, level)
    return {
        "value": hits / n,
        "rest": other / m,
        "change": gap,
        "low": low,
        "high": high,
        "p": _p(hits, n, other, m),
    }


def _p(hits: float, n: float, other: float, m: float) -> float:
    """Return the two-sided p of equal shares."""
    pooled = (hits + other) / (n + m)
    if not 0 < pooled < 1:
        return nan
    if min(n, m) * min(pooled, 1 - pooled) < EXPECTED:
        from scipy.stats import fisher_exact

        table = [whole([hits, n - hits]), whole([other, m - other])]
        return float(fisher_exact(table).pvalue)
    error = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    return two_sided((hits / n - other / m) / error)
