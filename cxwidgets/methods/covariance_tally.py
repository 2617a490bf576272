"""Counting sums and products of columns, in one pass over any frame."""

from __future__ import annotations

from functools import partial
from math import inf
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import blank, valid
from cxwidgets.methods.covariance import KEYS, PATTERNS_UP_TO, SUMS, CovarianceTally, left_out
from cxwidgets.methods.covariance_long import from_file, from_table
from cxwidgets.methods.covariance_piece import Sums, piece
from cxwidgets.methods.covariance_weighted_tally import weighted_tally
from cxwidgets.methods.frame import collected, lazily

if TYPE_CHECKING:
    from collections.abc import Sequence

MISSING = ("listwise", "pairwise")


def tally(
    answers: Any,
    names: Sequence[str],
    low: float = -inf,
    high: float = inf,
    missing: str = "listwise",
    patterns_up_to: int = PATTERNS_UP_TO,
    *,
    weights: str | None = None,
) -> CovarianceTally:
    """Count the sums of some columns.

    Parameters
    ----------
    answers
        Any frame with one row for each respondent and the columns ``names``.
    low, high
        Ends of the scale; what lies off it is left out and counted. No limits when omitted.
    missing
        ``"listwise"``: only respondents who answered everything; ``"pairwise"``: each pair of
        columns over those who answered both.
    patterns_up_to
        Keep the distinct rows up to this many rows; 0 keeps none.
    weights
        Column of respondent weights, if they are to be used. Who has none is left out and counted.

    Raises
    ------
    ValueError
        If a column is missing, named twice, holds no numbers or cannot be read, ``missing`` is
        another word, or a weight is none (see `respondent_weights.repeated_weighted`).
    """
    if missing not in MISSING:
        raise ValueError(f"missing is {missing!r}; it must be one of {', '.join(MISSING)}")
    twice = [name for name in names if list(names).count(name) > 1]
    if twice or not names:
        raise ValueError(f"the column {twice[0]!r} is named twice" if twice else "no column named")
    if weights:
        listwise = missing == "listwise"
        scale = low, high
        return weighted_tally(answers, names, weights, scale, patterns_up_to, listwise=listwise)
    work = partial(piece, scale=(low, high), listwise=missing == "listwise")
    long = (names, patterns_up_to, work, Sums.none(len(names)))
    if (of_file := from_file(answers, *long)) is not None:
        return _tallied(of_file, names)
    frame = lazily(answers, names)
    if (of_table := from_table(frame, *long)) is not None:
        return _tallied(of_table, names)
    plain = [f"c{i}" for i in range(len(names))]
    values = [valid(frame, c, low, high).alias(p) for c, p in zip(names, plain, strict=True)]
    blanks = [blank(frame, c).alias(f"b{i}") for i, c in enumerate(names)]
    rows = frame.select(*values, *blanks)
    if missing == "listwise":
        whole = ~nw.any_horizontal(*(nw.col(p).is_null() for p in plain), ignore_nulls=False)
        rows = rows.with_columns(whole.alias("whole"))
        kept: list[nw.Expr] = [
            nw.when(nw.col("whole")).then(nw.col(p)).alias(f"k{p}") for p in plain
        ]
    else:
        kept = [nw.col(p).alias(f"k{p}") for p in plain]
    rows = rows.with_columns(*kept)
    eager = rows.implementation.is_pandas_like()
    sums, dropped, n_rows = (_multiplied if eager else _summed)(rows, names, missing)
    patterns = None
    if n_rows <= patterns_up_to:
        used = (rows.filter(nw.col("whole")) if missing == "listwise" else rows).group_by(plain)
        found = collected(used.agg(nw.len().alias("n"))).set_axis([*range(len(names)), "n"], axis=1)
        patterns = found.sort_values(list(range(len(names))), ignore_index=True)
    return CovarianceTally(tuple(names), sums, dropped, n_rows, patterns)


def _tallied(found: Sums, names: Sequence[str]) -> CovarianceTally:
    """Return what was found piece by piece, under the columns' names."""
    table = [
        (one, other, int(found.n[i, j]), found.sums[i, j], found.sums[j, i], found.products[i, j])
        for i, one in enumerate(names)
        for j, other in enumerate(names)
    ]
    dropped = [[int(v) for v in count] for count in (found.blank, found.off)]
    sums = pd.DataFrame(table, columns=[*KEYS, *SUMS])
    return CovarianceTally(tuple(names), sums, left_out(names, *dropped), found.rows)


def _summed(
    rows: nw.LazyFrame[Any], names: Sequence[str], missing: str
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Return sums, what was left out, and the number of rows: one aggregation of one pass."""
    k = len(names)
    wanted = [nw.len().alias("rows")]
    for i in range(k):
        own = nw.col(f"kc{i}")
        wanted += [
            nw.col(f"b{i}").sum().alias(f"blank{i}"),
            nw.col(f"c{i}").count().alias(f"valid{i}"),
            own.count().alias(f"n{i}_{i}"),
            own.sum().alias(f"s{i}_{i}"),
            (own * own).sum().alias(f"p{i}_{i}"),
        ]
        for j in range(i + 1, k):
            other = nw.col(f"kc{j}")
            wanted.append((own * other).sum().alias(f"p{i}_{j}"))
            if missing == "pairwise":
                wanted += [
                    (own * other).count().alias(f"n{i}_{j}"),
                    nw.when(~other.is_null()).then(own).sum().alias(f"s{i}_{j}"),
                    nw.when(~own.is_null()).then(other).sum().alias(f"s{j}_{i}"),
                ]
    found = {name: column.iloc[0] for name, column in collected(rows.select(*wanted)).items()}
    table = []
    for i in range(k):
        for j in range(k):
            first, last = min(i, j), max(i, j)
            n = found.get(f"n{first}_{last}", found[f"n{first}_{first}"])
            one = found.get(f"s{i}_{j}", found[f"s{i}_{i}"])
            two = found.get(f"s{j}_{i}", found[f"s{j}_{j}"])
            sums = (_number(v) for v in (one, two, found[f"p{first}_{last}"]))
            table.append((names[i], names[j], int(n), *sums))
    counted = int(found["rows"])
    blank = [int(_number(found[f"blank{i}"])) for i in range(k)]
    off = [counted - blank[i] - int(found[f"valid{i}"]) for i in range(k)]
    return pd.DataFrame(table, columns=[*KEYS, *SUMS]), left_out(names, blank, off), counted


def _multiplied(
    rows: nw.LazyFrame[Any], names: Sequence[str], _missing: str
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Return the same as `_summed` of rows that are in memory: three products of matrices."""
    frame = collected(rows)
    k = len(names)
    kept = frame[[f"kc{i}" for i in range(k)]].to_numpy(dtype=float, na_value=np.nan)
    there = ~np.isnan(kept)
    values, mask = np.where(there, kept, 0.0), there.astype(float)
    n, sums, products = mask.T @ mask, values.T @ mask, values.T @ values
    table = [
        (names[i], names[j], int(n[i, j]), *map(float, (sums[i, j], sums[j, i], products[i, j])))
        for i in range(k)
        for j in range(k)
    ]
    blank = [int(frame[f"b{i}"].sum()) for i in range(k)]
    off = [len(frame) - blank[i] - int(frame[f"c{i}"].notna().sum()) for i in range(k)]
    return pd.DataFrame(table, columns=[*KEYS, *SUMS]), left_out(names, blank, off), len(frame)


def _number(value: Any) -> float:
    """Return a sum; the sum of no rows is missing in some engines."""
    return 0.0 if pd.isna(value) else float(value)
