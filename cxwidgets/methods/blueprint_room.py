"""A room's blueprints of one service: how far the readouts differ, and where all see it fail."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.artifacts.service_map import ServiceMap
from cxwidgets.methods.blueprint import MEASURES, BlueprintResult, blueprint
from cxwidgets.methods.intervals import wilson
from cxwidgets.methods.order_statistics import median_interval, quantile

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class BlueprintRoom:
    """Many blueprints in numbers.

    Attributes
    ----------
    table
        One row a measure: ``measure, n, median, low, high`` (interval of the median), ``q1, q3,
        least, most``. A blueprint without a value for a measure is left out of its row.
    fails
        Cards that people marked as failing, most people first: ``step, card, n, marked, share,
        low, high``. Cards of the given blueprint are known by their id; of all others the same
        words at a step of the same name are the same card.
    causes
        Cards behind the line of visibility that symptoms were traced to: as ``fails``.
    n
        Blueprints.
    """

    table: pd.DataFrame
    fails: pd.DataFrame
    causes: pd.DataFrame
    n: int


def blueprint_room(maps: Sequence[ServiceMap], given: ServiceMap | None = None) -> BlueprintRoom:
    """Put the readouts of many blueprints side by side; see :func:`blueprint` for the measures.

    ``given`` is the blueprint everybody started from: what it marks as failing nobody found.
    """
    results = [blueprint(m) for m in maps]
    start = given or ServiceMap()
    names = _names(start)
    known = {names[card] for card in blueprint(start).fail_points}
    fails = [_named(m, r.fail_points, names) - known for m, r in zip(maps, results, strict=True)]
    causes = [
        _named(m, [p.cause for p in r.paths], names) for m, r in zip(maps, results, strict=True)
    ]
    return BlueprintRoom(
        table=pd.DataFrame([_spread(measure, results) for measure in MEASURES]),
        fails=_counted(fails),
        causes=_counted(causes),
        n=len(maps),
    )


def _spread(measure: str, results: Sequence[BlueprintResult]) -> dict[str, object]:
    values = pd.Series([r.readouts[measure] for r in results], dtype=float).dropna()
    once = [1] * len(values)
    low, high = median_interval(values, once)
    return {
        "measure": measure,
        "n": len(values),
        "median": quantile(values, once, 0.5),
        "low": low,
        "high": high,
        "q1": quantile(values, once, 0.25),
        "q3": quantile(values, once, 0.75),
        "least": values.min(),
        "most": values.max(),
    }


def _names(service: ServiceMap) -> dict[str, tuple[str, str]]:
    """Return each card's step name and words."""
    step = {s.id: s.name.strip() for s in service.steps}
    return {c.id: (step[c.step], c.text.strip()) for c in service.cards}


def _named(
    service: ServiceMap, ids: Sequence[str], given: dict[str, tuple[str, str]]
) -> set[tuple[str, str]]:
    names = _names(service) | given
    return {names[i] for i in ids}


def _counted(found: Sequence[set[tuple[str, str]]]) -> pd.DataFrame:
    n = len(found)
    counts: dict[tuple[str, str], int] = {}
    for cards in found:
        for card in sorted(cards):
            counts[card] = counts.get(card, 0) + 1
    rows = []
    for place, marked in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
        low, high = wilson(marked, n)
        rows.append((*place, n, marked, marked / n, low, high))
    return pd.DataFrame(rows, columns=["step", "card", "n", "marked", "share", "low", "high"])
