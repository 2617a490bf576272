"""Proposing retention: how long each customer was there, and whether they left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.headers import cues
from cxwidgets.survey.proposal import records
from cxwidgets.survey.proposal.entry import Entry, Proposal, assign, files, quote
from cxwidgets.survey.proposal.people import segments
from cxwidgets.survey.wording import folded, quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

_NUMBERS = {"0", "1"}


def propose(tables: Sequence[Table]) -> Proposal | None:
    """Return the proposal, or None if there is no time as a customer or nothing on leaving."""
    tenure, churned, began, ended = (
        records.column(tables, *names)
        for names in (("tenure",), ("churned", "status"), ("began",), ("ended",))
    )
    lines: list[Entry] | None = None
    if began and ended:
        lines, tenure = records.dates(tables, {"began": began, "ended": ended}), ""
        churned = churned if churned and _meanings(tables, churned) is not None else ""
        if not churned and all((table.frame[ended] != "").all() for table in tables):
            return None  # everybody has an end: of those who stay, the file says nothing
    elif tenure and churned and records.is_numeric(tables, tenure):
        what = f"tenure: {quoted(tenure)} in months?"
        unit = Entry(assign(unit="months"), what, 0.5, is_sure=_is_months(tenure), undecided=what)
        lines = [Entry(assign(tenure=tenure), f"tenure: {quoted(tenure)}", 0.9), unit]
    if lines is None or not records.are_no_surveys(tables):
        return None
    meanings = _meanings(tables, churned) if churned else []
    if meanings is None:
        return None
    if churned:
        lines.append(Entry(assign(churned=churned), f"churned: {quoted(churned)}", 0.9))
    customer = records.column(tables, "customer", "respondent")
    if customer:
        lines.insert(0, Entry(assign(customer=customer), f"customer: {quoted(customer)}", 0.9))
    taken = [c for c in (customer, tenure, churned, began, ended) if c]
    proposal = Proposal("retention", [Entry("[retention]"), *lines, *segments(tables, taken)])
    proposal.entries += files("retention", tables)
    if meanings:
        proposal.entries += [Entry("\n[retention.churned_answers]"), *meanings]
    return proposal


def _is_months(header: str) -> bool:
    plain = folded(header)
    return any(word in plain for word in cues()["churn"]["months"])


def _meanings(tables: Sequence[Table], header: str) -> list[Entry] | None:
    """Return what each word for leaving means; none are needed for 0 and 1.

    None where the column is about something else: none of its words is known, or it has too many.
    """
    given = list(dict.fromkeys(records.cells(tables, header)))
    if set(given) <= _NUMBERS:
        return []
    known = {name: set(map(folded, words)) for name, words in cues()["churn"].items()}
    says_itself = header in _statuses(tables)
    gone = known["left"] if says_itself else known["left"] | known["yes"]
    there = known["stays"] if says_itself else known["stays"] | known["no"]
    if not any(folded(word) in gone | there for word in given) or len(given) > _MOST_WORDS:
        return None
    lines = []
    for word in given:
        meaning = 1 if folded(word) in gone else 0
        is_sure = folded(word) in gone | there
        what = f"{quoted(word)} = {meaning} ({'left' if meaning else 'still there'})"
        lines.append(
            Entry(f"{quote(word)} = {meaning}", what, 0.9 if is_sure else 0.3, is_sure, what)
        )
    return lines


def _statuses(tables: Sequence[Table]) -> set[str]:
    found = records.column(tables, "status")
    return {found} if found else set()


_MOST_WORDS = 8
