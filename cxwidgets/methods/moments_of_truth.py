"""Moments of truth: which contact with customers to look after first.

Carlzon's word for every contact in which an impression forms. A contact matters the more, the more
customers meet it, the more their impression as a whole goes along with it, and the further it falls
short: score = frequency × impact × (1 − performance). The same score can come from any of the
three, and calls for something else each time; so they are always shown apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods import covariance_tally, shapley
from cxwidgets.methods.answers import MOST
from cxwidgets.methods.drivers_draws import FIT
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, wilson
from cxwidgets.methods.notes import Note, left_out
from cxwidgets.methods.redraw import redraw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from cxwidgets.methods.covariance import CovarianceTally

DRAWS = 2000
FEW = 30
FACTORS = ("frequency", "impact", "performance")
DRAWN = ("impact", "performance", "score", "share", "rank")


@dataclass(frozen=True)
class MomentsResult:
    """Contacts, the most pressing first.

    Attributes
    ----------
    table
        ``touchpoint, n`` (who met it), ``frequency`` (their share, with Wilson limits), ``impact``
        (share of the explained variance of the outcome), ``performance`` (0 to 1: where the mean
        lies between the ends of the scale), ``score``, ``share`` of all scores together, ``rank``
        (1 is first), each with ``…_low, …_high``; ``first``: share of draws in which it is first.
    n
        Respondents.
    fewest
        Respondents behind the pair of columns that fewest gave.
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    n: int
    fewest: int
    notes: tuple[Note, ...]
    level: float


def contacts(customers: float, each: float) -> float:
    """Return how many contacts there are: customers × contacts of each.

    Examples
    --------
    Carlzon's airline, ten million passengers who met five of its staff each in a year:

    >>> contacts(10_000_000, 5)
    50000000
    """
    return customers * each


def from_factors(factors: Any) -> pd.DataFrame:
    """Return score and rank of contacts whose three factors are known.

    Parameters
    ----------
    factors
        Any frame with ``touchpoint, frequency`` (a share, or a number of contacts), ``impact`` and
        ``performance`` (0 to 1).

    Raises
    ------
    ValueError
        If a column or a value is missing, negative, or a performance lies above 1.
    """
    table = collected(lazily(factors, ["touchpoint", *FACTORS]))
    for name, most in zip(FACTORS, (MOST, MOST, 1.0), strict=True):
        wrong = table[~table[name].astype(float).between(0, most)]
        if len(wrong):
            touchpoint, value = wrong.iloc[0][["touchpoint", name]]
            limits = "0 to 1" if most == 1 else "0 or more"
            raise ValueError(f"the {name} of {touchpoint!r} is {value}; it must be {limits}")
    table = table.assign(score=_score(*(table[name].to_numpy(dtype=float) for name in FACTORS)))
    table["rank"] = table["score"].rank(ascending=False, method="min").astype(int)
    return table.sort_values("rank", kind="stable", ignore_index=True)


def tally(
    ratings: Any, outcome: str, touchpoints: Sequence[str], low: float = 1, high: float = 5
) -> CovarianceTally:
    """Count who met each contact, with sums and products of all ratings.

    Parameters
    ----------
    ratings
        Any frame, one row for each respondent: a rating for each of the ``touchpoints``, blank
        where the respondent did not meet it, and one of the whole, the ``outcome``.
    low, high
        Ends of the scale that all of them share; what lies off it is left out and counted.
    """
    if not touchpoints:
        raise ValueError("name at least one touchpoint")
    if outcome in touchpoints:
        raise ValueError(f"{outcome!r} cannot explain itself")
    return covariance_tally.tally(ratings, [*touchpoints, outcome], low, high, "pairwise")


