"""Times at which a survival curve is read aloud: round ones that enough customers have reached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.retention import at

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.retention import RetentionResult

ROUND: dict[str, tuple[int, ...]] = {
    "days": (7, 30, 90, 180, 365, 730),
    "weeks": (4, 13, 26, 52, 104, 156),
    "months": (1, 3, 6, 12, 24, 36, 60),
    "years": (1, 2, 3, 5, 10),
}
"""Round times, by unit."""
ENOUGH = 30
"""Customers still watched, over all segments, below which a time is not read."""
MOST = 5


def milestones(result: RetentionResult, unit: str) -> list[int]:
    """Return the last ``MOST`` round times at which ``ENOUGH`` customers are still watched.

    Parameters
    ----------
    unit
        A key of `ROUND`.
    """
    reached = [t for t in ROUND[unit] if watched(result, t)["at_risk"].sum() >= ENOUGH]
    return reached[-MOST:]


def watched(result: RetentionResult, time: float) -> pd.DataFrame:
    """Return ``segment, at_risk, survival, low, high`` of every segment at one time.

    ``at_risk`` are those still there and watched just before; see `retention.at` for the rest.
    """
    standing = at(result, time).set_index("segment")
    later = result.table[result.table["time"] >= time].groupby("segment", sort=False)
    standing.insert(0, "at_risk", later["at_risk"].first().astype("int64"))
    return standing.fillna({"at_risk": 0}).reset_index()
