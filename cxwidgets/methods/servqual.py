"""SERVQUAL: what customers expect, what they perceive, and the gap between the two.

Every statement is rated twice on one scale: what an excellent service should do, and what this one
does. Perception minus expectation is the gap; below zero the service falls short. Statements belong
to five dimensions, RATER: reliability, assurance, tangibles, empathy, responsiveness.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods import frame, servqual_reliability
from cxwidgets.methods.intervals import check_level, mean_interval, spread, t_test
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.servqual_items import RATER, items, ordered
from cxwidgets.methods.servqual_notes import ceiling, notes
from cxwidgets.methods.servqual_tally import ServqualTally, tally
from cxwidgets.methods.servqual_weights import Gaps, Weighted, covariances, fixed, own

if TYPE_CHECKING:
    from cxwidgets.methods.notes import Note

__all__ = ["RATER", "ServqualResult", "analyse", "servqual", "servqual_from_means", "tally"]

COLUMNS = (
    *("dimension", "n", "expectation", "perception", "gap", "low", "high"),
    *("weight", "weighted", "sd", "t", "p", "p_adjusted"),
    *servqual_reliability.RESULT[1:],
    "ceiling",
)
MEANS = ("dimension", "n", "gap", "sd", "expectation", "perception")


@dataclass(frozen=True)
class ServqualResult:
    """Gaps of statements, dimensions and the whole service.

    Attributes
    ----------
    items
        One row for each statement: ``item, dimension, n`` pairs, mean ``expectation`` and
        ``perception``, their ``gap`` with t limits ``low, high``, ``n_missing``, ``n_invalid``.
    dimensions
        One row for each dimension in RATER order: ``dimension, n`` respondents, ``expectation,
        perception, gap, low, high``; ``weight`` (shares summing to 1) and ``weighted``, the
        dimension's part of the weighted score (NaN without weights); ``sd, t, p`` of the paired
        comparison, ``p_adjusted``; ``alpha`` of the perceptions with ``alpha_low, alpha_high``,
        ``alpha_expectation``, and ``gap_reliability`` (r_D; see `servqual_reliability`);
        ``ceiling``, the share of expectations on the highest step (NaN where that is not known).
    overall
        One row: ``n``, ``expectation``, ``perception`` (SERVPERF), ``unweighted`` with ``low,
        high``, ``weighted`` with ``weighted_low, weighted_high`` and ``weighted_n``, and
        ``weighted_means``, the product of mean weights and mean gaps.
    notes
        Remarks as text keys.
    """

    items: pd.DataFrame
    dimensions: pd.DataFrame
    overall: pd.DataFrame
    notes: tuple[Note, ...]
    level: float

    @property
    def table(self) -> pd.DataFrame:
        """Return the dimensions."""
        return self.dimensions


def servqual(
    answers: Any, weights: Any = None, low: int = 1, high: int = 7, level: float = 0.95
) -> ServqualResult:
    """Compute the gaps of a service.

    Parameters
    ----------
    answers
        A frame of answers (see `servqual_tally.tally`), or their tally.
    weights
        None; or the same points for everyone, ``{dimension: points}``; or a frame ``respondent,
        dimension, weight`` with each respondent's own points. Points become shares that sum to 1,
        so the weighted and the unweighted score are on one scale (never divided by five again).
        Own points weight each respondent's gaps first and are averaged then.
    low, high
        Ends of the scale.

    Returns
    -------
    ServqualResult

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, or weights are unknown, negative or all zero.

    Notes
    -----
    A dimension's gap is the mean over respondents of the mean over statements; the unweighted score
    is the mean of the dimensions, each counting the same however many statements it has. Where
    expectations lie at the top of the scale (`servqual_notes.CEILING`) a note says so: the gap can
    hardly be anything but negative there, and says little more than the perception.

    References
    ----------
    Parasuraman, Zeithaml & Berry 1988, Journal of Retailing 64(1), 12-40. Perception alone:
    SERVPERF, Cronin & Taylor 1992.
    """
    same = weights if isinstance(weights, Mapping) else None
    points = None if same is not None else weights
    if isinstance(answers, ServqualTally):
        if points is not None:
            raise ValueError("a tally brings its own points; give them to tally()")
        return analyse(answers, same, level)
    return analyse(tally(answers, points, low, high), same, level)


def analyse(
    counted: ServqualTally, weights: Mapping[str, float] | None = None, level: float = 0.95
) -> ServqualResult:
    """Return the gaps of a tally; ``weights`` are the same points for everyone."""
    check_level(level)
    products = counted.products
    same = products[products["dimension"] == products["other"]].set_index("dimension")
    names = ordered(same.index)
    rows = []
    for name in names:
        row = same.loc[name]
        n = int(row["n"])
        mean, sd = spread(n, row["gap"], row["product"])
        rows.append(
            {
                "dimension": name,
                "n": n,
                "gap": mean,
                "sd": sd,
                **{half: row[half] / n for half in ("expectation", "perception")},
            }
        )
    table = pd.DataFrame(rows, columns=list(MEANS)).astype(dict.fromkeys(MEANS[2:], float))
    table["ceiling"] = table["dimension"].map(ceiling(counted))
    gaps = _gaps(table, covariances(products, names))
    weighted = (
        own(gaps, counted.weighted, level) if weights is None else fixed(gaps, weights, level)
    )
    alphas = servqual_reliability.analyse(counted.reliability, level)
    return _result(table, items(counted.items, level), gaps, weighted, level, alphas)


def _gaps(table: pd.DataFrame, covariance: Any) -> Gaps:
    smallest = float(table["n"].min()) if len(table) else nan
    return Gaps(list(table["dimension"]), table["gap"].to_numpy(dtype=float), covariance, smallest)


def servqual_from_means(
    dimensions: pd.DataFrame, weights: Mapping[str, float] | None = None, level: float = 0.95
) -> ServqualResult:
    """Compute gaps from published means.

    Parameters
    ----------
    dimensions
        ``dimension`` with ``expectation`` and ``perception``, or with ``gap`` alone; ``n`` and
        ``sd`` of the gap where known (without them there is no interval).

    Raises
    ------
    ValueError
        If there are no dimensions, or neither gaps nor both means are given.
    """
    table = frame.collected(frame.lazily(dimensions, ["dimension"])).copy()
    if "gap" not in table:
        if not {"expectation", "perception"} <= set(table.columns):
            raise ValueError("no column 'gap', and not both of 'expectation' and 'perception'")
        table["gap"] = table["perception"] - table["expectation"]
    table = table.reindex(columns=list(MEANS)).astype(dict.fromkeys(MEANS[1:], float))
    table["ceiling"] = nan  # means do not say on what scale
    gaps = _gaps(table, np.full((len(table), len(table)), nan))
    weighted = fixed(gaps, weights, level) if weights else own(gaps, pd.DataFrame(), level)
    return _result(table, items(None, level), gaps, weighted, level)


def _result(
    table: pd.DataFrame,
    statements: pd.DataFrame,
    gaps: Gaps,
    weighted: Weighted,
    level: float,
    alphas: pd.DataFrame | None = None,
) -> ServqualResult:
    """Put intervals, weights and the overall score together."""
    known = list(zip(table["gap"], table["sd"], table["n"].fillna(0), strict=True))
    limits = [mean_interval(*one, level) for one in known]
    tests = [t_test(*one) for one in known]
    dimensions = table.assign(
        low=[limit[0] for limit in limits],
        high=[limit[1] for limit in limits],
        t=[test[0] for test in tests],
        p=[test[1] for test in tests],
        p_adjusted=adjusted(test[1] for test in tests),
        weight=weighted.shares,
        weighted=weighted.parts,
    )
    if alphas is None:
        alphas = servqual_reliability.analyse(servqual_reliability.EMPTY, level)
    dimensions = dimensions.merge(alphas, on="dimension", how="left")
    total, low, high = gaps.equal(level)
    overall = {
        "n": gaps.n,
        **{half: table[half].mean() for half in ("expectation", "perception")},
        "unweighted": total,
        "low": low,
        "high": high,
        "weighted": weighted.total,
        "weighted_low": weighted.low,
        "weighted_high": weighted.high,
        "weighted_n": weighted.n,
        "weighted_means": weighted.of_means,
    }
    return ServqualResult(
        statements,
        dimensions[list(COLUMNS)],
        pd.DataFrame([overall]),
        notes(dimensions, statements, overall, asked=weighted.asked),
        level,
    )
