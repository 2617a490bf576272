"""Kano by means: where a feature lies between the classes, instead of in which box it falls.

DuMouchel scores the two answers and averages them. A feature near a border then looks like one near
a border, and few answers already show a direction. The price: five worded options are treated as
equal steps, and one mean may hide very different people, so the classes stay the first thing shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.frame import counted
from cxwidgets.methods.intervals import alike, check_level
from cxwidgets.methods.kano import tally
from cxwidgets.methods.kano_averages import AVERAGES
from cxwidgets.methods.kano_counts import importance, left_out
from cxwidgets.methods.kano_result import INDICATIVE
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

FUNCTIONAL: Mapping[int, int] = {1: 4, 2: 2, 3: 0, 4: -1, 5: -2}
DYSFUNCTIONAL: Mapping[int, int] = {1: -2, 2: -1, 3: 0, 4: 2, 5: 4}
"""Points of the options; answers that could only make a feature reverse pull less."""
BORDER = 2
"""Halfway between the corners 0 and 4."""
CLASSES = {(True, True): "O", (True, False): "A", (False, True): "M", (False, False): "I"}
"""(functional mean ≥ 2, dysfunctional mean ≥ 2) → class."""
_SIDES = (("functional", FUNCTIONAL), ("dysfunctional", DYSFUNCTIONAL))
COLUMNS = (
    *("feature", "n", "category", "settled"),
    *(f"{side}{part}" for side, _ in _SIDES for part in ("", "_low", "_high", "_sd")),
    *("n_missing", "n_invalid", "flag"),
)
WEIGHTED = ("n_eff", "n_no_importance")
"""What an importance-weighted result has besides."""


@dataclass(frozen=True)
class KanoContinuousResult:
    """Features as points of a plane.

    Attributes
    ----------
    table
        One row for each feature: ``n`` complete pairs; ``functional`` and ``dysfunctional``, means
        in points −2 … 4 (how much it pleases if there, how much it hurts if not), each with its t
        limits ``_low, _high`` and standard deviation ``_sd``; ``category``, the nearest corner:
        A (4, 0), O (4, 4), M (0, 4), I (0, 0); ``settled``, whether both intervals lie on one side
        of 2; ``n_missing`` and ``n_invalid`` answers left out, as in `KanoResult`; ``flag``:
        ``"empty"``, ``"reverse"`` where a mean is below 0, or ``"alike"`` where fewer than 30
        people all answered one side the same, which gives no limits and settles nothing; and, where
        asked, ``importance`` (1-9) with its t limits. Where the average is another, it stands in
        the place of the mean. Where it is weighted by importance, ``n`` are the complete pairs of
        those who rated importance, ``n_eff`` (Kish) is what they are worth, and
        ``n_no_importance`` counts the complete pairs of the others.
    notes
        Remarks as text keys.
    average
        Of the scores: ``"mean"``, ``"importance_weighted"`` or ``"median"``.
    """

    table: pd.DataFrame
    notes: tuple[Note, ...]
    level: float
    average: str = "mean"


def analyse(
    table: pd.DataFrame, level: float = 0.95, *, average: str = "mean"
) -> KanoContinuousResult:
    """Average the scored answers of a tally made by `kano.tally`; see `kano_continuous`."""
    check_level(level)
    if average not in AVERAGES:
        known = ", ".join(AVERAGES)
        raise ValueError(f"the average is {average!r}; it must be one of {known}")
    weighted = average == "importance_weighted"
    if weighted and "importance_sum" not in table:
        raise ValueError("importance was not asked; a column 'importance' (1-9) must be there")
    rows = []
    for feature, pairs in table.groupby("feature", sort=False):
        asked = importance(pairs, level)  # refuses weights, which the averages do not know
        complete = pairs[["functional", "dysfunctional"]].isin([*FUNCTIONAL]).all(axis=1)
        found = _averaged(pairs[complete], level, average) | _left_out(pairs[~complete])
        rows.append({"feature": feature} | found | asked)
    extra = [c for row in rows[:1] for c in row if c.startswith("importance")]
    columns = [*COLUMNS, *(WEIGHTED if weighted else ()), *extra]
    placed = pd.DataFrame(rows, columns=columns)
    return KanoContinuousResult(placed, tuple(_notes(placed)), level, average)


def kano_continuous(
    answers: Any, level: float = 0.95, *, average: str = "mean"
) -> KanoContinuousResult:
    """Place features by the means of their scored answers.

    Parameters
    ----------
    answers
        As for `kano.kano`: ``feature, functional, dysfunctional`` (1-5), perhaps ``importance``
        (1-9); or a tally of them.
    level
        Coverage of the intervals.
    average
        ``"mean"``; ``"importance_weighted"``, the mean weighted by stated importance; or
        ``"median"``, with its order-statistic interval.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, the average is unknown, or is to be weighted by
        importance that was not asked; the value is named.

    Notes
    -----
    Functional answers count 4, 2, 0, −1, −2, dysfunctional ones −2, −1, 0, 2, 4. Some publications
    divide both by 4; the classes are the same.

    Whatever the average, options that only name a feeling are taken for points, and one average can
    hide very different people: show the classes first. The other averages are second opinions.
    Weighted by importance it is no longer the average person's view: those to whom the feature
    matters also feel more strongly about it, which draws it away from indifferent, and a point of
    importance is taken for a person. A median of five options jumps between the few points that can
    be chosen; it may lie on the border (2 counts as high), and its limits are wide.

    References
    ----------
    DuMouchel in Berger et al. 1993, Center for Quality Management Journal 2(4), 20-23.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"feature": ["wifi"], "functional": [1], "dysfunctional": [3]})
    >>> kano_continuous(answers).table.loc[0, "category"]
    'A'
    """
    if counted(answers, "functional"):
        return analyse(answers, level, average=average)
    return analyse(tally(answers), level, average=average)


def _averaged(pairs: pd.DataFrame, level: float, average: str) -> dict[str, Any]:
    """Return both averages with limits, and the class they are nearest to."""
    n = int(pairs["n"].sum())
    found: dict[str, Any] = {"n": n}
    if average == "importance_weighted":
        rated = int(pairs["importance_n"].sum())
        found, n = {"n": rated, "n_no_importance": n - rated}, rated
    high, sure, same = [], [], []
    for side, points in _SIDES:
        value, *limits, sd, worth = AVERAGES[average](pairs[side].map(points), pairs, level)
        found |= {side: value, f"{side}_sd": sd, "n_eff": worth}
        found |= {f"{side}_low": limits[0], f"{side}_high": limits[1]}
        high.append(value >= BORDER)
        sure.append(limits[0] >= BORDER or limits[1] < BORDER)
        same.append(alike(value, sd, worth))
    negative = found["functional"] < 0 or found["dysfunctional"] < 0
    flag = "reverse" if negative else ("alike" if any(same) else "")
    return found | {
        "category": CLASSES[high[0], high[1]] if n else None,
        "settled": all(sure) and not negative,
        "flag": flag if n else "empty",
    }


def _left_out(pairs: pd.DataFrame) -> dict[str, int]:
    """Count the pairs that are not complete, by the reason."""
    found = {"n_missing": 0, "n_invalid": 0}
    for f, d, n in zip(pairs["functional"], pairs["dysfunctional"], pairs["n"], strict=True):
        found[left_out(f, d)] += int(n)
    return found


def _notes(table: pd.DataFrame) -> list[Note]:
    """Say that answers are few; name features perhaps unwanted or misread, and those all alike."""
    kinds = (("reverse", "kano.continuous.reverse"), ("alike", "panel.alike"))
    named = [(key, tuple(table.loc[table["flag"] == flag, "feature"])) for flag, key in kinds]
    most = int(table["n"].max()) if len(table) else 0
    few = [Note("panel.small_n", {"n": most}, "warn")] if 0 < most < INDICATIVE else []
    return few + [Note(key, {"names": features}, "warn") for key, features in named if features]
