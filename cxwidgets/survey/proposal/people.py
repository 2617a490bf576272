"""Proposing who answered when: respondent, time, and columns that could be segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.headers import is_whole
from cxwidgets.survey.proposal.entry import Entry, assign, quote
from cxwidgets.survey.times import parsed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cxwidgets.survey.tabular import Table

_GROUPS = range(2, 13)
_SMALLEST_GROUP = 5


def people(tables: Sequence[Table], taken: Collection[str]) -> list[Entry]:
    """Return the lines for ``respondent`` and ``at``, and a hint which columns may be segments.

    A column is proposed as respondent only if its header says so and no two rows share a value.
    """
    found: list[Entry] = []
    for header in tables[0].frame.columns:
        if header in taken or not all(header in table.frame.columns for table in tables):
            continue
        cells = [table.frame[header] for table in tables]
        has = [entry.toml.split(" = ")[0] for entry in found]
        if is_whole(header, "respondent") and all(c.is_unique and (c != "").all() for c in cells):
            if "respondent" not in has:
                found.append(Entry(assign(respondent=header), f"respondent: {quote(header)}"))
        elif is_whole(header, "at") and "at" not in has and any((c != "").any() for c in cells):
            found.append(_time(tables, header, cells))
    groups = [h for h in tables[0].frame.columns if h not in taken and _may_be_segment(tables, h)]
    if groups and len(tables) == 1:
        offered = ", ".join(quote(group) for group in groups)
        found.append(Entry(f"# segment = one of {offered}"))
    return found


def _time(tables: Sequence[Table], header: str, cells: Sequence[pd.Series]) -> Entry:
    given = pd.concat(cells)
    for wanted in dict.fromkeys([*(table.at_format for table in tables), "ISO8601"]):
        if wanted and parsed(given[given != ""], wanted).notna().all():
            return Entry(assign(at=header), f"time: {quote(header)}")
    example = quote(given[given != ""].iloc[0])
    return Entry(f'# at = {quote(header)}\n# at_format = "%d/%m/%Y %H:%M"  # as in {example}')


def _may_be_segment(tables: Sequence[Table], header: str) -> bool:
    table = tables[0]
    counts = table.frame[header].value_counts()
    counts = counts[[not table.is_silent(header, cell) for cell in counts.index]]
    if table.separator and any(table.separator in cell for cell in counts.index):
        return False
    return len(counts) in _GROUPS and bool((counts >= _SMALLEST_GROUP).all())
