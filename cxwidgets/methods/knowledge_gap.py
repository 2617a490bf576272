"""Gap 1, not knowing: what managers believe that customers expect, beside what customers expect.

Managers rate each statement as they think a customer would; customers rate it themselves. Belief
less expectation is the gap: below zero the company underestimates what people expect of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods import covariance_tally
from cxwidgets.methods.answers import INVALID, MISSING, coded, refuse_missing
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import alike, check_level
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.notes import Note, left_out
from cxwidgets.methods.once import refuse_twice
from cxwidgets.methods.servqual_items import ordered
from cxwidgets.methods.welch import Mean, difference

if TYPE_CHECKING:
    from cxwidgets.methods.covariance import CovarianceTally

INDICATIVE = 30
KEYS = ("dimension", "item")
RESULT = ("n_managers", "n_customers", "belief", "expectation", "gap", "low", "high", "p")


@dataclass(frozen=True)
class KnowledgeTally:
    """What the analysis needs of the ratings of one side, however many they are.

    Attributes
    ----------
    statements
        ``dimension, item``, each pair once.
    means
        Sums over respondents of their ratings of these statements, and products of them.
    missing, invalid
        Ratings left blank, and ratings off the scale or between two of its steps.
    """

    statements: pd.DataFrame
    means: CovarianceTally
    missing: int
    invalid: int

    def __add__(self, other: KnowledgeTally) -> KnowledgeTally:
        """Return the tally of two sites together; their respondents are different people."""
        if not self.statements.equals(other.statements):
            raise ValueError("the two sites rated different statements")
        return KnowledgeTally(
            self.statements,
            self.means + other.means,
            self.missing + other.missing,
            self.invalid + other.invalid,
        )


@dataclass(frozen=True)
class KnowledgeResult:
    """What managers believe beside what customers expect.

    Attributes
    ----------
    items
        One row for each statement that both sides rated, dimensions in RATER order:
        ``dimension, item, n_managers, n_customers``; mean ``belief`` and ``expectation``; ``gap``
        (belief − expectation) with Welch's t limits ``low, high``; ``p, p_adjusted``; ``alike``,
        whether fewer than 30 people of one side all gave the same rating, which then has no limits.
    dimensions
        The same of the mean of each dimension's statements; ``n_…`` are the fewest of them.
    overall
        One row, the mean of all statements.
    notes
        Remarks as text keys.
    """

    items: pd.DataFrame
    dimensions: pd.DataFrame
    overall: pd.DataFrame
    notes: tuple[Note, ...]
    level: float

    @property
    def table(self) -> pd.DataFrame:
        """Return the statements."""
        return self.items


def tally(ratings: Any, low: int = 1, high: int = 7) -> KnowledgeTally:
    """Count the ratings of one side, managers or customers.

    Parameters
    ----------
    ratings
        Any frame with ``respondent, item, dimension, expectation``, one row for each respondent and
        statement. For managers ``expectation`` is what they believe customers expect.
    low, high
        Ends of the scale.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, a rating has no statement, no dimension or is
        nobody's, or somebody rated a statement twice (both are named).
    """
    frame = lazily(ratings, ["respondent", *KEYS, "expectation"])
    refuse_twice(frame, list(KEYS))
    rows = frame.select("respondent", *KEYS, coded(frame, "expectation", low, high))
    counts = collected(rows.group_by(*KEYS, "expectation").agg(nw.len().alias("n")))
    for column in KEYS:
        refuse_missing(counts, column)
    pairs = counts[list(KEYS)].drop_duplicates()
    place = pairs["dimension"].map(ordered(pairs["dimension"]).index)
    statements = pairs.assign(place=place).sort_values(["place", "item"], ignore_index=True)
    statements = statements[list(KEYS)]
    names = [f"s{i}" for i in range(len(statements))]
    cells = [
        nw.when(nw.col("dimension") == dimension, nw.col("item") == item)
        .then(nw.when(nw.col("expectation") >= low).then(nw.col("expectation")))
        .alias(name)
        for name, (dimension, item) in zip(names, statements.itertuples(index=False), strict=True)
    ]
    people = rows.with_columns(*cells).group_by("respondent").agg(nw.col(names).max())
    wide = people.to_native()
    means = covariance_tally.tally(wide, names, missing="pairwise", patterns_up_to=0)
    lost = (int(counts.loc[counts["expectation"] == c, "n"].sum()) for c in (MISSING, INVALID))
    return KnowledgeTally(statements, means, *lost)


def knowledge_gap(
    beliefs: Any, expectations: Any, low: int = 1, high: int = 7, level: float = 0.95
) -> KnowledgeResult:
    """Compare what managers believe that customers expect with what they expect.

    Parameters
    ----------
    beliefs, expectations
        Frames (see `tally`) or tallies: of managers, and of customers. The answers of a SERVQUAL
        survey may stand for the customers: their column ``perception`` is not looked at.
    low, high
        Ends of the scale both were asked on.

    Raises
    ------
    ValueError
        If no statement was rated by both sides, or as for `tally`.

    Notes
    -----
    The two sides are different people, so the interval is that of two independent means (Welch
    1947, Biometrika 34, 28-35). A dimension's mean is that of its statements' means; what a person
    says of one statement goes with what they say of another, and its interval allows for that. The
    p of the statements are adjusted together (Benjamini-Hochberg).

    References
    ----------
    Parasuraman, Zeithaml & Berry 1985, Journal of Marketing 49(4), 41-50; Zeithaml, Berry &
    Parasuraman 1988, Journal of Marketing 52(2), 35-48.
    """
    sides = [
        given if isinstance(given, KnowledgeTally) else tally(given, low, high)
        for given in (beliefs, expectations)
    ]
    return analyse(sides[0], sides[1], level)


def analyse(
    managers: KnowledgeTally, customers: KnowledgeTally, level: float = 0.95
) -> KnowledgeResult:
    """Return the gaps of statements, dimensions and all together; see `knowledge_gap`."""
    check_level(level)
    both = managers.statements.merge(customers.statements, on=list(KEYS))
    if both.empty:
        raise ValueError(
            "no statement was rated by both sides; managers and customers need the same names in "
            "the columns 'dimension' and 'item'"
        )
    rows = [_gap(managers, customers, both.iloc[[i]], level) for i in range(len(both))]
    items = pd.concat([both, pd.DataFrame(rows)], axis=1)
    items.insert(items.columns.get_loc("p") + 1, "p_adjusted", adjusted(items["p"]))
    dimensions = [
        {"dimension": name, **_gap(managers, customers, part, level)}
        for name, part in both.groupby("dimension", sort=False)
    ]
    overall = pd.DataFrame([_gap(managers, customers, both, level)])
    notes = _notes(items, len(managers.statements) + len(customers.statements) - 2 * len(both))
    lost = (getattr(managers, name) + getattr(customers, name) for name in ("missing", "invalid"))
    return KnowledgeResult(
        items, pd.DataFrame(dimensions), overall, (*notes, *left_out(*lost)), level
    )


def _gap(
    managers: KnowledgeTally, customers: KnowledgeTally, statements: pd.DataFrame, level: float
) -> dict[str, Any]:
    """Return the gap in the mean of some statements."""
    belief, expectation = _mean(managers, statements), _mean(customers, statements)
    gap, low, high, p = difference(belief, expectation, level)
    values = (int(belief.n), int(expectation.n), belief.mean, expectation.mean, gap, low, high, p)
    same = any(alike(one.mean, one.sd, one.n) for one in (belief, expectation))
    return {**dict(zip(RESULT, values, strict=True)), "alike": same}


def _mean(side: KnowledgeTally, statements: pd.DataFrame) -> Mean:
    """Return the mean of some statements' means, with the spread that one respondent's would have.

    Its variance is that of a sum of means over partly the same people.
    """
    keys = list(side.statements.itertuples(index=False, name=None))
    chosen = [keys.index(key) for key in statements[list(KEYS)].itertuples(index=False, name=None)]
    k = len(side.means.names)
    part = np.ix_(chosen, chosen)
    n = side.means.sums["n"].to_numpy(dtype=float).reshape(k, k)[part]
    own = np.diag(n)
    fewest = float(own.min())
    if not fewest:
        return Mean(nan, nan, 0)
    covariance = side.means.covariance[part]
    of_means = np.where(n > 0, np.nan_to_num(covariance) * n / np.outer(own, own), 0.0)
    of_means[np.diag_indices(len(own))] = np.diag(covariance) / own  # NaN for one respondent
    variance = max(0.0, float(of_means.sum())) if fewest > 1 else nan
    mean = float(side.means.means[chosen].mean())
    return Mean(mean, sqrt(variance * fewest) / len(chosen), fewest)


def _notes(items: pd.DataFrame, alone: int) -> list[Note]:
    """Return what a reader should know before believing a gap."""
    notes = []
    fewest = {side: int(items[f"n_{side}"].min()) for side in ("managers", "customers")}
    for side, n in fewest.items():
        if n < INDICATIVE:
            notes.append(Note(f"knowledge.note.few_{side}", {"n": n}, "warn"))
    same = tuple(items.loc[items["alike"], "item"])
    if same:
        notes.append(Note("panel.alike", {"names": same}, "warn"))
    if alone:
        notes.append(Note("knowledge.note.alone", {"n": alone}))
    return notes
