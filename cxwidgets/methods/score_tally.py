"""Counting scores by segment: what every single-question score is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import INVALID, MISSING, coded, has
from cxwidgets.methods.frame import collected, counted, distinct, lazily, repeated
from cxwidgets.methods.intervals import mean_interval, spread
from cxwidgets.methods.notes import Note
from cxwidgets.methods.respondent_weights import (
    NO_WEIGHT,
    SQUARED,
    WEIGHT,
    effective,
    is_weighted,
    n_effective,
    repeated_weighted,
)
from cxwidgets.methods.segment import ALL, named, segment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

INDICATIVE = 30
_GROUPS = ("promoters", "passives", "detractors")
_PEOPLE = (*_GROUPS, "top", "easy")
"""Columns that count people, weighted or not."""


@dataclass(frozen=True)
class ScoresResult:
    """A score for each segment and for all together.

    Attributes
    ----------
    kind
        ``"nps"``, ``"csat"`` or ``"ces"``.
    table
        One row for each segment, or the single row ``all`` where the answers have none. Always
        ``segment, n, n_missing, n_invalid, flag``; see `nps`, `csat` and `ces` for the rest. Where
        answers are weighted also ``n_eff`` (Kish's effective n, which every interval rests on),
        ``n_no_weight`` (answers left out because the respondent has no weight) and, for NPS,
        ``promoters_share, passives_share, detractors_share``; counts stay counts of people.
    overall
        The same columns, one row for all answers.
    distribution
        ``segment, score, n``: how often each score was given; weighted also ``w, w2``.
    notes
        Remarks as text keys.
    weighted
        Whether the answers were weighted.
    """

    kind: str
    table: pd.DataFrame
    overall: pd.DataFrame
    distribution: pd.DataFrame
    notes: tuple[Note, ...]
    level: float
    weighted: bool = False


def tally(
    answers: Any, low: int = 0, high: int = 10, *, weights: str | None = None
) -> pd.DataFrame:
    """Count how often each score was given in each segment.

    Parameters
    ----------
    answers
        Any frame with the column ``score`` and perhaps ``segment``, one row for each answer.
    low, high
        Ends of the scale. Scores off it are counted under the code −2, missing ones under −1.
    weights
        Column of respondent weights, if they are to be used. Scores of people without one are
        counted under the code −3 and left out.

    Returns
    -------
    pandas.DataFrame
        ``segment, score, n``; with weights also ``w, w2``, the sum of the weights and of their
        squares. Tallies add up.

    Raises
    ------
    ValueError
        If there is no column ``score``, or it holds something other than numbers; or a weight is
        none (see `respondent_weights.repeated_weighted`).
    """
    frame = lazily(answers, ["score"])
    segmented = has(frame, "segment")
    asked = ["segment", "score"] if segmented else ["score"]
    # DuckDB codes and adds up in the same pass; elsewhere the distinct rows come into memory first.
    at_once = frame.implementation.is_duckdb() and frame.collect_schema()["score"].is_numeric()
    people = nw.col("n").sum()
    if weights:
        rows = repeated_weighted(frame, asked, weights)
    elif at_once:
        rows, people = distinct(frame, asked), people.cast(nw.Int64)  # it adds up in 128 bits
    else:
        rows = repeated(frame, asked)
    score, sums = coded(rows, "score", low, high), []
    if weights:
        left_out = (nw.col("no_weight") > 0) & (score >= 0)
        score = nw.when(left_out).then(nw.lit(NO_WEIGHT)).otherwise(score).alias("score")
        sums = [WEIGHT, SQUARED]
    scores = rows.select(segment_of(rows), score, "n", *sums)
    added = (nw.col(name).sum() for name in sums)
    table = collected(scores.group_by("segment", "score").agg(people, *added))
    return table.sort_values(["segment", "score"], ignore_index=True)


def histogram_mean(counts: Mapping[int, int], level: float) -> tuple[float, tuple[float, float]]:
    """Return the mean of a histogram with its t interval."""
    n = sum(counts.values())
    total = sum(score * k for score, k in counts.items())
    mean, sd = spread(n, total, sum(score**2 * k for score, k in counts.items()))
    return mean, mean_interval(mean, sd, n, level)


def summarised(
    kind: str,
    answers: Any,
    scale: tuple[int, int],
    row: Callable[[Mapping[int, int]], dict[str, Any]],
    level: float,
    weights: str | None = None,
) -> ScoresResult:
    """Apply ``row`` to the histogram of each segment and of all answers.

    Weighted histograms are scaled to the effective n first (see `respondent_weights.effective`).
    """
    ready = counted(answers, "score")
    table = answers if ready else tally(answers, *scale, weights=weights)
    weighted = is_weighted(table, weights)
    if len(table) and table["segment"].isna().all():  # nobody has a segment: all are in one
        table = table.assign(segment=ALL)
    named = table.dropna(subset="segment")
    made = _weighted_rows if weighted else _rows
    rows = made(named, row, named["segment"].unique())
    overall = pd.DataFrame(made(table.assign(segment=ALL), row, [ALL]))
    return ScoresResult(
        kind,
        pd.DataFrame(rows, columns=overall.columns),
        overall,
        named[named["score"] >= scale[0]].reset_index(drop=True),
        tuple(_notes(overall.iloc[0], len(rows), int(table["n"].sum() - named["n"].sum()))),
        level,
        weighted,
    )


def _rows(
    table: pd.DataFrame,
    row: Callable[[Mapping[int, int]], dict[str, Any]],
    segments: Iterable[Any],
) -> list[dict[str, Any]]:
    """Return one line for each segment of a tally."""
    histograms = _histograms(table, "n", int)
    return [_row(named(one), histograms[one], row) for one in sorted(segments)]


def _histograms(
    table: pd.DataFrame, column: str, kind: type[int | float]
) -> defaultdict[Any, dict[int, Any]]:
    """Return a column of a tally by segment and score."""
    found: defaultdict[Any, dict[int, Any]] = defaultdict(dict)
    columns = (table[name].tolist() for name in ("segment", "score", column))
    for segment, score, n in zip(*columns, strict=True):
        counts = found[segment]
        counts[int(score)] = counts.get(int(score), 0) + kind(n)
    return found


def _row(
    segment: str, counts: dict[int, int], row: Callable[[Mapping[int, int]], dict[str, Any]]
) -> dict[str, Any]:
    """Return one line of the result."""
    missing, invalid = counts.pop(MISSING, 0), counts.pop(INVALID, 0)
    n = sum(counts.values())
    found = row(counts)
    flag = found.pop("flag") if n else "empty"
    found.pop("flag", None)
    return {"segment": segment, "n": n, **found, "n_missing": missing, "n_invalid": invalid} | {
        "flag": flag
    }


def _weighted_rows(
    table: pd.DataFrame,
    row: Callable[[Mapping[int, Any]], dict[str, Any]],
    segments: Iterable[Any],
) -> list[dict[str, Any]]:
    """Return one line for each segment: people counted, everything else weighted."""
    people = _histograms(table, "n", int)
    weights, squares = (_histograms(table, column, float) for column in (WEIGHT, SQUARED))
    lines = []
    for one in sorted(segments):
        without = people[one].pop(NO_WEIGHT, 0)
        line = _row(named(one), people[one], row)  # leaves the proper scores in ``people``
        w, w2 = ({s: sums[one][s] for s in people[one]} for sums in (weights, squares))
        scaled = effective(w, w2, line["n"], f"segment {named(one)!r}")
        found = row(scaled)
        n_eff = n_effective(sum(w.values()), sum(w2.values()))
        counts = {name: line[name] for name in _PEOPLE if name in line}
        shares = {
            f"{name}_share": found[name] / n_eff if n_eff else nan
            for name in _GROUPS
            if name in found
        }
        flag = found.pop("flag") if line["n"] else "empty"
        left_out = {name: line[name] for name in ("n_missing", "n_invalid")}
        lines.append(
            {"segment": line["segment"], "n": line["n"], "n_eff": n_eff}
            | (found | counts | shares | left_out)
            | {"n_no_weight": without, "flag": flag}
        )
    return lines


def _notes(overall: pd.Series[Any], segments: int, without: int) -> list[Note]:
    """Return what a reader should know before quoting a score."""
    notes = [
        Note(f"scores.note.{column}", {"n": int(overall[column])})
        for column in ("n_missing", "n_invalid", "n_no_weight")
        if overall.get(column, 0)
    ]
    if 0 < overall["n"] < INDICATIVE:
        notes.insert(0, Note("panel.small_n", {"n": int(overall["n"])}, "warn"))
    if without and segments:
        notes.append(Note("scores.note.no_segment", {"n": without}))
    if "n_eff" in overall and overall["n"]:
        few = overall["n"] >= INDICATIVE > overall["n_eff"]
        sizes = {"n": int(overall["n"]), "n_eff": f"{overall['n_eff']:.1f}"}
        notes.insert(0, Note("scores.note.weighted", sizes, "warn" if few else "note"))
    return notes
