"""Penalty-reward contrasts: what low ratings of an attribute cost, and what high ones earn.

A three-factor class follows: basic (low ratings cost more than high ones earn), performance (both
alike), excitement (high ratings earn more). It describes how satisfaction responds at today's
service. It is not the Kano questionnaire and must not be read as Kano classes.
"""

from __future__ import annotations

from contextlib import suppress
from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.frame import lazily
from cxwidgets.methods.intervals import check_level, z_value
from cxwidgets.methods.notes import Note
from cxwidgets.methods.prca_classes import (
    CLASSES,
    asymmetry,
    classes,
    five_classes,
    impact,
    priorities,
)
from cxwidgets.methods.prca_regression import design, fitted
from cxwidgets.methods.prca_result import PrcaResult, notes
from cxwidgets.methods.prca_tally import PrcaTally, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["CLASSES", "PrcaResult", "analyse", "prca", "prca_from_coefficients", "tally"]

DRAWS = 4000
ENOUGH = 30
"""Ratings that low and high must each have to be told apart from chance."""
OUTER = 0.4
"""Where frustrators and delighters begin."""
SIGNS = np.array([-1.0, 1.0])
"""What is expected of a penalty and of a reward."""
EXACT = 1e-9
"""A coefficient this small is none: least squares leaves rounding behind."""


def prca(
    answers: Any,
    outcome: str = "",
    predictors: Sequence[str] = (),
    low: float = 2,
    high: float = 5,
    theta: float = 0.1,
    scale: tuple[float, float] = (-inf, inf),
    level: float = 0.95,
    seed: int = 0,
    *,
    outer: float = OUTER,
) -> PrcaResult:
    """Estimate penalties and rewards.

    Parameters
    ----------
    answers
        A frame with one row for each respondent, or its `tally`.
    low, high
        Ratings up to ``low`` are low, from ``high`` on high. Classes depend on this choice.
    theta
        |IA| beyond which an attribute is basic or excitement; 0.1 and 0.2 are both in use.
    outer
        |IA| beyond which it is a frustrator or a delighter; authors take from 0.4 to 0.7.

    Notes
    -----
    Unstandardised least squares of the outcome on two dummies an attribute, HC3 standard errors.
    A coefficient with the wrong sign is set to 0 and flagged; an attribute none of whose others
    differs from 0 is indifferent; its SGP, DGP and IA are NaN. Class probabilities come from
    coefficients drawn from their joint normal distribution. What nobody rated low (or high) has no
    known penalty (reward): it is taken as 0 without limits, and the class is never settled.

    References
    ----------
    Brandt 1987; Mikulić & Prebežac 2008, Managing Service Quality 18(6), 559-576, and 2012, Tourism
    Management 33(3), 713-716. That it does not replace Kano: Mikulić & Prebežac 2011.
    """
    if not isinstance(answers, PrcaTally):
        if not (outcome and predictors):
            raise ValueError("name the outcome and the predictors, each a column of the answers")
        answers = tally(answers, outcome, predictors, low, high, scale)
    return analyse(answers, theta, level, seed, outer=outer)


def analyse(
    counted: PrcaTally,
    theta: float = 0.1,
    level: float = 0.95,
    seed: int = 0,
    *,
    outer: float = OUTER,
) -> PrcaResult:
    """Return penalties and rewards of a tally; see `prca`."""
    check_level(level)
    k = len(counted.names)
    codes = counted.cells[list(range(k))].to_numpy()
    y = counted.cells["outcome"].to_numpy(dtype=float)
    n = counted.cells["n"].to_numpy(dtype=float)
    people = int(n.sum())
    means = counted.totals[list(range(k))].to_numpy()[0] / people if people else np.full(k, nan)
    few = [n @ (codes == side) if people else np.zeros(k) for side in (-1, 1)]
    known = people > 2 * k + 1
    try:
        b, v, r2 = fitted(design(codes), y, n) if known else (np.full(2 * k + 1, nan), None, nan)
    except np.linalg.LinAlgError:
        b, v, r2 = np.full(2 * k + 1, nan), None, nan
    spread = v if v is None else v[1:, 1:]
    table = _table(counted.names, means, b[1:], spread, (theta, outer), level, seed)
    table.insert(2, "n_low", few[0].astype(int))
    table.insert(3, "n_high", few[1].astype(int))
    for side, unseen in (("penalty", table["n_low"] == 0), ("reward", table["n_high"] == 0)):
        table.loc[unseen, [f"{side}_low", f"{side}_high", "ia_low", "ia_high", "probability"]] = nan
        table.loc[unseen, "settled"] = False
    too_few = (table["n_low"] < ENOUGH) | (table["n_high"] < ENOUGH)
    table.loc[too_few & (table["flag"] == ""), "flag"] = "few"
    alone, half = np.full((k, 2), nan), np.full((k, 2), nan)
    for j in range(k if known else 0):
        # nobody rated it in between: low and high have no common level to be compared with
        with suppress(np.linalg.LinAlgError):
            own, errors, _ = fitted(design(codes[:, [j]]), y, n)
            alone[j], half[j] = _exact(own[1:]), z_value(level) * np.sqrt(np.diag(errors)[1:])
    ia = np.where(_nothing(alone, half), nan, asymmetry(alone))
    table["ia_alone"], table["category_alone"] = ia, classes(ia, theta)
    table.loc[np.isnan(alone).any(axis=1), "category_alone"] = ""
    return PrcaResult(table, people, r2, notes(table, counted, people, v is None), level)


