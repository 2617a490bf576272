"""Kano by segment: the same need may be a must-be for one group and leave another cold.

The finer the cut, the fewer answers in each part, so the number of answers stands beside every
class, and a test says whether the segments differ at all before anybody acts on it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import has
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level
from cxwidgets.methods.kano import analyse, tally
from cxwidgets.methods.kano_difference import between_two, differences, effective_counts
from cxwidgets.methods.kano_result import COLUMNS as KANO_COLUMNS
from cxwidgets.methods.kano_result import INDICATIVE, INVERTED, WEIGHTED
from cxwidgets.methods.kano_robust import of_one_mind, probabilities
from cxwidgets.methods.notes import Note
from cxwidgets.methods.segment import named, segment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.methods.kano_result import KanoResult

COLUMNS = ("feature", "functional", "dysfunctional")
_COLUMNS = ("segment", *KANO_COLUMNS)
_INVERTED = ("segment", *INVERTED)


@dataclass(frozen=True)
class KanoSegmentsResult:
    """Classes by feature and segment.

    Attributes
    ----------
    table
        One row for each feature and segment, largest segment first: ``segment``, the columns of
        `KanoResult.table`, and ``chance``, how often the category leads again when the segment's
        answers are drawn anew (multinomial bootstrap; of weighted answers n_eff are drawn).
    segments
        Segment names, the one with most respondents (answers, where nobody is named) first; one
        empty name if the answers have no segments.
    differences
        One row for each feature: ``feature, p, p_adjusted`` (Benjamini-Hochberg over the features),
        ``cramers_v, differs`` (p_adjusted < 1 − level); NaN and False with a single segment. With
        exactly two, also the differences of their coefficients, the larger segment's minus the
        smaller one's, with Newcombe limits: ``better_change, better_low, better_high`` and
        ``worse_change, worse_low, worse_high``; NaN otherwise.
    notes
        Remarks as text keys.
    weighted
        Whether the answers were weighted.
    inverted
        Features that are R in a segment, read the other way round there: ``segment``, and the
        columns of `KanoResult.inverted`.
    """

    table: pd.DataFrame
    segments: tuple[str, ...]
    differences: pd.DataFrame
    notes: tuple[Note, ...]
    weighted: bool = False
    inverted: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=_INVERTED))


def kano_segments(
    answers: Any,
    table: str = "standard",
    rule: str = "mode",
    level: float = 0.95,
    *,
    seed: int = 20_250_101,
    weights: str | None = None,
) -> KanoSegmentsResult:
    """Classify every feature within every segment, and test whether segments differ.

    Parameters
    ----------
    answers
        As for `kano`, with a column ``segment``. Without it, or where it is empty, everybody is one
        segment; answers of people without a segment are left out where others have one.
    table, rule, level
        As for `kano`.
    seed
        Of the shuffling that replaces the chi-square distribution where counts are small.
    weights
        Column of respondent weights, if answers are to be weighted; never taken by its name alone.

    Raises
    ------
    ValueError
        As for `kano`; the segment is named whose people weigh nothing.

    Notes
    -----
    Weighted segments are tested by the chi-square of effective counts: the weighted counts of each
    segment are scaled by its own ``Σw / Σw²``, so that they add up to Kish's n_eff of that segment.
    That is the first-order correction of Rao and Scott, with Kish's 1 + cv² of the weights for the
    design effect. It is right where weights have nothing to do with the answers within a segment,
    and an approximation elsewhere; of strata and clusters it knows nothing. Where an expected
    effective count is below 5 the effective counts are rounded to whole ones, and those are
    shuffled.

    References
    ----------
    Benjamini & Hochberg 1995, J. Royal Statistical Society B 57(1) (false discovery rate); Rao &
    Scott 1981, J. American Statistical Association 76, 221-230, and 1992, Biometrics 48, 577-585
    (each group with a design effect of its own).
    """
    check_level(level)
    frame = lazily(answers, COLUMNS)
    known = segment_of(frame) if has(frame, "segment") else nw.lit("").alias("segment")
    frame = frame.with_columns(known)
    sizes = _sizes(frame)
    left_out = int(sizes.loc[sizes["segment"].isna(), "n"].sum())
    sizes = sizes.dropna(subset=["segment"])
    if sizes.empty:  # nobody has a segment: everybody is in the same one
        frame, left_out = frame.with_columns(nw.lit("").alias("segment")), 0
        sizes = _sizes(frame)
    found = list(sizes["segment"])
    names = tuple(map(named, found))
    counted = dict(list(tally(frame, weights=weights, by="segment").groupby("segment")))
    parts = [
        (name, _classes(counted[each], name, table, rule, level))
        for each, name in zip(found, names, strict=True)
    ]
    columns = [*_COLUMNS, *(WEIGHTED if weights else ())]
    judged = _stacked([(name, part.table) for name, part in parts], columns)
    inverted = _stacked(
        [(name, part.inverted) for name, part in parts if len(part.inverted)], _INVERTED
    )
    random = np.random.default_rng(seed)
    differing = differences(judged, level, random).join(between_two(judged, names, level))
    chances = [
        nan
        if of_one_mind(counts)
        else probabilities(counts, rule, random=random).get(category, nan)
        for counts, category in zip(effective_counts(judged), judged["category"], strict=True)
    ]
    judged = judged.assign(chance=pd.Series(chances, dtype=float))
    notes = _notes(judged, names, left_out)
    return KanoSegmentsResult(judged, names, differing, notes, weights is not None, inverted)


def _classes(
    counted: pd.DataFrame, segment: str, table: str, rule: str, level: float
) -> KanoResult:
    """Return the classes of one segment."""
    try:
        return analyse(counted, table, rule, level)
    except ValueError as error:
        raise ValueError(f"segment {segment!r}: {error}") from None


def _stacked(parts: Sequence[tuple[str, pd.DataFrame]], columns: Sequence[str]) -> pd.DataFrame:
    """Return the tables of the segments one below the other, with the segment's name."""
    rows = [part.assign(segment=name) for name, part in parts]
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=columns)


def _sizes(frame: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return ``segment, n``, the one with most respondents (answers, if unnamed) first."""
    count = nw.col("respondent").n_unique() if has(frame, "respondent") else nw.len()
    sizes = collected(frame.group_by("segment").agg(count.alias("n")).sort("segment"))
    return sizes.sort_values("n", ascending=False, kind="stable")


def _notes(table: pd.DataFrame, names: Sequence[str], left_out: int) -> tuple[Note, ...]:
    notes = []
    weighted = "n_eff" in table
    if weighted and len(table):
        notes.append(Note("kano.segments.weighted"))
    if len(names) > 1:
        largest = table.groupby("segment")[["n", *(["n_eff"] if weighted else [])]].max()
        few = largest < INDICATIVE
        small = {"kano.segments.small": few["n"]}
        if weighted:
            small["kano.segments.small_n_eff"] = few["n_eff"] & ~few["n"]
        for key, is_small in small.items():
            those = tuple(name for name in names if is_small[name])
            if those:
                notes.append(Note(key, {"segments": those, "n": INDICATIVE}, "warn"))
    if left_out:
        notes.append(Note("kano.segments.left_out", {"n": left_out}))
    without = int(table["n_no_weight"].sum()) if weighted else 0
    if without:
        notes.append(Note("kano.note.n_no_weight", {"n": without}))
    return tuple(notes)
