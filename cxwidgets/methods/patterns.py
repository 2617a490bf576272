"""People who answered alike, counted: what every grouping of people works on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import narwhals as nw

from cxwidgets.methods.answers import valid
from cxwidgets.methods.frame import collected, lazily

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

COUNT = "n"


def tally(answers: Any, items: Sequence[str] | None = None) -> pd.DataFrame:
    """Count equal rows.

    Parameters
    ----------
    answers
        Any frame, one row a person.
    items
        Columns to use; all number columns but ``respondent`` by default.

    Returns
    -------
    pandas.DataFrame
        The items and ``n``. Tallies add up.

    Raises
    ------
    ValueError
        If a column is missing or holds no numbers, or there is none to use, or one is called n.
    """
    frame = lazily(answers, items or ())
    schema = frame.collect_schema()
    names = list(items or [c for c in schema if schema[c].is_numeric() and c != "respondent"])
    if not names:
        raise ValueError("no column of numbers to tell people apart by")
    if COUNT in names:
        raise ValueError(f"a column is called {COUNT!r}, which is the name of the count; rename it")
    rows = frame.select(*(valid(frame, name, -1e15, 1e15) for name in names))
    table = collected(rows.group_by(*names).agg(nw.len().alias(COUNT)))
    return table.astype(dict.fromkeys(names, float)).sort_values(names, ignore_index=True)
