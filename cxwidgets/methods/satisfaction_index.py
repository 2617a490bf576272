"""Satisfaction index: several questions on 1-10 in one number from 0 to 100, as the ACSI has it.

The American Customer Satisfaction Index asks three: satisfied overall, against what was expected,
against the ideal. One question catches a mood; three that go together catch it with less error.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import coded, has
from cxwidgets.methods.frame import collected, counted, lazily, repeated
from cxwidgets.methods.intervals import check_level, mean_interval, spread
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

ALL = "all"
LOW, HIGH = 1, 10
INDICATIVE = 30
COLUMNS = ("segment", "n", "index", "low", "high")


@dataclass(frozen=True)
class IndexResult:
    """A satisfaction index.

    Attributes
    ----------
    table
        One row for each segment, the single row ``all`` where there is none: ``segment, n`` (who
        answered every question), ``index`` from 0 to 100 with t limits ``low, high``.
    overall
        The same of everybody.
    items
        ``item, weight`` (they sum to 1), ``mean`` on 1-10 with t limits ``low, high``; of the same
        people.
    n_left_out
        People without an answer from 1 to 10 to every question.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    overall: pd.DataFrame
    items: pd.DataFrame
    n_left_out: int
    notes: tuple[Note, ...]
    level: float


def tally(answers: Any, items: Sequence[str]) -> pd.DataFrame:
    """Count people who answered alike.

    Parameters
    ----------
    answers
        Any frame with a column for each item and perhaps ``segment``, one row for each person.

    Returns
    -------
    pandas.DataFrame
        ``segment``, the items (−1 missing, −2 off the scale), ``n``. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, or fewer than two items are named.
    """
    if len(set(items)) < 2:  # noqa: PLR2004 - one question is a mean
        raise ValueError(f"the items are {list(items)!r}; an index needs two or more")
    frame = lazily(answers, items)
    segmented = has(frame, "segment")
    rows = repeated(frame, ["segment", *items] if segmented else [*items])
    segment = nw.col("segment") if segmented else nw.lit(ALL).alias("segment")
    codes = rows.select(segment, *(coded(rows, item, LOW, HIGH) for item in items), "n")
    table = collected(codes.group_by("segment", *items).agg(nw.col("n").sum()))
    return table.sort_values(["segment", *items], ignore_index=True)


def satisfaction_index(
    answers: Any,
    items: Sequence[str],
    weights: Sequence[float] | None = None,
    level: float = 0.95,
) -> IndexResult:
    """Compute the index of everybody and of each segment.

    Parameters
    ----------
    answers
        As for `tally`, or a tally.
    items
        The columns of the questions, each answered from 1 to 10.
    weights
        How much each counts, in any unit; alike where none are given.

    Raises
    ------
    ValueError
        As for `tally`; or if the weights are not one positive number for each item.

    Notes
    -----
    Of each person 100 Σ w (answer − 1) / 9 with Σ w = 1, then the mean: the same as from the means
    of the questions (`scores.acsi`), and with an interval. The ACSI takes its weights from a model
    of the whole survey; equal weights are the usual approximation.

    References
    ----------
    Fornell, Johnson, Anderson, Cha & Bryant 1996, Journal of Marketing 60(4), 7-18.

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"overall": [10, 8], "expected": [9, 7], "ideal": [9, 6]})
    >>> result = satisfaction_index(answers, ["overall", "expected", "ideal"])
    >>> round(float(result.overall["index"].iloc[0]), 2)
    79.63
    """
    check_level(level)
    shares = _shares(items, weights)
    ready = counted(answers, "segment", *items)
    table = answers if ready else tally(answers, items)
    whole = (table[list(items)] >= LOW).all(axis=1)
    known = table[whole]
    points = 100 * (known[list(items)].to_numpy(dtype=float) - LOW) / (HIGH - LOW) @ shares
    known = known.assign(index=points)
    left_out = int(table.loc[~whole, "n"].sum())
    rows = [_row(str(name), part, level) for name, part in known.groupby("segment", observed=True)]
    asked = pd.DataFrame(
        [
            {"item": item, "weight": share} | _mean(known[item], known["n"], "mean", level)
            for item, share in zip(items, shares, strict=True)
        ]
    )
    overall = pd.DataFrame([_row(ALL, known, level)], columns=list(COLUMNS))
    notes = _notes(rows, left_out, alike=weights is None)
    return IndexResult(
        pd.DataFrame(rows, columns=list(COLUMNS)), overall, asked, left_out, notes, level
    )


def _shares(items: Sequence[str], weights: Sequence[float] | None) -> np.ndarray[Any, Any]:
    given = np.ones(len(items)) if weights is None else np.array(weights, dtype=float)
    if len(given) != len(items) or not (np.isfinite(given) & (given > 0)).all():
        raise ValueError(f"the weights are {list(given)}; one positive number for each item")
    shares: np.ndarray[Any, Any] = given / given.sum()
    return shares


def _row(name: str, part: pd.DataFrame, level: float) -> dict[str, Any]:
    found = {"segment": name, "n": int(part["n"].sum())}
    return found | _mean(part["index"], part["n"], "index", level)


def _mean(values: pd.Series[Any], n: pd.Series[Any], key: str, level: float) -> dict[str, float]:
    mean, sd = spread(n.sum(), float((values * n).sum()), float((values**2 * n).sum()))
    low, high = mean_interval(mean, sd, int(n.sum()), level)
    return {key: mean, "low": low, "high": high}


def _notes(rows: Sequence[dict[str, Any]], left_out: int, *, alike: bool) -> tuple[Note, ...]:
    notes = [Note("satisfaction_index.note.alike")] if alike else []
    few = tuple(row["segment"] for row in rows if row["n"] < INDICATIVE and row["segment"] != ALL)
    if few:
        notes.append(Note("satisfaction_index.note.few", {"n": INDICATIVE, "segments": few}))
    if left_out:
        notes.append(Note("satisfaction_index.note.left_out", {"n": left_out}))
    return tuple(notes)
