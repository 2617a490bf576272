"""Respondent weights: how much each person counts where a sample does not mirror its population.

A weight says for how many people of the population an answer stands. Weighted shares and means are
right on average, but with unequal weights a sample is worth fewer answers than it has: Kish's
effective size ``n_eff = (Σw)² / Σw²`` takes the place of n in every standard error. That is a
first-order approximation: it knows the weights, not the design of the sample or how they were made.

References
----------
Kish 1965, Survey Sampling, Wiley, section 11.7.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.answers import number
from cxwidgets.methods.frame import collected, lazily

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd

NO_WEIGHT = -3
"""Code of a proper answer whose respondent has no weight: it is counted, and left out."""
WEIGHT, SQUARED = "w", "w2"
"""Columns of a weighted tally: the sum of the weights, and the sum of their squares."""


def repeated_weighted(
    frame: nw.LazyFrame[Any], columns: list[str], weights: str
) -> nw.LazyFrame[Any]:
    """Return the distinct rows of some columns with ``n``, ``w`` and ``w2``, in memory.

    As `frame.repeated`; rows with and without a weight stand apart (``no_weight`` 1 or 0).

    Parameters
    ----------
    weights
        Column of the weights. A missing one has no weight; 0 is a weight.

    Raises
    ------
    ValueError
        If there is no such column, it holds words, or a weight is negative, infinite or too large
        to be squared (it is named).
    """
    lazily(frame, [weights])
    value = number(frame, weights)
    missing = value.is_null() | value.is_nan()
    weight = nw.when(missing).then(nw.lit(0.0)).otherwise(value)
    rows = frame.select(
        *columns,
        missing.cast(nw.Int64).alias("no_weight"),
        weight.alias(WEIGHT),
        (weight * weight).alias(SQUARED),
    )
    w = nw.col(WEIGHT)
    sums = [w.sum(), nw.col(SQUARED).sum(), w.min().alias("least"), w.max().alias("most")]
    table = collected(rows.group_by(*columns, "no_weight").agg(nw.len().alias("n"), *sums))
    if len(table):
        refuse_improper(table, weights)
    kept: nw.LazyFrame[Any] = nw.from_native(table.drop(columns=["least", "most"])).lazy()
    return kept


def refuse_improper(table: pd.DataFrame, weights: str) -> None:
    """Raise ``ValueError`` if the least weight is negative or the largest has no square."""
    least, most = float(table["least"].min()), float(table["most"].max())
    wrong = least if least < 0 else most
    if least < 0 or not isfinite(most * most):
        raise ValueError(
            f"column {weights!r} holds the weight {wrong:g}; a weight is a number of 0 or more, "
            "and its square one too"
        )


def is_weighted(table: pd.DataFrame, weights: str | None) -> bool:
    """Say whether a tally carries weights.

    Raises
    ------
    ValueError
        If weights are asked of a tally that was counted without them.
    """
    carried = {WEIGHT, SQUARED} <= set(table.columns)
    if weights is not None and not carried:
        raise ValueError(f"the tally was counted without weights; weigh it by {weights!r} there")
    return carried


def n_effective(total: float, squares: float) -> float:
    """Return Kish's effective number of answers, ``(Σw)² / Σw²``; 0 where there is no answer.

    Examples
    --------
    >>> n_effective(1 + 1 + 2, 1 + 1 + 4)
    2.6666666666666665
    """
    return total * total / squares if squares else 0.0


def effective(
    weights: Mapping[Any, float], squares: Mapping[Any, float], n: int, where: str
) -> dict[Any, float]:
    """Return weighted counts scaled to the effective size: ``c · Σw / Σw²``, which add up to n_eff.

    Whatever is computed of them has weighted shares and means, and errors as of n_eff answers. With
    all weights 1 they are the counts themselves.

    Parameters
    ----------
    weights, squares
        Sums of the weights and of their squares by answer.
    n
        How many people these are.
    where
        Whose weights they are, for the message.

    Raises
    ------
    ValueError
        If there are people but nobody weighs anything.
    """
    total, both = sum(weights.values()), sum(squares.values())
    refuse_weightless(total, both, n, where)
    return {key: weights[key] * (total / both) for key in sorted(weights)}


def refuse_weightless(total: float, squares: float, n: int, where: str) -> None:
    """Raise ``ValueError`` if there are n people and nobody weighs anything; see `effective`."""
    if n and not (squares > 0 and isfinite(squares)):
        raise ValueError(
            f"the weights of {where} add up to {total:g}, their squares to {squares:g}; somebody "
            "must weigh more than 0, and nobody so little or so much that it cannot be squared"
        )


def whole(counts: Sequence[float]) -> list[int]:
    """Return effective counts as whole ones, for tests that know no others.

    They add up to the nearest whole number; what is missing after rounding down goes where most was
    cut off (largest remainders). Whole counts stay as they are.

    Examples
    --------
    >>> whole([1.4, 2.4, 0.4])
    [2, 2, 0]
    """
    least = [int(count + 1e-9) for count in counts]
    # what rounding leaves of half an answer is still half: the unit of weights does not matter
    missing = round(round(sum(counts), 9)) - sum(least)
    by_rest = sorted(range(len(least)), key=lambda i: round(least[i] - counts[i], 9))
    return [k + (i in by_rest[:missing]) for i, k in enumerate(least)]
