"""Kano by segment: the same need may be a must-be for one group and leave another cold.

The finer the cut, the fewer answers in each part, so the number of answers stands beside every
class, and a test says whether the segments differ at all before anybody acts on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import has
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, newcombe
from cxwidgets.methods.kano import analyse, tally
from cxwidgets.methods.kano_result import COLUMNS as KANO_COLUMNS
from cxwidgets.methods.kano_result import INDICATIVE
from cxwidgets.methods.kano_robust import probabilities
from cxwidgets.methods.kano_table import CATEGORIES
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("feature", "functional", "dysfunctional")
EXPECTED_AT_LEAST = 5
"""Below this expected count the chi-square distribution is not used; random shuffling is."""
SHUFFLES = 4999


@dataclass(frozen=True)
class KanoSegmentsResult:
    """Classes by feature and segment.

    Attributes
    ----------
    table
        One row for each feature and segment, largest segment first: ``segment``, the columns of
        `KanoResult.table`, and ``chance``, how often the category leads again when the segment's
        answers are drawn anew (multinomial bootstrap).
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
    """

    table: pd.DataFrame
    segments: tuple[str, ...]
    differences: pd.DataFrame
    notes: tuple[Note, ...]


def kano_segments(
    answers: Any,
    table: str = "standard",
    rule: str = "mode",
    level: float = 0.95,
    *,
    seed: int = 20_250_101,
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

    Raises
    ------
    ValueError
        As for `kano`.

    References
    ----------
    Benjamini & Hochberg 1995, J. Royal Statistical Society B 57(1) (false discovery rate).
    """
    check_level(level)
    frame = lazily(answers, COLUMNS)
    if not has(frame, "segment"):
        frame = frame.with_columns(nw.lit("").alias("segment"))
    sizes = _sizes(frame)
    left_out = int(sizes.loc[sizes["segment"].isna(), "n"].sum())
    sizes = sizes.dropna(subset=["segment"])
    if sizes.empty:  # nobody has a segment: everybody is in the same one
        frame, left_out = frame.with_columns(nw.lit("").alias("segment")), 0
        sizes = _sizes(frame)
    names = tuple(sizes["segment"])
    counted = dict(list(tally(frame, by="segment").groupby("segment")))
    rows = [analyse(counted[name], table, rule, level).table.assign(segment=name) for name in names]
    judged = pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=_COLUMNS)
    random = np.random.default_rng(seed)
    differences = _differences(judged, level, random)
    differences = differences.join(_between_two(judged, names, level))
    chances = [
        probabilities(row, rule, random=random).get(row["category"], nan)
        for _, row in judged.iterrows()
    ]
    judged = judged.assign(chance=pd.Series(chances, dtype=float))
    return KanoSegmentsResult(judged, names, differences, _notes(judged, names, left_out))


_COLUMNS = ("segment", *KANO_COLUMNS)
_CHANGES = tuple(f"{c}_{part}" for c in ("better", "worse") for part in ("change", "low", "high"))


def _sizes(frame: nw.LazyFrame[Any]) -> pd.DataFrame:
    """Return ``segment, n``, the one with most respondents (answers, if unnamed) first."""
    count = nw.col("respondent").n_unique() if has(frame, "respondent") else nw.len()
    sizes = collected(frame.group_by("segment").agg(count.alias("n")).sort("segment"))
    return sizes.sort_values("n", ascending=False, kind="stable")


def _differences(table: pd.DataFrame, level: float, random: np.random.Generator) -> pd.DataFrame:
    rows = []
    for feature, part in table.groupby("feature", sort=False):
        p, v = _independence(part[list(CATEGORIES)].to_numpy(dtype=int), random)
        rows.append({"feature": feature, "p": p, "p_adjusted": nan, "cramers_v": v})
    columns = ["feature", "p", "p_adjusted", "cramers_v"]
    found = pd.DataFrame(rows, columns=columns)
    found["p_adjusted"] = adjusted(found["p"])
    return found.assign(differs=found["p_adjusted"] < 1 - level)


def _between_two(table: pd.DataFrame, names: Sequence[str], level: float) -> pd.DataFrame:
    """Return the differences of Better and Worse, one row for each feature in order."""
    rows = []
    for _, part in table.groupby("feature", sort=False):
        by = part.set_index("segment")
        found = dict.fromkeys(_CHANGES, nan)
        if len(names) == 2 and set(names) <= set(by.index):  # noqa: PLR2004 - one against one
            a, b = (by.loc[name] for name in names)
            n, m = (sum(row[c] for c in "AOMI") for row in (a, b))
            better = newcombe(a["A"] + a["O"], n, b["A"] + b["O"], m, level)
            gap, low, high = newcombe(a["O"] + a["M"], n, b["O"] + b["M"], m, level)
            found = dict(zip(_CHANGES, (*better, -gap, -high, -low), strict=True))
        rows.append(found)
    return pd.DataFrame(rows, columns=list(_CHANGES))


def _independence(counts: np.ndarray, random: np.random.Generator) -> tuple[float, float]:
    """Return p and Cramér's V of segments × classes; NaN where there is nothing to compare."""
    from scipy.stats import chi2_contingency, random_table

    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape, default=0) < 2:  # noqa: PLR2004 - two segments and two classes
        return nan, nan
    tested = chi2_contingency(counts, correction=False)
    v = sqrt(tested.statistic / (counts.sum() * (min(counts.shape) - 1)))
    if tested.expected_freq.min() >= EXPECTED_AT_LEAST:
        return float(tested.pvalue), v
    tables = random_table(counts.sum(axis=1), counts.sum(axis=0)).rvs(SHUFFLES, random_state=random)
    off = ((tables - tested.expected_freq) ** 2 / tested.expected_freq).sum(axis=(1, 2))
    at_least = int((off >= tested.statistic - 1e-9).sum())
    return (at_least + 1) / (SHUFFLES + 1), v


def _notes(table: pd.DataFrame, names: Sequence[str], left_out: int) -> tuple[Note, ...]:
    notes = []
    if len(names) > 1:
        largest = table.groupby("segment")["n"].max()
        small = tuple(name for name in names if largest[name] < INDICATIVE)
        if small:
            params = {"segments": small, "n": INDICATIVE}
            notes.append(Note("kano.segments.small", params, "warn"))
    if left_out:
        notes.append(Note("kano.segments.left_out", {"n": left_out}))
    return tuple(notes)
