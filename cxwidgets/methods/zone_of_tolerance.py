"""Zone of tolerance: between the service people would still accept and the one they wish for.

Every statement is rated three times: the least that would do (adequate), what it should be
(desired), and what it is (perceived). Perceived less adequate is the measure of adequacy, perceived
less desired the measure of superiority.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import INVALID, MISSING, coded, has, refuse_missing
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.intervals import alike, check_level, mean_interval, spread
from cxwidgets.methods.notes import Note
from cxwidgets.methods.once import refuse_twice
from cxwidgets.methods.servqual_items import ordered

RATINGS = ("adequate", "desired", "perception")
SUMS = ("adequacy", "superiority", "width")
INDICATIVE = 30
PLACES = ("below", "within", "above")


@dataclass(frozen=True)
class ZoneResult:
    """Where perception lies.

    Attributes
    ----------
    table
        One row for each dimension in RATER order: ``dimension, n``; mean ``adequate, desired,
        perception``; ``adequacy`` (perception − adequate) and ``superiority`` (perception −
        desired), each with t limits ``_low, _high``; ``width`` of the zone; ``position`` of the
        mean perception in it (0 adequate, 1 desired; NaN without width); ``place``, below, within
        or above; ``settled``, whether the intervals leave no other place; ``alike``, whether fewer
        than 30 people all had the same adequacy or superiority, which then has no limits and
        settles nothing; ``n_missing`` answers without all three ratings, and ``n_invalid`` with one
        off the scale or between two of its steps.
    inverted
        Answers whose desired rating is below the adequate one: misread questions, kept and told.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    inverted: int
    notes: tuple[Note, ...]
    level: float


def tally(answers: Any, low: int = 1, high: int = 9) -> pd.DataFrame:
    """Count, for each dimension, sums and squares over respondents of their dimension means.

    Parameters
    ----------
    answers
        Any frame ``respondent, item, dimension, adequate, desired, perception``. An answer counts
        where all three ratings are there.
    low, high
        Ends of the scale. As in `servqual.servqual`, a rating between two of its steps is invalid.

    Returns
    -------
    pandas.DataFrame
        ``dimension, n``, sums of ``adequate, desired, perception, adequacy, superiority, width``,
        squares ``adequacy_sq, superiority_sq``, ``inverted``, ``n_missing`` and ``n_invalid``
        answers. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, an answer has no dimension or is nobody's, or
        somebody rated a statement twice (both are named).
    """
    frame = lazily(answers, ["respondent", "dimension", *RATINGS])
    if has(frame, "item"):
        refuse_twice(frame, ["dimension", "item"])
    codes = frame.select("respondent", "dimension", *(coded(frame, r, low, high) for r in RATINGS))
    invalid, missing = (
        nw.any_horizontal(*(nw.col(r) == code for r in RATINGS), ignore_nulls=False)
        for code in (INVALID, MISSING)
    )
    adequate, desired = nw.col("adequate"), nw.col("desired")
    marks = {
        "n_missing": missing & ~invalid,
        "n_invalid": invalid,
        "inverted": (adequate >= low) & (desired >= low) & (desired < adequate),
    }
    marked = codes.with_columns(mark.cast(nw.Int64).alias(name) for name, mark in marks.items())
    sides = collected(marked.group_by("dimension").agg(nw.col(*marks).sum()))
    refuse_missing(sides, "dimension")
    people = (
        marked.filter(nw.col("n_missing") + nw.col("n_invalid") == 0)
        .group_by("respondent", "dimension")
        .agg(*(nw.col(r).mean() for r in RATINGS))
        .with_columns(
            (nw.col("perception") - nw.col("adequate")).alias("adequacy"),
            (nw.col("perception") - nw.col("desired")).alias("superiority"),
            (nw.col("desired") - nw.col("adequate")).alias("width"),
        )
        .with_columns(
            (nw.col("adequacy") * nw.col("adequacy")).alias("adequacy_sq"),
            (nw.col("superiority") * nw.col("superiority")).alias("superiority_sq"),
        )
    )
    summed = (*RATINGS, *SUMS, "adequacy_sq", "superiority_sq")
    sums = collected(
        people.group_by("dimension").agg(
            nw.len().alias("n"), *(nw.col(name).sum() for name in summed)
        )
    )
    return (
        sides.merge(sums, how="left").fillna({"n": 0}).sort_values("dimension", ignore_index=True)
    )


def zone_of_tolerance(answers: Any, low: int = 1, high: int = 9, level: float = 0.95) -> ZoneResult:
    """Place perception below, within or above the zone of tolerance.

    Parameters
    ----------
    answers
        A frame (see `tally`), or its tally.

    References
    ----------
    Zeithaml, Berry & Parasuraman 1993, Journal of the Academy of Marketing Science 21, 1-12;
    Parasuraman, Zeithaml & Berry 1994, Journal of Retailing 70, 201-230.
    """
    check_level(level)
    ready = counted(answers, "adequacy_sq")
    table = answers if ready else tally(answers, low, high)
    grouped = table.groupby("dimension").sum()
    rows = []
    for name in ordered(grouped.index):
        row = grouped.loc[name]
        n = float(row["n"])
        means = {r: row[r] / n if n else nan for r in (*RATINGS, "width")}
        found: dict[str, Any] = {"dimension": name, "n": int(n), **means, "alike": False}
        for part in ("adequacy", "superiority"):
            mean, sd = spread(n, row[part], row[f"{part}_sq"])
            found[part] = mean
            found["alike"] |= alike(mean, sd, n)
            found[f"{part}_low"], found[f"{part}_high"] = mean_interval(mean, sd, n, level)
        found["position"] = found["adequacy"] / found["width"] if means["width"] > 0 else nan
        left = {c: int(row[c]) for c in ("n_missing", "n_invalid")}
        rows.append(found | _place(found) | left)
    result = pd.DataFrame(rows)
    inverted = int(grouped["inverted"].sum())
    notes = _notes(result, inverted, grouped["n_missing"].sum(), grouped["n_invalid"].sum())
    return ZoneResult(result, inverted, notes, level)


def _place(row: dict[str, Any]) -> dict[str, Any]:
    """Return where the mean lies, and whether its intervals allow no other place."""
    if np.isnan(row["adequacy"]):
        return {"place": "", "settled": False}
    if row["adequacy"] < 0:
        return {"place": "below", "settled": bool(row["adequacy_high"] < 0)}
    if row["superiority"] > 0:
        return {"place": "above", "settled": bool(row["superiority_low"] > 0)}
    inside = row["adequacy_low"] >= 0 and row["superiority_high"] <= 0
    return {"place": "within", "settled": bool(inside)}


def _notes(table: pd.DataFrame, inverted: int, missing: int, invalid: int) -> tuple[Note, ...]:
    notes = []
    n = int(table["n"].max()) if len(table) else 0
    if 0 < n < INDICATIVE:
        notes.append(Note("panel.small_n", {"n": n}, "warn"))
    same = tuple(table.loc[table["alike"], "dimension"]) if len(table) else ()
    if same:
        notes.append(Note("panel.alike", {"names": same}, "warn"))
    if inverted:
        notes.append(Note("zone.note.inverted", {"n": inverted}, "warn"))
    for column, n_left in (("n_missing", missing), ("n_invalid", invalid)):
        if n_left:
            notes.append(Note(f"zone.note.{column}", {"n": int(n_left)}))
    return tuple(notes)
