"""SERVPERF: service quality from perception alone.

Asking only how the service performs halves the questionnaire and avoids difference scores; it says
how good a service is felt to be, and nothing about what was hoped for.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods import covariance_tally
from cxwidgets.methods.answers import INVALID, MISSING, coded, has, refuse_empty, refuse_missing
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, mean_interval
from cxwidgets.methods.notes import Note, left_out
from cxwidgets.methods.once import refuse_twice
from cxwidgets.methods.servqual_items import ordered
from cxwidgets.methods.servqual_weights import Gaps, fixed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.covariance import CovarianceTally

INDICATIVE = 30


@dataclass(frozen=True)
class ServperfTally:
    """What the analysis needs of any number of answers.

    Attributes
    ----------
    means
        Sums over respondents of their dimension means, and products of them.
    missing, invalid
        Answers left blank, and answers off the scale or between two of its steps.
    """

    means: CovarianceTally
    missing: int
    invalid: int

    def __add__(self, other: ServperfTally) -> ServperfTally:
        """Return the tally of two sites together; their respondents are different people."""
        return ServperfTally(
            self.means + other.means, self.missing + other.missing, self.invalid + other.invalid
        )


@dataclass(frozen=True)
class ServperfResult:
    """How each dimension performs.

    Attributes
    ----------
    dimensions
        ``dimension, n, perception, low, high, sd, weight, weighted``, in RATER order.
    overall
        One row: ``n, perception, low, high``, all dimensions alike; ``weighted, weighted_low,
        weighted_high`` where weights were given.
    notes
        Remarks as text keys.
    """

    dimensions: pd.DataFrame
    overall: pd.DataFrame
    notes: tuple[Note, ...]
    level: float

    @property
    def table(self) -> pd.DataFrame:
        """Return the dimensions."""
        return self.dimensions


def tally(answers: Any, low: int = 1, high: int = 7) -> ServperfTally:
    """Count perceptions.

    Parameters
    ----------
    answers
        Any frame with ``respondent, item, dimension, perception``, one row for each respondent and
        statement.
    low, high
        Ends of the scale. As in `servqual.servqual`, an answer between two of its steps is invalid.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, there is no row, an answer has no
        dimension or is nobody's, or somebody answered a statement twice (both are named).
    """
    frame = lazily(answers, ["respondent", "dimension", "perception"])
    score = nw.col("perception")
    marked = frame.select("respondent", "dimension", coded(frame, "perception", low, high))
    named = collected(
        marked.with_columns(
            (score == MISSING).cast(nw.Int64).alias("missing"),
            (score == INVALID).cast(nw.Int64).alias("invalid"),
        )
        .group_by("dimension")
        .agg(nw.col("missing", "invalid").sum())
    )
    refuse_missing(named, "dimension")
    refuse_empty(named, "dimension")
    if has(frame, "item"):
        refuse_twice(frame, ["dimension", "item"])
    names = ordered(named["dimension"])
    rows = marked.with_columns(
        nw.when(score >= low).then(score.cast(nw.Float64)).alias("perception")
    )
    cells = [
        nw.when(nw.col("dimension") == name).then(nw.col("perception")).alias(f"d{i}")
        for i, name in enumerate(names)
    ]
    plain = [f"d{i}" for i in range(len(names))]
    people = rows.with_columns(*cells).group_by("respondent").agg(nw.col(plain).mean())
    named_again = people.rename(dict(zip(plain, names, strict=True)))
    means = covariance_tally.tally(
        named_again.to_native(), names, missing="pairwise", patterns_up_to=0
    )
    return ServperfTally(means, *(int(named[c].sum()) for c in ("missing", "invalid")))


def servperf(
    answers: Any,
    weights: Mapping[str, float] | None = None,
    low: int = 1,
    high: int = 7,
    level: float = 0.95,
) -> ServperfResult:
    """Compute perceived quality of each dimension and of the service.

    Parameters
    ----------
    answers
        A frame of answers (see `tally`), or the tally.
    weights
        Points for each dimension; only their proportion counts.

    References
    ----------
    Cronin & Taylor 1992, Journal of Marketing 56(3), 55-68.
    """
    given = answers if isinstance(answers, ServperfTally) else tally(answers, low, high)
    return analyse(given, weights, level)


def analyse(
    given: ServperfTally, weights: Mapping[str, float] | None = None, level: float = 0.95
) -> ServperfResult:
    """Return means with intervals; see `servperf`."""
    check_level(level)
    counted = given.means
    k = len(counted.names)
    both = counted.sums["n"].to_numpy(dtype=float).reshape(k, k)
    n = np.diag(both)
    covariance = counted.covariance
    sd = np.sqrt(np.diag(covariance))
    precision = np.zeros((k, k))
    np.divide(np.nan_to_num(covariance) * both, np.outer(n, n), out=precision, where=both > 0)
    own = np.divide(np.diag(covariance), n, out=np.full(k, nan), where=n > 0)
    precision[np.diag_indices(k)] = own
    means = Gaps(list(counted.names), counted.means, precision, float(n.min()))
    limits = [mean_interval(*one, level) for one in zip(counted.means, sd, n, strict=True)]
    weighted = fixed(means, weights, level) if weights else None
    table = pd.DataFrame(
        {
            "dimension": counted.names,
            "n": n.astype(int),
            "perception": counted.means,
            "low": [limit[0] for limit in limits],
            "high": [limit[1] for limit in limits],
            "sd": sd,
            "weight": weighted.shares if weighted else np.nan,
            "weighted": weighted.parts if weighted else np.nan,
        }
    )
    total, low, high = means.equal(level)
    overall = {"n": int(n.min()), "perception": total, "low": low, "high": high}
    if weighted:
        limits_w = {"weighted_low": weighted.low, "weighted_high": weighted.high}
        overall |= {"weighted": weighted.total} | limits_w
    notes: list[Note] = []
    if 0 < n.min() < INDICATIVE:
        notes.append(Note("panel.small_n", {"n": int(n.min())}, "warn"))
    notes += left_out(given.missing, given.invalid)
    return ServperfResult(table, pd.DataFrame([overall]), tuple(notes), level)
