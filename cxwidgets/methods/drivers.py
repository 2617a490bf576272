"""Key drivers: which parts of a service go along with satisfaction, and how surely.

Ratings of the parts are correlated with each other, so a regression coefficient alone misleads: two
good predictors can share, hide or reverse each other. The explained variance is therefore shared
out by LMG, the average gain from adding a predictor over all orders of adding them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods import covariance_tally, shapley
from cxwidgets.methods.covariance import CovarianceTally
from cxwidgets.methods.drivers_draws import drawn
from cxwidgets.methods.drivers_notes import answers_left_out, notes, trouble
from cxwidgets.methods.intervals import check_level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cxwidgets.methods.notes import Note

DRAWS = 2000
COLUMNS = (
    *("predictor", "coefficient", "coefficient_low", "coefficient_high", "slope", "r"),
    *("lmg", "lmg_low", "lmg_high", "share", "share_low", "share_high", "rwa"),
    *("rank", "rank_low", "rank_high", "sign_conflict", "mean"),
)


@dataclass(frozen=True)
class DriversResult:
    """Drivers of an outcome.

    Attributes
    ----------
    table
        One row for each predictor, in the order given: ``predictor``; ``coefficient``, the
        standardised regression coefficient, with ``coefficient_low, coefficient_high``; ``slope``,
        the coefficient in units of the scales; ``r``, the simple correlation; ``lmg``, its part of
        R², with ``lmg_low, lmg_high``; ``share``, its part of the explained variance (sums to 1),
        with ``share_low, share_high``; ``rwa``, its relative weight; ``rank`` by LMG with
        ``rank_low, rank_high``; ``sign_conflict``, whether coefficient and correlation have
        opposite signs; ``mean`` rating.
    outcome, n
        What is explained, and the respondents who answered everything; pairwise, those of the pair
        of columns that fewest answered.
    n_eff
        Kish's effective n of weighted respondents, otherwise ``n``.
    r2, low, high
        Explained share of the outcome's variance with its interval; see also `r2_adjusted`.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    outcome: str
    n: int
    r2: float
    low: float
    high: float
    notes: tuple[Note, ...]
    level: float
    n_eff: float

    @property
    def r2_adjusted(self) -> float:
        """R² without what as many predictors explain by chance (Ezekiel 1930); not below 0."""
        free = self.n_eff - len(self.table) - 1
        adjusted = 1 - (1 - self.r2) * (self.n_eff - 1) / free if free > 0 else nan
        return 0.0 if adjusted < 0 else adjusted


def tally(
    answers: Any,
    outcome: str,
    predictors: Sequence[str],
    low: float = -inf,
    high: float = inf,
    *,
    weights: str | None = None,
    missing: str = "listwise",
) -> CovarianceTally:
    """Count sums and products of the predictors and, last, of the outcome.

    Parameters
    ----------
    answers
        Any frame with one row for each respondent.
    low, high
        Ends of the scale, where all columns share one; values off it are left out like blanks.
    weights
        Column of respondent weights, if they are to be used.
    missing
        ``"listwise"``: who left one column out is left out; ``"pairwise"``: each pair of columns
        counts those who answered both.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, the outcome is among the predictors, or a weight
        is none (see `respondent_weights.repeated_weighted`), or ``missing`` is another word.
    """
    if outcome in predictors:
        raise ValueError(f"{outcome!r} cannot explain itself")
    columns = [*predictors, outcome]
    return covariance_tally.tally(answers, columns, low, high, missing, weights=weights)


