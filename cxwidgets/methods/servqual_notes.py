"""What a reader should know before acting on the gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.methods.servqual_tally import ServqualTally

INDICATIVE = 30
GAP_RELIABLE = 0.7
"""Below this a gap is more noise than difference (Peter, Churchill & Brown 1993)."""
CEILING = 0.8
"""From this share of expectations on the highest step on, at most one pair of answers in five can
have a gap above zero: nothing is perceived above the top of the scale."""


def ceiling(counted: ServqualTally) -> pd.Series[float]:
    """Return for each dimension the share of its expectations that are the highest step.

    Of the statements rated in both halves, as the gap is; nothing where the scale is not known.
    """
    if counted.high is None:
        return pd.Series(dtype=float)
    pairs = counted.items
    both = pairs[(pairs[["expectation", "perception"]] >= 0).all(axis=1)]
    n = both.groupby("dimension")["n"].sum()
    top = both[both["expectation"] == counted.high].groupby("dimension")["n"].sum()
    return top.reindex(n.index, fill_value=0) / n


def notes(
    dimensions: pd.DataFrame, items: pd.DataFrame, overall: Mapping[str, float], *, asked: bool
) -> tuple[Note, ...]:
    """Return the remarks; ``asked`` says whether anybody was to share out points."""
    found = []
    n = overall["n"]
    if 0 < n < INDICATIVE:
        found.append(Note("panel.small_n", {"n": int(n)}, "warn"))
    over = tuple(dimensions.loc[dimensions["low"] > 0, "dimension"])  # beyond chance
    if over:
        found.append(Note("servqual.note.exceeded", {"dimensions": over}))
    top = tuple(dimensions.loc[dimensions["ceiling"] >= CEILING, "dimension"])
    if top:
        share = round(100 * CEILING)
        found.append(Note("servqual.note.ceiling", {"dimensions": top, "share": share}, "warn"))
    unsure = dimensions["gap_reliability"] < GAP_RELIABLE
    if unsure.any():
        names = tuple(dimensions.loc[unsure, "dimension"])
        found.append(Note("servqual.note.gap_reliability", {"dimensions": names}))
    for column in ("n_missing", "n_invalid"):
        left_out = int(items[column].sum())
        if left_out:
            found.append(Note(f"servqual.note.{column}", {"n": left_out}))
    if asked and overall["weighted_n"] < n:
        counts = {"n": int(overall["weighted_n"]), "all": int(n)}
        found.append(Note("servqual.note.weighted_n", counts))
    return tuple(found)
