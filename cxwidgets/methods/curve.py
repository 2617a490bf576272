"""The emotion curve as a line: through every touchpoint, and nowhere further.

PCHIP (Fritsch & Carlson 1980) passes through the points and stays between neighbours, so its
highest and lowest places are touchpoints. An ordinary cubic spline invents peaks that nobody
felt. The line is a drawing aid; the points are the data, and it breaks where one is missing.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PER_STEP = 12


def draw(
    positions: Sequence[float], values: Sequence[float], *, per_step: int = PER_STEP
) -> pd.DataFrame:
    """Sample the curve for drawing.

    Parameters
    ----------
    positions, values
        One pair a touchpoint, positions increasing; a value that is NaN breaks the line.
    per_step
        Sampled points from one touchpoint to the next.

    Returns
    -------
    pandas.DataFrame
        Columns ``piece`` (number of the unbroken part), ``position``, ``value``. A touchpoint
        whose neighbours are both missing is a piece of one point.
    """
    rows = []
    for number, (x, y) in enumerate(_pieces(positions, values)):
        between = [np.linspace(a, b, per_step + 1) for a, b in pairwise(x)]
        at = np.unique(np.concatenate([x, *between]))
        rows.append(pd.DataFrame({"piece": number, "position": at, "value": _through(x, y)(at)}))
    if not rows:
        return pd.DataFrame({"piece": [], "position": [], "value": []})
    return pd.concat(rows, ignore_index=True)


def at(
    positions: Sequence[float], values: Sequence[float], where: Sequence[float]
) -> NDArray[np.float64]:
    """Return the height of the curve at the positions ``where``; NaN beyond or between pieces."""
    wanted = np.asarray(where, dtype=float)
    heights = np.full(wanted.shape, np.nan)
    for x, y in _pieces(positions, values):
        inside = (wanted >= x[0]) & (wanted <= x[-1])
        heights[inside] = _through(x, y)(wanted[inside])
    return heights


def area(positions: Sequence[float], values: Sequence[float]) -> float:
    """Return the signed area between the curve and zero, in valence times steps."""
    pieces = _pieces(positions, values)
    if not pieces:
        return float("nan")
    return float(sum(_through(x, y).integrate(x[0], x[-1]) for x, y in pieces if len(x) > 1))


def _pieces(
    positions: Sequence[float], values: Sequence[float]
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    x, y = np.asarray(positions, dtype=float), np.asarray(values, dtype=float)
    if x.shape != y.shape or x.ndim != 1:
        raise ValueError(f"{x.size} positions do not fit {y.size} values")
    if not np.all(np.diff(x) > 0):
        raise ValueError(f"the positions must increase: {x.tolist()}")
    known = np.flatnonzero(np.isfinite(y))
    runs = np.split(known, np.flatnonzero(np.diff(known) > 1) + 1)
    return [(x[run], y[run]) for run in runs if run.size]


def _through(x: NDArray[np.float64], y: NDArray[np.float64]) -> Any:
    from scipy.interpolate import PchipInterpolator, PPoly

    if len(x) == 1:  # one point is a place, not a curve
        return PPoly(y.reshape(1, 1), np.array([x[0], x[0] + 1]))
    return PchipInterpolator(x, y)