def drivers(
    answers: Any,
    outcome: str = "",
    predictors: Sequence[str] = (),
    low: float = -inf,
    high: float = inf,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
    *,
    weights: str | None = None,
    missing: str = "listwise",
) -> DriversResult:
    """Find what goes along with an outcome.

    Parameters
    ----------
    answers
        A frame (see `tally`), or the tally itself, whose last column is the outcome.
    seed, draws
        Of the resampling behind the intervals.
    weights
        Column of respondent weights, if answers are to be weighted; never taken by its name alone.
    missing
        ``"listwise"`` (default) or ``"pairwise"``, see `tally`; they give different values. A tally
        was counted in one of the two ways already.

    Raises
    ------
    ValueError
        As `tally`, or if no predictor is named, nobody weighs anything, or weights are asked of a
        tally that was counted without them.

    Notes
    -----
    The model is linear; ratings are taken for numbers. Intervals are percentiles over resampled
    respondents (see `redraw`). LMG is exact up to 15 predictors and not given beyond.

    With weights the covariances are ``Σw (x − x̄)(y − ȳ) / Σw · n_eff / (n_eff − 1)``, those of a
    weighted regression, with Kish's n_eff. Intervals draw respondents again together with their
    weights, or, of many respondents, matrices as of n_eff of them.

    Pairwise, ``n`` and what follows from it (adjusted R², whether there are too few) is the
    smallest count of any pair, which is conservative. Limits draw respondents again with their
    gaps; of more than `covariance.PATTERNS_UP_TO` with gaps, or of sums alone, there are none (see
    `drivers_draws.drawn`). Blanks must say nothing of the answers (missing completely at random).
    Covariances of different people need not fit together; then nothing is computed and a note
    names the columns.

    References
    ----------
    Lindeman, Merenda & Gold 1980; Grömping 2006, Journal of Statistical Software 17(1); Johnson
    2000, Multivariate Behavioral Research 35, 1-19.
    """
    if not isinstance(answers, CovarianceTally):
        if not predictors:
            raise ValueError("name at least one predictor")
        answers = tally(answers, outcome, predictors, low, high, weights=weights, missing=missing)
    answers.check_weights(weights)
    return analyse(answers, level, seed, draws)


def analyse(
    counted: CovarianceTally, level: float = 0.95, seed: int = 0, draws: int = DRAWS
) -> DriversResult:
    """Return the drivers of a tally whose last column is the outcome; see `drivers`."""
    check_level(level)
    *predictors, outcome = counted.names
    covariance = counted.covariance
    p = len(predictors)
    table = pd.DataFrame({name: [nan] * p for name in COLUMNS}).assign(
        predictor=predictors, sign_conflict=False, mean=counted.means[:-1]
    )
    size, n_eff = counted.n, counted.n_eff
    left = answers_left_out(counted)
    if why := trouble(counted, covariance):
        why = (*why, *left)
        return DriversResult(table, outcome, size, nan, nan, nan, why, level, n_eff)
    found = _figures(covariance[None], relative_weights=True)
    again, without = drawn(counted, draws, seed)
    resampled = _figures(again)
    tail = (1 - level) / 2
    r = shapley.correlations(covariance)
    sd = np.sqrt(np.diag(covariance))
    table["coefficient"], table["r"] = found["coefficient"][0], r[:-1, -1]
    table["slope"] = table["coefficient"] * sd[-1] / sd[:-1]
    for name in ("lmg", "share", "rwa", "rank"):
        table[name] = found[name][0]
    for name in ("coefficient", "lmg", "share", "rank"):
        known = resampled[name][~np.isnan(resampled[name]).any(axis=1)]  # some explain nothing
        if len(known) and not np.isnan(found[name]).any():
            limits = np.quantile(known, [tail, 1 - tail], axis=0, method="inverted_cdf")
            table[f"{name}_low"], table[f"{name}_high"] = limits
    table["sign_conflict"] = table["coefficient"] * table["r"] < 0
    r2 = resampled["r2"]
    low, high = np.quantile(r2, [tail, 1 - tail]) if len(r2) else (nan, nan)
    explained = (float(found["r2"][0]), float(low), float(high))
    remarks = (*notes(counted, table, p), *without, *left)
    return DriversResult(table, outcome, size, *explained, remarks, level, n_eff)


def _figures(
    covariance: NDArray[Any], *, relative_weights: bool = False
) -> dict[str, NDArray[Any]]:
    """Return coefficients, LMG, shares, relative weights, ranks and R² of a stack of matrices.

    Relative weights cost as much as all the rest: without being asked for they are computed only
    where they stand in for LMG.
    """
    p = covariance.shape[-1] - 1
    if not len(covariance):
        empty = np.empty((0, p))
        return dict.fromkeys(("coefficient", "lmg", "share", "rwa", "rank", "r2"), empty)
    exact = p <= shapley.EXACT_UP_TO
    nothing = np.full((len(covariance), p), nan)
    values = shapley.lmg(covariance) if exact else nothing
    weights = nothing if exact and not relative_weights else shapley.rwa(covariance)
    by = values if exact else weights
    return {
        "coefficient": shapley.standardised(covariance),
        "lmg": values,
        "share": shapley.shared(by),
        "rwa": weights,
        "rank": 1.0 + (by[:, None, :] > by[:, :, None] + 1e-12).sum(axis=2),
        "r2": by.sum(axis=1),
    }
