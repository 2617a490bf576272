"""Pain, joy and itch points: how heavily each weighs on each step of a journey.

In Liang Ning's words a pain point is what users fear, a joy point a need met at once, an itch point
the ideal self. The courses read them as profit, competitiveness and brand; that second reading
is a teaching frame without a published source. What can be computed is how many people mark a point
and how strongly.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ("pain", "joy", "itch")
COLUMNS = ("respondent", "touchpoint", "kind", "strength")
RESAMPLES = 2000


@dataclass(frozen=True)
class BurdenResult:
    """The weight of pain, joy and itch on each step.

    Attributes
    ----------
    table
        One row a touchpoint and kind that somebody marked, heaviest first within the kind:
        ``touchpoint, kind, n, marked, share, low, high, strength, burden, burden_low,
        burden_high, first``. ``first`` is the share of resampled rooms in which this step is the
        heaviest of its kind. It and the limits of the burden are NaN for a single person, who
        cannot vary.
    journeys
        How many people were asked, marks or not.
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    journeys: int
    notes: tuple[Note, ...]


def tally(points: Any) -> pd.DataFrame:
    """Keep each person's strongest mark of a kind at a step: one row for each of them.

    Parameters
    ----------
    points
        Any frame Narwhals reads, with ``respondent``, ``touchpoint``, ``kind`` (pain, joy, itch)
        and ``strength`` (above 0).

    Raises
    ------
    ValueError
        For a missing column, an unknown kind, or a strength that is missing, infinite or not above
        0.
    """
    marks = collected(
        lazily(points, COLUMNS)
        .group_by("respondent", "touchpoint", "kind")
        .agg(nw.col("strength").max(), nw.col("strength").min().alias("weakest"))
        .sort("respondent", "touchpoint", "kind")
    )
    unknown = set(marks["kind"]) - set(KINDS)
    if unknown:
        raise ValueError(f"the kind {min(map(str, unknown))!r} is not one of {', '.join(KINDS)}")
    marks["weakest"] = marks["weakest"].to_numpy(dtype=float, na_value=np.nan)
    wrong = marks[~(marks["weakest"] > 0)]
    endless = marks[np.isinf(marks["strength"].to_numpy(dtype=float, na_value=np.nan))]
    if len(endless):
        one = endless.iloc[0]
        raise ValueError(
            f"respondent {one['respondent']!s} gave {one['touchpoint']!r} the strength "
            f"{one['strength']:g}; it must be a finite number"
        )
    if len(wrong):
        raise ValueError(f"the strength {wrong['weakest'].iloc[0]:g} is not above 0")
    return marks.drop(columns="weakest")


def analyse(
    marks: pd.DataFrame, journeys: int, *, seed: int = 0, resamples: int = RESAMPLES
) -> BurdenResult:
    """Turn marks into burdens.

    burden = share of people who mark the step × mean strength of their marks, which is the mean
    strength over everybody when no mark counts as 0. Share: Wilson interval. Burden and rank:
    bootstrap over people (percentiles; the steps of one person stay together).

    Parameters
    ----------
    marks
        From :func:`tally`.
    journeys
        People asked; those without a mark count.
    seed, resamples
        Of the bootstrap.

    Raises
    ------
    ValueError
        If fewer people were asked than marked something.
    """
    people = sorted(set(marks["respondent"]), key=str)
    if journeys < len(people):
        raise ValueError(f"{len(people)} people marked points, but only {journeys} were asked")
    rows: list[dict[str, Any]] = []
    for kind in KINDS:
        mine = marks[marks["kind"] == kind]
        if len(mine):
            rows += ({"kind": kind} | r for r in _rows(mine, people, journeys, seed, resamples))
    table = pd.DataFrame(rows, columns=_COLUMNS)
    return BurdenResult(table, journeys, _notes(table, journeys))


def burden(points: Any, journeys: int, *, seed: int = 0) -> BurdenResult:
    """Weigh pain, joy and itch points; see :func:`tally` and :func:`analyse`."""
    return analyse(tally(points), journeys, seed=seed)


_COLUMNS = [
    "touchpoint", "kind", "n", "marked", "share", "low", "high",
    "strength", "burden", "burden_low", "burden_high", "first",
]  # fmt: skip


def _rows(
    mine: pd.DataFrame, people: Sequence[Any], journeys: int, seed: int, resamples: int
) -> list[dict[str, Any]]:
    """Return one row for each step that was marked with one kind."""
    steps = list(dict.fromkeys(mine["touchpoint"]))
    strength = np.zeros((journeys, len(steps)))
    row = {person: i for i, person in enumerate(people)}
    column = {step: j for j, step in enumerate(steps)}
    for person, step, value in zip(
        mine["respondent"], mine["touchpoint"], mine["strength"], strict=True
    ):
        strength[row[person], column[step]] = value
    patterns, times = np.unique(strength, axis=0, return_counts=True)
    again = np.random.default_rng(seed).multinomial(journeys, times / journeys, size=resamples)
    means = again @ patterns / journeys
    top = means == means.max(axis=1, keepdims=True)
    first = (top / top.sum(axis=1, keepdims=True)).mean(axis=0)  # equal steps share the first place
    low, high = np.quantile(means, [0.025, 0.975], axis=0)
    if journeys < 2:  # noqa: PLR2004 - one person drawn again is the same person
        low, high, first = (np.full(len(steps), np.nan) for _ in range(3))
    rows = []
    for j, step in enumerate(steps):
        marked = int((strength[:, j] > 0).sum())
        share_low, share_high = wilson(marked, journeys)
        rows.append(
            {
                "touchpoint": step,
                "n": journeys,
                "marked": marked,
                "share": marked / journeys,
                "low": share_low,
                "high": share_high,
                "strength": strength[:, j].sum() / marked,
                "burden": strength[:, j].mean(),
                "burden_low": low[j],
                "burden_high": high[j],
                "first": first[j],
            }
        )
    return sorted(rows, key=lambda r: -r["burden"])


def _notes(table: pd.DataFrame, journeys: int) -> tuple[Note, ...]:
    pains = table[table["kind"] == "pain"]
    if len(pains) > 1 and pains["first"].iloc[0] < 0.95:  # noqa: PLR2004 - the usual 95 %
        share = round(100 * pains["first"].iloc[0])
        return (Note("journey.note.pain_not_settled", {"share": share, "n": journeys}),)
    return ()
