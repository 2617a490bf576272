"""Sums and products of a piece of the columns of a table, in the memory of one core."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, nan
from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.answers import MOST, finite
from cxwidgets.methods.matrix_product import products

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHORT = [np.dtype(f"{kind}{size}") for kind in "iu" for size in (1, 2, 4)]  # answers all of them


@dataclass
class Sums:
    """What was found so far, of k columns.

    Attributes
    ----------
    n, sums, products
        k × k: respondents who answered both, sums of the one, sums of products.
    blank, off
        k: answers missing, and off the scale.
    rows
        Rows seen.
    """

    n: NDArray[Any]
    sums: NDArray[Any]
    products: NDArray[Any]
    blank: NDArray[Any]
    off: NDArray[Any]
    rows: int

    @classmethod
    def none(cls, k: int) -> Sums:
        """Return the sums of nothing."""
        square, line = np.zeros((k, k)), np.zeros(k)
        return cls(square, square.copy(), square.copy(), line, line.copy(), 0)

    def add(self, other: Sums) -> None:
        """Add another piece."""
        self.n += other.n
        self.sums += other.sums
        self.products += other.products
        self.blank += other.blank
        self.off += other.off
        self.rows += other.rows


def piece(
    columns: Sequence[NDArray[Any]],
    given: Sequence[NDArray[Any] | None],
    scale: tuple[float, float],
    *,
    listwise: bool,
) -> Sums:
    """Return the sums of one piece; a line of ones counts and adds in the same product.

    Parameters
    ----------
    columns
        Numbers, in the memory of one core.
    given
        Where each column has an answer; ``None`` where it has one in every row. What is not a
        number (NaN) is no answer either. Anything may stand where there is no answer.
    scale, listwise
        What lies off the scale is left out and counted. Listwise: only respondents who answered
        everything; else each pair of columns for itself.
    """
    k, rows = len(columns), len(columns[0])
    low, high = finite(*scale)
    if all(own is None for own in given) and all(_on(column, low, high) for column in columns):
        product = products([*columns, np.ones(rows, dtype=bool)], _bound(columns))
        every, nothing = np.full((k, k), float(rows)), np.zeros(k)
        sums = np.repeat(product[:, k:], k, axis=1)
        return Sums(every, sums, product[:, :k], nothing, nothing.copy(), rows)
    found = [usable(column, own, low, high) for column, own in zip(columns, given, strict=True)]
    blank, off = (np.array([float(each[i]) for each in found]) for i in (1, 2))
    there = [each[0] for each in found]
    if listwise:  # one line says who counts, not one for each column
        whole = everywhere(there)
        used = [kept(column, whole) for column in columns]
        product = products([*used, whole], _bound(used))
        every, sums = np.full((k, k), float(whole.sum())), np.repeat(product[:, k:], k, axis=1)
        return Sums(every, sums, product[:, :k], blank, off, rows)
    used = [kept(column, own) for column, own in zip(columns, there, strict=True)]
    product = products([*used, *there, np.ones(rows, dtype=bool)], _bound(used))
    n, sums = product[k:, k : 2 * k], product[:k, k : 2 * k]
    return Sums(n, sums, product[:k, :k], blank, off, rows)


def usable(
    column: NDArray[Any], given: NDArray[Any] | None, low: float, high: float
) -> tuple[NDArray[Any], int, int]:
    """Say where a column has a number on the scale; how many have none, and how many one off it."""
    rows = len(column)
    answered = np.ones(rows, dtype=bool) if given is None else given
    if column.dtype.kind == "f":
        answered = answered & ~np.isnan(column)
    blank = rows - int(np.count_nonzero(answered))
    if _on(column, low, high):
        return answered, blank, 0
    # In the column's own type where it is one of whole numbers: nothing has to be turned into
    # another. Fractions are compared in double precision: in half precision 7.01 may be 7.
    whole = column.dtype.kind != "f"
    ends = (ceil(low), floor(high)) if whole else (np.float64(low), np.float64(high))
    there = answered & (column >= ends[0]) & (column <= ends[1])
    return there, blank, rows - blank - int(np.count_nonzero(there))


def everywhere(there: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Say in which rows all columns have a number that counts."""
    whole = there[0].copy()
    for own in there[1:]:
        whole &= own
    return whole


def kept(column: NDArray[Any], there: NDArray[Any]) -> NDArray[Any]:
    """Return a column with 0 in place of what does not count."""
    if column.dtype.kind == "f":  # infinity times 0 is no number
        return np.where(there, column, column.dtype.type(0))
    alone: NDArray[Any] = np.multiply(column, there)
    return alone


def _on(column: NDArray[Any], low: float, high: float) -> bool:
    """Say whether all of a column lies on the scale."""
    if (low, high) == (-MOST, MOST) and column.dtype in SHORT:
        return True  # without looking at it: a sixth of the time
    return low <= float(column.min()) and float(column.max()) <= high


def _bound(columns: Sequence[NDArray[Any]]) -> float:
    """Return what no absolute value of whole numbers exceeds, at least 1; NaN of fractions."""
    if any(column.dtype.kind == "f" for column in columns):
        return nan
    if all(column.dtype.itemsize == 1 for column in columns):
        signed = all(column.dtype.kind != "u" for column in columns)
        return 128.0 if signed else 255.0  # small enough, whatever they hold
    return float(max(1, *(max(-int(c.min()), int(c.max())) for c in columns)))
