"""Retention where leaving is seen: how many are still customers after so long (Kaplan-Meier).

Customers who are still there have not left *yet*; leaving them out, or counting them as if they
would stay, both mislead. Kaplan and Meier use each customer for exactly as long as they were
watched. Where nobody signs off (shops, buses) leaving is not seen, and `clv` is the method.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, isfinite, log, nan, sqrt
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.frame import counted
from cxwidgets.methods.intervals import check_level, z_value
from cxwidgets.methods.notes import Note
from cxwidgets.methods.retention_tally import at_risk, tally, usable
from cxwidgets.methods.retention_test import log_rank
from cxwidgets.methods.segment import named

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["RetentionResult", "at", "kaplan_meier", "tally"]

HALF = 0.5
ROUNDING = 1e-12
"""A product of many shares may come out this far above the half it is."""
FEW_AT_RISK = 10
"""Below this many customers still watched, the tail of a curve is drawn from too few."""
STEPS = ("segment", "time", "at_risk", "left", "censored", "survival", "se", "low", "high")


@dataclass(frozen=True)
class RetentionResult:
    """Survival curves.

    Attributes
    ----------
    table
        One row for each segment and time at which somebody left or was last seen, from time 0:
        ``segment, time, at_risk, left, censored, survival`` (0-1), its Greenwood standard error
        ``se`` and limits ``low, high`` on the log-log scale. NaN limits where the curve is still
        at 1 or already at 0. With an ``entry``, ``at_risk`` are those under observation.
    segments
        ``segment, n, left, median, median_low, median_high``; infinite where the curve (or its
        limit) does not come down to one half while anybody is watched.
    chi2, p
        Log-rank test that the segments do not differ; NaN for a single segment.
    n_missing
        Customers left out: no time, nothing on leaving, or no segment although there is such a
        column.
    n_invalid
        Others left out: a negative time, or something on leaving that is neither 0 nor 1.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    segments: pd.DataFrame
    chi2: float
    p: float
    n_missing: int
    n_invalid: int
    notes: tuple[Note, ...]
    level: float


def kaplan_meier(customers: Any, level: float = 0.95) -> RetentionResult:
    """Estimate the share still there after each time.

    Parameters
    ----------
    customers
        As for `tally`, or a tally. Who left and who was last seen at the same time: the leaving
        comes first. With an ``entry`` (left truncation) each counts from then on.
    level
        Coverage of the pointwise limits.

    Raises
    ------
    ValueError
        As for `tally`.

    Notes
    -----
    Made of a tally, which any engine counts; lifelines has the same for rows, and wants a pandas
    below 3. S(t) = ∏ (1 − d/n); Greenwood's variance S² Σ d / (n (n − d)); limits on log(−log S).

    References
    ----------
    Kaplan & Meier 1958, Journal of the American Statistical Association 53, 457-481.

    Examples
    --------
    >>> import pandas as pd
    >>> customers = pd.DataFrame({"tenure": [1, 2, 3], "churned": [1, 0, 1]})
    >>> [round(float(s), 3) for s in kaplan_meier(customers).table["survival"]]
    [1.0, 0.667, 0.667, 0.0]
    """
    check_level(level)
    ready = counted(customers, "tenure")
    known, missing, invalid = usable(customers if ready else tally(customers))
    curves = [_curve(named(name), part, level) for name, part in known.groupby("segment")]
    steps = pd.concat(curves, ignore_index=True) if curves else pd.DataFrame(columns=list(STEPS))
    chi2, p = log_rank(known)
    late = int(known.loc[known["entry"] > 0, "n"].sum())
    return RetentionResult(
        steps,
        pd.DataFrame([_segment(curve) for curve in curves], columns=list(_SEGMENT)),
        chi2,
        p,
        missing,
        invalid,
        _notes(curves, late, missing, invalid),
        level,
    )


