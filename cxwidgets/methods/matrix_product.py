"""Products of columns with each other, as many small matrix products as stay in one core's cache.

BLAS splits a large product over threads of its own, which then wait for each other where several
pieces are multiplied at the same time; below a certain size it does not. One small product after
another costs a quarter of the time here.
"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

SMALL = 2**18
"""Multiplications up to which OpenBLAS, which NumPy brings along, keeps to one thread."""
STRIP = 8
"""Lines multiplied at a time, with themselves and those that follow: the products with those before
are known by then."""
PIECE = 16_384
"""Rows turned into floating-point numbers at a time: they stay in the core's own memory."""
WEIGHTED_PIECE = PIECE // 4
"""The same where they are kept twice, with and without their weight, in double precision."""
EXACT = 2**24
"""Whole numbers up to this are exact in single precision."""
EXACT_DOUBLE = 2**53
LARGEST = 2**62


def products(lines: Sequence[NDArray[Any]], bound: float) -> NDArray[Any]:
    """Return the sums of products of all lines but the last with all lines.

    Parameters
    ----------
    lines
        m arrays of the same length: numbers, or truth values that count as 0 and 1.
    bound
        Largest absolute value among whole numbers; NaN where some are fractions. Single precision
        serves where every sum within a small product is exact in it; the small products of whole
        numbers are added up as whole numbers.

    Returns
    -------
    numpy.ndarray
        (m − 1) × m in double precision. Leaving the last line out on one side is what makes NumPy
        take the general matrix product, which is twice as fast here as that of a matrix by itself.
    """
    m, rows = len(lines), len(lines[0])
    exact = PIECE if isnan(bound) else int(EXACT_DOUBLE / bound**2) - 1
    block = max(16, min(PIECE, SMALL // (m * m), exact))
    single = bound * bound * block < EXACT  # never of NaN
    whole = bound * bound * block < EXACT_DOUBLE and bound * bound * rows < LARGEST
    total = np.zeros((m - 1, m), dtype=np.int64 if whole else np.float64)
    for _, stack in _stacks(lines, block, PIECE, np.dtype(np.float32 if single else np.float64)):
        _multiply(stack, stack, total)
    square = np.triu(total[:, :-1])
    total[:, :-1] = square + np.triu(square, 1).T
    return total.astype(float)


def weighted_products(lines: Sequence[NDArray[Any]], weights: NDArray[Any]) -> NDArray[Any]:
    """Return the sums of weighted products of all m lines with each other, m × m.

    In double precision: exact, while the sums are below 2⁵³, for whole answers and whole weights.
    """
    m = len(lines)
    total = np.zeros((m, m))
    block = max(16, SMALL // (m * m))
    for rows, stack in _stacks(lines, block, WEIGHTED_PIECE, np.dtype(float)):
        heavy = stack * weights[rows].reshape(len(stack), 1, -1)
        _multiply(heavy, stack, total)
    return np.triu(total) + np.triu(total, 1).T


def _stacks(
    lines: Sequence[NDArray[Any]], block: int, piece: int, dtype: np.dtype[Any]
) -> Iterator[tuple[slice, NDArray[Any]]]:
    """Return where some rows are, and all lines of them, blocks × lines × rows of a block.

    There are at most ``piece`` rows at a time, or one block; they are written over the ones before.
    """
    m, rows = len(lines), len(lines[0])
    blocks = max(1, piece // block)
    room = np.empty((blocks, m, block), dtype=dtype)
    for start in range(0, rows, blocks * block):
        stop = min(start + blocks * block, rows)
        full = (stop - start) // block
        middle = start + full * block
        if full:
            for i, line in enumerate(lines):
                room[:full, i] = line[start:middle].reshape(full, block)
            yield slice(start, middle), room[:full]
        if middle < stop:
            rest = room[:1, :, : stop - middle]
            for i, line in enumerate(lines):
                rest[0, i] = line[middle:stop]
            yield slice(middle, stop), rest


def _multiply(left: NDArray[Any], right: NDArray[Any], total: NDArray[Any]) -> None:
    """Add the products of two stacks of matrices to ``total``, from its diagonal on."""
    for start in range(0, len(total), STRIP):
        lines = slice(start, min(start + STRIP, len(total)))
        each = left[:, lines] @ right[:, start:].swapaxes(1, 2)
        total[lines, start:] += each.astype(total.dtype).sum(axis=0)
