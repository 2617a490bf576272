"""Rated moments: a journey's valences in order, reduced to one row of sums.

Whatever is said of a journey afterwards (peak, end, mean, trend) follows from this row, so millions
of journeys are one pass over the data.
"""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.answers import refuse_missing
from cxwidgets.methods.durations import minutes
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.ranked import ranked
from cxwidgets.methods.sequence import refuse_disordered

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("respondent", "at", "score")


def tally(moments: Any, *, neutral: float = 0.0, window: int = 1) -> pd.DataFrame:
    """Reduce rated moments to one row of sums per journey.

    Parameters
    ----------
    moments
        Any frame Narwhals reads, with ``respondent``, ``at`` (a number or a time that orders the
        moments; a text only if it is an ISO date or time) and ``score``. A missing score is
        skipped, never filled in, and counted: a journey has ``skipped``, and ``n`` 0 and no sums
        where nothing is rated. Where ``at`` are times, ``minutes`` lie between the first rated
        moment and the last; NaN where they are numbers.
    neutral
        The neutral point of the scale: 0 on −3…+3, 5 on 1…9.
    window
        How many last moments make up the end.

    Raises
    ------
    ValueError
        For a missing column, a window below 1, or moments of one journey whose order is unknown
        because ``at`` is missing, occurs twice or is a text and no date (see `sequence`), or that
        belong to no respondent.
    """
    if window < 1:
        raise ValueError(f"the window is {window!r}; the end is made of at least one moment")
    frame = lazily(moments, COLUMNS)
    refuse_disordered(frame, "at")
    said = _journeys(frame)
    score, step, back = nw.col("score"), nw.col("step"), nw.col("back")
    stepped = ranked(frame, "at", "respondent", "step")
    rated = (
        stepped.with_columns(score.cast(nw.Float64()), step.cast(nw.Float64()))
        .filter(~score.is_null())
        .filter(~score.is_nan())
    )
    ends = rated.group_by("respondent").agg(
        score.min().alias("trough"), score.max().alias("highest")
    )
    peaked = (
        ranked(rated, "step", "respondent", "back", descending=True)
        .join(ends, on="respondent")
        .with_columns(
            # equally far from neutral: the negative one (our choice; the literature is silent)
            nw.when(neutral - nw.col("trough") >= nw.col("highest") - neutral)
            .then(nw.col("trough"))
            .otherwise(nw.col("highest"))
            .alias("peak")
        )
    )
    terms = peaked.with_columns(
        nw.when(score == nw.col("peak")).then(step).otherwise(nw.lit(0.0)).alias("peak_at"),
        nw.when(back <= window).then(score).otherwise(nw.lit(0.0)).alias("end_sum"),
        nw.when(back <= window).then(nw.lit(1.0)).otherwise(nw.lit(0.0)).alias("end_n"),
        (step * step).alias("step_step"),
        (step * score).alias("step_score"),
        (score * score).alias("score_score"),
    )
    sums = ("score", "step", "step_step", "step_score", "score_score", "end_sum", "end_n")
    largest = ("peak", "peak_at", "trough", "highest")
    timed = not frame.collect_schema()["at"].is_numeric()
    at = nw.col("at")
    between = (at.min().alias("first"), at.max().alias("last")) if timed else ()
    rated_journeys = collected(
        terms.group_by("respondent").agg(
            nw.len().alias("n"),
            *between,
            *(nw.col(name).sum() for name in sums),
            *(nw.col(name).max() for name in largest),
        )
    )
    rated_journeys["minutes"] = nan
    if timed:
        ends_at = (rated_journeys.pop(end) for end in ("first", "last"))
        rated_journeys["minutes"] = minutes(*ends_at)
    table = said.merge(rated_journeys, on="respondent", how="left")
    table["n"] = table["n"].fillna(0).astype("int64")
    return table.assign(skipped=table["rows"] - table["n"]).drop(columns="rows")


def _journeys(frame: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return ``respondent, rows``; refuse moments of nobody or without a clear order."""
    at, unknown = nw.col("at"), nw.col("unknown")
    journeys = collected(
        frame.with_columns(at.is_null().cast(nw.Int64()).alias("unknown"))
        .group_by("respondent")
        .agg(nw.len().alias("rows"), at.n_unique().alias("places"), unknown.sum())
    ).sort_values("respondent", ignore_index=True)
    refuse_missing(journeys, "respondent")
    unclear = journeys[(journeys["rows"] != journeys["places"]) | (journeys["unknown"] > 0)]
    if len(unclear):
        who = unclear["respondent"].iloc[0]
        raise ValueError(f"the moments of respondent {who!r} have no clear order in column 'at'")
    return journeys[["respondent", "rows"]]
