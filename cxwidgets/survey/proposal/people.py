"""Proposing who answered when: respondent, time, and columns that could be segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.headers import is_whole
from cxwidgets.survey.proposal.entry import Entry, assign, quote

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cxwidgets.survey.tabular import Table

_GROUPS = range(2, 13)
_SMALLEST_GROUP = 5


def people(tables: Sequence[Table], taken: Collection[str]) -> list[Entry]:
    """Return the lines for ``respondent`` and ``at``, and a hint which columns may be segments.

    A column is proposed as respondent only if its header says so and no two rows share a value.
    """
    found = []
    for header in tables[0].frame.columns:
        if header in taken or not all(header in table.frame.columns for table in tables):
            continue
        cells = [table.frame[header] for table in tables]
        if is_whole(header, "respondent") and all(c.is_unique and (c != "").all() for c in cells):
            found.append(Entry(assign(respondent=header), f"respondent: {quote(header)}"))
        elif is_whole(header, "at"):
            found.append(_time(header, cells))
    groups = [h for h in tables[0].frame.columns if h not in taken and _may_be_segment(tables, h)]
    if groups and len(tables) == 1:
        offered = ", ".join(quote(group) for group in groups)
        found.append(Entry(f"# segment = one of {offered}"))
    return found


def _time(header: str, cells: Sequence[pd.Series]) -> Entry:
    given = pd.concat(cells)
    times = pd.to_datetime(given[given != ""], format="ISO8601", errors="coerce")
    if times.notna().all():
        return Entry(assign(at=header), f"time: {quote(header)}")
    example = quote(given[given != ""].iloc[0])
    return Entry(f'# at = {quote(header)}\n# at_format = "%d/%m/%Y %H:%M"  # as in {example}')


def _may_be_segment(tables: Sequence[Table], header: str) -> bool:
    counts = tables[0].frame[header].value_counts()
    counts = counts[counts.index != ""]
    return len(counts) in _GROUPS and bool((counts >= _SMALLEST_GROUP).all())
