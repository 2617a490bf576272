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

from cxwidgets.methods.answers import INVALID, coded, has
from cxwidgets.methods.frame import collected, counted, lazily, repeated
from cxwidgets.methods.intervals import check_level, mean_interval, spread
from cxwidgets.methods.notes import Note
from cxwidgets.methods.respondent_weights import (
    SQUARED,
    WEIGHT,
    is_weighted,
    n_effective,
    repeated_weighted,
)
from cxwidgets.methods.segment import ALL, named, segment_of

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    n_missing, n_invalid
        People who left a question blank, and who gave an answer that is none of 1 to 10, whatever
        else they left blank.
    notes
        Remarks as text keys.
    weighted
        Whether respondents were weighted; then ``n_eff`` (Kish) stands behind ``n``.
    """

    table: pd.DataFrame
    overall: pd.DataFrame
    items: pd.DataFrame
    n_missing: int
    n_invalid: int
    notes: tuple[Note, ...]
    level: float
    weighted: bool = False

    @property
    def n_left_out(self) -> int:
        """People without an answer from 1 to 10 to every question."""
        return self.n_missing + self.n_invalid


def tally(
    answers: Any, items: Sequence[str], respondent_weights: str | None = None
) -> pd.DataFrame:
    """Count people who answered alike.

    Parameters
    ----------
    answers
        Any frame with a column for each item and perhaps ``segment``, one row for each person.
    respondent_weights
        Column of the weights of the people, if they are to be weighted.

    Returns
    -------
    pandas.DataFrame
        ``segment``, the items (−1 missing, −2 off the scale), ``n``; of weighted people also
        ``no_weight`` (1 where they have none) and the sums ``w, w2``. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, fewer than two items are named or one of them
        twice, or a weight is none (see `respondent_weights.repeated_weighted`).
    """
    if len(set(items)) < max(2, len(items)):  # one question is a mean
        raise ValueError(f"the items are {list(items)!r}; an index needs two or more, each once")
    frame = lazily(answers, items)
    segmented = has(frame, "segment")
    wanted = ["segment", *items] if segmented else [*items]
    keys, sums = ["segment", *items], ["n"]
    if respondent_weights is None:
        rows = repeated(frame, wanted)
    else:
        rows = repeated_weighted(frame, wanted, respondent_weights)
        keys, sums = [*keys, "no_weight"], ["n", WEIGHT, SQUARED]
    marks = [coded(rows, item, LOW, HIGH) for item in items]
    codes = rows.select(segment_of(rows), *marks, *keys[1 + len(items) :], *sums)
    table = collected(codes.group_by(*keys).agg(nw.col(*sums).sum()))
    return table.sort_values(keys, ignore_index=True)


def satisfaction_index(
    answers: Any,
    items: Sequence[str],
    weights: Sequence[float] | None = None,
    level: float = 0.95,
    *,
    respondent_weights: str | None = None,
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
    respondent_weights
        Column of the weights of the people, if they are to be weighted; never taken by its name
        alone.

    Raises
    ------
    ValueError
        As for `tally`; or if the weights are not one positive number for each item.

    Notes
    -----
    Of each person 100 Σ w (answer − 1) / 9 with Σ w = 1, then the mean: the same as from the means
    of the questions (`scores.acsi`), and with an interval. The ACSI takes its weights from a model
    of the whole survey; equal weights are the usual approximation.

    Weighted people have weighted means, with Kish's n_eff in the interval: an approximation. People
    who all weigh nothing have no index (NaN).

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
    table = answers if ready else tally(answers, items, respondent_weights)
    weighted = is_weighted(table, respondent_weights)
    if len(table) and table["segment"].isna().all():  # nobody has a segment: all are in one
        table = table.assign(segment=ALL)
    if not weighted:  # everybody weighs 1
        table = table.assign(no_weight=0, **{WEIGHT: table["n"], SQUARED: table["n"]})
    whole = (table[list(items)] >= LOW).all(axis=1)
    weighs = table["no_weight"] == 0
    known = table[whole & weighs]
    points = 100 * (known[list(items)].to_numpy(dtype=float) - LOW) / (HIGH - LOW) @ shares
    known = known.assign(index=points)
    columns = [*COLUMNS[:2], *(["n_eff"] if weighted else []), *COLUMNS[2:]]
    groups = known.groupby("segment", observed=True)
    by_segment = [_row(named(name), part, level) for name, part in groups]
    asked = [
        {"item": item, "weight": share} | _mean(known, item, "mean", level)
        for item, share in zip(items, shares, strict=True)
    ]
    overall = pd.DataFrame([_row(ALL, known, level)])[columns]
    off = (table[list(items)] == INVALID).any(axis=1)
    missing, invalid = (int(table.loc[which, "n"].sum()) for which in (~whole & ~off, off))
    notes = _notes(int(known["n"].sum()), by_segment, (missing, invalid), alike=weights is None)
    if weighted:
        notes = [*_told(overall, int(table.loc[whole & ~weighs, "n"].sum())), *notes]
    without = int(known.loc[known["segment"].isna(), "n"].sum())
    if without:
        notes.append(Note("scores.note.no_segment", {"n": without}))
    rows = pd.DataFrame(by_segment, columns=[*COLUMNS[:2], "n_eff", *COLUMNS[2:]])[columns]
    questions = pd.DataFrame(asked)
    return IndexResult(
        rows, overall, questions, missing, invalid, tuple(notes), level, weighted=weighted
    )


def _shares(items: Sequence[str], weights: Sequence[float] | None) -> np.ndarray[Any, Any]:
    given = np.ones(len(items)) if weights is None else np.array(weights, dtype=float)
    if len(given) != len(items) or not (np.isfinite(given) & (given > 0)).all():
        raise ValueError(f"the weights are {given.tolist()}; one positive number for each item")
    shares: np.ndarray[Any, Any] = given / given.sum()
    return shares


def _row(name: str, part: pd.DataFrame, level: float) -> dict[str, Any]:
    n, w, squares = (float(part[c].sum()) for c in ("n", WEIGHT, SQUARED))
    found = {"segment": name, "n": int(n), "n_eff": n_effective(w, squares)}
    return found | _mean(part, "index", "index", level)


def _mean(part: pd.DataFrame, column: str, key: str, level: float) -> dict[str, float]:
    """Return the weighted mean of a column with its limits."""
    values, w = part[column].astype(float), part[WEIGHT].astype(float)
    total, squares = float(w.sum()), float(part[SQUARED].sum())
    n, factor = n_effective(total, squares), total / squares if squares else 0.0
    mean, sd = spread(n, float((values * w).sum()) * factor, float((values**2 * w).sum()) * factor)
    low, high = mean_interval(mean, sd, n, level)
    return {key: mean, "low": low, "high": high}


def _told(overall: pd.DataFrame, without: int) -> list[Note]:
    """Return what a reader should know of the people's weights."""
    n, n_eff = int(overall["n"].iloc[0]), float(overall["n_eff"].iloc[0])
    tone = "warn" if n >= INDICATIVE > n_eff else "note"
    notes = [Note("panel.weighted", {"n": n, "n_eff": f"{n_eff:.1f}"}, tone)] if n else []
    return [*notes, *([Note("panel.n_no_weight", {"n": without})] if without else [])]


def _notes(
    n: int, rows: Sequence[dict[str, Any]], lost: tuple[int, int], *, alike: bool
) -> list[Note]:
    notes = [Note("panel.small_n", {"n": n}, "warn")] if 0 < n < INDICATIVE else []
    if alike:
        notes.append(Note("satisfaction_index.note.alike"))
    few = tuple(row["segment"] for row in rows if row["n"] < INDICATIVE and row["segment"] != ALL)
    if few:
        notes.append(Note("satisfaction_index.note.few", {"n": INDICATIVE, "segments": few}))
    for name, left_out in zip(("n_missing", "n_invalid"), lost, strict=True):
        if left_out:
            notes.append(Note(f"satisfaction_index.note.{name}", {"n": left_out}))
    return notes
