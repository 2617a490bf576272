"""Marks against a datum: better, the same, worse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

MARKS = {"+": 1.0, "0": 0.0, "-": -1.0, "\u2212": -1.0}


def points(frame: pd.DataFrame) -> pd.Series[Any]:
    """Return 1, 0 or −1 for each mark; NaN for a blank one.

    Parameters
    ----------
    frame
        ``concept, criterion, mark`` and perhaps ``respondent``.

    Raises
    ------
    ValueError
        Naming a mark that is none, and whose it is.
    """
    said = frame["mark"].map(lambda mark: MARKS.get(str(mark).strip(), mark))
    wrong = frame[said.notna() & ~said.isin((1, 0, -1))]
    if len(wrong):
        one = wrong.iloc[0]
        who = f" by {one['respondent']!r}" if "respondent" in frame else ""
        where = f"{one['concept']!r} / {one['criterion']!r}"
        raise ValueError(f"the mark of {where}{who} is {one['mark']!r}; it must be +, 0 or -")
    return said.astype(float)
