"""Personas from answers: groups of people who answered alike, and whether they are really there.

k-means always finds as many groups as it is asked for. So it is done again on people sampled anew:
where the groups do not come back, there are no types, only a crowd. A persona is a profile of a
group with its spread; age, face and name are not in the answers and are not made up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.clusters import agreement, fitted, nearest, silhouette
from cxwidgets.methods.frame import counted
from cxwidgets.methods.intervals import check_level, mean_interval, spread, wilson
from cxwidgets.methods.notes import Note
from cxwidgets.methods.patterns import COUNT, tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["PersonasResult", "choices", "personas", "tally"]

STABLE = 0.75
"""Mean adjusted Rand index over samples from which on groups count as found again."""
SMALLEST = 0.05
"""A group below this share is named in the notes."""
DRAWS = 30
AGAIN = 3
"""Starts of the search in each sample drawn again."""


@dataclass(frozen=True)
class PersonasResult:
    """Groups of people.

    Attributes
    ----------
    table
        One row for each group, the largest first: ``persona`` (1 …), ``n, share, low, high``
        (Wilson).
    profiles
        ``persona, item, mean, low, high`` (t), ``sd`` and ``from_all``, the group's mean less that
        of everybody in standard deviations.
    patterns
        The tally with ``persona``.
    silhouette
        −1 … 1: how much nearer people are to their own group than to the next.
    stability
        Mean adjusted Rand index between these groups and those of people sampled again; 1 means
        the same groups come back.
    inertia
        Sum of squared distances to the centres, in the units used.
    notes
        Remarks as text keys.
    """

    table: pd.DataFrame
    profiles: pd.DataFrame
    patterns: pd.DataFrame
    silhouette: float
    stability: float
    inertia: float
    notes: tuple[Note, ...]
    level: float


def personas(
    answers: Any,
    k: int,
    items: Sequence[str] | None = None,
    level: float = 0.95,
    *,
    standardised: bool = True,
    draws: int = DRAWS,
    seed: int = 20_250_101,
) -> PersonasResult:
    """Look for ``k`` groups of people.

    Parameters
    ----------
    answers
        As for `patterns.tally`, or a tally: a pandas frame with a column ``n`` and no respondents.
    k
        Number of groups, 2 or more; see `choices`.
    items
        Columns to use; all number columns by default.
    standardised
        Whether every item counts alike, whatever its spread.
    draws
        Samples for the stability.
    seed
        Of the search and the samples.

    Raises
    ------
    ValueError
        If there are fewer different people than groups, or as for `patterns.tally`.

    References
    ----------
    Hubert & Arabie 1985, Journal of Classification 2, 193-218 (adjusted Rand index). Rousseeuw
    1987, Journal of Computational and Applied Mathematics 20, 53-65 (silhouette).
    """
    check_level(level)
    ready = counted(answers, *(items or ())) and COUNT not in (items or ())
    table = answers if ready else tally(answers, items)
    if ready and items:
        table = table.groupby(list(items), as_index=False, dropna=False)[COUNT].sum()
    names = [c for c in table.columns if c != COUNT]
    known = table.dropna(subset=names).reset_index(drop=True)
    left_out = int(table[COUNT].sum() - known[COUNT].sum())
    if not 2 <= k <= len(known):  # noqa: PLR2004 - one group is no grouping
        raise ValueError(f"k is {k!r}; there are {len(known)} different people, so 2 to that many")
    values, n = known[names].to_numpy(dtype=float), known[COUNT].to_numpy(dtype=np.int64)
    scaled = _scaled(values, n) if standardised else values
    random = np.random.default_rng(seed)
    centres = fitted(scaled, n.astype(float), k, random)
    label, inertia = nearest(scaled, centres)
    sizes = np.bincount(label, weights=n, minlength=k)
    order = np.argsort(-sizes, kind="stable")
    label = np.argsort(order)[label]
    again = []
    for _ in range(draws):
        drawn = random.multinomial(int(n.sum()), n / n.sum()).astype(float)
        seen = drawn > 0
        other = fitted(scaled[seen], drawn[seen], k, random, starts=AGAIN)
        again.append(agreement(label, nearest(scaled, other)[0], n))
    stability = float(np.mean(again)) if again else float("nan")
    found = _sizes(sizes[order], level)
    return PersonasResult(
        found,
        _profiles(values, n, label, names, level),
        known.assign(persona=label + 1),
        silhouette(scaled, label, n, random),
        stability,
        float((inertia * n).sum()),
        _notes(found, stability, left_out),
        level,
    )


def choices(
    answers: Any, most: int = 6, items: Sequence[str] | None = None, **options: Any
) -> pd.DataFrame:
    """Return ``k, silhouette, stability, smallest`` (share of the smallest group) for k = 2 … most.

    Good groups are stable (0.75 or more), not tiny (5 % or more) and have a high silhouette; where
    no k is, there are no types in these answers.
    """
    table = tally(answers, items)
    rows = []
    for k in range(2, min(most, len(table.dropna())) + 1):
        found = personas(table, k, **options)
        smallest = float(found.table["share"].min())
        rows.append((k, found.silhouette, found.stability, smallest))
    return pd.DataFrame(rows, columns=["k", "silhouette", "stability", "smallest"])


def _scaled(values: NDArray[np.float64], n: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return values in standard deviations from the mean; an item without spread stays at 0."""
    mean = np.average(values, axis=0, weights=n)
    sd = np.sqrt(np.average((values - mean) ** 2, axis=0, weights=n))
    result: NDArray[np.float64] = (values - mean) / np.where(sd > 0, sd, 1)
    return result


def _sizes(sizes: NDArray[Any], level: float) -> pd.DataFrame:
    total = int(sizes.sum())
    rows = []
    for number, size in enumerate(sizes, start=1):
        low, high = wilson(size, total, level)
        rows.append((number, int(size), size / total, low, high))
    return pd.DataFrame(rows, columns=["persona", "n", "share", "low", "high"])


def _profiles(
    values: NDArray[np.float64],
    n: NDArray[np.int64],
    label: NDArray[np.int64],
    names: Sequence[str],
    level: float,
) -> pd.DataFrame:
    rows = []
    everybody = [spread(n.sum(), n @ v, n @ v**2) for v in values.T]
    for group in range(int(label.max()) + 1):
        at = label == group
        for name, v, (mean_all, sd_all) in zip(names, values.T, everybody, strict=True):
            m = n[at].sum()
            mean, sd = spread(m, n[at] @ v[at], n[at] @ v[at] ** 2)
            low, high = mean_interval(mean, sd, m, level)
            away = (mean - mean_all) / sd_all if sd_all > 0 else 0.0
            rows.append((group + 1, name, mean, low, high, sd, away))
    columns = ["persona", "item", "mean", "low", "high", "sd", "from_all"]
    return pd.DataFrame(rows, columns=columns)


def _notes(table: pd.DataFrame, stability: float, left_out: int) -> tuple[Note, ...]:
    notes = [Note("personas.note.profile")]
    if stability < STABLE:
        notes.insert(0, Note("personas.note.unstable", {"value": f"{stability:.2f}"}, "warn"))
    small = tuple(str(p) for p in table.loc[table["share"] < SMALLEST, "persona"])
    if small:
        notes.append(Note("personas.note.small", {"personas": small}, "warn"))
    if left_out:
        notes.append(Note("personas.note.left_out", {"n": left_out}))
    return tuple(notes)
