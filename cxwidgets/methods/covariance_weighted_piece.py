"""Weighted sums and products of a piece of the columns of a table, in the memory of one core."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.answers import finite
from cxwidgets.methods.covariance_piece import everywhere, kept, usable
from cxwidgets.methods.matrix_product import weighted_products

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


@dataclass
class WeightedSums:
    """What was found so far, of k columns and those who answered all of them.

    Attributes
    ----------
    n, without, rows
        Respondents who count, those left out only because they have no weight, and all.
    least, most
        Ends of the weights of all.
    squares
        Sum of the squared weights of those who count.
    products
        (k + 1) × (k + 1): weighted sums of products; the last line is 1 for each who counts.
    blank, off
        k: answers missing, and off the scale.
    """

    n: int
    without: int
    rows: int
    least: float
    most: float
    squares: float
    products: NDArray[Any]
    blank: NDArray[Any]
    off: NDArray[Any]

    @classmethod
    def none(cls, k: int) -> WeightedSums:
        """Return the sums of nothing."""
        line = np.zeros(k)
        return cls(0, 0, 0, inf, -inf, 0.0, np.zeros((k + 1, k + 1)), line, line.copy())

    def add(self, other: WeightedSums) -> None:
        """Add another piece."""
        self.n += other.n
        self.without += other.without
        self.rows += other.rows
        self.least = min(self.least, other.least)
        self.most = max(self.most, other.most)
        self.squares += other.squares
        self.products += other.products
        self.blank += other.blank
        self.off += other.off


def weighted_piece(
    columns: Sequence[NDArray[Any]],
    given: Sequence[NDArray[Any] | None],
    scale: tuple[float, float],
) -> WeightedSums:
    """Return the sums of one piece; see `covariance_piece.piece`.

    Parameters
    ----------
    columns, given
        The answers, and last the weights.
    """
    *answers, weight = columns
    *answered, has = given
    found = [usable(c, own, *finite(*scale)) for c, own in zip(answers, answered, strict=True)]
    blank, off = (np.array([float(each[i]) for each in found]) for i in (1, 2))
    asked = everywhere([there for there, _, _ in found])
    has, _, _ = usable(weight, has, -inf, inf)
    weights = np.where(has, weight, 0).astype(float)
    least, most = float(weights.min()), float(weights.max())
    proper = least >= 0 and isfinite(most * most)  # else refused when all pieces are known
    counts = asked & has
    lines = [*(kept(column, counts) for column in answers), counts]
    counting = weights * counts if proper else np.zeros_like(weights)
    return WeightedSums(
        int(np.count_nonzero(counts)),
        int(np.count_nonzero(asked & ~has)),
        len(weight),
        least,
        most,
        float(counting @ counting),
        weighted_products(lines, counting),
        blank,
        off,
    )
