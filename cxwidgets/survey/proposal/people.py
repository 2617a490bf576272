"""Proposing who answered when: respondent, time, and columns that could be segments."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.date_formats import ISO, fitting
from cxwidgets.survey.headers import is_whole
from cxwidgets.survey.proposal.entry import Entry, assign, quote
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from cxwidgets.survey.tabular import Table

_GROUPS = range(2, 13)
_SMALLEST_GROUP = 5
_DOUBTFUL = 0.4


def people(tables: Sequence[Table], taken: Collection[str]) -> list[Entry]:
    """Return the lines for ``respondent`` and ``at``, and a hint which columns may be segments.

    A column is surely the respondent only if its header says so and no two rows share a value; with
    values that repeat somebody has to say whether rows are there twice.
    """
    found: list[Entry] = []
    whole: list[Entry] = []
    repeated: list[Entry] = []
    for header in tables[0].frame.columns:
        if header in taken or not all(header in table.frame.columns for table in tables):
            continue
        cells = [table.frame[header] for table in tables]
        has = [entry.toml.split(" = ")[0] for entry in found]
        if is_whole(header, "respondent"):
            if all(c.is_unique and (c != "").all() for c in cells):
                whole.append(Entry(assign(respondent=header), f"respondent: {quote(header)}"))
            else:
                repeated += [entry for entry in [_repeated(header, cells)] if entry]
        elif is_whole(header, "at") and "at" not in has and any((c != "").any() for c in cells):
            found.append(_time(tables, header, cells))
    respondent = whole[:1] or repeated[:1]
    return [*respondent, *found, *segments(tables, taken)]


def segments(tables: Sequence[Table], taken: Collection[str]) -> list[Entry]:
    """Return a hint which columns may be segments, where there are any."""
    groups = [h for h in tables[0].frame.columns if h not in taken and _may_be_segment(tables, h)]
    if not groups or len(tables) > 1:
        return []
    return [Entry(f"# segment = one of {', '.join(quote(group) for group in groups)}")]


def _repeated(header: str, cells: Sequence[pd.Series]) -> Entry | None:
    """Return the proposal for a respondent who stands in several rows; None for a blank column."""
    given = pd.concat(cells)
    given = given[given != ""]
    twice = given[given.duplicated(keep=False)]
    if given.empty:
        return None
    blank = sum(map(len, cells)) - len(given)
    what = [f"{blank} rows are blank"] if blank else []
    if len(twice):
        example = f"{quoted(twice.iloc[0])} in {int((twice == twice.iloc[0]).sum())} rows"
        what.append(f"{twice.nunique()} stand in several rows, such as {example}")
    says = f"respondent: {quote(header)} ({'; '.join(what)}; each row counts)"
    return Entry(assign(respondent=header), says, _DOUBTFUL, is_sure=False, undecided=says)


def _time(tables: Sequence[Table], header: str, cells: Sequence[pd.Series]) -> Entry:
    """Return the line for the time, with a format that reads every one, if there is one.

    Where several do, or none, the line stays commented: the report does without the time.
    """
    given = pd.concat(cells)
    given = given[given != ""]
    formats = fitting(given, tables[0].at_format)
    example = quote(given.iloc[0])
    left = f"time: {quote(header)} is left out, as nobody said how {example} is written (at_format)"
    if not formats:
        wanted = "at_format is needed too, as strptime has it; none that is known reads"
        return Entry(f"# at = {quote(header)}  # {wanted} {example}", left, 0.0)
    if formats[0] in (ISO, tables[0].at_format):
        return Entry(assign(at=header), f"time: {quote(header)}")
    lines = f"{assign(at=header)}\nat_format = {quote(formats[0])}  # as in {example}"
    says = f"time: {quote(header)}, at_format: {' or '.join(formats)}, as in {example}"
    if len(formats) > 1:
        return Entry(lines, says, 0.5, is_sure=False)
    return Entry(lines, says, 0.9)


def _may_be_segment(tables: Sequence[Table], header: str) -> bool:
    table = tables[0]
    counts = table.frame[header].value_counts()
    counts = counts[[not table.is_silent(header, cell) for cell in counts.index]]
    if table.separator and any(table.separator in cell for cell in counts.index):
        return False
    return len(counts) in _GROUPS and bool((counts >= _SMALLEST_GROUP).all())
