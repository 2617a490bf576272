"""Satisfaction and loyalty of the same people, as pairs of answers counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.answers import INVALID, MISSING, coded
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    import pandas as pd

INDICATIVE = 30


@dataclass(frozen=True)
class Cuts:
    """Scales, and from which answer on someone counts as satisfied or loyal.

    Raises
    ------
    ValueError
        If a cut is not above the low end of its scale and at most its high end.
    """

    satisfaction: tuple[int, int] = (1, 5)
    satisfied: int = 4
    loyalty: tuple[int, int] = (0, 10)
    loyal: int = 9

    def __post_init__(self) -> None:
        for name, cut, (low, high) in (
            ("satisfied", self.satisfied, self.satisfaction),
            ("loyal", self.loyal, self.loyalty),
        ):
            if not low < cut <= high:
                raise ValueError(f"{name} is {cut!r}; on {low} to {high} it is {low + 1} to {high}")


def tally(answers: Any, cuts: Cuts | None = None) -> pd.DataFrame:
    """Count pairs of answers.

    Parameters
    ----------
    answers
        Any frame with ``satisfaction`` and ``loyalty`` (would recommend, or buy again), one row a
        person.
    cuts
        Gives the scales; 1-5 and 0-10 by default.

    Returns
    -------
    pandas.DataFrame
        ``satisfaction, loyalty, n``; missing answers have the code −1, those off the scale −2.
        Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds something other than numbers.
    """
    cuts = cuts or Cuts()
    frame = lazily(answers, ("satisfaction", "loyalty"))
    pairs = frame.select(
        coded(frame, "satisfaction", *cuts.satisfaction), coded(frame, "loyalty", *cuts.loyalty)
    )
    table = collected(pairs.group_by("satisfaction", "loyalty").agg(nw.len().alias("n")))
    return table.sort_values(["satisfaction", "loyalty"], ignore_index=True)


def given(answers: Any, cuts: Cuts) -> tuple[pd.DataFrame, int]:
    """Return the pairs with both answers on the scale, and how many people are left out."""
    ready = counted(answers, "loyalty")
    table = answers if ready else tally(answers, cuts)
    table = table.groupby(["satisfaction", "loyalty"], as_index=False)["n"].sum()
    out = table[["satisfaction", "loyalty"]].isin([INVALID, MISSING]).any(axis=1)
    return table[~out].reset_index(drop=True), int(table.loc[out, "n"].sum())


def remarks(n: int, left_out: int) -> tuple[Note, ...]:
    """Return what a reader should know before using pairs of answers."""
    notes = []
    if 0 < n < INDICATIVE:
        notes.append(Note("panel.small_n", {"n": n}, "warn"))
    if left_out:
        notes.append(Note("loyalty.note.unclassified", {"n": left_out}))
    return tuple(notes)
