"""What a reader of key drivers should know: why nothing was computed, or what to be wary of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods import shapley
from cxwidgets.methods.covariance_weighted import told
from cxwidgets.methods.intervals import z_value
from cxwidgets.methods.notes import Note, left_out

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from cxwidgets.methods.covariance import CovarianceTally

LEVEL = 0.95
WHOLE = 1 - 1e-12
"""A correlation of 1 has no finite z."""
INDICATIVE = 100
"""Below this many respondents the order of drivers is hardly ever settled."""


def trouble(counted: CovarianceTally, covariance: NDArray[Any]) -> tuple[Note, ...]:
    """Return why nothing can be computed, or nothing."""
    p = len(counted.names) - 1
    if counted.n < p + 2:
        few = Note("drivers.note.too_few", {"n": counted.n, "p": p}, "warn")
        return (few, *told(counted, INDICATIVE))
    if counted.n_eff < p + 2:
        sizes = {"n": counted.n, "n_eff": f"{counted.n_eff:.1f}", "p": p}
        return (Note("drivers.note.too_few_n_eff", sizes, "warn"),)
    flat = tuple(np.array(counted.names)[np.diag(covariance) <= 0])
    if flat:
        return (Note("drivers.note.constant", {"names": flat}, "warn"),)
    r = shapley.correlations(covariance)
    least, names = _combined(counted.names, r)
    if least < -shapley.COLLINEAR:  # of different people, and of nobody
        return (Note("drivers.note.no_fit", {"names": names}, "warn"),)
    least, names = _combined(counted.names[:-1], r[:-1, :-1])
    if least > shapley.COLLINEAR:
        return ()
    return (Note("drivers.note.collinear", {"names": names}, "warn"),)


def _combined(names: tuple[str, ...], r: NDArray[Any]) -> tuple[float, tuple[str, ...]]:
    """Return the smallest eigenvalue of correlations, and what takes part in its combination."""
    values, vectors = np.linalg.eigh(r)
    loads = np.abs(vectors[:, 0]) > 0.01  # noqa: PLR2004 - more than rounding
    return float(values[0]), tuple(np.array(names)[loads])


def notes(counted: CovarianceTally, table: pd.DataFrame, p: int) -> tuple[Note, ...]:
    """Return what a reader should know before acting on the order."""
    found = told(counted, INDICATIVE)
    if counted.n < INDICATIVE:
        found.append(Note("drivers.note.small_n", {"n": counted.n}, "warn"))
    conflict = tuple(table.loc[table["sign_conflict"], "predictor"])
    if conflict:
        found.append(Note("drivers.note.sign_conflict", {"names": conflict}, "warn"))
    # Only where it is beyond chance: the upper limit of Fisher's z is below 0.
    highest = np.arctanh(table["r"].clip(-WHOLE, WHOLE)) + z_value(LEVEL) / np.sqrt(
        max(counted.n_eff - 3, 1)
    )
    negative = tuple(table.loc[highest < 0, "predictor"])
    if negative:
        found.append(Note("drivers.note.negative", {"names": negative}))
    if p > shapley.EXACT_UP_TO:
        found.append(Note("drivers.note.many", {"p": p}))
    out = counted.rows - counted.n - counted.no_weight
    if not counted.whole:
        sizes = {"n": counted.n, "most": int(counted.sums["n"].max()), "all": counted.rows}
        found.append(Note("drivers.note.pairwise", sizes))
    elif out > 0:
        found.append(Note("drivers.note.left_out", {"n": out, "all": counted.rows}))
    return tuple(found)


def answers_left_out(counted: CovarianceTally) -> tuple[Note, ...]:
    """Say how many single answers were blank, and how many off the scale: other causes."""
    return left_out(*counted.left_out[["n_missing", "n_invalid"]].sum())
