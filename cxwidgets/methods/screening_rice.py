"""RICE: how many it reaches × how much it does for each × how sure we are, for a unit of effort.

A product and a ratio mean something only of amounts. So reach is a number of people, impact how
many times as much, confidence a share, effort a time of work, each with a true zero; ratings from 1
to 5 are no amounts, and `screening.impact_effort` is the method for them.
"""

from __future__ import annotations

from math import inf, nan
from typing import TYPE_CHECKING, Any

import numpy as np

from cxwidgets.methods.notes import Note
from cxwidgets.methods.screening_needs import DRAWS, NeedsResult, few, in_order, rated

if TYPE_CHECKING:
    from numpy.typing import NDArray

FACTORS = ("reach", "impact", "confidence", "effort")
LIMITS = {
    "reach": (0.0, inf, "0 or more people"),
    "impact": (0.0, inf, "0 or more"),
    "confidence": (0.0, 1.0, "a share from 0 to 1 (80 % is 0.8)"),
    "effort": (np.nextafter(0.0, 1.0), inf, "above 0"),
}
"""Lowest and highest value of each factor, and how one says so."""


def rice_score(reach: float, impact: float, confidence: float, effort: float) -> float:
    """Return reach × impact × confidence / effort.

    Raises
    ------
    ValueError
        If a factor is out of its range.

    References
    ----------
    McBride 2018, RICE: simple prioritization for product managers, Intercom (a rule of practice).

    Examples
    --------
    >>> rice_score(reach=500, impact=2, confidence=0.8, effort=4)
    200.0
    """
    given = dict(zip(FACTORS, (reach, impact, confidence, effort), strict=True))
    for factor, value in given.items():
        _refuse(factor, value, "")
    return reach * impact * confidence / effort


def rice(
    ideas: Any,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> NeedsResult:
    """Rank ideas by RICE.

    Parameters
    ----------
    ideas
        Any frame with ``item``; ``reach`` (people in a period), ``impact`` (how many times as much
        for each of them), ``confidence`` (0-1), ``effort`` (above 0, person-months for example);
        and perhaps ``respondent``, who estimated. All four must be amounts (ratio scales).

    Returns
    -------
    NeedsResult
        ``table`` as for `screening.opportunity`, with the four factors in place of the two halves:
        means over those who estimated all four of an item. ``score`` is the RICE of these means.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, there is no row, somebody estimated an item
        twice, or a factor is out of its range.

    Notes
    -----
    A factor left blank is not filled in: that estimate of the item takes no part.

    References
    ----------
    McBride 2018, RICE: simple prioritization for product managers, Intercom (a rule of practice).
    """
    values, n, items, lost = rated(ideas, FACTORS, -inf, inf)
    for j, factor in enumerate(FACTORS):
        given = values[:, :, j]
        low, high, _ = LIMITS[factor]
        for row, place in np.argwhere((given < low) | (given > high))[:1]:
            _refuse(factor, given[row, place], f" of {items[place]!r}")

    def score(factors: NDArray[Any]) -> NDArray[Any]:
        return np.asarray(factors[..., :3].prod(axis=-1) / factors[..., 3])

    table, _ = in_order(values, n, items, FACTORS, score, level, seed, draws)
    incomplete = tuple(table.loc[table["score"].isna(), "item"])
    notes = [*few(int(n.sum())), *lost]
    if incomplete:
        notes.append(Note("screening.note.incomplete", {"names": incomplete}, "warn"))
    same = tuple(table.loc[(table["n"] > 1) & table["low"].isna(), "item"])
    if same:
        notes.append(Note("panel.alike", {"names": same}, "warn"))
    return NeedsResult("rice", table, nan, tuple(notes), level)


def _refuse(factor: str, value: float, of: str) -> None:
    """Raise ``ValueError`` for a factor out of its range."""
    low, high, said = LIMITS[factor]
    if not low <= value <= high or value == inf:
        raise ValueError(f"the {factor}{of} is {value:g}; it must be {said}")
