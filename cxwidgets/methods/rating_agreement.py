"""Fleiss' kappa from counts, and Krippendorff's alpha for any scale and missing ratings."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from cxwidgets.methods.answers import has, number
from cxwidgets.methods.concordance import Concordance, matrix
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level, two_sided
from cxwidgets.methods.jackknife import jackknife_interval
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEVELS = ("nominal", "ordinal", "interval", "ratio")
FEW_ITEMS = 10
"""Below this many items an interval over items means little."""


def fleiss_kappa(counts: Any, confidence: float = 0.95) -> Concordance:
    """Compute Fleiss' kappa.

    Parameters
    ----------
    counts
        Items × categories: how many raters put the item there. An array, or any frame or file as
        other methods take them, perhaps with the items' names in a column ``item``; every item has
        the same number of ratings.

    Returns
    -------
    Concordance
        ``raw`` is the observed agreement: with lopsided categories kappa is small although people
        agree. ``table`` has ``item, agreement``, the share of agreeing pairs. ``statistic`` is z.

    Raises
    ------
    ValueError
        If items have different numbers of ratings (use `krippendorff_alpha`), a column holds no
        numbers, or a count is missing, negative or not whole.

    Notes
    -----
    By statsmodels; z with Fleiss' standard error under chance; the interval is that of the
    jackknife over items, which covers the truth more often than the percentile bootstrap does.

    References
    ----------
    Fleiss 1971, Psychological Bulletin 76, 378-382; standard error: Fleiss, Nee & Landis 1979,
    Psychological Bulletin 86, 974-977.
    """
    from cxwidgets.methods.agreement import fleiss, raw_agreement

    check_level(confidence)
    table, names = _counts(counts)
    n = len(table)
    value = fleiss(table)
    each = float(table[0].sum()) if n else 0.0
    share = table.sum(axis=0) / table.sum() if table.sum() else np.zeros(table.shape[1])
    z = value / _chance_error(share, n, each) if value == value else nan  # noqa: PLR0124 - NaN
    low, high = jackknife_interval(table, fleiss, confidence)
    agreeing = [raw_agreement(table[i : i + 1]) for i in range(n)]
    items = pd.DataFrame({"item": names, "agreement": agreeing})
    return Concordance(
        *("fleiss_kappa", value, low, high, int(each), n, items, _notes(n, value)),
        statistic=z,
        p=two_sided(z) if z == z else nan,  # noqa: PLR0124 - NaN
        raw=raw_agreement(table),
    )


def _counts(counts: Any) -> tuple[NDArray[Any], list[str]]:
    """Return items × categories, and the items' names: numbers where they have none."""
    names = None
    if isinstance(counts, np.ndarray | list | tuple):
        table = np.asarray(counts, dtype=float)
        columns = [str(i + 1) for i in range(table.shape[1])] if table.ndim == 2 else []  # noqa: PLR2004
    else:
        if isinstance(counts, pd.DataFrame):
            names = [str(i) for i in counts.index]
            counts = counts.rename(columns=str)
        frame = lazily(counts, [])
        columns = [c for c in frame.collect_schema().names() if c != "item"]
        kept = ["item"] if has(frame, "item") else []
        found = collected(frame.select(*kept, *(number(frame, c) for c in columns)))
        names = found["item"].astype(str).tolist() if kept else names
        table = found[columns].to_numpy(dtype=float, na_value=np.nan)
    if not columns:
        raise ValueError("the counts have no column of a category; give items × categories")
    wrong = np.argwhere((table < 0) | (table != np.round(table)) | np.isinf(table))
    named = names or [str(i + 1) for i in range(len(table))]
    for row, place in wrong[:1]:
        raise ValueError(
            f"a count is {table[row, place]:g} (item {named[row]!r}, category {columns[place]!r}); "
            "counts are whole numbers from 0 on"
        )
    return table, named


def krippendorff_alpha(
    ratings: Any, level: str = "ordinal", confidence: float = 0.95
) -> Concordance:
    """Compute Krippendorff's alpha: any number of raters, ratings may be missing.

    Parameters
    ----------
    ratings
        A frame ``respondent, item, rating``, or raters × items with NaN where nobody rated.
    level
        Of measurement: ``"nominal"``, ``"ordinal"``, ``"interval"`` or ``"ratio"``.
    confidence
        Of the jackknife over items.

    Raises
    ------
    ValueError
        For another level.

    References
    ----------
    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; by the package of that name.
    """
    if level not in LEVELS:
        raise ValueError(f"the level is {level!r}; it must be one of {', '.join(LEVELS)}")
    check_level(confidence)
    given, names = matrix(ratings, "rating")
    value = _alpha(given, level)
    there = ~np.isnan(given)
    paired = given[:, there.sum(axis=0) > 1].T
    low, high = jackknife_interval(paired, lambda rows: _alpha(rows.T, level), confidence)
    items = pd.DataFrame({"item": names, "ratings": there.sum(axis=0)})
    raters, n = int(there.any(axis=1).sum()), int((there.sum(axis=0) > 1).sum())
    notes = _notes(n, value)
    return Concordance("krippendorff_alpha", value, low, high, raters, n, items, notes)


def _alpha(given: NDArray[Any], level: str) -> float:
    """Return alpha of raters × items; NaN where nothing can be compared or nothing varies."""
    paired = given[:, (~np.isnan(given)).sum(axis=0) > 1]
    known = paired[~np.isnan(paired)]
    if not len(known) or (known == known[0]).all():
        return nan
    import krippendorff

    measured = cast("Any", level)  # one of LEVELS, checked by the caller
    return float(krippendorff.alpha(reliability_data=paired, level_of_measurement=measured))


def _chance_error(share: NDArray[Any], items: int, each: float) -> float:
    """Return the standard error of kappa when raters agree only by chance."""
    pq = share * (1 - share)
    total = float(pq.sum())
    inside = total**2 - float((pq * (1 - 2 * share)).sum())
    return float(np.sqrt(2 * inside) / (total * np.sqrt(items * each * (each - 1))))


def _notes(items: int, value: float) -> tuple[Note, ...]:
    if np.isnan(value):
        return (Note("agreement.note.no_variation", tone="warn"),)
    if items < FEW_ITEMS:
        return (Note("agreement.note.few_items", {"n": items}),)
    return ()
