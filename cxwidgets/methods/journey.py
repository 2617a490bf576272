"""The emotion curve of a room: measured, not drawn.

Everybody rates each step of a journey from −3 to +3. The line is the median, the band the middle
half of the room. One author's curve shows one author's feeling; forty ratings show where people
agree and where the band is wide because they live through different journeys.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods import curve
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.notes import Note
from cxwidgets.methods.order_statistics import median_interval, quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("touchpoint", "score")
FEWEST = 6
"""Below 6 answers the range of all answers covers the true median less than 95 % of the time."""
QUARTER = 4
"""Below 4 answers there is no middle half, and no band is drawn."""


@dataclass(frozen=True)
class BandResult:
    """The room's emotion curve.

    Attributes
    ----------
    table
        One row a touchpoint, in journey order: ``touchpoint, position, n, mean, median, q1, q3,
        median_low, median_high, lowest, highest, small, n_missing`` (ratings left blank). Without
        ratings the figures are NaN.
    line
        The median as a curve for drawing, with the band around it: ``piece, position, value, low,
        high``.
    area
        Signed area under the median curve, in valence times steps.
    low_points
        The touchpoints with the lowest median; the mean decides among equal medians.
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    line: pd.DataFrame
    area: float
    low_points: tuple[str, ...]
    notes: tuple[Note, ...]


def tally(ratings: Any) -> pd.DataFrame:
    """Count the ratings: one row for each touchpoint and score, with ``n``; blank ones as NaN.

    Parameters
    ----------
    ratings
        Any frame Narwhals reads, with ``touchpoint`` and ``score``.

    Raises
    ------
    ValueError
        For a missing column.
    """
    score = nw.col("score")
    table = collected(
        lazily(ratings, COLUMNS)
        .with_columns(score.cast(nw.Float64()))
        .with_columns(nw.when(~score.is_nan()).then(score).alias("score"))
        .group_by(*COLUMNS)
        .agg(nw.len().alias("n"))
    )
    return table.astype({"score": float}).sort_values([*COLUMNS], ignore_index=True)


def analyse(counts: pd.DataFrame, order: Sequence[str]) -> BandResult:
    """Turn counts into the room's curve.

    Parameters
    ----------
    counts
        From :func:`tally`.
    order
        The touchpoints in journey order. One that nobody rated stays in place, as a gap.

    Raises
    ------
    ValueError
        If a touchpoint was rated that the order does not contain, or a score is infinite.
    """
    unknown = set(counts["touchpoint"]) - set(order)
    if unknown:
        raise ValueError(f"the touchpoint {min(unknown)!r} is not in the order of the journey")
    if np.isinf(counts["score"].to_numpy(dtype=float)).any():
        where = counts[np.isinf(counts["score"].to_numpy(dtype=float))].iloc[0]
        raise ValueError(f"the score {where['score']:g} of {where['touchpoint']!r} is infinite")
    rows = [
        {"touchpoint": name, "position": place, **_row(counts[counts["touchpoint"] == name])}
        for place, name in enumerate(order, start=1)
    ]
    table = pd.DataFrame(rows)
    position, median = table["position"].tolist(), table["median"].tolist()
    lowest = table.dropna(subset=["median"]).sort_values(["median", "mean"], kind="stable")
    bottom = lowest[["median", "mean"]].head(1)
    return BandResult(
        table=table,
        line=_line(table),
        area=curve.area(position, median),
        low_points=tuple(lowest.merge(bottom)["touchpoint"]),
        notes=_notes(table),
    )


def emotion_band(ratings: Any, order: Sequence[str] | None = None) -> BandResult:
    """Return the room's emotion curve from single ratings.

    Without an ``order`` the touchpoints stand in that of the column ``at``, their place in the
    journey.

    Quartiles interpolate linearly between order statistics (type 7 of Hyndman & Fan 1996, the
    default of NumPy and R). The interval of the median runs between order statistics and holds
    for any distribution (binomial argument); it exists from 6 answers on.

    Parameters and errors as in :func:`tally` and :func:`analyse`.
    """
    return analyse(tally(ratings), places(ratings) if order is None else order)


def places(ratings: Any) -> list[str]:
    """Return the touchpoints in journey order, by the column ``at``.

    Raises
    ------
    ValueError
        For a missing column, or a touchpoint that stands at two places of the journey.
    """
    frame = lazily(ratings, ("at", "touchpoint"))
    found = collected(frame.select("touchpoint", "at").unique().sort("at", "touchpoint"))
    twice = found.loc[found["touchpoint"].duplicated(), "touchpoint"]
    if len(twice):
        raise ValueError(f"the touchpoint {twice.iloc[0]!r} stands at two places of the journey")
    return list(found["touchpoint"])


def _row(counts: pd.DataFrame) -> dict[str, Any]:
    blank = counts["score"].isna()
    missing, counts = int(counts.loc[blank, "n"].sum()), counts[~blank]
    scores = counts["score"].to_numpy(dtype=float)
    n = counts["n"].to_numpy(dtype=int)
    total = int(n.sum())
    low, high = median_interval(scores, n)
    return {
        "n": total,
        "mean": float((scores * n).sum() / total) if total else float("nan"),
        "median": quantile(scores, n, 0.5),
        "q1": quantile(scores, n, 0.25),
        "q3": quantile(scores, n, 0.75),
        "median_low": low,
        "median_high": high,
        "lowest": scores.min() if total else float("nan"),
        "highest": scores.max() if total else float("nan"),
        "small": total < FEWEST,
        "n_missing": missing,
    }


def _line(table: pd.DataFrame) -> pd.DataFrame:
    """Draw median and quartiles; between touchpoints the band is kept around the median."""
    position = table["position"].tolist()
    line = curve.draw(position, table["median"].tolist())
    quartiles = table[["q1", "q3"]].where(table["n"] >= QUARTER)
    low = curve.at(position, quartiles["q1"].tolist(), line["position"].tolist())
    high = curve.at(position, quartiles["q3"].tolist(), line["position"].tolist())
    return line.assign(
        low=np.minimum(low, line["value"].to_numpy(dtype=float)),
        high=np.maximum(high, line["value"].to_numpy(dtype=float)),
    )


def _notes(table: pd.DataFrame) -> tuple[Note, ...]:
    notes = []
    unrated = tuple(table.loc[table["n"] == 0, "touchpoint"])
    few = int(table.loc[table["n"] > 0, "n"].min()) if (table["n"] > 0).any() else 0
    if 0 < few < FEWEST:
        notes.append(Note("journey.note.few", {"n": few, "needed": FEWEST}, "warn"))
    if unrated and few:
        notes.append(Note("journey.note.unrated", {"steps": unrated}))
    return tuple(notes)