def at(result: RetentionResult, time: float) -> pd.DataFrame:
    """Return ``segment, survival, low, high`` of every segment at one time.

    NaN after the last customer of a segment was seen, unless all had left by then. ``ValueError``
    for a negative time.
    """
    if time < 0:
        raise ValueError(f"the time is {time!r}; it must be 0 or later")
    rows = []
    for name, curve in result.table.groupby("segment", sort=False):
        reached = curve[curve["time"] <= time].iloc[-1]
        beyond = time > curve["time"].max() and reached["survival"] > 0
        values = {c: nan if beyond else reached[c] for c in ("survival", "low", "high")}
        rows.append({"segment": name} | values)
    return pd.DataFrame(rows, columns=["segment", "survival", "low", "high"])


_SEGMENT = ("segment", "n", "left", "median", "median_low", "median_high")


def _curve(segment: str, part: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return one segment's curve."""
    by_time = part.pivot_table(
        index="tenure", columns="churned", values="n", aggfunc="sum", fill_value=0
    ).reindex(columns=[0, 1], fill_value=0)
    watched = at_risk(by_time.index.to_numpy(float), part)
    z, survival, spread = z_value(level), 1.0, 0.0
    start = int(part.loc[part["entry"] == 0, "n"].sum())
    rows: list[tuple[Any, ...]] = [(segment, 0.0, start, 0, 0, 1.0, 0.0, nan, nan)]
    counts = zip(by_time.index, watched, by_time.to_numpy(), strict=True)
    for time, n, (stayed, left) in counts:
        d, c = int(left), int(stayed)
        survival *= 1 - d / n
        spread += d / (n * (n - d)) if d < n else nan
        limits = _limits(survival, spread, z)
        se = survival * sqrt(spread) if survival > 0 else nan
        step = (segment, float(time), int(n), d, c, survival, se, *limits)
        if time == 0:
            rows[0] = step
        else:
            rows.append(step)
    return pd.DataFrame(rows, columns=list(STEPS))


def _limits(survival: float, spread: float, z: float) -> tuple[float, float]:
    """Return the limits on the log-log scale."""
    if not 0 < survival < 1:
        return nan, nan
    half = z * sqrt(spread) / log(survival)
    return survival ** exp(-half), survival ** exp(half)


def _segment(curve: pd.DataFrame) -> dict[str, Any]:
    """Return size and median lifetime of one segment (Brookmeyer & Crowley 1982)."""

    def reaches_half(limits: pd.Series[Any]) -> float:
        times = curve.loc[(limits <= HALF + ROUNDING) & (curve["survival"] < 1), "time"]
        return float(times.iloc[0]) if len(times) else inf

    return {
        "segment": curve["segment"].iloc[0],
        "n": int(curve["left"].sum() + curve["censored"].sum()),
        "left": int(curve["left"].sum()),
        "median": reaches_half(curve["survival"]),
        "median_low": reaches_half(curve["low"].fillna(0.0)),
        "median_high": reaches_half(curve["high"].fillna(1.0)),
    }


def _notes(
    curves: Sequence[pd.DataFrame], late: int, missing: int, invalid: int
) -> tuple[Note, ...]:
    notes = []
    open_ended = tuple(
        curve["segment"].iloc[0] for curve in curves if not isfinite(_segment(curve)["median"])
    )
    if open_ended:
        notes.append(Note("retention.note.no_median", {"segments": open_ended}))
    if curves:
        notes.append(Note("retention.note.tail", {"n": FEW_AT_RISK}))
    if late:
        notes.append(Note("retention.note.late", {"n": late, "few": FEW_AT_RISK}))
    emptied = tuple(c["segment"].iloc[0] for c in curves if (c["survival"] == 0).sum() > 1)
    if emptied:
        notes.append(Note("retention.note.emptied", {"segments": emptied}, "warn"))
    counted_out = (("retention.note.missing", missing), ("retention.note.invalid", invalid))
    notes += [Note(key, {"n": n}) for key, n in counted_out if n]
    return tuple(notes)