def prca_from_coefficients(
    table: pd.DataFrame, theta: float = 0.1, *, outer: float = OUTER
) -> PrcaResult:
    """Classify published coefficients: ``attribute, mean, penalty, reward``; no intervals."""
    lazily(table, ["attribute", "mean", "penalty", "reward"])
    b = table[["penalty", "reward"]].to_numpy(dtype=float).ravel()
    means = table["mean"].to_numpy(dtype=float)
    made = _table(tuple(table["attribute"]), means, b, None, (theta, outer), 0.95, 0)
    return PrcaResult(made, 0, nan, (Note("prca.note.not_kano", tone="warn"),), 0.95)


def _table(
    names: tuple[str, ...],
    means: NDArray[Any],
    b: NDArray[Any],
    v: NDArray[Any] | None,
    limit: tuple[float, float],
    level: float,
    seed: int,
) -> pd.DataFrame:
    """Return coefficients (k × low, high), classes and priorities with what is known of them."""
    k = len(names)
    pairs = _exact(b).reshape(k, 2)
    half = np.full((k, 2), nan)
    probability = np.full((k, len(CLASSES)), nan)
    limits = np.full((2, k), nan)
    nothing: NDArray[Any] = np.zeros(k, dtype=bool)
    if v is not None:
        half = (z_value(level) * np.sqrt(np.diag(v))).reshape(k, 2)
        nothing = _nothing(pairs, half)
        drawn = np.random.default_rng(seed).multivariate_normal(b, v, DRAWS, method="eigh")
        ias = asymmetry(_exact(drawn).reshape(DRAWS, k, 2))
        found = classes(ias, limit[0])
        probability = np.stack([(found == name).mean(axis=0) for name in CLASSES], axis=1)
        tail = (1 - level) / 2
        limits = np.nanquantile(np.nan_to_num(ias), [tail, 1 - tail], axis=0)
        limits[:, np.isnan(ias).all(axis=0)] = nan
    riocs, *potentials = impact(pairs)
    ia, sgp, dgp = (np.where(nothing, nan, of) for of in (asymmetry(pairs), *potentials))
    category, five = classes(ia, limit[0]), five_classes(ia, *limit)
    unknown = np.isnan(pairs).any(axis=1)
    category[unknown] = five[unknown] = ""
    at = [CLASSES.index(name) if name in CLASSES else -1 for name in category]
    sure = np.array([probability[i, a] if a >= 0 else nan for i, a in enumerate(at)])
    sure[nothing] = nan
    table = pd.DataFrame({"attribute": names, "mean": means})
    for j, name in enumerate(("penalty", "reward")):
        table[name] = pairs[:, j]
        table[f"{name}_low"], table[f"{name}_high"] = (
            pairs[:, j] - half[:, j],
            pairs[:, j] + half[:, j],
        )
    table["riocs"], table["sgp"], table["dgp"] = riocs, sgp, dgp
    table["ia"], (table["ia_low"], table["ia_high"]) = ia, limits
    table["category"], table["probability"], table["settled"] = category, sure, sure >= level
    table["five_class"] = five
    table["standing"] = np.where(means < np.mean(means), "L", "H")
    table["priority"] = priorities(list(table["standing"]), list(category), list(means))
    wrong = (pairs * SIGNS < 0).any(axis=1)
    table["flag"] = np.where(wrong, "wrong_sign", "")
    return table


def _exact(b: NDArray[Any]) -> NDArray[Any]:
    """Return coefficients with 0 for what only rounding made of it: its sign is no direction."""
    return np.where(np.abs(b) < EXACT, 0.0, b)


def _nothing(pairs: NDArray[Any], half: NDArray[Any]) -> NDArray[Any]:
    """Say which attributes have neither a penalty nor a reward beyond chance."""
    found: NDArray[Any] = np.all((np.abs(pairs) <= half) | (pairs * SIGNS < 0), axis=1)
    return found
