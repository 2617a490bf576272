"""Raters drawn again and weights shaken: how far a ranking of concepts would move."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd
from scipy.special import ndtr

from cxwidgets.methods.answers import blank, refuse_missing, valid
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import alike, mean_interval, t_value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

EVERYBODY = "everybody"
"""Name of the one rater where the ratings do not say who rated."""
FIRM = 50.0
"""How firm weights are: perturbed weights come from a Dirichlet distribution with this sum, so that
a weight of 0.3 moves by about ±0.06 (one standard deviation)."""


@dataclass(frozen=True)
class RatingTally:
    """Whole sets of ratings, each with the raters who gave it.

    Attributes
    ----------
    keys
        What was rated, for example (concept, criterion); k of them, in order.
    sets
        Sets × k; NaN where there is no rating.
    n
        Raters behind each set.
    invalid, missing
        Ratings off the scale, which are none, and ratings left blank.
    """

    keys: tuple[tuple[str, ...], ...]
    sets: NDArray[Any]
    n: NDArray[Any]
    invalid: int = 0
    missing: int = 0

    def __add__(self, other: RatingTally) -> RatingTally:
        """Return the tally of two groups of raters together."""
        keys = tuple(sorted({*self.keys, *other.keys}))
        both = np.concatenate([one.laid_out(keys) for one in (self, other)])
        n = np.concatenate([self.n, other.n])
        found = _distinct(keys, both, n)
        lost = {name: getattr(self, name) + getattr(other, name) for name in ("invalid", "missing")}
        return replace(found, **lost)

    def laid_out(self, keys: Sequence[tuple[str, ...]]) -> NDArray[Any]:
        """Return the ratings of ``keys``, in that order: sets × keys."""
        out = np.full((len(self.n), len(keys)), np.nan)
        for i, key in enumerate(keys):
            if key in self.keys:
                out[:, i] = self.sets[:, self.keys.index(key)]
        return out

    def names(self, place: int) -> list[str]:
        """Return the names at one place of the keys, in order."""
        return list(dict.fromkeys(key[place] for key in self.keys))


def tally(ratings: Any, columns: Sequence[str], value: str, low: float, high: float) -> RatingTally:
    """Count how often each whole set of ratings was given.

    Parameters
    ----------
    ratings
        Any frame with ``columns`` and ``value``, perhaps ``respondent``, one row for each rating.
    low, high
        Ends of the scale; a rating off it counts as missing, and among ``invalid``.

    Raises
    ------
    ValueError
        If somebody rated the same thing twice.
    """
    frame = lazily(ratings, [*columns, value])
    named = "respondent" in frame.collect_schema().names()
    who = nw.col("respondent") if named else nw.lit(EVERYBODY).alias("respondent")
    given = blank(frame, value).alias("blank")
    table = collected(frame.select(who, *columns, valid(frame, value, low, high), given))
    missing = int(table["blank"].sum())
    invalid = int(table[value].isna().sum()) - missing
    for column in ("respondent", *columns):
        refuse_missing(table, column)
    twice = table[table.duplicated(["respondent", *columns])]
    if len(twice):
        one = twice.head(1).to_dict("records")[0]
        what = " / ".join(str(one[column]) for column in columns)
        raise ValueError(f"{one['respondent']!r} rated {what!r} twice")
    rated = list(zip(*(table[column].astype(str) for column in columns), strict=True))
    keys = tuple(sorted(set(rated)))
    people = table["respondent"].factorize()[0]
    values = np.full((people.max() + 1 if len(people) else 0, len(keys)), np.nan)
    place = {key: i for i, key in enumerate(keys)}
    values[people, [place[key] for key in rated]] = table[value].to_numpy(dtype=float)
    found = _distinct(keys, values, np.ones(len(values), dtype=np.int64))
    return replace(found, invalid=invalid, missing=missing)


def _distinct(
    keys: tuple[tuple[str, ...], ...], values: NDArray[Any], n: NDArray[Any]
) -> RatingTally:
    """Return the distinct sets in order."""
    order = list(range(len(keys)))
    table = pd.DataFrame(values, columns=order).assign(n=n)
    table = table.groupby(order, as_index=False, dropna=False, sort=True)["n"].sum()
    return RatingTally(keys, table[order].to_numpy(dtype=float), table["n"].to_numpy())


def drawn(n: NDArray[Any], draws: int, rng: np.random.Generator) -> NDArray[Any]:
    """Return how often each row of a tally is drawn: draws × rows; the rows as they are for one."""
    people = int(n.sum())
    if people < 2:  # noqa: PLR2004 - one rater cannot vary
        return np.broadcast_to(n.astype(float), (draws, len(n)))
    return rng.multinomial(people, n / people, size=draws).astype(float)


def means(values: NDArray[Any], counts: NDArray[Any]) -> NDArray[Any]:
    """Return the means of rows × cells for each draw of counts; NaN where nothing was drawn."""
    there = ~np.isnan(values)
    answered = counts @ there.astype(float)
    total = counts @ np.where(there, values, 0.0)
    nothing = np.full(total.shape, np.nan)
    found: NDArray[Any] = np.divide(total, answered, out=nothing, where=answered > 0)
    return found


def around(values: NDArray[Any], n: NDArray[Any], level: float) -> NDArray[Any]:
    """Return the t limits of the mean of each cell over raters: 2 × the shape of a set.

    Parameters
    ----------
    values, n
        Sets of values (NaN where a rater gave none), and how many raters gave each set.
    """
    people = np.repeat(values.reshape(len(n), -1), n, axis=0)
    limits = np.full((2, people.shape[1]), np.nan)
    for i, given in enumerate(people.T):
        known = given[~np.isnan(given)]
        if len(known) > 1:
            limits[:, i] = mean_interval(known.mean(), known.std(ddof=1), len(known), level)
    return limits.reshape(2, *values.shape[1:])


def shaken(weights: NDArray[Any], draws: int, rng: np.random.Generator) -> NDArray[Any]:
    """Return perturbed weights: draws × weights, each row summing to 1; a weight of 0 stays 0."""
    out = np.zeros((draws, len(weights)))
    positive = weights > 0
    out[:, positive] = rng.dirichlet(FIRM * weights[positive], size=draws)
    return out


def ranks(scores: NDArray[Any]) -> NDArray[Any]:
    """Return ranks along the last axis, 1 for the highest; equal scores share; NaN stays NaN."""
    better = (scores[..., None, :] > scores[..., :, None] + 1e-9).sum(axis=-1)
    return np.where(np.isnan(scores), np.nan, 1.0 + better)


def moved(scores: NDArray[Any], level: float) -> dict[str, NDArray[Any]]:
    """Return how ranks of draws × concepts of scores move: ``rank_low, rank_high, p_first``."""
    unknown = np.isnan(scores).all(axis=0)
    tail = (1 - level) / 2
    placed = ranks(scores)
    out: dict[str, NDArray[Any]] = {}
    places = np.where(unknown, 0.0, placed)
    out["rank_low"], out["rank_high"] = np.nanquantile(
        places, [tail, 1 - tail], axis=0, method="inverted_cdf"
    )
    out["p_first"] = (places == 1).mean(axis=0)
    return {name: np.where(unknown, np.nan, part) for name, part in out.items()}


def expanded(
    scores: NDArray[Any], again: NDArray[Any], n: NDArray[Any], level: float
) -> NDArray[Any]:
    """Return the expanded percentile limits of concepts' scores: 2 × concepts.

    Drawn from few raters, plain percentiles are too narrow, by the factor √((n − 1)/n) and by that
    of the normal quantile to Student's. The tail that is cut off is made smaller accordingly:
    Φ(−√(n/(n − 1)) t(n − 1)).

    Parameters
    ----------
    scores, again, n
        Scores, the same from raters drawn again (draws × concepts), and raters of each.

    Returns
    -------
    numpy.ndarray
        NaN for fewer than two raters, and where few raters agree (`intervals.alike`).

    References
    ----------
    Hesterberg 2015, The American Statistician 69(4), 371-386.
    """
    limits = np.full((2, len(scores)), np.nan)
    for i, (score, count) in enumerate(zip(scores, n, strict=True)):
        draws = again[:, i][~np.isnan(again[:, i])]
        if count > 1 and len(draws) and not alike(score, draws.std(), count):
            tail = ndtr(-np.sqrt(count / (count - 1)) * t_value(level, count - 1))
            limits[:, i] = np.quantile(draws, [tail, 1 - tail])
    return limits
