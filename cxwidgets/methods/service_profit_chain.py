"""The service-profit chain: from good work inside to growth outside, link by link.

Heskett's chain says that staff who work well are content, that content staff serve customers well,
and that customers who are served well bring growth. Each link is a straight line through units
(branches, teams, or such a unit in a period), never through people, whose moods would make
everything go with everything. What a change at the head comes to further down is the product of the
slopes on the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import isfinite, nan
from typing import TYPE_CHECKING, Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.chain_lines import limits, lines, sums_of
from cxwidgets.methods.frame import collected, lazily
from cxwidgets.methods.intervals import check_level
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from collections.abc import Sequence


FEW_UNITS = 15
FEWEST_UNITS = 4
DRAWS = 2000
COLUMNS = ("unit", "link", "value")
KEYS = ("unit", "period")


@dataclass(frozen=True)
class ChainResult:
    """The chain, from its head to its end.

    Attributes
    ----------
    links
        One row for each pair of neighbours: ``cause, effect``; ``units`` and ``n`` (units and
        periods) that have both; ``slope`` (of the effect, for one more of the cause) and ``r``,
        each with ``…_low, …_high`` over units drawn again (NaN where few units lie exactly on the
        line).
    reach
        One row for each link below the head: ``link, change, low, high``: what one unit more at the
        head comes to there.
    notes
        Flags, by text key.
    """

    links: pd.DataFrame
    reach: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def implied(changes: Sequence[float]) -> tuple[float, ...]:
    """Return the slopes behind published changes that go with each other.

    Examples
    --------
    Rucci, Kirn & Quinn 1998, Harvard Business Review: 5 points of employee attitude, 1.3 of the
    customers' impression, 0.5 per cent of growth.

    >>> [round(slope, 4) for slope in implied([5, 1.3, 0.5])]
    [0.26, 0.3846]
    """
    if any(not isfinite(change) or change == 0 for change in changes[:-1]):
        raise ValueError("a change of 0 has no slope; every change but the last must be another")
    return tuple(after / before for before, after in pairwise(changes))


def carried(change: float, slopes: Sequence[float]) -> tuple[float, ...]:
    """Return what a change at the head comes to at each link, the head first.

    >>> [round(step, 2) for step in carried(2, implied([5, 1.3, 0.5]))]
    [2, 0.52, 0.2]
    """
    steps = [change]
    for slope in slopes:
        steps.append(steps[-1] * slope)
    return tuple(steps)


def tally(measures: Any, chain: Sequence[str], lag: int = 0) -> pd.DataFrame:
    """Return the mean of each link in each unit and period: one row for each of them.

    Parameters
    ----------
    measures
        Any frame ``unit, link, value``, one or more rows a unit and link, and perhaps ``period``, a
        whole number. What is not in the chain is left alone.
    chain
        The links in order, the head first; at least two.
    lag
        Periods by which each link follows the one before.

    Raises
    ------
    ValueError
        If a column is missing, a link has no measure, a link is named twice, a period is no whole
        number, or there is a lag without periods.
    """
    if len(chain) < 2 or len({*chain, *KEYS}) < len(chain) + len(KEYS):  # noqa: PLR2004
        raise ValueError(
            f"the chain is {', '.join(chain)}; name two links or more, each once, none 'unit' or "
            "'period'"
        )
    frame = lazily(measures, COLUMNS)
    timed = "period" in frame.collect_schema().names()
    if lag and not timed:
        raise ValueError("there is a lag but no column 'period'")
    period = nw.col("period") if timed else nw.lit(0)
    rows = frame.filter(nw.col("link").is_in(list(chain))).select(
        *COLUMNS[:2], nw.col("value").cast(nw.Float64), period.alias("period")
    )
    rows = rows.filter(~nw.col("value").is_null()).filter(~nw.col("value").is_nan())
    found = collected(rows.group_by("unit", "link", "period").agg(nw.col("value").mean()))
    for row in found[~np.isfinite(found["value"].to_numpy(dtype=float))].to_dict("records"):
        raise ValueError(
            f"the {row['link']} of unit {row['unit']!r} holds {row['value']:g}; a measure must be "
            "a finite number"
        )
    absent = [link for link in chain if link not in set(found["link"])]
    if absent:
        raise ValueError(f"nothing measures the link {absent[0]!r}")
    when = pd.to_numeric(found["period"], errors="coerce")
    if not (when % 1 == 0).all():
        wrong = found["period"][~(when % 1 == 0)].iloc[0]
        raise ValueError(f"the period {wrong} is no whole number; number the periods 1, 2, 3 …")
    place = found["link"].map({link: i for i, link in enumerate(chain)})
    shifted = found.assign(period=when.astype("int64") - lag * place)  # of the head they belong to
    wide = shifted.pivot_table("value", list(KEYS), "link")[list(chain)]
    return wide.reset_index().rename_axis(columns=None)


def service_profit_chain(
    measures: Any,
    chain: Sequence[str],
    lag: int = 0,
    level: float = 0.95,
    seed: int = 0,
    draws: int = DRAWS,
) -> ChainResult:
    """Follow a chain through units.

    Parameters
    ----------
    measures, chain, lag
        See `tally`.
    seed, draws
        Of drawing units again, all their periods together.

    Notes
    -----
    Each link is a least squares line of its own; the product of slopes is the indirect effect if
    nothing else connects the links, which no survey shows. Everything here is correlational.

    References
    ----------
    Heskett, Jones, Loveman, Sasser & Schlesinger 1994, Harvard Business Review 72(2).
    """
    return analyse(tally(measures, chain, lag), level, seed, draws)


def analyse(
    counted: pd.DataFrame, level: float = 0.95, seed: int = 0, draws: int = DRAWS
) -> ChainResult:
    """Follow the chain of a tally; see `service_profit_chain`."""
    check_level(level)
    chain = [name for name in counted.columns if name not in KEYS]
    codes, units = pd.factorize(counted["unit"], sort=True)
    sums = np.stack([sums_of(counted, codes, len(units), pair) for pair in pairwise(chain)])
    picked = np.random.default_rng(seed).multinomial(
        len(units), np.full(len(units), 1 / len(units)), size=draws
    )
    own = lines(sums.sum(axis=1)[None])
    again = lines(np.einsum("du,lus->dls", picked.astype(float), sums))
    enough = (sums[:, :, 0] > 0).sum(axis=1)
    rows = [
        (one, other, int(enough[i]), int(sums[i, :, 0].sum()))
        for i, (one, other) in enumerate(pairwise(chain))
    ]
    links = pd.DataFrame(rows, columns=["cause", "effect", "units", "n"])
    known = enough >= FEWEST_UNITS
    for name in ("slope", "r"):
        links[name] = np.where(known, own[name][0], nan)
        low, high = limits(own[name][0], again[name], enough, level)
        links[f"{name}_low"], links[f"{name}_high"] = (np.where(known, e, nan) for e in (low, high))
    change, further = np.cumprod(links["slope"].to_numpy()), np.cumprod(again["slope"], axis=1)
    low, high = limits(change, further, np.minimum.accumulate(enough), level)
    reached = np.isfinite(change)
    reach = pd.DataFrame({"link": chain[1:], "change": change})
    reach["low"], reach["high"] = (np.where(reached, end, nan) for end in (low, high))
    return ChainResult(links, reach, _notes(links), level)


def _notes(links: pd.DataFrame) -> tuple[Note, ...]:
    notes = []
    fewest = int(links["units"].min())
    if fewest < FEWEST_UNITS:
        notes.append(Note("chain.note.too_few", {"n": fewest, "least": FEWEST_UNITS}, "warn"))
    elif fewest < FEW_UNITS:
        notes.append(Note("chain.note.few_units", {"n": fewest}, "warn"))
    exact = links[links["slope"].notna() & links["slope_low"].isna()]
    for cause, effect in exact[["cause", "effect"]].itertuples(index=False):
        notes.append(Note("chain.note.exact", {"cause": cause, "effect": effect}, "warn"))
    loose = links[(links["slope_low"] <= 0) & (links["slope_high"] >= 0)]
    for cause, effect in loose[["cause", "effect"]].itertuples(index=False):
        notes.append(Note("chain.note.loose", {"cause": cause, "effect": effect}, "warn"))
    return tuple(notes)
