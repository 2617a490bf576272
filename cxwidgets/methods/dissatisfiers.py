"""Key dissatisfiers: what has gone wrong with those who are dissatisfied, and with nobody else.

A failure counts for much where it reaches many of the dissatisfied and little where it is as common
among the others ("noise"). Failures come together, so what they reach together is shared out among
them by the Shapley value. The same with good ratings and satisfied people gives key enhancers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import MISSING, valid
from cxwidgets.methods.coalitions import MOST, any_of, shapley_values
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.intervals import alike, check_level
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Side = Literal["low", "high"]
DRAWS = 500
INDICATIVE = 30
"""Fewer dissatisfied, or fewer others, than this: indicative only."""
COLUMNS = ("predictor", "reach", "noise", "value", "low", "high", "key", "p_key")
STEPS = ("predictor", "reach", "noise", "objective")


@dataclass(frozen=True)
class DissatisfiersResult:
    """Key dissatisfiers (or enhancers).

    Attributes
    ----------
    table
        One row for each predictor, in the order given: ``predictor``; ``reach`` and ``noise``, how
        many of the dissatisfied and of the others it failed; ``value``, its Shapley value of reach
        − noise, with ``low, high`` (respondents drawn again); ``key``, whether it belongs to the
        best set; ``p_key``, in how many of the draws it did. ``low, high, p_key`` are NaN where
        few people, all of one mind, make every draw the same (`intervals.alike`).
    steps
        Predictors from the largest value down, added one by one: ``predictor``, and of all so far
        ``reach, noise, objective`` (reach − noise). The best set ends where it is largest.
    n, others
        Dissatisfied people and others.
    n_left_out
        People with an answer missing.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    steps: pd.DataFrame
    n: int
    others: int
    n_left_out: int
    notes: tuple[Note, ...]
    level: float


def tally(
    answers: Any,
    outcome: str,
    predictors: Sequence[str],
    cut: float,
    outcome_cut: float,
    side: Side = "low",
) -> pd.DataFrame:
    """Count people by which predictors failed and whether they are dissatisfied.

    Parameters
    ----------
    answers
        Any frame with one row for each person.
    cut
        A rating of ``cut`` or less is a failure (``side`` high: ``cut`` or more a success).
    outcome_cut
        The same for the outcome.

    Returns
    -------
    pandas.DataFrame
        The predictors (1 failed, 0 not), ``struck`` (1 dissatisfied), ``n``; people with an answer
        missing under ``struck`` −1. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, the outcome is among the predictors, or there
        are none or more than 15.
    """
    if outcome in predictors or not 1 <= len(predictors) <= MOST:
        raise ValueError(f"name 1 to {MOST} predictors, without the outcome {outcome!r}")
    frame = lazily(answers, [outcome, *predictors])

    def event(column: str, limit: float, name: str) -> nw.Expr:
        value = valid(frame, column, -1e15, 1e15)
        met = (value <= limit if side == "low" else value >= limit).cast(nw.Int64)
        unknown = value.is_null() | value.is_nan()
        return nw.when(unknown).then(nw.lit(MISSING)).otherwise(met).cast(nw.Int64).alias(name)

    codes = frame.select(
        event(outcome, outcome_cut, "struck"), *(event(p, cut, p) for p in predictors)
    )
    columns = ["struck", *predictors]
    table = collected(codes.group_by(*columns).agg(nw.len().alias("n")))
    gone = (table[columns] == MISSING).any(axis=1)
    known = table[~gone].astype("int64").sort_values(columns, ignore_index=True)
    lost = pd.DataFrame(
        [{**dict.fromkeys(predictors, 0), "struck": -1, "n": table.loc[gone, "n"].sum()}]
    )
    return pd.concat([known, lost], ignore_index=True) if gone.any() else known


