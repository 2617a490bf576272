"""Counting scores by segment: what every single-question score is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import INVALID, MISSING, coded, has
from cxwidgets.methods.frame import collected, lazily, repeated
from cxwidgets.methods.intervals import mean_interval, spread
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ALL = "all"
"""Name of the row that takes all segments together."""
INDICATIVE = 30


@dataclass(frozen=True)
class ScoresResult:
    """A score for each segment and for all together.

    Attributes
    ----------
    kind
        ``"nps"``, ``"csat"`` or ``"ces"``.
    table
        One row for each segment, or the single row ``all`` where the answers have none. Always
        ``segment, n, n_missing, n_invalid, flag``; see `nps`, `csat` and `ces` for the rest.
    overall
        The same columns, one row for all answers.
    distribution
        ``segment, score, n``: how often each score was given.
    notes
        Remarks as text keys.
    """

    kind: str
    table: pd.DataFrame
    overall: pd.DataFrame
    distribution: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def tally(answers: Any, low: int = 0, high: int = 10) -> pd.DataFrame:
    """Count how often each score was given in each segment.

    Parameters
    ----------
    answers
        Any frame with the column ``score`` and perhaps ``segment``, one row for each answer.
    low, high
        Ends of the scale. Scores off it are counted under the code −2, missing ones under −1.

    Returns
    -------
    pandas.DataFrame
        ``segment, score, n``. Tallies add up.

    Raises
    ------
    ValueError
        If there is no column ``score``, or it holds something other than numbers.
    """
    frame = lazily(answers, ["score"])
    segmented = has(frame, "segment")
    rows = repeated(frame, ["segment", "score"] if segmented else ["score"])
    segment = nw.col("segment") if segmented else nw.lit(ALL).alias("segment")
    scores = rows.select(segment, coded(rows, "score", low, high), "n")
    table = collected(scores.group_by("segment", "score").agg(nw.col("n").sum()))
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
) -> ScoresResult:
    """Apply ``row`` to the histogram of each segment and of all answers."""
    counted = isinstance(answers, pd.DataFrame) and {"score", "n"} <= set(answers.columns)
    table = answers if counted else tally(answers, *scale)
    named = table.dropna(subset="segment")
    histograms = _histograms(named)
    rows = [_row(str(segment), histograms[segment], row) for segment in sorted(histograms)]
    overall = pd.DataFrame([_row(ALL, _histograms(table.assign(segment=ALL))[ALL], row)])
    return ScoresResult(
        kind,
        pd.DataFrame(rows, columns=overall.columns),
        overall,
        named[named["score"] >= scale[0]].reset_index(drop=True),
        tuple(_notes(overall.iloc[0], len(rows), int(table["n"].sum() - named["n"].sum()))),
        level,
    )


def _histograms(table: pd.DataFrame) -> defaultdict[Any, dict[int, int]]:
    """Return how often each score was given in each segment."""
    found: defaultdict[Any, dict[int, int]] = defaultdict(dict)
    columns = (table[name].tolist() for name in ("segment", "score", "n"))
    for segment, score, n in zip(*columns, strict=True):
        counts = found[segment]
        counts[int(score)] = counts.get(int(score), 0) + int(n)
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


def _notes(overall: pd.Series[Any], segments: int, without: int) -> list[Note]:
    """Return what a reader should know before quoting a score."""
    notes = [
        Note(f"scores.note.{column}", {"n": int(overall[column])})
        for column in ("n_missing", "n_invalid")
        if overall[column]
    ]
    if 0 < overall["n"] < INDICATIVE:
        notes.insert(0, Note("panel.small_n", {"n": int(overall["n"])}, "warn"))
    if without and segments:
        notes.append(Note("scores.note.no_segment", {"n": without}))
    return notes
