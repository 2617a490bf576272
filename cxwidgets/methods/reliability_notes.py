"""What a reader should know before adding the statements of a scale up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.methods.covariance_weighted import told
from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.covariance import CovarianceTally

USUAL = 0.7
"""The value usually asked for (Nunnally 1978); a habit, not a law."""
DOUBLED = 0.95
"""From here on statements rather repeat each other."""
INDICATIVE = 30


def notes(
    counted: CovarianceTally,
    flag: str,
    raw: float,
    limits: tuple[float, float],
    table: pd.DataFrame,
) -> list[Note]:
    """Return what a reader should know before adding the statements up."""
    found = told(counted, INDICATIVE)
    if 0 < counted.n < INDICATIVE:
        found.append(Note("panel.small_n", {"n": counted.n}, "warn"))
    if flag:
        found.append(Note(f"reliability.note.{flag}", tone="warn"))
    elif raw < USUAL:
        found.append(Note("reliability.note.low", tone="warn"))
    elif limits[0] < USUAL:
        found.append(Note("reliability.note.unsure"))
    elif raw > DOUBLED:
        found.append(Note("reliability.note.doubled"))
    opposed = tuple(table.loc[table["item_rest"] < 0, "item"])
    if opposed:
        found.append(Note("reliability.note.opposed", {"items": opposed}, "warn"))
    out = counted.rows - counted.n - counted.no_weight
    if out > 0:
        found.append(Note("reliability.note.left_out", {"n": out}))
    return found
