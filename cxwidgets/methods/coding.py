"""Coding: several people sort the same texts into categories; and may mean different things.

Kappa says how far they agree beyond chance; the pairs say where they do not: which two categories
one person's text falls into for the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import refuse_missing
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.notes import Note
from cxwidgets.methods.rating_agreement import fleiss_kappa

if TYPE_CHECKING:
    from cxwidgets.methods.concordance import Concordance

KEYS = ("respondent", "item", "category")


@dataclass(frozen=True)
class CodingResult:
    """Agreement of coders.

    Attributes
    ----------
    coders, categories
        Their names; categories from the most used on, equal ones by name.
    agreement
        Fleiss' kappa over the items everybody coded.
    pairs
        ``one, other, n``: how often two coders put an item into these categories, the coder named
        first giving ``one``; every pair of coders counts.
    apart
        The two categories most often mixed up, and how often; None where nothing was.
    notes
        Remarks as text keys.
    """

    coders: tuple[str, ...]
    categories: tuple[str, ...]
    agreement: Concordance
    pairs: pd.DataFrame
    apart: tuple[str, str, int] | None
    notes: tuple[Note, ...]


def coding(codes: Any) -> CodingResult:
    """Compare coders.

    Parameters
    ----------
    codes
        Any frame with ``respondent, item, category``, one row for each coder and item. Items that
        somebody left out are left out, and counted.

    Raises
    ------
    ValueError
        If a column or a value is missing, somebody coded an item twice, or there are fewer than
        two coders.
    """
    frame = collected(lazily(codes, KEYS).select(nw.col(*KEYS).cast(nw.String)).sort(*KEYS))
    for column in KEYS:
        refuse_missing(frame, column)
    twice = frame[frame.duplicated(["respondent", "item"])]
    if len(twice):
        one = twice.iloc[0]
        raise ValueError(f"{one['respondent']!r} coded {one['item']!r} twice")
    coders = tuple(dict.fromkeys(frame["respondent"]))
    if len(coders) < 2:  # noqa: PLR2004 - a pair
        raise ValueError(f"coding is compared between two people or more; there are {len(coders)}")
    wide = frame.pivot_table(
        index="item", columns="respondent", values="category", aggfunc="first", sort=False
    )[list(coders)]
    whole = wide.dropna()
    used = whole.melt()["value"].value_counts().sort_index()
    categories = tuple(str(c) for c in used.sort_values(ascending=False, kind="stable").index)
    counts = pd.DataFrame({c: (whole == c).sum(axis=1) for c in categories}, index=whole.index)
    found = fleiss_kappa(counts)
    pairs = _pairs(whole, categories)
    left = len(wide) - len(whole)
    notes = (Note("coding.note.left_out", {"n": left}),) if left else ()
    return CodingResult(coders, categories, found, pairs, _apart(pairs), (*found.notes, *notes))


def _pairs(whole: pd.DataFrame, categories: tuple[str, ...]) -> pd.DataFrame:
    """Count every pair of coders, also the pairs of categories nobody used."""
    seen = [
        whole[[first, second]].set_axis(["one", "other"], axis=1)
        for first, second in combinations(whole.columns, 2)
    ]
    counted = pd.concat(seen).value_counts()
    every = pd.MultiIndex.from_product([categories, categories], names=["one", "other"])
    return counted.reindex(every, fill_value=0).rename("n").reset_index()


def _apart(pairs: pd.DataFrame) -> tuple[str, str, int] | None:
    """Return the two categories mixed up most, in either direction."""
    mixed = pairs[(pairs["one"] != pairs["other"]) & (pairs["n"] > 0)]
    if mixed.empty:
        return None
    both = [tuple(sorted(pair)) for pair in zip(mixed["one"], mixed["other"], strict=True)]
    total = mixed["n"].groupby(pd.Index(both, tupleize_cols=False)).sum()
    one, other = total.idxmax()
    return one, other, int(total.max())
