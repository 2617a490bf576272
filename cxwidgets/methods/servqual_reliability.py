"""Alpha of each dimension, and how much of a gap is measurement error.

A respondent's statements of one dimension are laid side by side, expectation and perception; the
sums of their products add up across sites like everything else.
"""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods import covariance_tally
from cxwidgets.methods.alpha import alpha, feldt
from cxwidgets.methods.covariance import KEYS, SUMS, CovarianceTally, left_out

if TYPE_CHECKING:
    from collections.abc import Sequence

HALVES = ("expectation", "perception")
COLUMNS = ("dimension", *KEYS, *SUMS)
EMPTY = pd.DataFrame({name: [] for name in COLUMNS})
RESULT = ("dimension", "alpha", "alpha_low", "alpha_high", "alpha_expectation", "gap_reliability")


def tally(rows: nw.LazyFrame[Any], items: pd.DataFrame, low: int) -> pd.DataFrame:
    """Count sums of products among the statements of each dimension.

    Parameters
    ----------
    rows
        ``respondent, item, dimension, expectation, perception``; codes below ``low`` are blanks.
    items
        ``item, dimension``, each pair once.

    Returns
    -------
    pandas.DataFrame
        ``dimension, item, other, n, sum, sum_other, product``, each pair over the respondents who
        rated both: so tables add up even where sites asked different statements. ``item`` and
        ``other`` are ``e:`` or ``p:`` and the statement's name.
    """
    columns = {
        dimension: [f"{half[0]}:{name}" for half in HALVES for name in sorted(part["item"])]
        for dimension, part in items.assign(item=items["item"].astype(str)).groupby("dimension")
    }
    cells = [
        nw.when(nw.col("dimension") == dimension, nw.col("item") == column[2:])
        .then(nw.when(nw.col(half) >= low).then(nw.col(half)))
        .alias(f"{dimension}/{column}")
        for dimension, names in columns.items()
        for half in HALVES
        for column in names
        if column[0] == half[0]
    ]
    if not cells:
        return EMPTY.copy()
    wide = (
        rows.with_columns(nw.col("item").cast(nw.String))
        .with_columns(*cells)
        .group_by("respondent")
        .agg(nw.col([f"{d}/{c}" for d, names in columns.items() for c in names]).max())
        .to_native()
    )
    tables = []
    for dimension, names in columns.items():
        full = [f"{dimension}/{name}" for name in names]
        sums = covariance_tally.tally(wide, full, 0, missing="pairwise", patterns_up_to=0).sums
        short = dict(zip(full, names, strict=True))
        found = sums.assign(**{key: sums[key].map(short) for key in KEYS}, dimension=dimension)
        tables.append(found[found["n"] > 0])
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


def analyse(counted: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return ``dimension, alpha`` (of perceptions) with Feldt limits ``alpha_low, alpha_high``.

    Besides ``alpha_expectation``, and ``gap_reliability``: r_D of the gap as difference of two
    dimension scores.

    References
    ----------
    r_D = (s₁² r₁₁ + s₂² r₂₂ − 2 r₁₂ s₁ s₂) / (s₁² + s₂² − 2 r₁₂ s₁ s₂); Peter, Churchill & Brown
    1993, Journal of Consumer Research 19, 655-662.
    """
    rows = []
    for dimension, part in counted.groupby("dimension", sort=True):
        names = list(dict.fromkeys(part["item"]))
        pairs = pd.MultiIndex.from_product([names, names], names=KEYS)
        sums = part.set_index(KEYS).reindex(pairs).reset_index()
        sums[SUMS] = sums[SUMS].fillna(0.0)  # two statements that nobody rated both of
        zeros = [0] * len(names)
        whole = CovarianceTally(tuple(names), sums, left_out(names, zeros, zeros), 0)
        expected = [n for n in names if n.startswith("e:")]
        perceived = [n for n in names if n.startswith("p:")]
        matrix = whole.covariance
        of_e = _block(matrix, names, expected, expected)
        of_p = _block(matrix, names, perceived, perceived)
        cross = float(_block(matrix, names, expected, perceived).sum())
        value = alpha(of_p)  # NaN where two statements were never rated by the same person
        low, high = feldt(value, whole.n, len(perceived), level)
        found = (dimension, value, low, high, alpha(of_e), _difference(of_e, of_p, cross))
        rows.append(dict(zip(RESULT, found, strict=True)))
    return pd.DataFrame(rows, columns=list(RESULT))


def _block(matrix: Any, names: list[str], some: Sequence[str], others: Sequence[str]) -> Any:
    return matrix[np.ix_([names.index(n) for n in some], [names.index(n) for n in others])]


def _difference(of_e: Any, of_p: Any, cross: float) -> float:
    """Return the reliability of the difference of two scores; NaN where they do not vary."""
    one, two = float(of_e.sum()), float(of_p.sum())
    spread = one + two - 2 * cross
    if not (one > 0 and two > 0 and spread > 1e-12 * (one + two)):
        return nan
    return (one * alpha(of_e) + two * alpha(of_p) - 2 * cross) / spread
