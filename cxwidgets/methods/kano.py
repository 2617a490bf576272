"""Kano: which features a service must have, which pay in proportion, and which delight.

A feature is not simply important or unimportant. Some are taken for granted and only missed
(must-be), some satisfy the more the better they are done (performance), some delight and are not
missed (attractive), many leave people cold (indifferent). Asking twice, "if it is there" and "if it
is not", tells them apart. With forty answers many features are not settled, and the result says so.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.answers import INVALID, MOST, coded, has, refuse_missing
from cxwidgets.methods.frame import collected, counted, lazily, repeated
from cxwidgets.methods.kano_counts import IMPORTANCE_SUMS, OPTIONS, class_counts
from cxwidgets.methods.kano_result import KanoResult, classified
from cxwidgets.methods.kano_table import CATEGORIES, EVALUATION, TABLES
from cxwidgets.methods.respondent_weights import (
    NO_WEIGHT,
    SQUARED,
    WEIGHT,
    is_weighted,
    repeated_weighted,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["KanoResult", "analyse", "kano", "kano_from_categories", "tally"]

IMPORTANCE = (1, 9)
SWAPPED = {"functional": "dysfunctional", "dysfunctional": "functional"}
"""The answers as if the feature had been asked about the other way round."""


def tally(answers: Any, *, weights: str | None = None, by: str | None = None) -> pd.DataFrame:
    """Count the answer pairs of each feature.

    Parameters
    ----------
    answers
        Any frame with the columns ``feature, functional, dysfunctional`` (1-5) and perhaps
        ``importance`` (1-9), one row for each respondent and feature.
    weights
        Column of respondent weights, if they are to be used. Pairs of people without one have the
        code −3 in both halves.
    by
        Column whose values are counted apart and stand first; rows without one are left out.

    Returns
    -------
    pandas.DataFrame
        ``feature, functional, dysfunctional, n`` and, where asked, the count, sum and sum of
        squares of the importance answers (weighted by ``w`` where there are weights); with weights
        also ``w, w2``, the sum of the weights and of their squares, and the same of the importance
        answers. A missing answer has the code −1, one off the scale −2. Tallies add up: those of
        two sites may be concatenated and analysed together.

    Raises
    ------
    ValueError
        If a column is missing, or holds something other than numbers; or a weight is none (see
        `respondent_weights.repeated_weighted`).
    """
    asked = ["feature", "functional", "dysfunctional"]
    apart = [by] if by else []
    frame = lazily(answers, [*apart, *asked])
    if by:
        frame = frame.filter(~nw.col(by).is_null())
    rated = has(frame, "importance")
    columns = [*apart, *asked, *(["importance"] if rated else [])]
    frame = repeated_weighted(frame, columns, weights) if weights else repeated(frame, columns)
    keys = [coded(frame, name, *OPTIONS) for name in asked[1:]]
    counts = ["n"]
    n, amount, weighing = nw.col("n"), nw.col("n"), nw.col("n")
    if weights:
        amount, weighing = nw.col(WEIGHT), n * (1 - nw.col("no_weight"))
        left_out = (nw.col("no_weight") > 0) & (keys[0] > 0) & (keys[1] > 0)
        keys = [
            nw.when(left_out).then(nw.lit(NO_WEIGHT)).otherwise(key).alias(name)
            for key, name in zip(keys, asked[1:], strict=True)
        ]
        counts += [WEIGHT, SQUARED]
    if rated:
        rating = coded(frame, "importance", *IMPORTANCE)
        given = nw.when(rating > 0).then(rating).otherwise(nw.lit(0))
        rated_once = (rating > 0).cast(nw.Int64)
        keys += [
            (rated_once * weighing).alias("importance_n"),
            (given * amount).alias("importance_sum"),
            (given * given * amount).alias("importance_sum_sq"),
            ((rating == INVALID).cast(nw.Int64) * n).alias("importance_invalid"),
        ]
        counts += IMPORTANCE_SUMS
    if rated and weights:
        sums = {name: f"importance_{name}" for name in (WEIGHT, SQUARED)}
        keys += [(rated_once * nw.col(name)).alias(alias) for name, alias in sums.items()]
        counts += sums.values()
    carried = ["n", WEIGHT, SQUARED] if weights else ["n"]
    pairs = frame.select(*apart, "feature", *carried, *keys)
    totals = [nw.col(name).sum() for name in counts]
    table = collected(pairs.group_by(*apart, *asked).agg(*totals))
    refuse_missing(table, "feature")
    return table.sort_values([*apart, *asked], ignore_index=True)


def analyse(
    table: pd.DataFrame,
    evaluation: str = "standard",
    rule: str = "mode",
    level: float = 0.95,
    threshold: float = 0.06,
) -> KanoResult:
    """Classify each feature of a tally; see `kano` for the parameters."""
    if evaluation not in TABLES:
        known = ", ".join(TABLES)
        raise ValueError(f"the evaluation table is {evaluation!r}; it must be one of {known}")
    counts = class_counts(table, EVALUATION[evaluation], level)
    found = classified(counts, evaluation, rule, level, threshold)
    reverse = found.table.loc[found.table["category"] == "R", "feature"]
    if reverse.empty:
        return found
    swapped = table[table["feature"].isin(reverse)].rename(columns=SWAPPED)
    counts = class_counts(swapped, EVALUATION[evaluation], level)
    other = classified(counts, evaluation, rule, level, threshold).table
    return replace(found, inverted=other[list(found.inverted.columns)])


def kano(
    answers: Any,
    table: str = "standard",
    rule: str = "mode",
    level: float = 0.95,
    threshold: float = 0.06,
    *,
    weights: str | None = None,
) -> KanoResult:
    """Classify features from paired answers.

    Parameters
    ----------
    answers
        A frame of answers (see `tally`), or an already tallied one.
    table
        Evaluation table: ``"standard"`` or ``"pouliot"``.
    rule
        ``"mode"``, ``"mode_threshold"`` or ``"blauth"`` (see `kano_table.winner`).
    level
        Coverage of the intervals; a class is settled when p < 1 − level.
    threshold
        Lead that ``"mode_threshold"`` asks for, as a share.
    weights
        Column of respondent weights, if answers are to be weighted; never taken by its name alone.

    Returns
    -------
    KanoResult

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, or an option is unknown; the value is named.

    Notes
    -----
    Where the class is R, most would rather do without, and ``inverted`` says what the feature would
    be if it were left out: the two answers of each respondent change places (the evaluation table
    is transposed), and everything is computed again, weights included.

    Better = (A + O) / (A + O + M + I), Worse = −(O + M) / (A + O + M + I), after Timko in Berger et
    al. 1993. R and Q are no part of the denominator; where nothing else was answered both are NaN.

    With weights every share is ``Σ w x / Σ w``, and classes are ranked by it. Intervals of Better
    and Worse rest on Kish's n_eff of the A, O, M and I answers. For the test of the winner the
    weights of the classes are scaled by ``Σw / Σw²`` over all pairs, so that they add up to n_eff:
    the two leading ones are compared as if n_eff people had given these shares. ``n_needed`` is in
    people whose weights vary as much.

    References
    ----------
    Kano, Seraku, Takahashi & Tsuji 1984; Berger et al. 1993, Center for Quality Management
    Journal 2(4).

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame(
    ...     {"feature": ["wifi"] * 3, "functional": [1, 1, 3], "dysfunctional": [3, 5, 3]}
    ... )
    >>> kano(answers).table[["feature", "n", "category", "settled"]]
      feature  n category  settled
    0    wifi  3        O    False
    """
    if counted(answers, "functional"):
        is_weighted(answers, weights)  # refuses a tally without them
        return analyse(answers, table, rule, level, threshold)
    return analyse(tally(answers, weights=weights), table, rule, level, threshold)


def kano_from_categories(
    counts: pd.DataFrame, rule: str = "mode", level: float = 0.95, threshold: float = 0.06
) -> KanoResult:
    """Analyse counts that are already sorted into classes, as publications print them.

    Parameters
    ----------
    counts
        Columns ``feature, A, O, M, I, R, Q``: counts, or percentages (then intervals are those of
        100 answers). Negative or missing counts are refused with ``ValueError``. Classes do not say
        which answers they come from, so nothing can be read the other way round: ``inverted`` is
        empty.
    """
    frame = lazily(counts, ("feature", *CATEGORIES))
    table = collected(frame).reset_index(drop=True)
    for name in CATEGORIES:
        wrong = [v for v in table[name] if not isinstance(v, int | float) or not 0 <= v <= MOST]
        if wrong:
            raise ValueError(f"column {name!r} must hold counts; it holds {wrong[0]!r}")
    table = table[["feature", *CATEGORIES]].assign(n_missing=0, n_invalid=0)
    return classified(table, "given", rule, level, threshold)
