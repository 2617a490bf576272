"""Effect: what changed in the same people between before and after.

A second round, a redesigned step, a day of training: the question is by how much the answers moved,
and whether that is more than people changing their minds to and fro. Each person is compared with
themselves, so only those who answered twice count. A change seen without a comparison group may
have other causes; the result says how large it is, not why.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import Any

import narwhals as nw
import numpy as np
import pandas as pd

from cxwidgets.methods.answers import INVALID, coded, has, refuse_missing
from cxwidgets.methods.frame import collected, counted, lazily
from cxwidgets.methods.intervals import check_level, leading_test, mean_interval, spread, t_test
from cxwidgets.methods.multiplicity import adjusted
from cxwidgets.methods.notes import Note
from cxwidgets.methods.paired import gain, paired_limits

INDICATIVE = 30
ALL = "all"
COLUMNS = (
    *("item", "n", "before", "after", "change", "low", "high", "statistic", "p", "p_adjusted"),
    *("gain", "gain_low", "gain_high", "n_once", "n_invalid", "flag"),
)


@dataclass(frozen=True)
class EffectResult:
    """Changes, one row for each item.

    Attributes
    ----------
    table
        ``item``; ``n`` people who answered twice; ``before, after`` (means, or shares 0-1);
        ``change`` with its limits ``low, high``; ``statistic, p`` (paired t, or McNemar's z with
        the exact p below 50 changes), ``p_adjusted`` (Benjamini-Hochberg over the items); ``gain``,
        the part of what was still possible that was gained, with bootstrap limits ``gain_low,
        gain_high``; ``n_once`` left one of the two answers out, or both, ``n_invalid`` off the
        scale; ``flag``: ``"empty"``, or ``"ceiling"`` where nothing was left to gain.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    notes: tuple[Note, ...]
    level: float


def tally(answers: Any, low: int = 1, high: int = 5) -> pd.DataFrame:
    """Count pairs of answers.

    Parameters
    ----------
    answers
        Any frame with ``before`` and ``after``, one row for each person and perhaps ``item``.
    low, high
        Ends of the scale.

    Returns
    -------
    pandas.DataFrame
        ``item, before, after, n``; a missing answer has the code −1, one off the scale −2. Tallies
        add up.

    Raises
    ------
    ValueError
        If a column is missing or holds something other than numbers.
    """
    frame = lazily(answers, ("before", "after"))
    item = nw.col("item") if has(frame, "item") else nw.lit(ALL).alias("item")
    pairs = frame.select(item, *(coded(frame, name, low, high) for name in ("before", "after")))
    table = collected(pairs.group_by("item", "before", "after").agg(nw.len().alias("n")))
    refuse_missing(table, "item")
    return table.sort_values(["item", "before", "after"], ignore_index=True)


def before_after(
    answers: Any, low: int = 1, high: int = 5, level: float = 0.95, *, seed: int = 20_250_101
) -> EffectResult:
    """Compare ratings of the same people before and after.

    Parameters
    ----------
    answers
        As for `tally`, or a tally.
    low, high
        Ends of the scale; ``high`` is what a perfect gain reaches.
    seed
        Of the bootstrap of the gain.

    Raises
    ------
    ValueError
        As for `tally`.

    Notes
    -----
    Change is the mean of the differences with the paired t interval. Normalised gain = (after −
    before) / (high − before), of the means (Hake 1998, American Journal of Physics 66, 64-74).

    Examples
    --------
    >>> import pandas as pd
    >>> answers = pd.DataFrame({"before": [2, 3, 3, 4], "after": [4, 4, 5, 5]})
    >>> float(before_after(answers).table.loc[0, "change"])
    1.5
    """
    ready = counted(answers, "before")
    return _analysed(answers if ready else tally(answers, low, high), high, level, seed)


