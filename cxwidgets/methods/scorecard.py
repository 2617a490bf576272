"""Star scorecard: one star for each promise that is kept.

Each metric has a direction, a threshold and an actual value. The rule is deliberately hard: a miss
by a hair is a miss. So the margin stands beside every star, and for measured shares also whether
the sample is large enough to tell the actual value from the threshold at all.
"""

from __future__ import annotations

import operator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Callable

DIRECTIONS: dict[str, Callable[[float, float], bool]] = {
    "at_least": operator.ge,
    "at_most": operator.le,
    "above": operator.gt,
    "below": operator.lt,
}
COLUMNS = ("metric", "direction", "threshold", "actual")


@dataclass(frozen=True)
class ScorecardResult:
    """A scorecard, judged.

    Attributes
    ----------
    table
        One row a metric: ``metric, direction, threshold, actual, passed`` (True, False or None
        without an actual value), ``margin`` (signed, positive is good, in the metric's unit),
        ``relative`` (margin / |threshold|; NaN for a threshold of 0), ``low, high`` (interval of
        a share in per cent, where ``n`` is known) and ``settled``.
    stars, judged, metrics
        Metrics passed, metrics with an actual value, all metrics.
    nearest_gain
        The failed metric with the smallest relative miss: the next star.
    nearest_loss
        The passed metric with the smallest relative margin: the star most at risk.
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    stars: int
    judged: int
    metrics: int
    nearest_gain: str | None
    nearest_loss: str | None
    notes: tuple[Note, ...]


def scorecard(rows: Any) -> ScorecardResult:
    """Judge a scorecard.

    Parameters
    ----------
    rows
        Any frame with ``metric``, ``direction`` (at_least, at_most, above, below),
        ``threshold``, ``actual`` (missing: not judged) and, optionally, ``n``: then ``actual`` is
        a percentage of ``n`` cases and gets a Wilson interval.

    Raises
    ------
    ValueError
        For an unknown direction, a threshold that is no number, a metric named twice, or a
        percentage outside 0…100 where ``n`` is given.
    """
    frame = collected(lazily(rows, COLUMNS))
    twice = frame.loc[frame["metric"].duplicated(), "metric"]
    if len(twice):
        raise ValueError(f"the metric {twice.iloc[0]!r} stands twice on the scorecard")
    table = pd.DataFrame([_judged(row) for row in frame.to_dict("records")], columns=_COLUMNS)
    table = table.astype({"passed": object, "settled": object})  # True, False or None
    passed = table[table["passed"].eq(True)]
    failed = table[table["passed"].eq(False)]
    return ScorecardResult(
        table=table,
        stars=len(passed),
        judged=len(passed) + len(failed),
        metrics=len(table),
        nearest_gain=_nearest(failed),
        nearest_loss=_nearest(passed),
        notes=_notes(table),
    )


_COLUMNS = [
    "metric", "direction", "threshold", "actual", "passed",
    "margin", "relative", "low", "high", "settled",
]  # fmt: skip


def _judged(row: dict[Any, Any]) -> dict[str, Any]:
    metric, direction = row["metric"], row["direction"]
    if direction not in DIRECTIONS:
        raise ValueError(f"{metric!r}: {direction!r} is not one of {', '.join(DIRECTIONS)}")
    threshold = _number(row["threshold"])
    if not np.isfinite(threshold):
        raise ValueError(f"{metric!r}: the threshold {row['threshold']!r} is not a number")
    actual = _number(row["actual"])
    known = bool(np.isfinite(actual))
    passed = DIRECTIONS[direction](actual, threshold) if known else None
    sign = 1 if direction in ("at_least", "above") else -1
    margin = sign * (actual - threshold)
    low, high = _interval(metric, actual, row.get("n"))
    return {
        "metric": metric,
        "direction": direction,
        "threshold": threshold,
        "actual": actual,
        "passed": passed,
        "margin": margin,
        "relative": margin / abs(threshold) if threshold else float("nan"),
        "low": low,
        "high": high,
        "settled": None if np.isnan(low) else not low <= threshold <= high,
    }


def _interval(metric: str, actual: float, cases: Any) -> tuple[float, float]:
    n = _number(cases)
    if not (n >= 1 and np.isfinite(actual)):
        return float("nan"), float("nan")
    if not 0 <= actual <= 100:  # noqa: PLR2004 - a percentage
        raise ValueError(f"{metric!r}: {actual!r} is not a percentage of {n:g} cases")
    low, high = wilson(actual / 100 * n, n)
    return 100 * low, 100 * high


def _number(value: Any) -> float:
    return float("nan") if value is None else float(value)


def _nearest(some: pd.DataFrame) -> str | None:
    known = some.dropna(subset=["relative"])
    return None if known.empty else str(known.loc[known["relative"].abs().idxmin(), "metric"])


def _notes(table: pd.DataFrame) -> tuple[Note, ...]:
    notes = []
    missing = tuple(table.loc[table["passed"].isna(), "metric"])
    if missing:
        notes.append(Note("scorecard.note.missing", {"metrics": missing}))
    unsettled = tuple(table.loc[table["settled"].eq(False), "metric"])
    if unsettled:
        notes.append(Note("scorecard.note.not_settled", {"metrics": unsettled}, "warn"))
    return tuple(notes)
