"""Putting dimensions together: equal weights, the same points for everyone, or one's own."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.intervals import mean_interval, spread

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


@dataclass(frozen=True)
class Gaps:
    """The dimensions' mean gaps with what is known of their precision.

    Attributes
    ----------
    names
        The k dimensions.
    means
        Array of k gaps.
    covariances
        Array of k × k covariances of those means; NaN where unknown.
    n
        Respondents, in the dimension with the fewest.
    """

    names: list[str]
    means: Any
    covariances: Any
    n: float

    def score(self, shares: Any, level: float) -> tuple[float, float, float]:
        """Return a weighted sum of the gaps with its t limits."""
        if not self.names:
            return nan, nan, nan
        total = float(self.means @ shares)
        variance = float(shares @ self.covariances @ shares)
        if not (variance >= 0 and self.n > 1):
            return total, nan, nan
        return (total, *mean_interval(total, sqrt(variance * self.n), self.n, level))

    def equal(self, level: float) -> tuple[float, float, float]:
        """Return the unweighted score: every dimension counts the same."""
        return self.score(np.full(len(self.names), 1 / max(1, len(self.names))), level)


@dataclass(frozen=True)
class Weighted:
    """The weighted score: shares and parts of each dimension, total, limits and people.

    ``asked`` says whether anybody was to share out points.
    """

    shares: Any
    parts: Any
    total: float = nan
    low: float = nan
    high: float = nan
    n: float = 0
    of_means: float = nan
    asked: bool = False


def covariances(products: pd.DataFrame, names: list[str]) -> Any:
    """Return the covariances of the dimensions' mean gaps, k × k.

    Where not everybody answered every dimension, Cov(mean k, mean l) = n_kl / (n_k n_l) cov_kl.
    """
    found = products.set_index(["dimension", "other"])
    n = {name: float(found.loc[(name, name), "n"]) for name in names}
    out = np.full((len(names), len(names)), nan)
    for i, one in enumerate(names):
        for j, other in enumerate(names):
            if (one, other) not in found.index:
                out[i, j] = 0.0  # nobody answered both: the two means are independent
                continue
            row = found.loc[(one, other)]
            both = float(row["n"])
            if both > 1:
                cross = both * row["product"] - row["gap"] * row["gap_other"]
                out[i, j] = cross / (both - 1) / (n[one] * n[other])
    return out


def fixed(gaps: Gaps, weights: Mapping[str, float], level: float) -> Weighted:
    """Return the score under the same points for everyone.

    Raises
    ------
    ValueError
        If a weight belongs to no dimension or is negative, or all are 0.
    """
    unknown = sorted(set(weights) - set(gaps.names))
    if unknown:
        listed = ", ".join(gaps.names)
        known = f"the dimensions are {listed}" if listed else "no dimension has been rated"
        raise ValueError(f"a weight is for {unknown[0]!r}; {known}")
    negative = [f"{name} has {points}" for name, points in weights.items() if not points >= 0]
    if negative or not sum(weights.values()) > 0:
        raise ValueError(f"weights must be positive: {(negative or ['all are 0'])[0]}")
    shares = np.array([weights.get(name, 0.0) for name in gaps.names], dtype=float)
    shares /= shares.sum()
    total, low, high = gaps.score(shares, level)
    return Weighted(shares, gaps.means * shares, total, low, high, gaps.n, total)


def own(gaps: Gaps, points: pd.DataFrame, level: float) -> Weighted:
    """Return the score under each respondent's own points; NaN where there are none."""
    unknown = np.full(len(gaps.names), nan)
    if not len(points):
        return Weighted(unknown, unknown)
    table = points.set_index("dimension").reindex(gaps.names)
    people = set(table["n"])
    # somebody weighted a dimension nobody rated, nobody one that was, or nobody all of them
    if len(people) != 1 or table["n"].isna().any() or people == {0}:
        return Weighted(unknown, unknown, asked=True)
    n = int(people.pop())
    shares, parts = table["weight"].to_numpy() / n, table["part"].to_numpy() / n
    total, sd = spread(n, float(table["total"].iloc[0]), float(table["total_sq"].iloc[0]))
    low, high = mean_interval(total, sd, n, level)
    of_means = float(gaps.means @ shares)
    return Weighted(shares, parts, total, low, high, n, of_means, asked=True)
