"""Screening concepts: weighted scores and plus/minus marks against a datum.

A ranking made by few people with weights set by feeling is softer than it looks. So every rank
comes with the range it takes when the raters are drawn again and the weights are shaken.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.answers import refuse_empty
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level
from cxwidgets.methods.notes import Note, left_out
from cxwidgets.methods.screening_marks import points
from cxwidgets.methods.screening_needs import impact_effort, opportunity, opportunity_score
from cxwidgets.methods.screening_raters import (
    RatingTally,
    around,
    drawn,
    means,
    moved,
    ranks,
    shaken,
    tally,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "ScreeningResult",
    "impact_effort",
    "opportunity",
    "opportunity_score",
    "pugh",
    "weighted",
]

DRAWS = 4000


@dataclass(frozen=True)
class ScreeningResult:
    """Concepts in their order.

    Attributes
    ----------
    kind
        ``"weighted"`` or ``"pugh"``.
    table
        One row for each concept: ``concept, n`` (raters who scored it on every criterion),
        ``score`` with t limits ``low, high`` over raters, ``rank``, ``rank_low, rank_high``,
        ``p_first`` (how often it comes first), ``spread`` (standard deviation between raters; NaN
        for one). For marks also ``plus, same, minus``, each the mean count. A concept nobody scored
        completely has NaN.
    criteria
        ``criterion, weight``; weights sum to 1.
    cells
        ``concept, criterion, score``: means over raters.
    notes
        Remarks as text keys.
    """

    kind: str
    table: pd.DataFrame
    criteria: pd.DataFrame
    cells: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def weighted(
    scores: Any,
    weights: Mapping[str, float],
    low: float = -inf,
    high: float = inf,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> ScreeningResult:
    """Score concepts by weighted criteria.

    Parameters
    ----------
    scores
        Any frame with ``concept, criterion, score`` and perhaps ``respondent``, one row for each;
        or its tally (`screening_raters.tally` of concept and criterion).
    weights
        For each criterion; only their proportion counts.
    low, high
        Ends of the scale.

    Raises
    ------
    ValueError
        If weights and criteria do not match, or a weight is negative or all are 0.

    Notes
    -----
    A rater who left a criterion of a concept out takes no part in that concept's score: nothing is
    filled in. The two-stage method is Ulrich & Eppinger's, Product Design and Development.
    """
    counted = scores
    if not isinstance(scores, RatingTally):
        counted = tally(scores, ["concept", "criterion"], "score", low, high)
    return _analyse("weighted", counted, weights, level, seed, draws)


def pugh(
    marks: Any,
    datum: str | None = None,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> ScreeningResult:
    """Count marks against a datum: better (+), the same (0), worse (−).

    Parameters
    ----------
    marks
        Any frame with ``concept, criterion, mark`` and perhaps ``respondent``; marks are ``+``,
        ``0``, ``-`` or 1, 0, −1. A blank one is missing.
    datum
        The concept all are compared with; it needs no marks and gets a net of 0.

    Returns
    -------
    ScreeningResult
        ``score`` is the net, plus less minus, averaged over raters. Ranks are shaken by raters and
        by unequal weights of the criteria.

    References
    ----------
    Pugh 1981, Concept selection: a method that works.
    """
    frame = collected(lazily(marks, ["concept", "criterion", "mark"]))
    frame = frame.assign(score=points(frame))
    if datum is not None:
        frame = frame[frame["concept"] != datum]
        rows = frame.drop_duplicates([c for c in ("respondent", "criterion") if c in frame])
        frame = pd.concat([frame, rows.assign(concept=datum, score=0.0)])
    counted = tally(frame, ["concept", "criterion"], "score", -1, 1)
    weights = dict.fromkeys(counted.names(1), 1.0)
    result = _analyse("pugh", counted, weights, level, seed, draws, datum)
    k, table = len(weights), result.table
    scaled = {c: table[c] * k for c in ("score", "low", "high", "spread")}
    for name, mark in (("plus", 1), ("same", 0), ("minus", -1)):
        scaled[name] = [_hits(counted, concept, mark) for concept in table["concept"]]
    return ScreeningResult(
        "pugh", table.assign(**scaled), result.criteria, result.cells, result.notes, level
    )


def _hits(counted: RatingTally, concept: str, mark: float) -> float:
    """Return how many criteria got a mark, averaged over raters who marked them all."""
    values = counted.laid_out([(concept, criterion) for criterion in counted.names(1)])
    complete = ~np.isnan(values).any(axis=1)
    people = counted.n[complete].sum()
    hits = (values[complete] == mark).sum(axis=1)
    return float(counted.n[complete] @ hits / people) if people else nan


def _analyse(
    kind: str,
    counted: RatingTally,
    weights: Mapping[str, float],
    level: float,
    seed: int,
    draws: int,
    datum: str | None = None,
) -> ScreeningResult:
    """Return scores and ranks with the range they take."""
    check_level(level)
    concepts, criteria = counted.names(0), sorted(counted.names(1))
    refuse_empty(concepts, "concept")
    share, n = _shares(weights, criteria), counted.n
    flat = counted.laid_out([(c, k) for c in concepts for k in criteria])
    cells = flat.reshape(len(n), len(concepts), len(criteria))
    cells[np.isnan(cells).any(axis=2)] = nan  # no filling in: a rater's concept is whole or out
    flat = cells.reshape(len(n), -1)
    own = means(flat, n[None].astype(float)).reshape(len(concepts), len(criteria))
    score = own @ share
    rng = np.random.default_rng(seed)
    again = means(flat, drawn(n, draws, rng)).reshape(draws, len(concepts), len(criteria))
    found = moved(np.einsum("dck,dk->dc", again, shaken(share, draws, rng)), level)
    totals = cells @ share
    people = (n[:, None] * ~np.isnan(totals)).sum(axis=0)
    spread = [_sd(totals[:, i], n) for i in range(len(concepts))]
    table = pd.DataFrame(
        {"concept": concepts, "n": people, "score": score, "rank": ranks(score), "spread": spread}
    ).assign(**found)
    table["low"], table["high"] = around(totals, n, level)
    table.loc[table["concept"] == datum, ["low", "high"]] = 0.0  # by definition
    table = table.sort_values("rank", kind="stable", ignore_index=True)
    long = [
        {"concept": c, "criterion": k, "score": own[i, j]}
        for i, c in enumerate(concepts)
        for j, k in enumerate(criteria)
    ]
    return ScreeningResult(
        kind,
        table,
        pd.DataFrame({"criterion": criteria, "weight": share}),
        pd.DataFrame(long),
        (*_notes(table, int(n.sum())), *left_out(counted.missing, counted.invalid)),
        level,
    )


def _shares(weights: Mapping[str, float], criteria: list[str]) -> Any:
    """Return weights in the order of the criteria as shares of 1."""
    missing = sorted(set(criteria) - set(weights)) or sorted(set(weights) - set(criteria))
    if missing:
        known = ", ".join(criteria)
        raise ValueError(f"weights and criteria differ in {missing[0]!r}; the criteria are {known}")
    share = np.array([weights[name] for name in criteria], dtype=float)
    if not (share >= 0).all() or not share.sum() > 0:
        raise ValueError(f"weights must be positive: {dict(weights)}")
    return share / share.sum()


def _sd(totals: Any, n: Any) -> float:
    known = ~np.isnan(totals)
    each = np.repeat(totals[known], n[known])
    return float(each.std(ddof=1)) if len(each) > 1 else nan


def _notes(table: pd.DataFrame, raters: int) -> tuple[Note, ...]:
    notes = []
    incomplete = tuple(table.loc[table["score"].isna(), "concept"])
    if incomplete:
        notes.append(Note("screening.note.incomplete", {"names": incomplete}, "warn"))
    if raters < 2:  # noqa: PLR2004
        notes.append(Note("screening.note.one_rater"))
    elif raters < 5:  # noqa: PLR2004 - a handful
        notes.append(Note("screening.note.few_raters", {"n": raters}))
    same = tuple(table.loc[(table["n"] > 1) & table["low"].isna(), "concept"])
    if same:
        notes.append(Note("panel.alike", {"names": same}, "warn"))
    return tuple(notes)
