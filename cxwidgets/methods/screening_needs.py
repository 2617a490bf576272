"""Screening needs and ideas: opportunity scores, and impact against effort."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.answers import refuse_empty
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level
from cxwidgets.methods.notes import Note, left_out
from cxwidgets.methods.screening_raters import around, drawn, expanded, means, moved, ranks, tally

if TYPE_CHECKING:
    from numpy.typing import NDArray

QUADRANTS = ("quick_win", "big_project", "fill_in", "leave")
"""High impact and low effort; high, high; low, low; low impact, high effort."""
UNKNOWN = "unknown"
DRAWS = 4000
FEW = 5
OF = 10
"""Opportunity scores run on a scale of 0 to 10 for each half."""


@dataclass(frozen=True)
class NeedsResult:
    """Needs or ideas in their order.

    Attributes
    ----------
    kind
        ``"opportunity"``, ``"impact_effort"`` or ``"rice"``.
    table
        One row for each item, the first on top: ``item, n, score, low, high`` (expanded
        percentiles over raters drawn again, see `screening_raters.expanded`), ``rank, rank_low,
        rank_high, p_first``, and the two halves (``importance, satisfaction`` on 0-10, or ``impact,
        effort`` with t limits ``_low, _high``). For impact and effort also ``quadrant``, its
        ``probability`` over raters drawn again (NaN for one rater, and where fewer than 30 rated
        one half alike), ``settled``, and ``spread`` (mean standard deviation of the votes, with
        n − 1); an item nobody rated has the quadrant ``"unknown"`` and NaN.
    midpoint
        Where impact and effort are cut.
    notes
        Remarks as text keys.
    """

    kind: str
    table: pd.DataFrame
    midpoint: float
    notes: tuple[Note, ...]
    level: float


def opportunity_score(importance: float, satisfaction: float) -> float:
    """Return importance + max(importance − satisfaction, 0), both on 0-10.

    References
    ----------
    Ulwick 2002, Turn customer input into innovation, Harvard Business Review 80(1), 91-97.
    """
    return importance + max(importance - satisfaction, 0.0)


def opportunity(
    answers: Any,
    low: int = 1,
    high: int = 5,
    measure: str = "top2",
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> NeedsResult:
    """Rank needs by opportunity: important and badly met.

    Parameters
    ----------
    answers
        Any frame with ``item, importance, satisfaction`` and perhaps ``respondent``.
    low, high
        Ends of the scale.
    measure
        ``"top2"``: ten times the share of the two best answers; ``"means"``: the mean, brought to
        0-10. The two give different scores and must not be mixed.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, there is no row, somebody answered an item
        twice, or ``measure`` is another word.
    """
    if measure not in ("top2", "means"):
        raise ValueError(f"the measure is {measure!r}; it must be top2 or means")
    halves = ("importance", "satisfaction")
    values, n, items, lost = rated(answers, halves, low, high)
    if measure == "top2":
        values = np.where(np.isnan(values), nan, OF * (values >= high - 1))
    else:
        values = OF * (values - low) / (high - low)

    def score(pairs: NDArray[Any]) -> NDArray[Any]:
        gain = np.maximum(pairs[..., 0] - pairs[..., 1], 0.0)
        return np.asarray(pairs[..., 0] + gain)

    table, _ = in_order(values, n, items, halves, score, level, seed, draws)
    notes = [Note(f"screening.note.{measure}"), *few(int(n.sum())), *lost]
    same = table.loc[(table["n"] > 1) & table["low"].isna(), "item"]
    if len(same):
        notes.append(Note("panel.alike", {"names": tuple(same)}, "warn"))
    return NeedsResult("opportunity", table, nan, tuple(notes), level)


def impact_effort(
    votes: Any,
    low: float = 1,
    high: float = 5,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> NeedsResult:
    """Place ideas by impact and effort.

    Parameters
    ----------
    votes
        Any frame with ``item, impact, effort`` and perhaps ``respondent``.
    low, high
        Ends of the one scale; the quadrants are cut at its middle, never at the median, which would
        always call half of the ideas good.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, there is no row, or somebody rated an item
        twice.

    Notes
    -----
    ``score`` is impact − effort, an aid for the order only: ratings are not amounts, so their ratio
    means nothing.
    """
    halves = ("impact", "effort")
    values, n, items, lost = rated(votes, halves, low, high)
    middle = (low + high) / 2
    table, again = in_order(
        values, n, items, halves, lambda pairs: pairs[..., 0] - pairs[..., 1], level, seed, draws
    )
    order = [items.index(item) for item in table["item"]]
    known = ~table[list(halves)].isna().any(axis=1).to_numpy()
    limits = around(values[:, order], n, level)
    for j, half in enumerate(halves):
        table[f"{half}_low"], table[f"{half}_high"] = limits[:, :, j]
    own = _quadrant(table[list(halves)].to_numpy(), middle)
    placed = again[:, order]
    drew = ~np.isnan(placed).any(axis=2)  # a draw may hold nobody who rated the item
    hits = ((_quadrant(placed, middle) == own) & drew).sum(axis=0)
    chance = np.divide(hits, drew.sum(axis=0), out=np.full(len(own), nan), where=known)
    table["quadrant"] = np.where(known, np.array(QUADRANTS, dtype=object)[own], UNKNOWN)
    several = (table["n"] > 1).to_numpy()
    table["spread"] = nan
    if several.any():
        people = np.repeat(values, n, axis=0)[:, order][:, several]
        table.loc[several, "spread"] = np.nanstd(people, axis=0, ddof=1).mean(axis=1)
    same = several & np.isnan(limits[0]).any(axis=1)  # drawn again, such votes never differ
    table["probability"] = np.where(several & ~same, chance, nan)
    table["settled"] = table["probability"] >= level
    notes = (*few(int(n.sum())), *lost)
    if same.any():
        notes = (*notes, Note("panel.alike", {"names": tuple(table.loc[same, "item"])}, "warn"))
    if not known.all():
        names = tuple(table.loc[~known, "item"])
        notes = (*notes, Note("screening.note.unrated", {"names": names}, "warn"))
    return NeedsResult("impact_effort", table, middle, notes, level)


def rated(
    answers: Any, halves: tuple[str, ...], low: float, high: float
) -> tuple[NDArray[Any], NDArray[Any], list[str], tuple[Note, ...]]:
    """Return raters × items × halves (NaN unless all are there), counts, items, what is out."""
    frame = collected(lazily(answers, ["item", *halves]))
    keep = [c for c in ("respondent", "item") if c in frame]
    long = frame.melt(keep, list(halves), "half", "value")
    counted = tally(long, ["item", "half"], "value", low, high)
    items = counted.names(0)
    refuse_empty(items, "item")
    values = counted.laid_out([(item, half) for item in items for half in halves])
    values = values.reshape(len(counted.n), len(items), len(halves))
    values[np.isnan(values).any(axis=2)] = nan
    return values, counted.n, items, left_out(counted.missing, counted.invalid)


def in_order(
    values: NDArray[Any],
    n: NDArray[Any],
    items: list[str],
    halves: tuple[str, ...],
    score: Any,
    level: float,
    seed: int,
    draws: int,
) -> tuple[pd.DataFrame, NDArray[Any]]:
    """Return the table of scores and ranks, and the halves of each draw: draws × items × halves."""
    check_level(level)
    shape = (len(items), len(halves))
    flat = values.reshape(len(n), -1)
    own = means(flat, n[None].astype(float)).reshape(shape)
    again = means(flat, drawn(n, draws, np.random.default_rng(seed))).reshape(draws, *shape)
    scores = score(again)
    found = moved(scores, level)
    if int(n.sum()) < 2:  # noqa: PLR2004 - one rater, or means: nothing can be said
        found = {name: np.full(len(items), nan) for name in found}
    people = (n[:, None] * ~np.isnan(values[:, :, 0])).sum(axis=0)
    table = pd.DataFrame(
        {"item": items, "n": people, **{half: own[:, j] for j, half in enumerate(halves)}}
    )
    table = table.assign(score=score(own), **found)
    table["low"], table["high"] = expanded(table["score"].to_numpy(), scores, people, level)
    table["rank"] = ranks(table["score"].to_numpy())
    return table.sort_values("rank", kind="stable", ignore_index=True), again


def _quadrant(pairs: NDArray[Any], middle: float) -> NDArray[Any]:
    """Return the quadrant's number; the middle counts as high."""
    impact, effort = pairs[..., 0] >= middle - 1e-9, pairs[..., 1] >= middle - 1e-9
    return np.where(impact, np.where(effort, 1, 0), np.where(effort, 3, 2))


def few(raters: int) -> tuple[Note, ...]:
    """Say where there are too few raters to know how people differ."""
    if raters < 2:  # noqa: PLR2004
        return (Note("screening.note.one_rater"),)
    return (Note("screening.note.few_raters", {"n": raters}),) if raters < FEW else ()
