"""Sorting: which cards a room puts where, against a key and against each other.

Where a room disagrees with the key in one direction, a pair of ideas is being confused, and the
matrix of true against chosen zone shows which. Where it disagrees with itself, the cards or the
ideas need another word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.agreement import Agreement, agreement
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import mean_interval, spread, wilson
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLUMNS = ("respondent", "item", "zone")


@dataclass(frozen=True)
class SortingResult:
    """A room's sorting.

    Attributes
    ----------
    table
        One row a card, in the order of the key: ``item, zone`` (the true one), ``n, right,
        accuracy, low, high, consensus, consensus_zone, consensus_low, consensus_high``. NaN where
        a card has no true zone, or several zones are equally frequent.
    confusion
        Counts, true zone (rows) by chosen zone (columns).
    mix
        Share of all placed cards by chosen zone: ``zone, n, share``.
    people
        ``respondent, placed, right, accuracy`` (of the cards placed that have a key).
    accuracy, low, high
        Mean accuracy of people, with its t interval: a person's cards are no independent answers.
    agreement
        Agreement of the people who placed every card of the key.
    confused
        The most frequent wrong pair (true, chosen), or None.
    notes
        Flags, by text key.
    """

    table: pd.DataFrame
    confusion: pd.DataFrame
    mix: pd.DataFrame
    people: pd.DataFrame
    accuracy: float
    low: float
    high: float
    agreement: Agreement
    confused: tuple[str, str] | None
    notes: tuple[Note, ...]


def tally(placements: Any) -> pd.DataFrame:
    """Count placements: one row for each card and zone, with ``n``."""
    return collected(
        lazily(placements, COLUMNS)
        .group_by("item", "zone")
        .agg(nw.len().alias("n"))
        .sort("item", "zone")
    )


def sorting(placements: Any, key: Mapping[str, str | None], zones: Sequence[str]) -> SortingResult:
    """Judge a room's sorting by a key.

    Parameters
    ----------
    placements
        Any frame with ``respondent``, ``item`` (card) and ``zone``, one row for each placed card.
    key
        The true zone of each card; None for a card without one, which counts for the consensus
        and the agreement but not for accuracy.
    zones
        All zones in display order.

    Raises
    ------
    ValueError
        For an unknown card or zone, or a card one person placed twice.
    """
    rows = collected(lazily(placements, COLUMNS).select(*COLUMNS).sort(*COLUMNS))
    _check(rows, key, zones)
    rows["true"] = rows["item"].map(dict(key))
    judged = rows[rows["true"].notna()]
    people = _people(rows, judged)
    n, total = len(people.dropna()), people["accuracy"].sum()
    mean, sd = spread(n, total, (people["accuracy"] ** 2).sum())
    low, high = mean_interval(mean, sd, n)
    low, high = max(low, 0.0), min(high, 1.0)  # in this order a NaN stays a NaN
    confusion = pd.crosstab(judged["true"], judged["zone"]).reindex(
        index=list(zones), columns=list(zones), fill_value=0
    )
    counts = tally(rows)
    wide = rows.pivot_table(index="respondent", columns="item", values="zone", aggfunc="first")
    complete = wide.reindex(columns=list(key)).dropna()
    agreed = agreement(complete.to_numpy(dtype=object), zones)
    notes = _notes(len(people), agreed)
    return SortingResult(
        table=pd.DataFrame([_card(counts, item, zone) for item, zone in key.items()]),
        confusion=confusion,
        mix=_mix(counts, zones),
        people=people,
        accuracy=mean,
        low=low,
        high=high,
        agreement=agreed,
        confused=_confused(confusion),
        notes=notes,
    )


def _check(rows: pd.DataFrame, key: Mapping[str, str | None], zones: Sequence[str]) -> None:
    allowed = {"item": set(key), "zone": set(zones)}
    for column, known in allowed.items():
        unknown = set(rows[column]) - known
        if unknown:
            raise ValueError(f"the {column} {min(map(str, unknown))!r} does not exist")
    for item, zone in key.items():
        if zone is not None and zone not in zones:
            raise ValueError(f"the key puts {item!r} into the zone {zone!r}, which does not exist")
    twice = rows[rows.duplicated(["respondent", "item"])]
    if len(twice):
        who, card = twice["respondent"].iloc[0], twice["item"].iloc[0]
        raise ValueError(f"respondent {who!r} placed the card {card!r} twice")


def _people(rows: pd.DataFrame, judged: pd.DataFrame) -> pd.DataFrame:
    placed = judged.groupby("respondent").size()
    right = (judged["zone"] == judged["true"]).groupby(judged["respondent"]).sum()
    people = pd.DataFrame({"placed": placed, "right": right}).reindex(
        sorted(set(rows["respondent"]), key=str), fill_value=0
    )
    people["accuracy"] = people["right"] / people["placed"].where(people["placed"] > 0)
    return people.rename_axis("respondent").reset_index()


def _card(counts: pd.DataFrame, item: str, zone: str | None) -> dict[str, Any]:
    mine = counts[counts["item"] == item]
    n = int(mine["n"].sum())
    right = int(mine.loc[mine["zone"] == zone, "n"].sum())
    top = int(mine["n"].max()) if n else 0
    favourites = list(mine.loc[mine["n"] == top, "zone"])
    judged = n > 0 and zone is not None
    nothing = (float("nan"), float("nan"))
    low, high = wilson(right, n) if judged else nothing
    consensus_low, consensus_high = wilson(top, n) if n else nothing
    return {
        "item": item,
        "zone": zone,
        "n": n,
        "right": right if zone is not None else float("nan"),
        "accuracy": right / n if judged else float("nan"),
        "low": low,
        "high": high,
        "consensus": top / n if n else float("nan"),
        "consensus_zone": favourites[0] if len(favourites) == 1 else None,
        "consensus_low": consensus_low,
        "consensus_high": consensus_high,
    }


def _mix(counts: pd.DataFrame, zones: Sequence[str]) -> pd.DataFrame:
    by_zone = counts.groupby("zone")["n"].sum().reindex(list(zones), fill_value=0)
    total = int(by_zone.sum())
    share = by_zone / total if total else by_zone * float("nan")
    return pd.DataFrame({"zone": list(zones), "n": by_zone.to_numpy(), "share": share.to_numpy()})


def _confused(confusion: pd.DataFrame) -> tuple[str, str] | None:
    pairs = [
        (int(confusion.loc[true, chosen]), (str(true), str(chosen)))
        for true in confusion.index
        for chosen in confusion.columns
        if true != chosen
    ]
    count, pair = max(pairs, key=lambda p: p[0], default=(0, ("", "")))
    return pair if count else None


def _notes(people: int, agreed: Agreement) -> tuple[Note, ...]:
    if people and agreed.raters < people:
        params = {"n": agreed.raters, "left": people - agreed.raters}
        return (Note("sorting.note.incomplete", params),)
    return ()
