"""The five gaps: where a service loses what customers expect.

The customer's gap (5) between expectation and perception has four sources inside the company: not
knowing what customers expect (1), not putting it into a standard (2), not delivering the standard
(3), and promising something else (4). A team scores each gap, and sends each cause it finds to one
of five uses: audit, process, recruitment, training, innovation.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import INVALID, MISSING, coded, refuse_missing
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.intervals import check_level, mean_interval, spread, wilson
from cxwidgets.methods.notes import Note
from cxwidgets.methods.once import refuse_twice
from cxwidgets.methods.rank_limits import rank_limits

if TYPE_CHECKING:
    from numpy.typing import NDArray

GAPS = ("gap1", "gap2", "gap3", "gap4", "gap5")
"""Knowledge, standards, performance, communication, customer."""
USES = ("audit", "process", "recruitment", "training", "innovation")
SCALE = (1, 7)
"""1: almost no gap; 7: a very wide one."""
INDICATIVE = 30
DRAWS = 4000


@dataclass(frozen=True)
class GapsResult:
    """The gaps scored and ranked, and where their causes go.

    Attributes
    ----------
    table
        One row for each gap: ``gap, n``, mean ``score`` with t limits ``low, high``, ``sd``,
        ``agreement`` (1: everybody gave the same score; 0: as spread as scores given blindly;
        below 0: two camps), ``rank`` (1 is the widest) with ``rank_low, rank_high`` from
        resampled respondents, ``n_missing``, ``n_invalid``.
    uses
        One row for each cause and use: ``gap, cause, use, n``, how many chose this use; ``total``,
        how many dealt with this cause; ``share`` with Wilson limits ``low, high``; ``first``,
        whether no other use was chosen more often.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    uses: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def tally(scores: Any) -> pd.DataFrame:
    """Count how often each combination of five scores was given.

    Parameters
    ----------
    scores
        Any frame with ``respondent, gap, score``, one row for each respondent and gap. Scores are
        whole numbers from 1 to 7.

    Returns
    -------
    pandas.DataFrame
        ``gap1 … gap5, n``; a missing score is −1, one off the scale −2. Tallies add up, and their
        rows never outnumber the combinations there are.

    Raises
    ------
    ValueError
        If a column is missing, holds no numbers, or names another gap; a score is nobody's, or
        somebody scored a gap twice (both are named).
    """
    frame = lazily(scores, ["respondent", "gap", "score"])
    rows = frame.select("respondent", "gap", coded(frame, "score", *SCALE))
    named = collected(rows.select("gap").unique())
    refuse_missing(named, "gap")
    other = sorted(set(named["gap"]) - set(GAPS))
    if other:
        raise ValueError(f"a gap is {other[0]!r}; there are {', '.join(GAPS)}")
    refuse_twice(rows, ["gap"])
    wide = rows.with_columns(
        nw.when(nw.col("gap") == gap).then(nw.col("score")).alias(gap) for gap in GAPS
    )
    people = wide.group_by("respondent").agg(nw.col(gap).max() for gap in GAPS)
    filled = people.with_columns(nw.col(gap).fill_null(MISSING).cast(nw.Int64) for gap in GAPS)
    table = collected(filled.group_by(*GAPS).agg(nw.len().alias("n")))
    return table.sort_values(list(GAPS), ignore_index=True)


def tally_uses(causes: Any) -> pd.DataFrame:
    """Count how often each cause was sent to each use.

    Parameters
    ----------
    causes
        Any frame with ``gap, cause, use``, one row for each respondent and cause dealt with.

    Returns
    -------
    pandas.DataFrame
        ``gap, cause, use, n``. Tallies add up.

    Raises
    ------
    ValueError
        If a column or a value is missing, or a use is unknown.
    """
    frame = lazily(causes, ["gap", "cause", "use"])
    table = collected(frame.group_by("gap", "cause", "use").agg(nw.len().alias("n")))
    for column in ("gap", "cause", "use"):
        refuse_missing(table, column)
    other = sorted(set(table["use"]) - set(USES))
    if other:
        raise ValueError(f"a use is {other[0]!r}; there are {', '.join(USES)}")
    return table.sort_values(["gap", "cause", "use"], ignore_index=True)


