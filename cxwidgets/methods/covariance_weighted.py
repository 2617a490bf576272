"""Covariance of weighted answers: from sums of ``w x`` and ``w x y`` beside sums of ``w``, ``w²``.

The sums are scaled by ``Σw / Σw²`` (see `respondent_weights.effective`): then they are those of
n_eff answers, and whatever is computed of them has weighted means and covariances, and errors as of
Kish's effective n. With all weights the same they are the sums of the answers themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.notes import Note
from cxwidgets.methods.respondent_weights import (
    SQUARED,
    WEIGHT,
    n_effective,
    refuse_weightless,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from cxwidgets.methods.covariance import CovarianceTally

FLAT = 1e-12
"""What rounding leaves of the variance of answers all alike, as a part of their mean square."""
_TWO = 2 - 1e-9


def effective_n(sums: pd.DataFrame) -> float:
    """Return Kish's n of the pair of columns that has the least."""
    found = [n_effective(w, w2) for w, w2 in zip(sums[WEIGHT], sums[SQUARED], strict=True)]
    return float(min(found, default=0))


def finished(
    names: Sequence[str],
    sums: pd.DataFrame,
    finish: Callable[[float, float, float, float], float],
) -> NDArray[Any]:
    """Return the weighted covariances of k columns, k × k.

    Parameters
    ----------
    names, sums
        Of a weighted `CovarianceTally`.
    finish
        The covariance of ``n, sum, sum_other, product``.

    Raises
    ------
    ValueError
        If there are answers and nobody weighs anything; the columns are named.

    Notes
    -----
    ``Σw (x − x̄)(y − ȳ) / Σw · n_eff / (n_eff − 1)``, the same as ``numpy.cov(aweights=w)``.
    """
    k = len(names)
    columns = ("item", "other", "n", "sum", "sum_other", "product", WEIGHT, SQUARED)
    values, squares = [], []
    for item, other, n, one, two, product, w, w2 in zip(*(sums[c] for c in columns), strict=True):
        refuse_weightless(w, w2, int(n), item if item == other else f"{item} and {other}")
        part, n_eff = (w / w2 if w2 else 0.0), n_effective(w, w2)
        n_eff = max(n_eff, 2.0) if n_eff > _TWO else n_eff  # two up to rounding are two
        values.append(finish(n_eff, one * part, two * part, product * part))
        squares.append(product / w if w else 0.0)
    found = np.array(values, dtype=float).reshape(k, k)
    flat = np.diag(found) <= FLAT * np.diag(np.reshape(squares, (k, k)))
    found[flat] = np.where(np.isnan(found[flat]), found[flat], 0.0)
    found[:, flat] = np.where(np.isnan(found[:, flat]), found[:, flat], 0.0)
    return found


def told(counted: CovarianceTally, few: int) -> list[Note]:
    """Return what a reader should know of the weights of a tally; nothing where it has none.

    ``few`` is the number of answers below which the result is indicative only.
    """
    if not counted.weighted:
        return []
    sizes = {"n": counted.n, "n_eff": f"{counted.n_eff:.1f}"}
    tone = "warn" if counted.n >= few > counted.n_eff else "note"
    notes = [Note("panel.weighted", sizes, tone)] if counted.n else []
    if counted.no_weight:
        notes.append(Note("panel.n_no_weight", {"n": counted.no_weight}))
    return notes
