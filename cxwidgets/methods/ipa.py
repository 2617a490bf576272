"""Importance and performance: where to concentrate, what to keep up, where effort is overkill.

Four quadrants are cut at a cross, and the cross decides: so the table says how likely each item is
to lie in its quadrant if the respondents were drawn again, and how the quadrant changes with
another cross. Stated importance (asked) and derived importance (from drivers) are different things.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods import covariance_tally, shapley
from cxwidgets.methods.answers import refuse_empty, refuse_missing, valid
from cxwidgets.methods.covariance import CovarianceTally
from cxwidgets.methods.covariance_weighted import told
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, mean_interval
from cxwidgets.methods.ipa_quadrant import INDICATIVE, QUADRANTS, Cross, IpaResult, placed
from cxwidgets.methods.once import refuse_twice
from cxwidgets.methods.redraw import redraw

if TYPE_CHECKING:
    from collections.abc import Sequence


DRAWS = 4000

__all__ = ["QUADRANTS", "IpaResult", "analyse", "ipa", "ipa_derived", "tally"]


def tally(answers: Any, low: float = -inf, high: float = inf) -> CovarianceTally:
    """Count importance and performance of each item, with all their products.

    Parameters
    ----------
    answers
        Any frame with ``respondent, item, importance, performance``, one row for each respondent
        and item.
    low, high
        Ends of the one scale; values off it are left out.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, there is no row, an answer has no item
        or is nobody's, or somebody rated an item twice (both are named).
    """
    frame = lazily(answers, ["respondent", "item", "importance", "performance"])
    named = collected(frame.select("item").unique())
    refuse_missing(named, "item")
    refuse_empty(named, "item")
    items = sorted(named["item"].astype(str))
    halves = ("importance", "performance")
    rows = frame.select(
        "respondent",
        nw.col("item").cast(nw.String),
        *(valid(frame, half, low, high) for half in halves),
    )
    refuse_twice(rows, ["item"])
    cells = {f"{half[0]}:{item}": (half, item) for half in halves for item in items}
    wide = rows.with_columns(
        nw.when(nw.col("item") == item).then(nw.col(half)).alias(name)
        for name, (half, item) in cells.items()
    )
    people = wide.group_by("respondent").agg(nw.col(list(cells)).max())
    return covariance_tally.tally(
        people.to_native(), list(cells), missing="pairwise", patterns_up_to=0
    )


def ipa(
    answers: Any,
    crosshair: Cross = "means",
    scale: tuple[float, float] = (1, 5),
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> IpaResult:
    """Place items by stated importance and performance.

    Parameters
    ----------
    answers
        A frame (see `tally`); its tally; or a table of published means with ``item, importance,
        performance``, which has no intervals.
    crosshair
        ``"means"`` (of the items), ``"medians"``, ``"midpoint"`` of the scale, or importance and
        performance.

    References
    ----------
    Martilla & James 1977, Journal of Marketing 41(1), 77-79.
    """
    check_level(level)
    if isinstance(answers, CovarianceTally):
        return analyse(answers, crosshair, scale, level, seed, draws)
    if isinstance(answers, pd.DataFrame) and "respondent" not in answers:
        frame = collected(lazily(answers, ["item", "importance", "performance"]))
        refuse_empty(frame, "item")
        pairs = frame[["importance", "performance"]].to_numpy(dtype=float)
        unknown = np.empty((0, len(pairs), 2))
        table = frame[["item", "importance", "performance"]].assign(n=0)
        return placed(table, pairs, unknown, crosshair, scale, level)
    return analyse(tally(answers, *scale), crosshair, scale, level, seed, draws)


def analyse(
    counted: CovarianceTally,
    crosshair: Cross = "means",
    scale: tuple[float, float] = (1, 5),
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> IpaResult:
    """Place the items of a tally; the means are drawn again with their joint t distribution."""
    check_level(level)
    if counted.weighted:
        raise ValueError("the tally is weighted; stated importance is placed without weights only")
    k = len(counted.names) // 2
    both = counted.sums["n"].to_numpy(dtype=float).reshape(2 * k, 2 * k)
    n, covariance = np.diag(both), counted.covariance
    weights = np.outer(n, n)
    precision = np.zeros(both.shape)
    np.divide(np.nan_to_num(covariance) * both, weights, out=precision, where=both > 1)
    table = pd.DataFrame({"item": [name[2:] for name in counted.names[:k]], "n": n[:k].astype(int)})
    sd = np.sqrt(np.diag(covariance))
    for half, part in (("importance", slice(0, k)), ("performance", slice(k, 2 * k))):
        one = zip(counted.means[part], sd[part], n[part], strict=True)
        limits = [mean_interval(*figures, level) for figures in one]
        table[half] = counted.means[part]
        table[f"{half}_low"], table[f"{half}_high"] = zip(*limits, strict=True)
    rng = np.random.default_rng(seed)
    sample = np.empty((0, k, 2))
    fewest = n[n > 0].min(initial=inf)  # an item nobody rated has no place, and takes no other's
    if 1 < fewest < inf:
        noise = rng.multivariate_normal(np.zeros(2 * k), precision, draws, method="eigh")
        noise /= np.sqrt(rng.chisquare(fewest - 1, (draws, 1)) / (fewest - 1))
        sample = np.stack(np.split(counted.means + noise, 2, axis=1), axis=2)
    pairs = table[["importance", "performance"]].to_numpy()
    return placed(table, pairs, sample, crosshair, scale, level)


def ipa_derived(
    answers: Any,
    outcome: str = "",
    predictors: Sequence[str] = (),
    crosshair: Cross = "means",
    scale: tuple[float, float] = (1, 5),
    level: float = 0.95,
    seed: int = 0,
    draws: int = 2000,
    *,
    weights: str | None = None,
    importance: str = "lmg",
) -> IpaResult:
    """Place predictors by derived importance and mean rating.

    Parameters
    ----------
    answers
        A frame or tally as for `drivers.drivers`. ``"midpoint"`` takes an equal part of all
        importance as its middle. Where predictors cannot be told apart, one of the columns does not
        vary or there are fewer than two respondents more than predictors, no importance is derived.
    weights
        Column of respondent weights, as for `drivers.drivers`.
    importance
        ``"lmg"``, the share of the explained variance by LMG; beyond 15 predictors that is
        ``"rwa"``, the share by relative weight. ``"standardised"``, the absolute standardised
        regression coefficient: what is usual, and misleading where predictors go along with each
        other; its sign is lost, and it is no share.

    Raises
    ------
    ValueError
        If no predictor is named, importance is to be measured otherwise, or as `drivers.drivers`.

    References
    ----------
    Lindeman, Merenda & Gold 1980 (LMG); Johnson 2000, Multivariate Behavioral Research 35, 1-19
    (relative weights).
    """
    check_level(level)
    if importance not in shapley.MEASURES:
        known = ", ".join(shapley.MEASURES)
        raise ValueError(f"the importance is {importance!r}; it must be one of {known}")
    if not isinstance(answers, CovarianceTally):
        if not predictors:
            raise ValueError("name at least one predictor")
        columns = [*predictors, outcome]
        answers = covariance_tally.tally(answers, columns, *scale, weights=weights)
    answers.check_weights(weights)
    means, drawn = redraw(answers, draws, seed)
    again = shapley.importance(drawn, importance)
    fine = ~np.isnan(again).any(axis=1)
    sample = np.stack([again[fine], means[fine][:, :-1]], axis=2)
    own = shapley.importance(answers.covariance[None], importance)[0]
    if importance == "lmg" and len(own) > shapley.EXACT_UP_TO:
        importance = "rwa"  # which stood in for it
    if answers.n_eff < len(own) + 2:
        own, sample = np.full(len(own), nan), sample[:0]
    pairs = np.stack([own, answers.means[:-1]], axis=1)
    table = pd.DataFrame({"item": answers.names[:-1], "n": answers.n})
    tail = (1 - level) / 2
    for i, half in enumerate(("importance", "performance")):
        limits = (
            np.quantile(sample[:, :, i], [tail, 1 - tail], axis=0) if len(sample) else (nan,) * 2
        )
        table[half], (table[f"{half}_low"], table[f"{half}_high"]) = pairs[:, i], limits
    found = placed(table, pairs, sample, crosshair, scale, level, importance)
    return replace(found, notes=(*told(answers, INDICATIVE), *found.notes))
