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
    from collections.abc import Sequence

    from numpy.typing import NDArray

SMALL = 2**18
"""Multiplications up to which OpenBLAS, which NumPy brings along, keeps to one thread."""
STRIP = 8
"""Lines multiplied at a time, with themselves and those that follow: the products with those before
are known by then."""
PIECE = 16_384
"""Rows turned into floating-point numbers at a time: they stay in the core's own memory."""
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
    blocks = max(1, PIECE // block)
    room = np.empty((blocks, m, block), dtype=np.float32 if single else np.float64)
    total = np.zeros((m - 1, m), dtype=np.int64 if whole else np.float64)
    for start in range(0, rows, blocks * block):
        stop = min(start + blocks * block, rows)
        full = (stop - start) // block
        for i, line in enumerate(lines):
            room[:full, i] = line[start : start + full * block].reshape(full, block)
        _multiply(room[:full], total)
        rest = stop - start - full * block
        if rest:
            for i, line in enumerate(lines):
                room[0, i, :rest] = line[stop - rest : stop]
            _multiply(room[:1, :, :rest], total)
    square = np.triu(total[:, :-1])
    total[:, :-1] = square + np.triu(square, 1).T
    return total.astype(float)


def _multiply(stack: NDArray[Any], total: NDArray[Any]) -> None:
    """Add the products of a stack of matrices to ``total``, from its diagonal on."""
    for start in range(0, len(total), STRIP):
        lines = slice(start, min(start + STRIP, len(total)))
        each = stack[:, lines] @ stack[:, start:].swapaxes(1, 2)
        total[lines, start:] += each.astype(total.dtype).sum(axis=0)
