"""Reliability: whether the statements of a scale hang together and their mean says one thing.

Cronbach's alpha compares the variance of the sum with the variances of its parts. Statements that
rise and fall together give a value near 1. It tells nothing about *what* they measure, and it grows
with the number of statements.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods import covariance_tally
from cxwidgets.methods.alpha import alpha, feldt
from cxwidgets.methods.covariance import CovarianceTally
from cxwidgets.methods.intervals import check_level
from cxwidgets.methods.reliability_notes import notes

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

    from cxwidgets.methods.notes import Note

COLUMNS = ("item", "n", "mean", "sd", "item_rest", "alpha", "low", "high", "raises")


@dataclass(frozen=True)
class ReliabilityResult:
    """How far the statements of a scale measure one thing.

    Attributes
    ----------
    items, n
        Statements, and respondents (of the pair that fewest answered).
    n_eff
        Kish's effective n of weighted respondents, otherwise ``n``.
    raw, low, high
        Cronbach's alpha with Feldt's interval; NaN with fewer than two statements or without any
        variance. It can be negative.
    standardized
        Alpha of the statements brought to equal variance.
    mean_r
        Mean correlation of two statements.
    if_dropped
        One row for each statement: ``item, n, mean, sd``; ``item_rest``, its correlation with the
        sum of the others; ``alpha`` of the others with ``low, high``; ``raises``, whether alpha
        would be higher without it. Of reversed statements ``mean`` is as answered.
    flag
        ``""``, ``"few_items"``, ``"no_variance"`` or ``"negative"``.
    notes
        Remarks as text keys.
    """

    items: int
    n: int
    raw: float
    low: float
    high: float
    standardized: float
    mean_r: float
    if_dropped: pd.DataFrame
    flag: str
    notes: tuple[Note, ...]
    level: float
    n_eff: float

    @property
    def table(self) -> pd.DataFrame:
        """Return the figures of the scale as one row."""
        names = ("items", "n", "raw", "low", "high", "standardized", "mean_r", "flag")
        return pd.DataFrame([{name: getattr(self, name) for name in names}])


def tally(
    answers: Any,
    items: Sequence[str],
    low: float = -inf,
    high: float = inf,
    missing: str = "listwise",
    *,
    weights: str | None = None,
) -> CovarianceTally:
    """Count what alpha needs; see `covariance_tally.tally`."""
    return covariance_tally.tally(answers, items, low, high, missing, weights=weights)


def cronbach_alpha(
    answers: Any,
    items: Sequence[str] | None = None,
    reverse: Collection[str] = (),
    low: float = -inf,
    high: float = inf,
    missing: str = "listwise",
    level: float = 0.95,
    *,
    weights: str | None = None,
) -> ReliabilityResult:
    """Compute Cronbach's alpha.

    Parameters
    ----------
    answers
        Any frame with one row for each respondent and one column for each statement, or the tally.
    items
        The columns; required for a frame, and for a tally all of it when omitted.
    reverse
        Statements keyed the other way round: agreeing means less.
    low, high
        Ends of the scale; values off it are left out and counted.
    missing
        ``"listwise"`` (default) or ``"pairwise"``; they give different values.
    weights
        Column of respondent weights, if answers are to be weighted; never taken by its name alone.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, a reversed statement is not in the scale, a
        weight is none or nobody weighs anything, or weights are asked of a tally without them.

    Notes
    -----
    Raw alpha is k/(k−1) (1 − trace C / sum C), the standardised one k r̄/(1+(k−1) r̄). The interval
    is that of Feldt: (1−α)/(1−a) follows F with n−1 and (n−1)(k−1) degrees of freedom. With weights
    C is the weighted covariance (see `drivers.drivers`), and Kish's n_eff stands for n there: an
    approximation.

    References
    ----------
    Cronbach 1951, Psychometrika 16, 297-334; Feldt 1965, Psychometrika 30, 357-370.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4], "b": [1, 2, 3, 4]})
    >>> cronbach_alpha(answers, ["a", "b"]).raw
    1.0
    """
    if isinstance(answers, CovarianceTally):
        answers.check_weights(weights)
        return analyse(answers if items is None else answers.part(items), reverse, level)
    if items is None:
        raise ValueError("name the columns that make up the scale")
    return analyse(tally(answers, items, low, high, missing, weights=weights), reverse, level)


def analyse(
    counted: CovarianceTally, reverse: Collection[str] = (), level: float = 0.95
) -> ReliabilityResult:
    """Return alpha and what dropping each statement would do; see `cronbach_alpha`."""
    check_level(level)
    unknown = sorted(set(reverse) - set(counted.names))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is reversed, but the scale is {', '.join(counted.names)}")
    sign = np.array([-1.0 if name in reverse else 1.0 for name in counted.names])
    covariance = counted.covariance * np.outer(sign, sign)
    k, n_eff = len(counted.names), counted.n_eff
    raw = alpha(covariance)
    low, high = feldt(raw, n_eff, k, level)
    mean_r = _mean_r(covariance)
    table = _dropped(counted, covariance, raw, level)
    flag = ""
    if k < 2:  # noqa: PLR2004 - one statement cannot agree with itself
        flag = "few_items"
    elif raw != raw:  # noqa: PLR0124 - NaN
        flag = "no_variance"
    elif raw < 0:
        flag = "negative"
    return ReliabilityResult(
        k,
        counted.n,
        raw,
        low,
        high,
        k * mean_r / (1 + (k - 1) * mean_r) if k > 1 and (k - 1) * mean_r != -1 else nan,
        mean_r,
        table,
        flag,
        tuple(notes(counted, flag, raw, (low, high), table)),
        level,
        n_eff,
    )


def _mean_r(covariance: NDArray[Any]) -> float:
    """Return the mean correlation of two statements."""
    k = len(covariance)
    sd = np.sqrt(np.diag(covariance))
    if k < 2 or not (sd > 0).all():  # noqa: PLR2004
        return nan
    r = covariance / np.outer(sd, sd)
    return float((r.sum() - k) / (k * (k - 1)))


def _dropped(
    counted: CovarianceTally, covariance: NDArray[Any], raw: float, level: float
) -> pd.DataFrame:
    """Return each statement against the rest."""
    own = counted.sums.loc[counted.sums["item"] == counted.sums["other"], "n"].tolist()
    means, n_eff = counted.means.tolist(), counted.n_eff
    rows = []
    for i, name in enumerate(counted.names):
        rest = np.delete(np.delete(covariance, i, 0), i, 1)
        among = float(rest.sum())
        with_rest = float(covariance[i].sum() - covariance[i, i])
        variance = float(covariance[i, i])
        known = variance > 0 and among > 0
        value = alpha(rest)
        low, high = feldt(value, n_eff, len(rest), level)
        figures = (
            int(own[i]),
            means[i],
            float(np.sqrt(variance)),
            with_rest / float(np.sqrt(variance * among)) if known else nan,
            *(value, low, high, value > raw),
        )
        rows.append(dict(zip(COLUMNS, (name, *figures), strict=True)))
    return pd.DataFrame(rows, columns=list(COLUMNS))
