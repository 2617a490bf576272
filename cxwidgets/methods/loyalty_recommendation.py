"""Loyalty beside recommending: how many of each type are promoters, passives, detractors.

A loyalist is not a promoter by another name, nor a defector a detractor: the types rest on
satisfaction and loyalty, the three groups on one question about recommending. Crossing them shows
where they part: hostages who warn others, mercenaries who recommend and leave all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import INVALID, MISSING, coded
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.intervals import check_level, wilson
from cxwidgets.methods.loyalty import CELLS
from cxwidgets.methods.loyalty_pairs import Cuts, remarks
from cxwidgets.methods.notes import Note

COLUMNS = ["satisfaction", "loyalty", "recommendation"]
PROMOTER, PASSIVE, HIGHEST = 9, 7, 10
"""From these answers on somebody is a promoter, or a passive; the best answer."""
GROUPS = {
    "promoter": (PROMOTER, HIGHEST),
    "passive": (PASSIVE, PROMOTER - 1),
    "detractor": (0, PASSIVE - 1),
}


@dataclass(frozen=True)
class RecommendationResult:
    """Types of loyalty by what people say of recommending.

    Attributes
    ----------
    table
        ``cell, group, n, count, share, low, high``: ``count`` of the ``n`` people of that type are
        promoters, passives or detractors, with Wilson limits. NaN for a type that nobody is.
    n
        People with all three answers.
    unclassified
        People who left one out, or answered off the scale.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    n: int
    unclassified: int
    cuts: Cuts
    notes: tuple[Note, ...]


def tally(
    answers: Any, cuts: Cuts | None = None, recommendation: str = "recommendation"
) -> pd.DataFrame:
    """Count triples of answers.

    Parameters
    ----------
    answers
        Any frame with ``satisfaction``, ``loyalty`` (would stay or buy again, or how often they
        did) and how likely they are to recommend, 0-10; one row a person.
    cuts
        Gives the scales of the first two; 1-5 and 0-10 by default.
    recommendation
        Column of the answers on recommending.

    Returns
    -------
    pandas.DataFrame
        ``satisfaction, loyalty, recommendation, n``; missing answers have the code −1, those off
        the scale −2. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds something other than numbers.
    """
    cuts = cuts or Cuts()
    frame = lazily(answers, ("satisfaction", "loyalty", recommendation))
    triples = frame.select(
        coded(frame, "satisfaction", *cuts.satisfaction),
        coded(frame, "loyalty", *cuts.loyalty),
        coded(frame, recommendation, 0, HIGHEST).alias("recommendation"),
    )
    table = collected(triples.group_by(*COLUMNS).agg(nw.len().alias("n")))
    return table.sort_values(COLUMNS, ignore_index=True)


def loyalty_recommendation(
    answers: Any,
    cuts: Cuts | None = None,
    recommendation: str = "recommendation",
    level: float = 0.95,
) -> RecommendationResult:
    """Cross the four types of loyalty with promoters, passives and detractors.

    Parameters
    ----------
    answers, recommendation
        As for `tally`, or a tally.
    cuts
        As for `loyalty_types`.

    Raises
    ------
    ValueError
        As for `tally` and `Cuts`.

    Notes
    -----
    Where loyalty was itself measured by the question on recommending (everybody's two answers are
    the same), a loyalist is a promoter by construction: the table is circular and a note says so.

    References
    ----------
    Jones & Sasser 1995, Harvard Business Review 73(6), 88-99; Reichheld 2003, Harvard Business
    Review 81(12), 46-54.

    Examples
    --------
    >>> import pandas as pd
    >>> said = {"satisfaction": [5, 5], "loyalty": [10, 9], "recommendation": [9, 3]}
    >>> list(loyalty_recommendation(pd.DataFrame(said)).table["count"][:3])
    [1, 0, 1]
    """
    check_level(level)
    cuts = cuts or Cuts()
    table = answers if counted(answers, *COLUMNS) else tally(answers, cuts, recommendation)
    out = table[COLUMNS].isin([INVALID, MISSING]).any(axis=1)
    known, left_out = table[~out], int(table.loc[out, "n"].sum())
    rows = [
        row
        for (satisfied, loyal), cell in CELLS.items()
        for row in _cell(
            cell,
            known[
                ((known["satisfaction"] >= cuts.satisfied) == satisfied)
                & ((known["loyalty"] >= cuts.loyal) == loyal)
            ],
            level,
        )
    ]
    n = int(known["n"].sum())
    same = n > 0 and bool((known["loyalty"] == known["recommendation"]).all())
    circular = (Note("loyalty.note.circular", tone="warn"),) if same else ()
    notes = (*circular, *remarks(n, left_out))
    return RecommendationResult(pd.DataFrame(rows), n, left_out, cuts, notes)


def _cell(cell: str, known: pd.DataFrame, level: float) -> list[dict[str, Any]]:
    """Return the three groups of one type."""
    n, rows = int(known["n"].sum()), []
    for group, ends in GROUPS.items():
        count = int(known.loc[known["recommendation"].between(*ends), "n"].sum())
        low, high = wilson(count, n, level)
        share = count / n if n else float("nan")
        found = {"n": n, "count": count, "share": share, "low": low, "high": high}
        rows.append({"cell": cell, "group": group} | found)
    return rows
