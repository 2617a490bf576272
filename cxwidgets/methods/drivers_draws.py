"""Covariances of respondents drawn again, as far as limits of key drivers may rest on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods import shapley
from cxwidgets.methods.covariance import PATTERNS_UP_TO
from cxwidgets.methods.notes import Note
from cxwidgets.methods.redraw import redraw

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from cxwidgets.methods.covariance import CovarianceTally

FIT = 0.95
"""Where fewer pairwise samples than this fit together, limits of the rest would be too narrow."""


def drawn(counted: CovarianceTally, draws: int, seed: int) -> tuple[NDArray[Any], tuple[Note, ...]]:
    """Return the usable matrices, and why there are none where there are none.

    Notes
    -----
    Where columns have gaps of their own, each pair rests on other respondents. That is drawn again
    only from the distinct rows: a matrix from the Wishart distribution has all its entries of the
    same respondents, whatever their number, and its limits are too narrow, the more so the higher
    columns correlate and the more is blank. Of 300 simulated surveys of 200 people each, 95 %
    limits of a coefficient and of LMG held the truth in 77-80 % (rows: 94-95 %) with r = .5 between
    predictors and 30 % blank, and in 93 % (rows: 93 %) with r = .2 and 10 % blank. Pairwise moments
    of highly correlated columns are less precise than listwise ones (Haitovsky 1968, Journal of the
    Royal Statistical Society B 30, 67-82).
    """
    k = len(counted.names)
    if not counted.whole and counted.patterns is None:
        why = Note("drivers.note.no_rows", {"most": PATTERNS_UP_TO}, "warn")
        return np.empty((0, k, k)), (why,)
    _, found = redraw(counted, draws, seed)
    used = found[_usable(found, pairwise=not counted.whole)]
    if not counted.whole and len(used) < FIT * draws:
        share = int(100 * len(used) / draws) if draws else 0
        return used[:0], (Note("drivers.note.unfit_draws", {"share": share}, "warn"),)
    return used, ()


def _usable(found: NDArray[Any], *, pairwise: bool) -> NDArray[Any]:
    """Say which resamples have variance everywhere and no collinear predictors.

    Pairwise ones must also be the correlations of anybody.
    """
    sd = np.diagonal(found, axis1=1, axis2=2)
    fine: NDArray[Any] = np.asarray((sd > 0).all(axis=1))
    if fine.any():
        r = shapley.correlations(found[fine])
        fine[fine] = shapley.told_apart(r[:, :-1, :-1])
        if pairwise:
            fine[fine] = shapley.fits_together(shapley.correlations(found[fine]))
    return fine
