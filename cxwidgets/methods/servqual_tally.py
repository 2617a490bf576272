"""Counting expectation and perception: sums by statement, and by pairs of dimensions.

A respondent's gap in a dimension is the mean over the statements that respondent answered in both
halves. The dimension's gap is the mean over respondents. So two levels are counted: every statement
for itself, and every respondent's dimensions against each other, from which all intervals follow.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods import servqual_reliability
from cxwidgets.methods.answers import coded, refuse_missing, valid
from cxwidgets.methods.covariance import KEYS
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.once import refuse_twice

COLUMNS = ("respondent", "item", "dimension", "expectation", "perception")


@dataclass(frozen=True)
class ServqualTally:
    """What the analysis needs of any number of answers.

    Attributes
    ----------
    items
        ``item, dimension, expectation, perception, n``: how often each pair of answers was given
        (missing −1, off the scale −2).
    products
        ``dimension, other, n, gap, gap_other, product, expectation, perception``: over respondents
        who answered both dimensions, the sums of their gaps, of the products of their gaps, and of
        their means in ``dimension``.
    weighted
        ``dimension, n, weight, part, part_sq, total, total_sq``: over respondents with points
        (0 is points, a blank is none) and gaps in every dimension, the sums of weight, of weight
        times gap, and of each respondent's weighted total with its square; 0 where nobody has all
        of these. Empty without points.
    reliability
        Sums of products among the statements of a dimension (see `servqual_reliability.tally`).
    high
        The highest step of the scale; None where it is not known.
    """

    items: pd.DataFrame
    products: pd.DataFrame
    weighted: pd.DataFrame
    reliability: pd.DataFrame = field(default_factory=servqual_reliability.EMPTY.copy)
    high: int | None = None

    def __add__(self, other: ServqualTally) -> ServqualTally:
        """Return the tally of two sites together; their respondents are different people."""
        if self.high != other.high:
            raise ValueError(
                f"one scale ends at {self.high}, the other at {other.high}; it must be the same one"
            )

        def added(keys: list[str], one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
            both = pd.concat([part for part in (one, two) if len(part)] or [one])
            return both.groupby(keys, as_index=False, sort=True).sum()

        return ServqualTally(
            added(["item", "dimension", "expectation", "perception"], self.items, other.items),
            added(["dimension", "other"], self.products, other.products),
            added(["dimension"], self.weighted, other.weighted),
            added(["dimension", *KEYS], self.reliability, other.reliability),
            self.high,
        )


def tally(answers: Any, points: Any = None, low: int = 1, high: int = 7) -> ServqualTally:
    """Count answers to paired statements.

    Parameters
    ----------
    answers
        Any frame with ``respondent, item, dimension, expectation, perception``, one row for each
        respondent and statement.
    points
        Any frame of the same kind with ``respondent, dimension, weight``: the points each
        respondent gave to the dimensions; only their proportion counts.
    low, high
        Ends of the scale.

    Raises
    ------
    ValueError
        If a column is missing, does not hold numbers, or a weight is negative; if an answer or
        points are nobody's, or somebody rated a statement or gave points to a dimension twice.
    """
    frame = lazily(answers, COLUMNS)
    refuse_twice(frame, ["dimension", "item"])
    keys = [nw.col(name) for name in COLUMNS[:3]]
    marks = [coded(frame, name, low, high) for name in COLUMNS[3:]]
    rows = frame.select(*keys, *marks)
    items = collected(rows.group_by(*COLUMNS[1:]).agg(nw.len().alias("n")))
    for column in ("item", "dimension"):
        refuse_missing(items, column)
    means = _means(rows, low)
    return ServqualTally(
        items.sort_values(list(COLUMNS[1:]), ignore_index=True),
        _products(means),
        _weighted(means, points) if points is not None else _NO_WEIGHTS.copy(),
        servqual_reliability.tally(rows, items[["item", "dimension"]].drop_duplicates(), low),
        high,
    )


_MOST = 1e12
_NO_WEIGHTS = pd.DataFrame(
    {name: [] for name in ("dimension", "n", "weight", "part", "part_sq", "total", "total_sq")}
)


def _means(rows: nw.LazyFrame[Any], low: int) -> nw.LazyFrame[Any]:
    """Return each respondent's mean expectation, perception and gap in each dimension."""
    both = rows.filter(nw.col("expectation") >= low, nw.col("perception") >= low)
    means = both.group_by("respondent", "dimension").agg(
        nw.col("expectation").mean(), nw.col("perception").mean()
    )
    return means.with_columns((nw.col("perception") - nw.col("expectation")).alias("gap"))


def _products(means: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return the sums over respondents for each pair of dimensions."""
    other = means.select(
        "respondent", nw.col("dimension").alias("other"), nw.col("gap").alias("gap_other")
    )
    pairs = means.join(other, on="respondent", how="inner").with_columns(
        (nw.col("gap") * nw.col("gap_other")).alias("product")
    )
    sums = ("gap", "gap_other", "product", "expectation", "perception")
    table = collected(
        pairs.group_by("dimension", "other").agg(
            nw.len().alias("n"), *(nw.col(name).sum() for name in sums)
        )
    )
    return table.sort_values(["dimension", "other"], ignore_index=True)


def _weighted(means: nw.LazyFrame[Any], points: Any) -> pd.DataFrame:
    """Return the sums over respondents who weighted and answered every dimension."""
    given = lazily(points, ["respondent", "dimension", "weight"])
    refuse_twice(given, ["dimension"])
    weight = valid(given, "weight", -_MOST, _MOST)
    given = given.select("respondent", "dimension", weight)
    named = collected(given.group_by("dimension").agg(nw.len().alias("n")))
    refuse_missing(named, "dimension")
    negative = collected(given.filter(nw.col("weight") < 0).select("weight").head(1))
    if len(negative):
        raise ValueError(f"a weight is {negative['weight'].iloc[0]}; weights are not negative")
    given = given.filter(~nw.col("weight").is_null())
    wanted = given.group_by("respondent").agg(nw.col("weight").sum().alias("points"))
    shares = (
        given.join(wanted, on="respondent")
        .filter(nw.col("points") > 0)
        .with_columns((nw.col("weight") / nw.col("points")).alias("weight"))
    )
    found = shares.join(means.select("respondent", "dimension", "gap"), on=list(COLUMNS[:3:2]))
    parts = found.with_columns((nw.col("weight") * nw.col("gap")).alias("part"))
    totals = parts.group_by("respondent").agg(
        nw.len().alias("found"), nw.col("part").sum().alias("total")
    )
    parts = parts.join(totals, on="respondent").filter(nw.col("found") == len(named))
    squares = parts.with_columns(
        (nw.col("part") * nw.col("part")).alias("part_sq"),
        (nw.col("total") * nw.col("total")).alias("total_sq"),
    )
    sums = ("weight", "part", "part_sq", "total", "total_sq")
    table = collected(
        squares.group_by("dimension").agg(
            nw.len().alias("n"), *(nw.col(name).sum() for name in sums)
        )
    )
    if table.empty:  # they were asked, and nobody has all of it
        table = named[["dimension"]].assign(**dict.fromkeys(("n", *sums), 0.0))
    return table.sort_values("dimension", ignore_index=True)