def gaps(
    scores: Any, causes: Any = None, level: float = 0.95, seed: int = 0, draws: int = DRAWS
) -> GapsResult:
    """Score and rank the five gaps.

    Parameters
    ----------
    scores
        A frame of scores (see `tally`), or their tally.
    causes
        A frame of causes and uses (see `tally_uses`), their tally, or None.
    seed, draws
        Of the resampling behind the ranks' intervals.

    Notes
    -----
    Agreement is r_wg = 1 − s² / ((A² − 1) / 12) with A = 7 steps, the variance of scores given
    blindly (James, Demaree & Wolf 1984, Journal of Applied Psychology 69, 85-98).

    References
    ----------
    Parasuraman, Zeithaml & Berry 1985, Journal of Marketing 49(4); Zeithaml, Berry & Parasuraman
    1988, Journal of Marketing 52.
    """
    ready = counted(scores, *GAPS)
    table = scores if ready else tally(scores)
    uses = pd.DataFrame({"gap": [], "cause": [], "use": [], "n": []})
    if causes is not None:
        done = counted(causes, "gap", "cause", "use")
        uses = causes if done else tally_uses(causes)
    return analyse(table, uses, level, seed, draws)


def analyse(
    table: pd.DataFrame,
    uses: pd.DataFrame,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> GapsResult:
    """Return scores, ranks and uses of tallies; see `gaps` for the parameters."""
    check_level(level)
    patterns = table[list(GAPS)].to_numpy(dtype=float)
    counts = table["n"].to_numpy(dtype=np.int64)
    scores = np.where(patterns >= SCALE[0], patterns, nan)
    ranks = rank_limits(scores, counts, level, seed, draws)
    scored = pd.DataFrame(
        [
            {"gap": gap, **_scored(patterns[:, i], counts, level)}
            | {"rank_low": ranks[i][0], "rank_high": ranks[i][1]}
            for i, gap in enumerate(GAPS)
        ]
    )
    scored.insert(7, "rank", scored["score"].rank(ascending=False, method="min"))
    return GapsResult(scored, _used(uses, level), tuple(_notes(scored)), level)


def _scored(scores: NDArray[Any], counts: NDArray[Any], level: float) -> dict[str, float]:
    """Return mean, interval and agreement of one gap."""
    given = scores >= SCALE[0]
    n = int(counts[given].sum())
    total, squares = (float((scores[given] ** k * counts[given]).sum()) for k in (1, 2))
    mean, sd = spread(n, total, squares)
    low, high = mean_interval(mean, sd, n, level)
    blind = (SCALE[1] ** 2 - 1) / 12
    return {
        "n": n,
        "score": mean,
        "low": low,
        "high": high,
        "sd": sd,
        "agreement": 1 - sd**2 / blind,
        "n_missing": int(counts[scores == MISSING].sum()),
        "n_invalid": int(counts[scores == INVALID].sum()),
    }


def _used(uses: pd.DataFrame, level: float) -> pd.DataFrame:
    """Return how the causes were spread over the uses."""
    columns = ["gap", "cause", "use", "n", "total", "share", "low", "high", "first"]
    if uses.empty:
        return pd.DataFrame(columns=columns)
    table = uses.groupby(["gap", "cause", "use"], as_index=False, sort=True)["n"].sum()
    by_cause = table.groupby(["gap", "cause"])["n"]
    table["total"], top = by_cause.transform("sum"), by_cause.transform("max")
    table["share"] = table["n"] / table["total"]
    limits = [wilson(n, total, level) for n, total in zip(table["n"], table["total"], strict=True)]
    table["low"], table["high"] = [a for a, _ in limits], [b for _, b in limits]
    table["first"] = table["n"] == top
    return table[columns]


def _notes(table: pd.DataFrame) -> list[Note]:
    """Return what a reader should know before acting on the ranking."""
    notes = []
    n = int(table["n"].max())
    if 0 < n < INDICATIVE:
        notes.append(Note("panel.small_n", {"n": n}, "warn"))
    split = tuple(table.loc[table["agreement"] < 0, "gap"])
    if split:
        notes.append(Note("gaps.note.split", {"gaps": split}))
    invalid = int(table["n_invalid"].sum())
    if invalid:
        notes.append(Note("gaps.note.n_invalid", {"n": invalid}))
    return notes