def moments_of_truth(
    ratings: Any,
    outcome: str,
    touchpoints: Sequence[str],
    low: float = 1,
    high: float = 5,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> MomentsResult:
    """Rank the contacts of a survey.

    Parameters
    ----------
    ratings, outcome, touchpoints, low, high
        See `tally`.
    seed, draws
        Of the drawing behind the intervals.

    Notes
    -----
    Impact is LMG (see `drivers`) of the correlations over those who met both contacts, as not
    everybody meets everything; it takes for granted that those who did not would have rated alike.
    It says what goes along, not what causes. Up to `covariance.PATTERNS_UP_TO` respondents are
    drawn again with what they met and what not. Of more, limits come from draws of a normal sample
    of as many as met the two contacts that fewest met together; where contacts go closely together
    these are too narrow (see `drivers_draws`), though narrow with so many people anyway.

    References
    ----------
    Carlzon 1987, Moments of Truth; Lindeman, Merenda & Gold 1980.
    """
    return analyse(tally(ratings, outcome, touchpoints, low, high), low, high, level, seed, draws)


def analyse(
    counted: CovarianceTally,
    low: float = 1,
    high: float = 5,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> MomentsResult:
    """Rank the contacts of a tally whose last column is the outcome; see `moments_of_truth`."""
    check_level(level)
    k, rows = len(counted.names) - 1, counted.rows
    met = counted.sums["n"].to_numpy().reshape(k + 1, k + 1).diagonal()[:-1]
    table = pd.DataFrame(
        {"touchpoint": counted.names[:-1], "n": met, "frequency": met / (rows or nan)}
    )
    limits = [wilson(int(n), rows, level) for n in met]
    table["frequency_low"], table["frequency_high"] = zip(*limits, strict=True)
    own = shapley.importance(counted.covariance[None])
    performance = (counted.means[None, :-1] - low) / (high - low)
    known = counted.n >= k + 2 and not np.isnan(own).any()
    if not known:
        own = np.full((1, k), nan)
    means, drawn = redraw(counted, draws if known else 0, seed)
    impact = shapley.importance(drawn)
    fine = ~np.isnan(impact).any(axis=1)
    fits = fine.sum() >= FIT * len(fine)  # of the rest alone, limits would be too narrow
    share_fit = {"share": int(100 * fine.mean()) if len(fine) else 0}
    fine &= fits
    rng = np.random.default_rng(seed)
    share = rng.binomial(rows, met / max(rows, 1), (int(fine.sum()), k)) / max(rows, 1)
    performed = np.clip((means[fine][:, :-1] - low) / (high - low), 0, 1)
    figures = _figures(table["frequency"].to_numpy()[None], own, performance)
    moved = _figures(share, impact[fine], performed)
    tail = (1 - level) / 2
    for name in DRAWN:
        table[name] = figures[name][0]
        ends = (
            np.quantile(moved[name], [tail, 1 - tail], axis=0, method="inverted_cdf")
            if len(moved[name])
            else (nan, nan)
        )
        table[f"{name}_low"], table[f"{name}_high"] = ends
    table["first"] = (moved["rank"] == 1).mean(axis=0) if len(share) else nan
    table = table.sort_values("score", ascending=False, kind="stable", ignore_index=True)
    unfit = () if fits else (Note("drivers.note.unfit_draws", share_fit, "warn"),)
    notes = (
        *_notes(table, counted, known),
        *unfit,
        *left_out(0, counted.left_out["n_invalid"].sum()),
    )
    return MomentsResult(table, rows, counted.n, notes, level)


def _score(frequency: Any, impact: Any, performance: Any) -> Any:
    return frequency * impact * (1 - performance)


def _figures(
    frequency: NDArray[Any], impact: NDArray[Any], performance: NDArray[Any]
) -> dict[str, NDArray[Any]]:
    """Return what is drawn, by name: each draws × k."""
    score = _score(frequency, impact, performance)
    rank = 1.0 + (score[:, None, :] > score[:, :, None] + 1e-12).sum(axis=2)
    rank[np.isnan(score)] = nan
    total = score.sum(axis=1, keepdims=True)
    share = np.divide(score, total, out=np.full(score.shape, nan), where=total > 0)
    return dict(zip(DRAWN, (impact, performance, score, share, rank), strict=True))


def _notes(table: pd.DataFrame, counted: CovarianceTally, known: bool) -> tuple[Note, ...]:
    if not known:
        return (Note("moments.note.no_impact", {"n": counted.n}, "warn"),)
    notes = []
    if counted.n < FEW:
        notes.append(Note("moments.note.few", {"n": counted.n}, "warn"))
    if table["first"].iloc[0] < 0.95:  # noqa: PLR2004 - the usual 95 %
        share = round(100 * table["first"].iloc[0])
        notes.append(Note("moments.note.not_settled", {"share": share}))
    return tuple(notes)
