"""Cutting importance and performance into four quadrants, and how sure each place is."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    from numpy.typing import NDArray

Cross = str | tuple[float, float]
QUADRANTS = ("concentrate", "keep_up", "low_priority", "overkill")
"""High importance and low performance; high, high; low, low; low importance, high performance."""
UNKNOWN = "unknown"
CROSSHAIRS = ("means", "medians", "midpoint")
INDICATIVE = 30


@dataclass(frozen=True)
class IpaResult:
    """Items between importance and performance.

    Attributes
    ----------
    table
        One row for each item: ``item, n, importance, importance_low, importance_high, performance,
        performance_low, performance_high``; ``gap`` (importance − performance; NaN when derived);
        ``quadrant``, its ``probability`` over resampled respondents (NaN where fewer than 30 people
        all answered alike), ``settled`` (probability at least ``level``), and the ``quadrant``
        probabilities ``p_concentrate`` … ``p_overkill``. An item without importance or performance
        is ``"unknown"`` and takes no part in the cross.
    crosshair
        Importance and performance of the cross.
    flips
        One row for each item and crosshair: ``item, crosshair, quadrant``.
    derived
        Whether importance is derived.
    notes
        Remarks as text keys.
    importance
        ``"stated"``, or what it is derived by: ``"lmg"``, ``"rwa"`` or ``"standardised"``.
    one_scale
        Whether importance and performance are means on one common scale, so that they may be
        compared with each other: the iso-priority line is where they are equal. Never where
        importance is derived; of published means, where all of them lie on the scale.
    """

    table: pd.DataFrame
    crosshair: tuple[float, float]
    flips: pd.DataFrame
    derived: bool
    notes: tuple[Note, ...]
    level: float
    importance: str = "stated"
    one_scale: bool = False


def placed(
    table: pd.DataFrame,
    pairs: NDArray[Any],
    sample: NDArray[Any],
    crosshair: Cross,
    scale: tuple[float, float],
    level: float,
    importance: str = "stated",
) -> IpaResult:
    """Cut the quadrants; ``sample`` is draws × items × (importance, performance)."""
    derived = importance != "stated"
    cross = _cross(pairs[None], crosshair, scale, importance)
    place = _quadrant(pairs[None], cross)[0]
    drawn = _quadrant(sample, _cross(sample, crosshair, scale, importance))
    chance = [
        (drawn == q).mean(axis=0) if len(drawn) else np.full(len(pairs), nan) for q in range(4)
    ]
    known = ~np.isnan(pairs).any(axis=1)
    table = table.assign(
        gap=nan if derived else pairs[:, 0] - pairs[:, 1],
        quadrant=_named(place, known),
        probability=[chance[q][i] if known[i] else nan for i, q in enumerate(place)],
        **{f"p_{name}": np.where(known, chance[q], nan) for q, name in enumerate(QUADRANTS)},
    )
    for half in ("importance", "performance"):
        for end in ("low", "high"):
            table[f"{half}_{end}"] = table.get(f"{half}_{end}", nan)
    limited = table[["importance_low", "performance_low"]].notna().all(axis=1)
    same = known & (table["n"] > 1) & ~limited  # too few, all alike: drawn again they never differ
    table.loc[same, ["probability", *(f"p_{name}" for name in QUADRANTS)]] = nan
    table["settled"] = table["probability"] >= level
    flips = pd.DataFrame(
        {"item": item, "crosshair": name, "quadrant": quadrant}
        for name in CROSSHAIRS
        for item, quadrant in zip(
            table["item"],
            _named(_quadrant(pairs[None], _cross(pairs[None], name, scale, importance))[0], known),
            strict=True,
        )
    )
    n = int(table["n"].max()) if len(table) else 0
    notes = [Note(f"ipa.note.{importance}")]
    if 0 < n < INDICATIVE:
        notes.append(Note("panel.small_n", {"n": n}, "warn"))
    changing = flips.groupby("item", sort=False)["quadrant"].nunique()
    moved = tuple(changing.index[changing > 1])
    if moved:
        notes.append(Note("ipa.note.flips", {"items": moved}))
    if same.any():
        notes.append(Note("panel.alike", {"names": tuple(table.loc[same, "item"])}, "warn"))
    if not known.all():
        items = tuple(table.loc[~known, "item"])
        key = "ipa.note.underived" if derived else "ipa.note.unrated"
        notes.append(Note(key, {"items": items}, "warn"))
    rated = pairs[known]
    within = bool(known.any() and ((rated >= scale[0]) & (rated <= scale[1])).all())
    return IpaResult(
        table,
        (cross[0, 0], cross[0, 1]),
        flips,
        derived,
        tuple(notes),
        level,
        importance,
        within and not derived,
    )


def _cross(
    pairs: NDArray[Any], crosshair: Cross, scale: tuple[float, float], importance: str
) -> NDArray[Any]:
    """Return the cross of each draw: draws × 2."""
    if not isinstance(crosshair, str):
        return np.tile(np.asarray(crosshair, dtype=float), (len(pairs), 1))
    if crosshair not in CROSSHAIRS:
        raise ValueError(f"the crosshair is {crosshair!r}; it must be {', '.join(CROSSHAIRS)}")
    if crosshair == "midpoint":
        middle = np.full(len(pairs), sum(scale) / 2)
        if importance == "stated":
            return np.column_stack([middle, middle])
        if importance == "standardised":
            return np.column_stack([pairs[..., 0].mean(axis=1), middle])
        return np.column_stack([np.full(len(pairs), 1 / max(1, pairs.shape[1])), middle])
    whole = pairs[:, ~np.isnan(pairs).any(axis=(0, 2))]
    if not whole.size:
        return np.full((len(pairs), 2), nan)
    found: NDArray[Any] = (np.mean if crosshair == "means" else np.median)(whole, axis=1)
    return found


def _named(place: NDArray[Any], known: NDArray[Any]) -> NDArray[Any]:
    """Return quadrants by name; what has no place is unknown."""
    return np.where(known, np.array(QUADRANTS, dtype=object)[place], UNKNOWN)


def _quadrant(pairs: NDArray[Any], cross: NDArray[Any]) -> NDArray[Any]:
    """Return the quadrant's number of each draw and item; on the line counts as high."""
    high = pairs >= cross[:, None, :] - 1e-9
    important, performing = high[..., 0], high[..., 1]
    return np.where(important, np.where(performing, 1, 0), np.where(performing, 3, 2))
