"""Counting antecedents: sums by unit and statement, and sums of products for alpha."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods import covariance_tally
from cxwidgets.methods.answers import INVALID, MISSING, blank, coded, refuse_missing, valid
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.once import refuse_twice

if TYPE_CHECKING:
    from collections.abc import Collection

    from cxwidgets.methods.covariance import CovarianceTally

KEYS = ["unit", "gap", "antecedent", "item"]


@dataclass(frozen=True)
class AntecedentsTally:
    """What the analysis needs.

    Attributes
    ----------
    sums
        ``unit, gap, antecedent, item, n, total``, reversed statements turned round; ``missing``
        answers, and ``invalid`` ones off the scale.
    gaps
        ``unit, gap, n, total`` of the gap scores; ``missing`` ones, and ``invalid`` ones off their
        limits.
    statements
        For each (gap, antecedent): sums of products among its statements, over the respondents of
        each unit: units may number their people alike, and who rates two units counts twice.
    """

    sums: pd.DataFrame
    gaps: pd.DataFrame
    statements: dict[tuple[str, str], CovarianceTally]

    def __add__(self, other: AntecedentsTally) -> AntecedentsTally:
        """Return the tally of two companies' units together, asked the same statements."""

        def added(keys: list[str], one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
            return pd.concat([one, two]).groupby(keys, as_index=False, sort=True).sum()

        statements = dict(self.statements)
        for key, found in other.statements.items():
            statements[key] = statements[key] + found if key in statements else found
        return AntecedentsTally(
            added(KEYS, self.sums, other.sums),
            added(["unit", "gap"], self.gaps, other.gaps),
            statements,
        )

    def by_unit(self) -> pd.DataFrame:
        """Return ``unit, gap, antecedent, score, gap_score``: the mean of statement means."""
        items = self.sums.assign(
            score=self.sums["total"] / self.sums["n"].where(self.sums["n"] > 0)
        )
        score = items.groupby(KEYS[:3], as_index=False, sort=True)["score"].mean()
        gaps = self.gaps.assign(gap_score=self.gaps["total"] / self.gaps["n"])
        joined = score.merge(gaps[["unit", "gap", "gap_score"]], on=["unit", "gap"], how="left")
        return joined.sort_values(["gap", "antecedent", "unit"], ignore_index=True)


def tally(
    answers: Any,
    scores: Any,
    reverse: Collection[str] = (),
    low: int = 1,
    high: int = 7,
    gap_low: float | None = None,
    gap_high: float | None = None,
) -> AntecedentsTally:
    """Count statements by unit; see `antecedents.antecedents` for the frames.

    Raises
    ------
    ValueError
        If a column is missing, a reversed statement does not exist, an answer is nobody's, or
        somebody answered a statement about one unit twice (both are named).
    """
    frame = lazily(answers, ["respondent", *KEYS, "score"])
    score = nw.col("score")
    marked = frame.select("respondent", *KEYS, coded(frame, "score", low, high)).with_columns(
        (score == MISSING).cast(nw.Int64).alias("missing"),
        (score == INVALID).cast(nw.Int64).alias("invalid"),
    )
    value = nw.when(score >= low).then(score.cast(nw.Float64))
    turned = nw.when(nw.col("item").is_in(list(reverse))).then(low + high - value).otherwise(value)
    rows = marked.with_columns(turned.alias("score"))
    counted = rows.group_by(*KEYS).agg(
        score.count().alias("n"), score.sum().alias("total"), nw.col("missing", "invalid").sum()
    )
    sums = collected(counted).sort_values(KEYS, ignore_index=True)
    for column in KEYS:
        refuse_missing(sums, column)
    unknown = sorted(set(reverse) - set(sums["item"]))
    if unknown:
        raise ValueError(f"{unknown[0]!r} is reversed, but no such statement was asked")
    refuse_twice(frame, KEYS)
    given = lazily(scores, ["unit", "gap", "score"])
    missing = blank(given, "score").alias("missing")
    bottom = low - high if gap_low is None else gap_low
    top = high if gap_high is None else gap_high
    scored = given.select("unit", "gap", valid(given, "score", bottom, top), missing)
    scored = scored.with_columns(
        (score.is_null() & (nw.col("missing") == 0)).cast(nw.Int64).alias("invalid")
    )
    gaps = collected(
        scored.group_by("unit", "gap").agg(
            score.count().alias("n"), score.sum().alias("total"), nw.col("missing", "invalid").sum()
        )
    ).sort_values(["unit", "gap"], ignore_index=True)
    gaps["total"] = gaps["total"].where(gaps["n"] > 0, nan)
    statements = {}
    for (gap, antecedent), part in sums.groupby(["gap", "antecedent"], sort=True):
        items = sorted(part["item"].unique())
        mine = rows.filter(nw.col("gap") == gap, nw.col("antecedent") == antecedent)
        cells = [
            nw.when(nw.col("item") == item).then(nw.col("score")).alias(str(item)) for item in items
        ]
        names = [str(item) for item in items]
        wide = mine.with_columns(*cells).group_by("unit", "respondent").agg(nw.col(names).max())
        statements[str(gap), str(antecedent)] = covariance_tally.tally(
            wide.to_native(), names, missing="pairwise", patterns_up_to=0
        )
    return AntecedentsTally(sums, gaps, statements)
