"""Loyalty as attitude and habit: liking it better than the rest, and coming back.

People who come back without liking it more than others (spurious loyalty) leave with the first
better offer; those who like it but rarely come (latent loyalty) meet some obstacle. The cut points
are named, never medians: medians would fill all four cells whatever the customers are like.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import MISSING, valid
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.intervals import check_level, wilson
from cxwidgets.methods.loyalty_pairs import remarks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.notes import Note

CELLS: Mapping[tuple[bool, bool], str] = {
    (True, True): "loyal",
    (True, False): "latent",
    (False, True): "spurious",
    (False, False): "none",
}
"""(attitude above the cut, patronage at or above the cut) → kind of loyalty."""


@dataclass(frozen=True)
class AttitudeResult:
    """Four kinds of loyalty: ``table`` has ``cell, n, share, low, high`` (Wilson)."""

    table: pd.DataFrame
    n: int
    unclassified: int
    notes: tuple[Note, ...]


def tally(answers: Any, attitude: float = 0, patronage: float = 0.5) -> pd.DataFrame:
    """Count people by relative attitude and patronage.

    Parameters
    ----------
    answers
        Any frame with ``own`` (rating of this company), ``best_other`` (rating of the best
        competitor, same scale) and ``patronage`` (share of wallet or of visits, 0-1).
    attitude
        Liking counts as high where own minus best other is above this.
    patronage
        Patronage counts as high from this share on.

    Returns
    -------
    pandas.DataFrame
        ``likes, comes`` (1, 0, or −1 where an answer is missing or a share lies outside 0-1) and
        ``n``. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds something other than numbers.
    """
    frame = lazily(answers, ("own", "best_other", "patronage"))
    low, high = -1e12, 1e12
    ratings = [valid(frame, name, low, high) for name in ("own", "best_other")]
    people = frame.select(*ratings, valid(frame, "patronage", 0, 1))
    given = ~(nw.col("own").is_null() | nw.col("best_other").is_null())
    given &= ~nw.col("patronage").is_null()
    liking = nw.col("own") - nw.col("best_other") > attitude
    coming = nw.col("patronage") >= patronage
    kinds = people.select(
        nw.when(given).then(yes.cast(nw.Int64)).otherwise(nw.lit(MISSING)).alias(name)
        for name, yes in (("likes", liking), ("comes", coming))
    )
    table = collected(kinds.group_by("likes", "comes").agg(nw.len().alias("n")))
    return table.sort_values(["likes", "comes"], ignore_index=True)


def attitude_types(
    answers: Any, attitude: float = 0, patronage: float = 0.5, level: float = 0.95
) -> AttitudeResult:
    """Sort people into loyal, latently loyal, spuriously loyal and not loyal.

    Parameters
    ----------
    answers, attitude, patronage
        As for `tally`; or a tally.

    Raises
    ------
    ValueError
        As for `tally`.

    References
    ----------
    Dick & Basu 1994, Journal of the Academy of Marketing Science 22(2), 99-113. Ngobo 2017 found
    only three of the four kinds in grocery retailing; an empty cell is a finding.
    """
    check_level(level)
    ready = counted(answers, "likes")
    table = answers if ready else tally(answers, attitude, patronage)
    known = table[(table["likes"] >= 0) & (table["comes"] >= 0)]
    n, left_out = int(known["n"].sum()), int(table["n"].sum() - known["n"].sum())
    rows = []
    for (likes, comes), cell in CELLS.items():
        at = (known["likes"] == likes) & (known["comes"] == comes)
        count = int(known.loc[at, "n"].sum())
        low, high = wilson(count, n, level)
        share = count / n if n else float("nan")
        rows.append({"cell": cell, "n": count, "share": share, "low": low, "high": high})
    return AttitudeResult(pd.DataFrame(rows), n, left_out, remarks(n, left_out))
