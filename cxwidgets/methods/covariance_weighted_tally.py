"""Counting weighted sums and products of columns, in one pass over any frame."""

from __future__ import annotations

from functools import partial
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

import narwhals as nw
import pandas as pd

from cxwidgets.methods.answers import blank, number, valid
from cxwidgets.methods.covariance import KEYS, SUMS, CovarianceTally, left_out
from cxwidgets.methods.covariance_long import from_file, from_table
from cxwidgets.methods.covariance_weighted_piece import WeightedSums, weighted_piece
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.respondent_weights import SQUARED, WEIGHT, refuse_improper

if TYPE_CHECKING:
    from collections.abc import Sequence


def weighted_tally(
    answers: Any,
    names: Sequence[str],
    weights: str,
    scale: tuple[float, float],
    patterns_up_to: int,
    *,
    listwise: bool,
) -> CovarianceTally:
    """Count the weighted sums of some columns; see `covariance_tally.tally`.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, or a weight is none (see
        `respondent_weights.repeated_weighted`).
    """
    work, nothing = partial(weighted_piece, scale=scale), WeightedSums.none(len(names))
    long = ([*names, weights], patterns_up_to, work, nothing)
    in_pieces = listwise and weights not in names
    if in_pieces and (of_file := from_file(answers, *long)) is not None:
        return _tallied(of_file, names, weights)
    frame = lazily(answers, [*names, weights])
    if in_pieces and (of_table := from_table(frame, *long)) is not None:
        return _tallied(of_table, names, weights)
    plain = [f"c{i}" for i in range(len(names))]
    values = [valid(frame, c, *scale).alias(p) for c, p in zip(names, plain, strict=True)]
    blanks = [blank(frame, c).alias(f"b{i}") for i, c in enumerate(names)]
    weight = number(frame, weights)
    without = weight.is_null() | weight.is_nan()
    rows = frame.select(
        *values,
        *blanks,
        nw.when(without).then(nw.lit(0.0)).otherwise(weight).alias(WEIGHT),
        without.cast(nw.Int64).alias("no_weight"),
    )
    absent = [nw.col(p).is_null() for p in plain]
    nobody = (nw.any_horizontal if listwise else nw.all_horizontal)(*absent, ignore_nulls=False)
    rows = rows.with_columns((~nobody).alias("asked"))
    counts = nw.col("no_weight") == 0
    rows = rows.with_columns((nw.col("asked") & counts).alias("used"))
    kept = [nw.when(nw.col("used")).then(nw.col(p)).alias(f"k{p}") for p in plain]
    rows = rows.with_columns(*kept)
    found = _added(rows, len(names), listwise=listwise)
    n_rows = int(found["rows"])
    if n_rows:
        refuse_improper(pd.DataFrame([found]), weights)
    dropped = [int(found[f"blank{i}"]) for i in range(len(names))]
    off = [n_rows - dropped[i] - int(found[f"valid{i}"]) for i in range(len(names))]
    patterns = None
    if n_rows <= patterns_up_to:
        used = rows.filter(nw.col("used")).group_by([*plain, WEIGHT]).agg(nw.len().alias("n"))
        table = collected(used).set_axis([*range(len(names)), WEIGHT, "n"], axis=1)
        patterns = table.sort_values([*range(len(names)), WEIGHT], ignore_index=True)
    return CovarianceTally(
        tuple(names),
        _sums(found, names, listwise=listwise),
        left_out(names, dropped, off),
        n_rows,
        patterns,
        int(found["without"]),
    )


def _tallied(found: WeightedSums, names: Sequence[str], weights: str) -> CovarianceTally:
    """Return what was found piece by piece, under the columns' names."""
    if found.rows:
        refuse_improper(pd.DataFrame([{"least": found.least, "most": found.most}]), weights)
    k = len(names)
    sums, w = found.products[k], float(found.products[k, k])
    table = [
        (one, other, found.n, sums[i], sums[j], found.products[i, j], w, found.squares)
        for i, one in enumerate(names)
        for j, other in enumerate(names)
    ]
    return CovarianceTally(
        tuple(names),
        pd.DataFrame(table, columns=[*KEYS, *SUMS, WEIGHT, SQUARED]),
        left_out(names, *([int(v) for v in count] for count in (found.blank, found.off))),
        found.rows,
        None,
        found.without,
    )


def _added(rows: nw.LazyFrame[Any], k: int, *, listwise: bool) -> dict[str, float]:
    """Return all sums by name: one aggregation of one pass."""
    w = nw.col(WEIGHT)
    alone = nw.col("asked").cast(nw.Int64) * nw.col("no_weight")
    wanted = [
        nw.len().alias("rows"),
        w.min().alias("least"),
        w.max().alias("most"),
        alone.sum().alias("without"),
    ]
    for i, j in combinations_with_replacement(range(k), 2):
        own, other = nw.col(f"kc{i}"), nw.col(f"kc{j}")
        both = ~own.is_null() & ~other.is_null()
        wanted.append((own * other * w).sum().alias(f"p{i}_{j}"))
        if i == j:
            wanted += [nw.col(f"b{i}").sum().alias(f"blank{i}")]
            wanted += [nw.col(f"c{i}").count().alias(f"valid{i}")]
        if i == j or not listwise:
            wanted += [
                (own * other).count().alias(f"n{i}_{j}"),
                nw.when(both).then(w).sum().alias(f"w{i}_{j}"),
                nw.when(both).then(w * w).sum().alias(f"v{i}_{j}"),
                nw.when(both).then(own * w).sum().alias(f"s{i}_{j}"),
            ]
            if i != j:
                wanted.append(nw.when(both).then(other * w).sum().alias(f"s{j}_{i}"))
    found = collected(rows.select(*wanted)).iloc[0]
    return {str(name): 0.0 if pd.isna(value) else float(value) for name, value in found.items()}


def _sums(found: dict[str, float], names: Sequence[str], *, listwise: bool) -> pd.DataFrame:
    """Return the table of all ordered pairs of columns."""
    table = []
    for i, one in enumerate(names):
        for j, other in enumerate(names):
            first, last = min(i, j), max(i, j)
            pair = f"{first}_{first}" if listwise else f"{first}_{last}"
            sums = [found[f"s{i}_{i}"], found[f"s{j}_{j}"]]
            if not listwise:
                sums = [found[f"s{i}_{j}"], found[f"s{j}_{i}"]]
            weighed = (found[f"w{pair}"], found[f"v{pair}"])
            table.append(
                (one, other, int(found[f"n{pair}"]), *sums, found[f"p{first}_{last}"], *weighed)
            )
    return pd.DataFrame(table, columns=[*KEYS, *SUMS, WEIGHT, SQUARED])
