"""The result of penalty-reward contrasts, and what to know before reading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.methods.notes import Note

if TYPE_CHECKING:
    import pandas as pd

    from cxwidgets.methods.prca_tally import PrcaTally


@dataclass(frozen=True)
class PrcaResult:
    """Penalties and rewards.

    Attributes
    ----------
    table
        One row for each attribute: ``attribute, mean, n_low, n_high``; ``penalty`` and ``reward``
        in points of the outcome, each with ``_low`` and ``_high``; ``riocs``, the range of impact
        reward + |penalty|, and the shares of the two in it, ``sgp`` and ``dgp``; ``ia``, the
        asymmetry SGP − DGP, with ``ia_low, ia_high``; ``category`` (the three-factor class), its
        ``probability``, ``settled``; ``five_class``, the same in five (delighter, satisfier,
        hybrid, dissatisfier, frustrator); ``ia_alone, category_alone`` from a model of this
        attribute only, by the same rules; ``standing`` (``"L"`` or ``"H"``: mean
        below or above the mean of means) and ``priority`` (1 first); ``flag`` (``""``,
        ``"wrong_sign"``, ``"few"``).
    n, r2
        Complete respondents, and the explained share of variance.
    notes
        Remarks as text keys; the first is always the warning that this is not Kano.
    """

    table: pd.DataFrame
    n: int
    r2: float
    notes: tuple[Note, ...]
    level: float


def notes(table: pd.DataFrame, counted: PrcaTally, people: int, failed: bool) -> tuple[Note, ...]:
    """Return what a reader should know before using the classes; first that they are not Kano's."""
    found = [Note("prca.note.not_kano", tone="warn")]
    if failed:
        found.append(Note("prca.note.failed", {"n": people}, "warn"))
    for flag in ("few", "wrong_sign"):
        names = tuple(table.loc[table["flag"] == flag, "attribute"])
        if names:
            found.append(Note(f"prca.note.{flag}", {"names": names}, "warn"))
    differs = table["category"] != table["category_alone"]
    if differs.any() and not failed:
        names = tuple(table.loc[differs, "attribute"])
        found.append(Note("prca.note.alone", {"names": names}))
    if counted.rows > people:
        found.append(Note("prca.note.left_out", {"n": counted.rows - people, "all": counted.rows}))
    return tuple(found)
