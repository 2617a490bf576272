"""Peak–end: we remember a journey by its strongest moment and by its last one.

How long it took counts for little. In the meta-analysis of Alaybek et al. (2022; 174 effect sizes)
the peak–end score went with the later verdict about as closely (r = .58) as the plain mean of all
moments did. So the two always stand side by side here, and neither is called the better one.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isinf, isnan, nan
from statistics import stdev
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.durations import MINUTE
from cxwidgets.methods.intervals import mean_interval, spread
from cxwidgets.methods.moments import tally
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MEASURES = ("peak", "end", "peak_end", "mean", "trough", "slope")
DURATION = "duration"
"""Told beside them, and in none of them."""


@dataclass(frozen=True)
class Moments:
    """One journey in numbers.

    Attributes
    ----------
    n
        Moments rated.
    peak, peak_at
        The valence furthest from neutral, and its place (1 is the first step).
    end
        The last valence, or the mean of the last window.
    peak_end
        (peak + end) / 2.
    mean, trough, highest
        Plain mean, lowest and highest valence.
    slope
        Least-squares change from one step to the next; NaN for a single moment.
    volatility
        Standard deviation of the valences (n − 1): how far the journey swings; NaN for a single
        moment.
    duration
        Minutes from the first rated moment to the last; NaN where no times are given.
    """

    n: int
    peak: float
    peak_at: int
    end: float
    peak_end: float
    mean: float
    trough: float
    highest: float
    slope: float
    volatility: float
    duration: float = nan


@dataclass(frozen=True)
class PeakEndResult:
    """Peak–end over many journeys.

    Attributes
    ----------
    table
        One row a journey: ``respondent`` and the fields of :class:`Moments`.
    summary
        One row a measure: ``measure, n, mean, low, high`` (t interval over journeys); the last is
        the ``duration``, with an n of 0 where no times are given.
    neutral
        The neutral point of the scale.
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    summary: pd.DataFrame
    neutral: float
    notes: tuple[Note, ...]


def analyse(tallied: pd.DataFrame, *, neutral: float = 0.0) -> PeakEndResult:
    """Turn the sums that :func:`tally` returns into scores per journey, and their means.

    Scores are averaged over journeys. The peak of an averaged curve is a different, smaller number:
    where people differ in *where* their peak is, averaging first hides it.
    """
    t = tallied[tallied["n"] > 0].reset_index(drop=True)
    skipped = int(tallied["skipped"].sum())
    for respondent, total in zip(t["respondent"], t["score"], strict=True):
        if not np.isfinite(total):
            raise ValueError(f"a score of respondent {respondent!r} is not finite")
    n, end = t["n"].astype(float), t["end_sum"] / t["end_n"]
    spread_of_steps = n * t["step_step"] - t["step"] ** 2
    table = pd.DataFrame(
        {
            "respondent": t["respondent"],
            "n": t["n"].astype(int),
            "peak": t["peak"],
            "peak_at": t["peak_at"].astype(int),
            "end": end,
            "peak_end": (t["peak"] + end) / 2,
            "mean": t["score"] / n,
            "trough": t["trough"],
            "highest": t["highest"],
            "slope": (n * t["step_score"] - t["step"] * t["score"])
            / spread_of_steps.where(spread_of_steps > 0),
        }
    )
    squares = (t["score_score"] - t["score"] ** 2 / n).clip(lower=0)
    table["volatility"] = np.sqrt(squares / (n - 1).where(n > 1))
    table[DURATION] = t["minutes"].astype(float) if "minutes" in t else nan
    summary = pd.DataFrame([{"measure": m, **_mean(table[m])} for m in (*MEASURES, DURATION)])
    return PeakEndResult(table, summary, neutral, _notes(len(table), skipped))


