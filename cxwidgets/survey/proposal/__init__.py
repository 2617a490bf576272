"""Proposing a ``client.toml`` for survey files: what seems sure, what a person has to decide."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cxwidgets.survey.columns import KINDS, RECORDS
from cxwidgets.survey.grid import or_another_sheet
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.proposal import kano
from cxwidgets.survey.proposal.entry import Proposal, joined
from cxwidgets.survey.proposal.unread import unread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

__all__ = ["Proposal", "propose"]
_ORDER = ("kano", "servqual", "scores", "transactions", "retention")


def propose(tables: Sequence[Table], kinds: str | Sequence[str] = "") -> Proposal:
    """Return the proposal for the files of one client.

    Files with the same columns are one survey. Where the kinds are not said, each survey gets the
    first kind that fits it and no other survey has.

    Parameters
    ----------
    tables
        The files.
    kinds
        Some of `KINDS`; found out when empty.

    Raises
    ------
    SurveyError
        If nothing in the files looks like a wanted kind of survey, or a kind is unknown.
    """
    wanted = [kinds] if isinstance(kinds, str) else list(dict.fromkeys(kinds))
    wanted = [kind for kind in wanted if kind]
    unknown = [kind for kind in wanted if kind not in KINDS]
    if unknown:
        accepted = ", ".join(KINDS)
        raise SurveyError(
            Problem("unknown kind of survey", value=kind, accepted=accepted) for kind in unknown
        )
    groups = surveys(tables)
    found: dict[str, Proposal] = {}
    problems: list[Problem] = []
    for kind in wanted:
        proposal = next(filter(None, (_of(kind, group) for group in groups)), None)
        if proposal is None and kind == "kano":
            proposal = next(filter(None, map(kano.guess, groups)), None)
        if proposal is None:
            problems += [_nothing(tables[0], kind), *_unread(groups, kind)]
        else:
            found[kind] = proposal
    for group in [] if wanted else groups:
        fitting = ((kind, _of(kind, group)) for kind in _ORDER if kind not in found)
        kind, proposal = next(((k, p) for k, p in fitting if p is not None), ("", None))
        if proposal is None:
            problems += [_nothing(group[0], kind), *_unread([group], kind)]
        else:
            found[kind] = proposal
    if problems:
        raise SurveyError(problems)
    return joined([found[kind] for kind in KINDS if kind in found])


def others(tables: Sequence[Table], proposal: Proposal) -> list[str]:
    """Return further kinds of survey that seem to be in the files."""
    taken = proposal.kind.split(", ")
    groups = surveys(tables)
    return [
        kind
        for kind in KINDS
        if kind not in taken and any(_of(kind, group) is not None for group in groups)
    ]


def surveys(tables: Sequence[Table]) -> list[list[Table]]:
    """Return the files in groups that share most of their columns."""
    groups: list[list[Table]] = []
    for table in tables:
        own = set(table.frame.columns)
        for group in groups:
            theirs = set(group[0].frame.columns)
            if len(own & theirs) * 2 > len(own | theirs):
                group.append(table)
                break
        else:
            groups.append([table])
    return groups


def _of(kind: str, tables: Sequence[Table]) -> Proposal | None:
    found: Proposal | None = import_module(f"cxwidgets.survey.proposal.{kind}").propose(tables)
    return found


def _nothing(table: Table, kind: str) -> Problem:
    accepted = _WANTED[kind] if kind else " | ".join(_WANTED.values())
    accepted = or_another_sheet(table.sheets, accepted)
    return Problem(f"found no {_called(kind)}", file=table.file, accepted=accepted)


def _unread(groups: Sequence[Sequence[Table]], kind: str) -> list[Problem]:
    """Return the columns of scores that only lack the worth of their answers."""
    return [p for group in groups for p in unread(group)] if kind in ("", "scores") else []


def _called(kind: str) -> str:
    return f"{kind} records" if kind in RECORDS else f"{kind or 'survey'} questions"


_WANTED = {
    "kano": "two columns for each feature, named …_functional and …_dysfunctional, side by side, "
    "or in two blocks with the same rows",
    "servqual": "two columns for each statement, named …_expectation and …_perception",
    "scores": "columns whose header says NPS, recommend, satisfied or effort, answered in "
    "numbers or in words of a known worth",
    "transactions": "columns named customer, date and amount (or price and quantity), a row each "
    "purchase",
    "retention": "columns named tenure and churn, or start date and end date, a row each customer",
}
