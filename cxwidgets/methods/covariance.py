"""Covariance: counts, sums and sums of products, all that linear methods need of any many answers.

Alpha, key drivers and their kin depend on the rows only through this table. It is one pass over the
data, the tables of two sites add up, and the sums of survey scores are whole numbers, so the order
of rows does not matter. Variances are finished in exact fractions.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.covariance_weighted import effective_n, finished
from cxwidgets.methods.respondent_weights import SQUARED, WEIGHT, is_weighted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PATTERNS_UP_TO = 10_000
"""Up to this many rows the distinct rows are kept, so that respondents can be drawn again."""
KEYS = ["item", "other"]
SUMS = ["n", "sum", "sum_other", "product"]


@dataclass(frozen=True)
class CovarianceTally:
    """Sums over respondents for each pair of columns.

    Attributes
    ----------
    names
        The columns, k of them.
    sums
        One row for each ordered pair, k × k: ``item, other, n, sum, sum_other, product``, over the
        respondents who answered both (all k, when counted listwise). Where they are weighted the
        sums are of ``w x`` and ``w x y``, and ``w, w2`` stand beside them; ``n`` stays people.
    left_out
        ``item, n_missing, n_invalid``.
    rows
        Respondents seen, complete or not.
    patterns
        The distinct complete rows (counted pairwise, those with gaps too: NaN), with their weight
        ``w`` if they have one, and their ``n`` in a last column; None where there were more than
        ``PATTERNS_UP_TO`` rows, or where only sums are known.
    no_weight
        Respondents left out only because they have no weight.
    """

    names: tuple[str, ...]
    sums: pd.DataFrame
    left_out: pd.DataFrame
    rows: int
    patterns: pd.DataFrame | None = None
    no_weight: int = 0

    def __add__(self, other: CovarianceTally) -> CovarianceTally:
        """Return the tally of two sites together; their respondents are different people."""
        if self.names != other.names:
            raise ValueError(f"the tallies are of {self.names} and of {other.names}")
        if self.weighted != other.weighted:
            raise ValueError("one of the tallies was counted with weights, the other without")
        sums = [*SUMS, *([WEIGHT, SQUARED] if self.weighted else [])]
        patterns = None
        if (
            self.patterns is not None
            and other.patterns is not None
            and self.rows + other.rows <= PATTERNS_UP_TO
        ):
            both = pd.concat([self.patterns, other.patterns])
            keys = [c for c in both if c != "n"]
            patterns = both.groupby(keys, as_index=False, sort=True, dropna=False)["n"].sum()
        return CovarianceTally(
            self.names,
            self.sums.assign(**{c: self.sums[c] + other.sums[c] for c in sums}),
            self.left_out.assign(
                **{c: self.left_out[c] + other.left_out[c] for c in ("n_missing", "n_invalid")}
            ),
            self.rows + other.rows,
            patterns,
            self.no_weight + other.no_weight,
        )

    @property
    def weighted(self) -> bool:
        """Whether respondents were weighted."""
        return is_weighted(self.sums, None)

    def check_weights(self, weights: str | None) -> None:
        """Raise ``ValueError`` if weights are asked of a tally that was counted without them."""
        is_weighted(self.sums, weights)

    @property
    def n(self) -> int:
        """Respondents behind the pair of columns that fewest answered."""
        return int(self.sums["n"].min()) if len(self.sums) else 0

    @property
    def whole(self) -> bool:
        """Whether the same respondents are behind every pair, as always when counted listwise."""
        return bool((self.sums["n"] == self.n).all())

    @property
    def n_eff(self) -> float:
        """Kish's effective n, of the pair of columns that has the least; ``n`` without weights."""
        return effective_n(self.sums) if self.weighted else self.n

    @property
    def means(self) -> NDArray[Any]:
        """Return the k means; NaN for a column without answers."""
        own = self.sums[self.sums["item"] == self.sums["other"]]
        n = own[WEIGHT if self.weighted else "n"].to_numpy(dtype=float)
        total = own["sum"].to_numpy(dtype=float)
        means: NDArray[Any] = np.divide(total, n, out=np.full(len(n), nan), where=n > 0)
        return means

    @property
    def covariance(self) -> NDArray[Any]:
        """Return the k × k covariances (n − 1, or n_eff − 1); NaN below two respondents."""
        if self.weighted:
            return finished(self.names, self.sums, _covariance)
        k = len(self.names)
        values = [
            _covariance(*row) for row in zip(*(self.sums[c].tolist() for c in SUMS), strict=True)
        ]
        return np.array(values, dtype=float).reshape(k, k)

    def part(self, names: Sequence[str]) -> CovarianceTally:
        """Return the tally of some of the columns."""
        place = [self.names.index(name) for name in names]
        k = len(self.names)
        rows = [i * k + j for i in place for j in place]
        patterns = None
        if self.patterns is not None:
            rest = [c for c in self.patterns if isinstance(c, str)]
            chosen = self.patterns[[*place, *rest]].set_axis([*range(len(place)), *rest], axis=1)
            keys = [c for c in chosen if c != "n"]
            patterns = chosen.groupby(keys, as_index=False, sort=True, dropna=False)["n"].sum()
        return CovarianceTally(
            tuple(names),
            self.sums.iloc[rows].reset_index(drop=True),
            self.left_out.iloc[place].reset_index(drop=True),
            self.rows,
            patterns,
            self.no_weight,
        )


def _covariance(n: float, total: float, other: float, product: float) -> float:
    """Return (n Σxy − Σx Σy) / (n (n − 1)) without rounding before the end."""
    if n < 2:  # noqa: PLR2004 - one answer has no spread
        return nan
    if all(float(v).is_integer() for v in (n, total, other, product)):  # the same, sooner
        n, total, other, product = int(n), int(total), int(other), int(product)
        return (n * product - total * other) / (n * (n - 1))
    exact = Fraction(n) * Fraction(product) - Fraction(total) * Fraction(other)
    return float(exact / (Fraction(n) * Fraction(n - 1)))


def from_moments(
    names: Sequence[str], n: int, covariance: Any, means: Any = None
) -> CovarianceTally:
    """Return the tally that has this covariance matrix, as papers print it.

    Parameters
    ----------
    covariance
        k × k, with n − 1; a correlation matrix where nothing else is known.
    means
        k means; 0 where they are not known.
    """
    k = len(names)
    centre = np.zeros(k) if means is None else np.asarray(means, dtype=float)
    products = np.asarray(covariance, dtype=float) * (n - 1) + n * np.outer(centre, centre)
    sums = [
        (names[i], names[j], n, n * centre[i], n * centre[j], products[i, j])
        for i in range(k)
        for j in range(k)
    ]
    table = pd.DataFrame(sums, columns=[*KEYS, *SUMS])
    return CovarianceTally(tuple(names), table, left_out(names, [0] * k, [0] * k), n)


def left_out(names: Sequence[str], missing: list[int], invalid: list[int]) -> pd.DataFrame:
    """Return what was left out of each column."""
    return pd.DataFrame({"item": list(names), "n_missing": missing, "n_invalid": invalid})