def dissatisfiers(
    answers: Any,
    outcome: str,
    predictors: Sequence[str],
    cut: float,
    outcome_cut: float,
    side: Side = "low",
    level: float = 0.95,
    *,
    draws: int = DRAWS,
    seed: int = 20_250_101,
) -> DissatisfiersResult:
    """Find the failures that set the dissatisfied apart.

    Parameters
    ----------
    answers
        As for `tally`, or a tally.
    draws, seed
        Of the respondents drawn again.

    Raises
    ------
    ValueError
        As for `tally`; or if nobody, or everybody, is dissatisfied (``side`` high: satisfied).

    Notes
    -----
    v(S) = P(any failure in S | dissatisfied) − P(any failure in S | others), unclipped; the best
    set is the prefix of the order by Shapley value whose v is largest, the shortest of equals.

    References
    ----------
    Conklin, Powaga & Lipovetsky 2004, European Journal of Operational Research 154, 819-827.
    """
    check_level(level)
    names = list(predictors)
    ready = counted(answers, "struck")
    table = answers if ready else tally(answers, outcome, names, cut, outcome_cut, side)
    lost = int(table.loc[table["struck"] < 0, "n"].sum())
    known = table[table["struck"] >= 0]
    codes = known[names].to_numpy() @ (1 << np.arange(len(names)))
    struck, n = known["struck"].to_numpy() == 1, known["n"].to_numpy()
    sizes = int(n[struck].sum()), int(n[~struck].sum())
    if not all(sizes):
        met = "dissatisfied" if side == "low" else "satisfied"
        raise ValueError(
            f"{sizes[0]} people are {met} and {sizes[1]} are not; both groups must hold somebody"
        )
    reach, noise = (
        any_of(codes[g], n[g][None].astype(float), len(names)) for g in (struck, ~struck)
    )
    values = shapley_values(reach - noise)[0]
    best = _best(reach - noise, values[None])[0]
    drawn_values, drawn_best = _drawn(codes, n, struck, len(names), draws, seed)
    edges = np.quantile(drawn_values, [(1 - level) / 2, (1 + level) / 2], axis=0)
    sure = drawn_best.mean(axis=0)
    few = max(2, min(sizes))  # one person drawn again is always the same one
    same = np.array([alike(v, d.std(), few) for v, d in zip(values, drawn_values.T, strict=True)])
    edges[:, same], sure[same] = np.nan, np.nan
    alone = 1 << np.arange(len(names))
    result = pd.DataFrame(
        {
            "predictor": names,
            "reach": reach[0, alone],
            "noise": noise[0, alone],
            "value": values,
            "low": edges[0],
            "high": edges[1],
            "key": best,
            "p_key": sure,
        }
    )
    steps = _steps(names, values, reach[0], noise[0])
    notes = _notes(sizes, lost, tuple(result.loc[same, "predictor"]))
    return DissatisfiersResult(result, steps, *sizes, lost, notes, level)


def _best(objective: NDArray[Any], values: NDArray[Any]) -> NDArray[np.bool_]:
    """Return for each draw which predictors are in the best prefix."""
    order = np.argsort(-values, axis=1, kind="stable")
    sets = np.cumsum(1 << order, axis=1)
    length = np.take_along_axis(objective, sets, axis=1).argmax(axis=1)
    chosen = np.take_along_axis(sets, length[:, None], axis=1)
    found: NDArray[np.bool_] = (chosen >> np.arange(values.shape[1])) & 1 == 1
    return found


def _drawn(
    codes: NDArray[Any], n: NDArray[Any], struck: NDArray[np.bool_], p: int, draws: int, seed: int
) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return Shapley values and best sets of people drawn again within both groups."""
    rng = np.random.default_rng(seed)
    step = max(1, 2**21 // 2**p)
    values, best = [], []
    for start in range(0, draws, step):
        size = min(step, draws - start)
        sides = []
        for group in (struck, ~struck):
            own = n[group]
            sample = rng.multinomial(own.sum(), own / own.sum(), size=size).astype(float)
            sides.append(any_of(codes[group], sample, p))
        objective = sides[0] - sides[1]
        values.append(shapley_values(objective))
        best.append(_best(objective, values[-1]))
    return np.concatenate(values), np.concatenate(best)


def _steps(
    names: list[str], values: NDArray[Any], reach: NDArray[Any], noise: NDArray[Any]
) -> pd.DataFrame:
    order = np.argsort(-values, kind="stable")
    sets = np.cumsum(1 << order)
    rows = zip([names[i] for i in order], reach[sets], noise[sets], reach[sets] - noise[sets],
               strict=True)  # fmt: skip
    return pd.DataFrame(rows, columns=list(STEPS))


def _notes(sizes: tuple[int, int], lost: int, same: tuple[str, ...]) -> tuple[Note, ...]:
    notes = []
    if min(sizes) < INDICATIVE:
        notes.append(Note("dissatisfiers.note.few", {"n": sizes[0], "others": sizes[1]}, "warn"))
    if same:
        notes.append(Note("panel.alike", {"names": same}, "warn"))
    if lost:
        notes.append(Note("dissatisfiers.note.left_out", {"n": lost}))
    return tuple(notes)
