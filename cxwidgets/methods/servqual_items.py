"""The gap of each single statement."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.methods.answers import INVALID, MISSING
from cxwidgets.methods.intervals import mean_interval, spread

if TYPE_CHECKING:
    from collections.abc import Iterable

RATER = ("reliability", "assurance", "tangibles", "empathy", "responsiveness")
COLUMNS = (
    *("item", "dimension", "n", "expectation", "perception", "gap", "low", "high"),
    *("n_missing", "n_invalid"),
)


def ordered(names: Iterable[str]) -> list[str]:
    """Return the dimensions in RATER order, others after them by name."""
    found = set(names)
    return [name for name in RATER if name in found] + sorted(found - set(RATER))


def items(pairs: pd.DataFrame | None, level: float) -> pd.DataFrame:
    """Return the gap of each statement from the counts of its answer pairs."""
    rows = []
    groups = () if pairs is None else pairs.groupby(["dimension", "item"], sort=True)
    for (dimension, item), part in groups:
        halves = part[["expectation", "perception"]]
        invalid, missing = (halves == INVALID).any(axis=1), (halves == MISSING).any(axis=1)
        used = part[~invalid & ~missing]
        n = int(used["n"].sum())
        gap = used["perception"] - used["expectation"]
        mean, sd = spread(n, float((gap * used["n"]).sum()), float((gap**2 * used["n"]).sum()))
        low, high = mean_interval(mean, sd, n, level)
        sums = {half: float((used[half] * used["n"]).sum()) for half in halves}
        rows.append(
            {
                "item": item,
                "dimension": dimension,
                "n": n,
                **{half: total / n if n else nan for half, total in sums.items()},
                "gap": mean,
                "low": low,
                "high": high,
                "n_missing": int(part.loc[missing & ~invalid, "n"].sum()),
                "n_invalid": int(part.loc[invalid, "n"].sum()),
            }
        )
    table = pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(COLUMNS[3:8], float))
    place = table["dimension"].map(ordered(table["dimension"]).index)
    return table.loc[place.sort_values(kind="stable").index].reset_index(drop=True)
