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
from cxwidgets.methods.intervals import alike, check_level, mean_interval, spread
from cxwidgets.methods.kano import tally
from cxwidgets.methods.kano_counts import importance
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
    "flag",
)


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
        of 2; ``flag``: ``"empty"``, ``"reverse"`` where a mean is below 0, or ``"alike"`` where
        fewer than 30 people all answered one side the same, which gives no limits and settles
        nothing; and, where asked, ``importance`` (1-9) with its t limits.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def analyse(table: pd.DataFrame, level: float = 0.95) -> KanoContinuousResult:
    """Average the scored answers of a tally made by `kano.tally`."""
    check_level(level)
    rows = []
    for feature, pairs in table.groupby("feature", sort=False):
        whole = pairs[pairs[["functional", "dysfunctional"]].isin([*FUNCTIONAL]).all(axis=1)]
        rows.append({"feature": feature} | _means(whole, level) | importance(pairs, level))
    extra = [c for row in rows[:1] for c in row if c.startswith("importance")]
    found = pd.DataFrame(rows, columns=[*COLUMNS, *extra])
    return KanoContinuousResult(found, tuple(_notes(found)), level)


def kano_continuous(answers: Any, level: float = 0.95) -> KanoContinuousResult:
    """Place features by the means of their scored answers.

    Parameters
    ----------
    answers
        As for `kano.kano`: ``feature, functional, dysfunctional`` (1-5), perhaps ``importance``
        (1-9); or a tally of them.
    level
        Coverage of the t intervals.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers; the value is named.

    Notes
    -----
    Functional answers count 4, 2, 0, −1, −2, dysfunctional ones −2, −1, 0, 2, 4. Some publications
    divide both by 4; the classes are the same.

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
        return analyse(answers, level)
    return analyse(tally(answers), level)


def _means(pairs: pd.DataFrame, level: float) -> dict[str, Any]:
    """Return both means with limits, and the class they are nearest to."""
    n = int(pairs["n"].sum())
    found: dict[str, Any] = {"n": n}
    high, sure, same = [], [], []
    for side, points in _SIDES:
        scored = pairs[side].map(points)
        total, squares = int((scored * pairs["n"]).sum()), int((scored**2 * pairs["n"]).sum())
        mean, sd = spread(n, total, squares)
        limits = mean_interval(mean, sd, n, level)
        found |= {side: mean, f"{side}_sd": sd}
        found |= {f"{side}_low": limits[0], f"{side}_high": limits[1]}
        high.append(mean >= BORDER)
        sure.append(limits[0] >= BORDER or limits[1] < BORDER)
        same.append(alike(mean, sd, n))
    negative = found["functional"] < 0 or found["dysfunctional"] < 0
    flag = "reverse" if negative else ("alike" if any(same) else "")
    return found | {
        "category": CLASSES[high[0], high[1]] if n else None,
        "settled": all(sure) and not negative,
        "flag": flag if n else "empty",
    }


def _notes(table: pd.DataFrame) -> list[Note]:
    """Name the features that may be unwanted or misread, and those with answers all alike."""
    kinds = (("reverse", "kano.continuous.reverse"), ("alike", "panel.alike"))
    named = [(key, tuple(table.loc[table["flag"] == flag, "feature"])) for flag, key in kinds]
    return [Note(key, {"names": features}, "warn") for key, features in named if features]
