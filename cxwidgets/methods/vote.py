"""Dot voting: how much of the room stands behind each idea.

A voter with several dots is one person, not several. So a share is a share of voters, and its
interval counts voters.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from cxwidgets.methods.answers import refuse_missing
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import leading_test, wilson
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("respondent", "item")


@dataclass(frozen=True)
class VoteResult:
    """Votes counted.

    Attributes
    ----------
    table
        One row a choice, most votes first, equal ones in the order given: ``item, votes, share,
        low, high``.
    voters
        People who voted for at least one choice that still exists.
    settled
        Whether the first is ahead of every other (p < .05 for each, among voters of only one of
        the two).
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    voters: int
    settled: bool
    notes: tuple[Note, ...]


def vote(votes: Any, choices: Sequence[str]) -> VoteResult:
    """Count votes.

    Parameters
    ----------
    votes
        Any frame with ``respondent`` and ``item``; the same vote twice counts once. A vote for
        something that is not among the choices (a text withdrawn since) is left out.
    choices
        What could be voted for, in display order.

    Raises
    ------
    ValueError
        If a column is missing, or a vote is nobody's.
    """
    rows = collected(lazily(votes, COLUMNS).select(*COLUMNS).unique().sort(*COLUMNS))
    refuse_missing(rows, "respondent")
    rows = rows[rows["item"].isin(list(choices))]
    behind = {c: set(rows.loc[rows["item"] == c, "respondent"]) for c in choices}
    voters = int(rows["respondent"].nunique())
    table = pd.DataFrame(
        [
            {
                "item": choice,
                "votes": len(people),
                "share": len(people) / voters if voters else float("nan"),
                **dict(zip(("low", "high"), wilson(len(people), voters), strict=True)),
            }
            for choice, people in behind.items()
        ],
        columns=["item", "votes", "share", "low", "high"],
    ).sort_values("votes", ascending=False, kind="stable", ignore_index=True)
    settled = _settled(table, behind)
    notes = () if settled or not voters else (Note("vote.note.not_settled", {"n": voters}),)
    return VoteResult(table, voters, settled, notes)


def _settled(table: pd.DataFrame, behind: dict[str, set[Any]]) -> bool:
    """Test the leader against each other choice by those who chose only one of the two (McNemar).

    Not only the runner-up: who shares many voters with the leader is told from it more easily than
    a choice with fewer votes from other people.
    """
    if len(table) < 2:  # noqa: PLR2004 - no rival
        return True
    first, *others = (behind[item] for item in table["item"])
    tests = (leading_test(len(first - other), len(other - first)) for other in others)
    return all(p < 0.05 for _, p in tests)  # noqa: PLR2004 - the usual level
