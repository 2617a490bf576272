"""Customer lifetime value: what today's customers are likely to buy, and what that is worth.

A forecast from behaviour alone: how often each customer came, how lately, for how much. It assumes
that people go on as they did; it knows nothing of prices, rivals or a better service, which are
what the course is about.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods import buying, spend
from cxwidgets.methods.clv_tally import tally
from cxwidgets.methods.constant_clv import constant_clv
from cxwidgets.methods.frame import counted
from cxwidgets.methods.intervals import check_level, z_value
from cxwidgets.methods.likelihood import drawn
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["ClvResult", "clv", "constant_clv", "tally"]

DRAWS = 200
MOST = 7
"""The check of the fit counts 0 … 6 and "7 or more" repeat purchases."""
RELATED = 0.3
"""From this correlation on, spending is not independent of frequency as the model assumes."""
FEWEST = 30
"""Repeat buyers below which spending is not modelled."""


@dataclass(frozen=True)
class ClvResult:
    """A forecast for a set of customers.

    Attributes
    ----------
    parameters
        ``name, value, low, high``: r, alpha, a, b of BG/NBD (alpha in periods; only r and alpha
        where the data show nobody leaving, which a note says) and p, q, v of gamma-gamma, where
        amounts are given.
    customers
        The tally with, for each kind of customer, ``alive`` (chance of not having left),
        ``expected`` purchases within the horizon, ``spend`` a purchase and ``value``, discounted.
    total
        ``expected`` and ``value`` of all customers, with limits (``name, value, low, high``).
    check
        ``x`` (7 stands for 7 or more), ``customers`` and ``expected`` by the model: does it fit
        what was seen.
    log_likelihood
        Of the BG/NBD model.
    notes
        Remarks as text keys.
    """

    parameters: pd.DataFrame
    customers: pd.DataFrame
    total: pd.DataFrame
    check: pd.DataFrame
    log_likelihood: float
    horizon: int
    notes: tuple[Note, ...]
    level: float


def clv(
    transactions: Any,
    horizon: int = 52,
    unit: float = 7,
    discount: float = 0.0,
    margin: float = 1.0,
    level: float = 0.95,
    *,
    seed: int = 20_250_101,
) -> ClvResult:
    """Fit BG/NBD and gamma-gamma, and forecast.

    Parameters
    ----------
    transactions
        As for `clv_tally.tally`, or a tally (without ``priced``, every repeat purchase has an
        amount where there is a mean). Leave refunds and cancelled orders out before.
    horizon
        Periods ahead.
    unit
        Days in a period; 7 for weeks.
    discount
        Per period.
    margin
        Share of an amount that is profit.
    seed
        Of the draws behind the limits of the totals (normal approximation on the log scale).

    Raises
    ------
    ValueError
        As for `tally`; if an option is out of range; or if the customers do not determine the
        model (too few of them came again).

    Notes
    -----
    value = margin Σ_t (E[Y(t)] − E[Y(t − 1)]) E[spend] / (1 + discount)^t, for t = 1 … horizon.

    References
    ----------
    Fader, Hardie & Lee 2005, Marketing Science 24(2), 275-284; Fader & Hardie 2013.
    """
    check_level(level)
    for name, value in (("horizon", horizon), ("unit", unit), ("margin", margin)):
        if not value > 0:
            raise ValueError(f"the {name} is {value!r}; it must be positive")
    if discount < 0:
        raise ValueError(f"the discount is {discount!r}; it must be 0 or more")
    ready = counted(transactions, "x")
    table = transactions if ready else tally(transactions)
    lost = int(table.loc[table["x"] < 0, "n"].sum())
    found = table[table["x"] >= 0].reset_index(drop=True)
    if "mean" in found and "priced" not in found:
        found = found.assign(priced=found["x"].where(found["mean"].notna(), 0))
    x, n = (found[c].to_numpy(dtype=float) for c in ("x", "n"))
    recency, age = (found[c].to_numpy(dtype=float) / unit for c in ("recency", "age"))
    at, likelihood, covariance = buying.fit(x, recency, age, n)
    model = buying.model(np.exp(at))
    names, values, spreads = ["r", "alpha", "a", "b"][: len(at)], [at], [covariance]
    money = _spending(found)
    paid = np.full(len(found), nan)
    if money:
        names += list("pqv")
        values.append(money[0])
        spreads.append(money[1])
        paid = spend.GammaGamma(*np.exp(money[0])).expected(*_priced(found))
    steps = [model.ahead(t, x, recency, age) for t in range(1, horizon + 1)]
    increments = np.diff(np.array([np.zeros(len(x)), *steps]), axis=0)
    weights = (1 + discount) ** -np.arange(1.0, horizon + 1)
    discounted, ahead = margin * weights @ increments, increments.sum(axis=0)
    customers = found.assign(
        alive=model.alive(x, recency, age), expected=ahead, spend=paid, value=discounted * paid
    )
    expected, worth = _drawn_totals(
        found, (recency, age), (at, covariance), money, discounted / ahead, horizon, seed
    )
    edges = ((1 - level) / 2, (1 + level) / 2)
    total = pd.DataFrame(
        [
            ("expected", float(n @ ahead), *np.quantile(expected, edges)),
            ("value", float(n @ customers["value"].to_numpy()), *np.quantile(worth, edges)),
        ],
        columns=["name", "value", "low", "high"],
    )
    parameters = _parameters(names, values, spreads, level)
    notes = _notes(found, lost, with_money=bool(money), leaving=buying.lets_leave(at))
    check = _check(model, x, age, n)
    return ClvResult(parameters, customers, total, check, likelihood, horizon, notes, level)


def _priced(found: pd.DataFrame) -> tuple[Array, Array]:
    """Return how many repeat purchases have an amount, and their mean (0 where none has)."""
    means: Array = np.nan_to_num(found["mean"].to_numpy(dtype=float))
    return found["priced"].to_numpy(dtype=float), means


def _spending(found: pd.DataFrame) -> tuple[Array, Array] | None:
    """Return logs of p, q, v with their covariance; None without enough amounts."""
    if "mean" not in found:
        return None
    some = found[(found["priced"] > 0) & (found["mean"] > 0)]
    if some["n"].sum() < FEWEST:
        return None
    columns = (some[c].to_numpy(dtype=float) for c in ("priced", "mean", "n"))
    try:
        logs, _, covariance = spend.fit(*columns)
    except ValueError:  # for example where everybody always spends the same
        return None
    return logs, covariance


def _drawn_totals(
    found: pd.DataFrame,
    times: tuple[Array, Array],
    fitted: tuple[Array, Array],
    money: tuple[Array, Array] | None,
    share: Array,
    horizon: int,
    seed: int,
) -> tuple[Array, Array]:
    """Return expected purchases and value of everybody under drawn parameters."""
    x, n = (found[c].to_numpy(dtype=float) for c in ("x", "n"))
    paces = np.exp(drawn(*fitted, DRAWS, seed))
    paying = np.exp(drawn(*money, DRAWS, seed + 1)) if money else None
    expected, worth = np.empty(DRAWS), np.full(DRAWS, nan)
    for i, parameters in enumerate(paces):
        ahead = buying.model(parameters).ahead(horizon, x, *times)
        expected[i] = n @ ahead
        if paying is not None:
            paid = spend.GammaGamma(*paying[i]).expected(*_priced(found))
            worth[i] = n @ (ahead * share * paid)
    return expected, worth


def _parameters(
    names: list[str], values: list[Array], spreads: list[Array], level: float
) -> pd.DataFrame:
    logs = np.concatenate(values)
    half = z_value(level) * np.sqrt(np.concatenate([np.diag(s) for s in spreads]))
    limits = {"low": np.exp(logs - half), "high": np.exp(logs + half)}
    return pd.DataFrame({"name": names, "value": np.exp(logs), **limits})


def _check(model: buying.Model, x: Array, age: Array, n: Array) -> pd.DataFrame:
    """Count customers by repeat purchases, seen and expected."""
    chances = n @ model.frequencies(MOST - 1, age)
    seen = [n[x == k].sum() for k in range(MOST)]
    return pd.DataFrame(
        {
            "x": range(MOST + 1),
            "customers": [*seen, n[x >= MOST].sum()],
            "expected": [*chances, n.sum() - chances.sum()],
        }
    )


def _notes(found: pd.DataFrame, lost: int, *, with_money: bool, leaving: bool) -> tuple[Note, ...]:
    notes = [Note("clv.note.as_before")]
    if not leaving:
        notes.insert(0, Note("clv.note.nobody_leaves", tone="warn"))
    if with_money:
        some = found[(found["x"] > 0) & (found["mean"] > 0)]
        x, m, w = (some[c].to_numpy(dtype=float) for c in ("x", "mean", "n"))
        spread = np.cov(x, m, fweights=w.astype(int))
        related = spread[0, 1] / np.sqrt(spread[0, 0] * spread[1, 1])
        if isfinite(related) and abs(related) >= RELATED:
            notes.append(Note("clv.note.related", {"r": f"{related:.2f}"}, "warn"))
    elif "mean" in found:
        notes.append(Note("clv.note.no_spending"))
    unpriced = int(((found["x"] - found["priced"]) * found["n"]).sum()) if "mean" in found else 0
    if unpriced:
        notes.append(Note("clv.note.unpriced", {"n": unpriced}, "warn"))
    if lost:
        notes.append(Note("clv.note.lost", {"n": lost}))
    return tuple(notes)
