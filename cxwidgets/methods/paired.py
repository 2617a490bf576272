"""Pairs of answers by the same people: limits of a change of shares, and the normalised gain."""

from __future__ import annotations

from math import isfinite, nan, sqrt
from typing import TYPE_CHECKING

import numpy as np

from cxwidgets.methods.intervals import wilson

if TYPE_CHECKING:
    import pandas as pd

DRAWS = 2000
"""How often pairs are drawn again for the limits of a gain."""


def paired_limits(
    yes: int, lost: int, won: int, no: int, level: float = 0.95
) -> tuple[float, float]:
    """Return Newcombe's limits for "share after minus share before" of the same people.

    Parameters
    ----------
    yes, lost, won, no
        People who said yes twice, only before, only after, never.
    """
    n = yes + lost + won + no
    if n == 0:
        return nan, nan
    before, after = (yes + lost) / n, (yes + won) / n
    before_low, before_high = wilson(yes + lost, n, level)
    after_low, after_high = wilson(yes + won, n, level)
    margins = (yes + lost) * (won + no) * (yes + won) * (lost + no)
    cross = float(yes * no - lost * won)
    if cross > 0:  # Newcombe's correction for continuity
        cross = max(cross - n / 2, 0.0)
    phi = cross / sqrt(margins) if margins else 0.0
    d, e = after - after_low, before_high - before
    f, g = after_high - after, before - before_low
    gap = after - before
    below, above = d * d - 2 * phi * d * e + e * e, f * f - 2 * phi * f * g + g * g
    return gap - sqrt(max(0.0, below)), gap + sqrt(max(0.0, above))


def gain(
    both: pd.DataFrame, best: int, level: float, random: np.random.Generator
) -> dict[str, float]:
    """Return the normalised gain with percentile limits of pairs drawn again."""
    counts = both["n"].to_numpy(dtype=float)
    n = counts.sum()
    values = both[["before", "after"]].to_numpy(dtype=float)
    gained = low = high = nan
    if n:
        before, after = counts @ values / n
        gained = (after - before) / (best - before) if before < best else nan
        drawn = random.multinomial(int(n), counts / n, size=DRAWS) @ values / n
        left = best - drawn[:, 0]
        gains = (drawn[left > 0, 1] - drawn[left > 0, 0]) / left[left > 0]
        if n > 1 and isfinite(gained) and gains.size:
            edge = (1 - level) / 2
            low, high = (float(np.quantile(gains, q)) for q in (edge, 1 - edge))
    return {"gain": float(gained), "gain_low": low, "gain_high": high}
