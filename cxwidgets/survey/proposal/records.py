"""Proposing columns of records: found by their headers, believed by what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from cxwidgets.survey.amounts import amount
from cxwidgets.survey.date_formats import ISO, fitting
from cxwidgets.survey.headers import is_whole
from cxwidgets.survey.proposal.entry import Entry, assign, quote
from cxwidgets.survey.wording import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cxwidgets.survey.tabular import Table

_MOSTLY = 0.9
_ASKED = 1000
_PLATFORMS = {"qualtrics", "surveymonkey", "limesurvey", "wjx", "tencent"}


def are_no_surveys(tables: Sequence[Table]) -> bool:
    """Say whether no survey platform wrote the files: their start and end are of answering."""
    return not any(table.recognised.name in _PLATFORMS for table in tables)


def column(tables: Sequence[Table], *names: str) -> str:
    """Return the first column, in the order of the names, that all files have; or ``""``."""
    for name in names:
        for header in tables[0].frame.columns:
            if is_whole(header, name) and all(header in table.frame.columns for table in tables):
                return str(header)
    return ""


def cells(tables: Sequence[Table], header: str) -> pd.Series:
    """Return a column of all files, without what means "nothing"."""
    parts = []
    for table in tables:
        own = table.frame[header]
        silent = [cell for cell in own.unique() if table.is_silent(header, cell)]
        parts.append(own[~own.isin(silent)])
    return pd.concat(parts)


def is_numeric(tables: Sequence[Table], header: str) -> bool:
    """Say whether most cells of a column are numbers, or amounts of money."""
    given = cells(tables, header).drop_duplicates().head(_ASKED)
    fit = sum(amount(cell) is not None or amount(cell, ",") is not None for cell in given)
    return bool(len(given)) and fit >= _MOSTLY * len(given)


def thousands(tables: Sequence[Table], headers: Iterable[str]) -> Entry | None:
    """Return a line to decide where some amounts, such as 1,234, could be two numbers."""
    for header in headers:
        for cell in cells(tables, header).unique():
            if amount(cell) is None and amount(cell, ",") is not None:
                what = f"thousands: in {quoted(header)} there is {quoted(cell)}"
                return Entry(assign(thousands=","), what, 0.6, is_sure=False, undecided=what)
    return None


def dates(tables: Sequence[Table], named: dict[str, str]) -> list[Entry] | None:
    """Return the lines for columns of dates and their format; None where they hold none.

    Parameters
    ----------
    named
        Header by key, such as ``{"began": "Joined"}``.
    """
    given = pd.concat([cells(tables, header) for header in named.values()])
    formats = fitting(given, tables[0].at_format)
    if not formats:
        return None
    said = ", ".join(f"{key}: {quoted(header)}" for key, header in named.items())
    lines = [Entry(assign(**named), said, 0.9)]
    if formats[0] not in (ISO, tables[0].at_format):
        is_sure = len(formats) == 1
        example = quote(str(given.iloc[0]))
        what = f"at_format: {' or '.join(formats)}, as in {example}"
        lines.append(
            Entry(
                f"at_format = {quote(formats[0])}  # as in {example}",
                what,
                0.9 if is_sure else 0.5,
                is_sure,
                undecided=what,
            )
        )
    return lines
