"""Retention of a cohort, projected: the shifted beta-geometric model.

Retention rates of a cohort rise with its age. Often nobody has become more loyal: those who were
always likely to leave have left. The model gives each customer a chance of leaving of their own,
beta-distributed among customers, and two numbers describe the cohort (Fader & Hardie 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cxwidgets.methods.intervals import check_level, wilson
from cxwidgets.methods.likelihood import drawn, maximum
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DRAWS = 2000
FEWEST = 3
"""Sizes of the cohort needed: the start and two renewals, for two parameters."""


@dataclass(frozen=True)
class SbgResult:
    """A cohort and its projection.

    Attributes
    ----------
    table
        ``period`` (0 is the start), ``active`` (NaN in the projection), ``retention`` observed with
        Wilson limits ``retention_low, retention_high``, ``survival`` observed, and the model's
        ``retention_fitted, survival_fitted, low, high`` (limits of the fitted survival).
    alpha, beta
        Parameters with their limits ``alpha_limits, beta_limits``; E[chance of leaving] =
        alpha / (alpha + beta).
    log_likelihood
        At the maximum.
    lifetime
        Expected discounted number of periods a new customer is active, the first included, with
        limits: Σ S(t) / (1 + discount)^t.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    alpha: float
    beta: float
    alpha_limits: tuple[float, float]
    beta_limits: tuple[float, float]
    log_likelihood: float
    lifetime: float
    lifetime_limits: tuple[float, float]
    discount: float
    notes: tuple[Note, ...]
    level: float


def survival(
    alpha: NDArray[np.float64] | float, beta: NDArray[np.float64] | float, periods: int
) -> NDArray[np.float64]:
    """Return S(0) … S(periods), the last axis being time: S(t) = B(a, b + t) / B(a, b)."""
    time = np.arange(1, periods + 1)
    a, b = np.asarray(alpha, dtype=float)[..., None], np.asarray(beta, dtype=float)[..., None]
    rates = (b + time - 1) / (a + b + time - 1)
    ones = np.ones((*rates.shape[:-1], 1))
    result: NDArray[np.float64] = np.concatenate([ones, np.cumprod(rates, axis=-1)], axis=-1)
    return result


def sbg(
    active: Sequence[float],
    horizon: int = 12,
    discount: float = 0.1,
    level: float = 0.95,
    *,
    seed: int = 20_250_101,
) -> SbgResult:
    """Fit the model to one cohort and project it.

    Parameters
    ----------
    active
        How many of the cohort were active at the start and after each renewal: never rising.
    horizon
        Last period of the table.
    discount
        Per period, for ``lifetime``.
    seed
        Of the draws behind the limits of what is fitted (normal approximation on the log scale).

    Raises
    ------
    ValueError
        If there are fewer than three numbers, one is negative or larger than the one before, or
        nobody left; or for a discount that is not positive.

    References
    ----------
    Fader & Hardie 2007, Journal of Interactive Marketing 21(1), 76-90.

    Examples
    --------
    >>> round(sbg([1000, 631, 468, 382, 326]).alpha, 2)
    0.76
    """
    check_level(level)
    counts = _checked(active)
    if not discount > 0:
        raise ValueError(f"the discount is {discount!r}; it must be positive")
    lost, left = -np.diff(counts), counts[-1]
    n = len(lost)

    def log_likelihood(logs: NDArray[np.float64]) -> float:
        alive = survival(float(np.exp(logs[0])), float(np.exp(logs[1])), n)
        return float(lost @ np.log(-np.diff(alive)) + left * np.log(alive[-1]))

    at, value, covariance = maximum(log_likelihood, np.zeros(2))
    draws = np.exp(drawn(at, covariance, DRAWS, seed))
    alpha, beta = (float(v) for v in np.exp(at))
    edges = [(1 - level) / 2, (1 + level) / 2]
    last = max(horizon, n)
    curves = survival(draws[:, 0], draws[:, 1], last)
    limits = np.quantile(curves, edges, axis=0)
    lifetimes = _lifetime(draws[:, 0], draws[:, 1], discount)
    table = _table(counts, survival(alpha, beta, last), limits, level)
    a, b, life = (tuple(map(float, np.quantile(v, edges))) for v in (*draws.T, lifetimes))
    return SbgResult(
        table, alpha, beta, (a[0], a[1]), (b[0], b[1]), value,
        float(_lifetime(alpha, beta, discount)), (life[0], life[1]), discount,
        (Note("retention.note.projection", {"n": n}),), level,
    )  # fmt: skip


def _checked(active: Sequence[float]) -> NDArray[np.float64]:
    counts = np.asarray(active, dtype=float)
    if counts.ndim != 1 or len(counts) < FEWEST:
        raise ValueError(f"{counts.size} sizes of the cohort; the model needs {FEWEST} or more")
    wrong = [v for v in counts if not v >= 0]
    if wrong:
        raise ValueError(f"a cohort of {wrong[0]!r}; sizes are counts of 0 or more")
    for before, after in pairwise(counts):
        if after > before:
            raise ValueError(f"a cohort grows from {before:g} to {after:g}; it can only shrink")
    if counts[0] == counts[-1]:
        raise ValueError(f"nobody left the cohort of {counts[0]:g}; there is nothing to model")
    return counts


def _lifetime(alpha: object, beta: object, discount: float) -> NDArray[np.float64]:
    """Return Σ S(t) / (1 + discount)^t, t from 0; S ≤ 1, so the cut-off rest is below 1e-9."""
    last = int(np.ceil(np.log(1e9 / discount) / np.log1p(discount))) + 1
    weights = (1 + discount) ** -np.arange(last + 1)
    result: NDArray[np.float64] = survival(alpha, beta, last) @ weights  # type: ignore[arg-type]
    return result


def _table(
    counts: NDArray[np.float64],
    fitted: NDArray[np.float64],
    limits: NDArray[np.float64],
    level: float,
) -> pd.DataFrame:
    nan = float("nan")
    rows = []
    for t, alive in enumerate(fitted):
        seen = t < len(counts)
        kept = seen and t > 0 and counts[t - 1] > 0
        low, high = wilson(counts[t], counts[t - 1], level) if kept else (nan, nan)
        rows.append(
            {
                "period": t,
                "active": counts[t] if seen else nan,
                "retention": counts[t] / counts[t - 1] if kept else nan,
                "retention_low": low,
                "retention_high": high,
                "survival": counts[t] / counts[0] if seen else nan,
                "retention_fitted": alive / fitted[t - 1] if t else nan,
                "survival_fitted": alive,
                "low": limits[0, t],
                "high": limits[1, t],
            }
        )
    return pd.DataFrame(rows)