def two_rounds(answers: Any, level: float = 0.95, *, seed: int = 20_250_101) -> EffectResult:
    """Compare two rounds of a vote, or of right and wrong, by the same people.

    Parameters
    ----------
    answers
        As for `tally` with 1 (voted for it, or right) and 0 in ``before`` and ``after``; or a
        tally of them.

    Raises
    ------
    ValueError
        As for `tally`.

    Notes
    -----
    Change is the difference of the shares with Newcombe's interval for paired shares; p is
    McNemar's, which looks only at those who changed. Normalised gain = (after − before) / (1 −
    before).

    References
    ----------
    Newcombe 1998, Statistics in Medicine 17, 2635-2650 (method 10). McNemar 1947, Psychometrika 12.
    Fagerland, Lydersen & Laake 2014, Statistics in Medicine 33, 2850-2875.
    """
    ready = counted(answers, "before")
    table = answers if ready else tally(answers, 0, 1)
    return _analysed(table, 1, level, seed, shares=True)


def _analysed(
    table: pd.DataFrame, best: int, level: float, seed: int, *, shares: bool = False
) -> EffectResult:
    check_level(level)
    random = np.random.default_rng(seed)
    rows = []
    for item, pairs in table.groupby("item", sort=False):
        both = pairs[(pairs["before"] >= 0) & (pairs["after"] >= 0)]
        wrong = pairs[(pairs["before"] == INVALID) | (pairs["after"] == INVALID)]
        once = int(pairs["n"].sum() - both["n"].sum() - wrong["n"].sum())
        found = _shares(both, level) if shares else _means(both, level)
        n = int(both["n"].sum())
        gained = gain(both, best, level, random)
        flag = "empty" if not n else ("ceiling" if found["before"] == best else "")
        rows.append(
            {"item": item, "n": n, **found, **gained, "n_once": once}
            | {"n_invalid": int(wrong["n"].sum()), "flag": flag}
        )
    result = pd.DataFrame(rows, columns=list(COLUMNS))
    result["p_adjusted"] = adjusted(result["p"])
    return EffectResult(result, tuple(_notes(result)), level)


def _means(both: pd.DataFrame, level: float) -> dict[str, float]:
    """Return both means, their difference with the paired t interval, t and p."""
    n, weights = int(both["n"].sum()), both["n"]
    difference = both["after"] - both["before"]
    mean, sd = spread(n, int((difference * weights).sum()), int((difference**2 * weights).sum()))
    limits = mean_interval(mean, sd, n, level)
    t, p = t_test(mean, sd, n)
    before, after = (float((both[c] * weights).sum()) / n if n else nan for c in _SIDES)
    return {"before": before, "after": after, "change": mean} | dict(
        zip(("low", "high", "statistic", "p"), (*limits, t, p), strict=True)
    )


_SIDES = ("before", "after")


def _shares(both: pd.DataFrame, level: float) -> dict[str, float]:
    """Return both shares, their difference with Newcombe's paired limits, McNemar's z and p."""
    cells = {(b, a): 0 for b in (0, 1) for a in (0, 1)}
    for b, a, n in zip(both["before"], both["after"], both["n"], strict=True):
        if (b, a) not in cells:
            raise ValueError(f"a vote is {b} before and {a} after; it must be 0 or 1")
        cells[b, a] += int(n)
    yes, lost, won, no = (cells[key] for key in ((1, 1), (1, 0), (0, 1), (0, 0)))
    low, high = paired_limits(yes, lost, won, no, level)
    n = yes + lost + won + no
    z, p = leading_test(won, lost)
    before, after = ((yes + lost) / n, (yes + won) / n) if n else (nan, nan)
    return {
        "before": before,
        "after": after,
        "change": after - before,
        "low": low,
        "high": high,
    } | {
        "statistic": z,
        "p": p,
    }


def _notes(table: pd.DataFrame) -> list[Note]:
    """Return what a reader should know before claiming an effect."""
    notes = []
    if len(table) and 0 < table["n"].max() < INDICATIVE:
        notes.append(Note("panel.small_n", {"n": int(table["n"].max())}, "warn"))
    full = tuple(table.loc[table["flag"] == "ceiling", "item"])
    if full:
        notes.append(Note("effect.note.ceiling", {"items": full}))
    notes += [
        Note(f"effect.note.{column}", {"n": int(table[column].sum())})
        for column in ("n_once", "n_invalid")
        if table[column].sum()
    ]
    if table["n"].any():
        notes.append(Note("effect.note.causes"))
    return notes
