"""Counting for penalty-reward contrasts: how often each pattern of ratings met a score.

An attribute is rated low, in between or high. The rows depend on nothing else, so the counts of
(pattern, outcome) carry everything, and the counts of two sites add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import valid
from cxwidgets.methods.frame import collected, lazily

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class PrcaTally:
    """What the regression needs of any number of answers.

    Attributes
    ----------
    names
        The k attributes.
    cells
        Columns ``0 … k−1`` (−1 low, 0 in between, 1 high), ``outcome`` and ``n``: respondents who
        answered everything.
    totals
        ``n`` and, for each attribute, the sum of its ratings over them, in one row of ``0 … k−1``.
    rows
        Respondents seen, complete or not.
    """

    names: tuple[str, ...]
    cells: pd.DataFrame
    totals: pd.DataFrame
    rows: int

    def __add__(self, other: PrcaTally) -> PrcaTally:
        """Return the tally of two sites together."""
        if self.names != other.names:
            raise ValueError(f"the tallies are of {self.names} and of {other.names}")
        keys = [*range(len(self.names)), "outcome"]
        both = pd.concat([self.cells, other.cells])
        return PrcaTally(
            self.names,
            both.groupby(keys, as_index=False, sort=True)["n"].sum(),
            self.totals + other.totals,
            self.rows + other.rows,
        )


def tally(
    answers: Any,
    outcome: str,
    predictors: Sequence[str],
    low: float,
    high: float,
    scale: tuple[float, float] = (-inf, inf),
) -> PrcaTally:
    """Count patterns of low and high ratings.

    Parameters
    ----------
    answers
        Any frame with one row for each respondent.
    low, high
        A rating up to ``low`` is low, one from ``high`` on is high.
    scale
        Ends of the scale of all columns; other values leave the respondent out.

    Raises
    ------
    ValueError
        If ``low`` is not below ``high``, or a column is missing or holds no numbers.
    """
    if not low < high:
        raise ValueError(f"low is {low!r} and high is {high!r}; low must be below high")
    if outcome in predictors or not predictors:
        raise ValueError(f"{outcome!r} needs predictors other than itself")
    frame = lazily(answers, [*predictors, outcome])
    plain = [f"x{i}" for i in range(len(predictors))]
    values = [valid(frame, c, *scale).alias(p) for c, p in zip(predictors, plain, strict=True)]
    every = frame.select(*values, valid(frame, outcome, *scale).alias("outcome"))
    blank = nw.any_horizontal(
        *(nw.col(name).is_null() for name in (*plain, "outcome")), ignore_nulls=False
    )
    rows = every.filter(~blank)
    codes = [
        nw.when(nw.col(p) <= low)
        .then(nw.lit(-1))
        .otherwise(nw.when(nw.col(p) >= high).then(nw.lit(1)).otherwise(nw.lit(0)))
        .cast(nw.Int64)
        .alias(f"c{i}")
        for i, p in enumerate(plain)
    ]
    keys = [f"c{i}" for i in range(len(plain))]
    counted = rows.with_columns(*codes).group_by(*keys, "outcome").agg(nw.len().alias("n"))
    cells = collected(counted).set_axis([*range(len(plain)), "outcome", "n"], axis=1)
    sums = collected(rows.select(nw.len().alias("n"), *(nw.col(p).sum() for p in plain)))
    totals = sums.fillna(0.0).astype(float).set_axis(["n", *range(len(plain))], axis=1)
    seen = int(collected(every.select(nw.len().alias("n")))["n"].iloc[0])
    order = [*range(len(plain)), "outcome"]
    return PrcaTally(tuple(predictors), cells.sort_values(order, ignore_index=True), totals, seen)