def peak_end(moments: Any, *, neutral: float = 0.0, window: int = 1) -> PeakEndResult:
    """Score journeys by the peak–end rule, with the plain mean beside it.

    peak = the valence furthest from neutral (equally far: the negative one, then the later one);
    end = the last valence, or the mean of the last ``window``; peak–end = (peak + end) / 2.
    A journey of one moment has its peak and end there; missing valences are skipped.

    The duration of a journey does not enter the score: people remember a long and a short one of
    the same peak and end alike (duration neglect). It is given beside the score, so that whoever
    has times can see for themselves.

    Parameters and errors as in :func:`tally`.

    References
    ----------
    Kahneman, Fredrickson, Schreiber & Redelmeier (1993), Psychological Science 4, 401-405.
    Alaybek et al. (2022), Organizational Behavior and Human Decision Processes 170.
    """
    return analyse(tally(moments, neutral=neutral, window=window), neutral=neutral)


def moments(
    values: Sequence[float],
    *,
    neutral: float = 0.0,
    window: int = 1,
    at: Sequence[datetime] | None = None,
) -> Moments:
    """Score one journey given as its valences in order.

    Parameters
    ----------
    at
        The time of each value, for the duration; it does not enter the score.

    Raises
    ------
    ValueError
        If none of the values is a number, one is infinite, or there is not a time for each.
    """
    # The same arithmetic as for a million journeys, without frames: a room of three hundred looks
    # at its own at once.
    if window < 1:
        raise ValueError(f"the window is {window!r}; the end is made of at least one moment")
    rated = [(i, float(v)) for i, v in enumerate(values, start=1) if not isnan(v)]
    if not rated:
        raise ValueError(f"no moment among {list(values)!r} is rated")
    for step, score in rated:
        if isinf(score):
            raise ValueError(f"the score {score:g} of moment {step} is not finite")
    if at is not None and len(at) != len(values):
        raise ValueError(f"there are {len(at)} times for {len(values)} moments; give one for each")
    steps, scores = zip(*rated, strict=True)
    n, lowest, highest = len(scores), min(scores), max(scores)
    peak = lowest if neutral - lowest >= highest - neutral else highest
    last = scores[-window:]
    end, total = sum(last) / len(last), sum(scores)
    spread_of_steps = n * sum(step * step for step in steps) - sum(steps) ** 2
    together = n * sum(step * score for step, score in rated) - sum(steps) * total
    return Moments(
        n=n,
        peak=peak,
        peak_at=max(step for step, score in rated if score == peak),
        end=end,
        peak_end=(peak + end) / 2,
        mean=total / n,
        trough=lowest,
        highest=highest,
        slope=together / spread_of_steps if spread_of_steps > 0 else nan,
        volatility=stdev(scores) if n > 1 else nan,
        duration=nan if at is None else _apart(at[steps[0] - 1], at[steps[-1] - 1]),
    )


def _apart(first: datetime, last: datetime) -> float:
    return (last - first).total_seconds() / MINUTE


def change(before: PeakEndResult, after: PeakEndResult) -> pd.DataFrame:
    """Compare two states of a journey rated by the same people.

    Returns
    -------
    pandas.DataFrame
        One row a measure: ``measure, n, before, after, change, low, high``; the interval is the
        paired t interval of the change.
    """
    both = before.table.merge(after.table, on="respondent", suffixes=("_before", "_after"))
    rows = []
    for measure in MEASURES:
        first, then = both[f"{measure}_before"], both[f"{measure}_after"]
        difference = _mean(then - first)
        rows.append(
            {
                "measure": measure,
                "n": difference["n"],
                "before": _mean(first)["mean"],
                "after": _mean(then)["mean"],
                "change": difference["mean"],
                "low": difference["low"],
                "high": difference["high"],
            }
        )
    return pd.DataFrame(rows)


def _mean(values: pd.Series) -> dict[str, float]:
    known = values.dropna().astype(float)
    n, total, squares = len(known), known.sum(), (known**2).sum()
    mean, sd = spread(n, total, squares)
    low, high = mean_interval(mean, sd, n)
    return {"n": n, "mean": mean, "low": low, "high": high}


def _notes(journeys: int, skipped: int) -> tuple[Note, ...]:
    one = (Note("peak_end.note.one_journey", tone="warn"),) if journeys == 1 else ()
    return (*one, Note("peak_end.note.skipped", {"n": skipped})) if skipped else one
