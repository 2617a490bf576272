"""Straight lines through units, from sums that add up over the units drawn."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.intervals import alike

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

SPREAD = 1e-12
"""What rounding leaves of squares about the mean where there is but one value."""


def sums_of(
    counted: pd.DataFrame, codes: NDArray[Any], units: int, pair: tuple[str, str]
) -> NDArray[Any]:
    """Return n, Σx, Σy, Σxx, Σxy, Σyy of each unit, about the mean of all: units × 6."""
    both = counted[list(pair)].notna().all(axis=1).to_numpy()
    values = counted.loc[both, list(pair)].to_numpy(dtype=float)
    x, y = (values - values.mean(axis=0) if len(values) else values).T
    sums = np.zeros((units, 6))
    np.add.at(sums, codes[both], np.column_stack([np.ones(len(x)), x, y, x * x, x * y, y * y]))
    return sums


def lines(sums: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """Return slope and r of stacked sums, draws × links × 6; NaN where there is no line."""
    n, sx, sy, sxx, sxy, syy = np.moveaxis(sums, -1, 0)
    with np.errstate(invalid="ignore", divide="ignore"):
        xx, xy, yy = sxx - sx * sx / n, sxy - sx * sy / n, syy - sy * sy / n
        slope = np.where(xx > SPREAD * sxx, xy / xx, nan)
        r = np.where(np.isfinite(slope) & (yy > SPREAD * syy), xy / np.sqrt(xx * yy), nan)
    return {"slope": slope, "r": r}


def limits(
    own: NDArray[Any], drawn: NDArray[Any], units: NDArray[Any], level: float
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return percentile limits over draws.

    NaN where too many draws have no line, and where a few units that lie exactly on one make all
    draws the same (`intervals.alike`): the next unit may lie elsewhere.
    """
    tail = (1 - level) / 2
    fine = np.isfinite(drawn).mean(axis=0) > level
    filled = np.where(fine, drawn, 0.0)
    low, high = np.nanquantile(filled, [tail, 1 - tail], axis=0)
    spread = np.nanstd(filled, axis=0)
    fine &= ~np.array([alike(*one) for one in zip(own, spread, units, strict=True)])
    return np.where(fine, low, nan), np.where(fine, high, nan)
