"""Customer style: how somebody likes to be served, as they say themselves.

Twelve statements of our own, three for each of four ways: quick and to the point, lively, calm,
exact. It is an aid to conversation. It is no diagnosis, and whoever wants to know how a customer
likes to be served does better to ask.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import INVALID, coded, refuse_missing
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, mean_interval, spread, wilson
from cxwidgets.methods.notes import Note, left_out

if TYPE_CHECKING:
    from collections.abc import Mapping

STYLES = ("dominant", "expressive", "patient", "precise")
MIXED = "mixed"
ITEMS: Mapping[str, str] = {f"{style}_{number}": style for style in STYLES for number in (1, 2, 3)}
"""Statement → style; the words stand in the exercise."""
LEAD = 0.5
"""A style counts only if its mean leads the next by this much."""
_SUMS = ("given", "total", "invalid")
INDICATIVE = 30
"""Fewer people than this: indicative only."""
SPARED = 1
"""One answer of three may be missing."""


@dataclass(frozen=True)
class StyleResult:
    """Styles of people.

    Attributes
    ----------
    people
        ``respondent``, the mean of each style (NaN where more than one answer is missing),
        ``style`` (or ``"mixed"``; missing where a mean is) and ``lead`` of the first over the
        second mean.
    table
        ``style, n, share, low, high`` (Wilson): how many people have it, ``"mixed"`` last.
    means
        ``style, n, mean, low, high`` (t): over all people.
    incomplete
        People without a style for want of answers.
    notes
        Remarks as text keys; the ethics of it always first.
    """

    people: pd.DataFrame
    table: pd.DataFrame
    means: pd.DataFrame
    incomplete: int
    notes: tuple[Note, ...]


def tally(answers: Any, items: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Add up each person's answers to the statements of each style.

    Parameters
    ----------
    answers
        Any frame with ``respondent, item, score`` (1-5), one row an answer.
    items
        Statement → style; ours by default. Other statements are refused.

    Returns
    -------
    pandas.DataFrame
        ``respondent, style, given, total``, and ``invalid`` answers off the scale. Tallies of
        parts add up.

    Raises
    ------
    ValueError
        If a column is missing, holds no numbers, or a statement is unknown or answered twice.
    """
    items = items or ITEMS
    frame = lazily(answers, ("respondent", "item", "score"))
    rows = frame.select("respondent", "item", coded(frame, "score", 1, 5))
    there = set(collected(rows.select("item").unique())["item"])
    unknown = sorted(map(str, there - set(items)))
    if unknown:
        raise ValueError(f"no statement {unknown[0]!r}; there are {', '.join(items)}")
    given = nw.when(nw.col("score") > 0)
    counted = rows.select(
        "respondent",
        "item",
        given.then(nw.lit(1)).otherwise(nw.lit(0)).alias("given"),
        given.then(nw.col("score")).otherwise(nw.lit(0)).alias("total"),
        (nw.col("score") == INVALID).cast(nw.Int64).alias("invalid"),
    )
    answered = counted.group_by("respondent", "item").agg(
        nw.len().alias("times"), nw.col(*_SUMS).sum()
    )
    table = collected(answered).sort_values(["respondent", "item"], ignore_index=True)
    refuse_missing(table, "respondent")
    twice = table[table["times"] > 1]
    if len(twice):
        one = twice.iloc[0]
        raise ValueError(f"{one['respondent']!r} answered {one['item']!r} twice")
    table["style"] = table["item"].map(dict(items))
    table = table.groupby(["respondent", "style"], as_index=False)[[*_SUMS]].sum()
    return table.sort_values(["respondent", "style"], ignore_index=True)


def style(answers: Any, items: Mapping[str, str] | None = None, level: float = 0.95) -> StyleResult:
    """Find each person's style.

    Parameters
    ----------
    answers, items
        As for `tally`; or a tally.

    Raises
    ------
    ValueError
        As for `tally`.

    Notes
    -----
    The mean of three answers for each style; the highest is the style if it leads the next by 0.5,
    otherwise the style is mixed.

    References
    ----------
    In the family of Marston 1928; the statements are our own. Four-type instruments have weak
    retest reliability and validity; the public-domain alternative is the IPIP-IPC.
    """
    check_level(level)
    items = items or ITEMS
    counted = isinstance(answers, pd.DataFrame) and {"given", "total"} <= set(answers.columns)
    table = answers if counted else tally(answers, items)
    invalid = int(table["invalid"].sum()) if "invalid" in table else 0
    table = table.groupby(["respondent", "style"], as_index=False)[["given", "total"]].sum()
    asked = pd.Series(list(items.values())).value_counts()
    enough = table["given"] >= table["style"].map(asked).astype(float) - SPARED
    means = (table["total"] / table["given"]).where(enough & (table["given"] > 0))
    wide = table.assign(mean=means).pivot_table(
        index="respondent", columns="style", values="mean", dropna=False
    )
    people = wide.reindex(columns=list(STYLES)).astype(float)
    judged = [_judged(row) for _, row in people.iterrows()]
    people = people.reset_index().assign(
        style=pd.Series([kind for kind, _ in judged], dtype=object),
        lead=pd.Series([lead for _, lead in judged], dtype=float),
    )
    incomplete = int(people["style"].isna().sum())
    return StyleResult(
        people,
        _shares(people, level),
        _means(people, level),
        incomplete,
        (*_notes(len(people) - incomplete, incomplete), *left_out(0, invalid)),
    )


def _judged(means: pd.Series[Any]) -> tuple[str | None, float]:
    """Return the style and its lead; none where a mean is missing."""
    if means.isna().any():
        return None, float("nan")
    first, second = means.nlargest(2)
    lead = float(first - second)
    return (str(means.idxmax()) if lead >= LEAD - 1e-9 else MIXED), lead


def _shares(people: pd.DataFrame, level: float) -> pd.DataFrame:
    n = int(people["style"].notna().sum())
    rows = []
    for kind in (*STYLES, MIXED):
        count = int((people["style"] == kind).sum())
        low, high = wilson(count, n, level)
        share = count / n if n else float("nan")
        rows.append({"style": kind, "n": count, "share": share, "low": low, "high": high})
    return pd.DataFrame(rows)


def _means(people: pd.DataFrame, level: float) -> pd.DataFrame:
    rows = []
    for kind in STYLES:
        given = people[kind].dropna()
        n = len(given)
        mean, sd = spread(n, float(given.sum()), float((given**2).sum()))
        low, high = mean_interval(mean, sd, n, level)
        rows.append({"style": kind, "n": n, "mean": mean, "low": low, "high": high})
    return pd.DataFrame(rows)


def _notes(n: int, incomplete: int) -> tuple[Note, ...]:
    notes = [Note("style.note.ethics", tone="warn")]
    if 0 < n < INDICATIVE:
        notes.append(Note("panel.small_n", {"n": n}, "warn"))
    if incomplete:
        notes.append(Note("style.note.incomplete", {"n": incomplete}))
    return tuple(notes)
