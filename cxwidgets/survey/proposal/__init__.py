"""Proposing a ``client.toml`` for survey files: what seems sure, what a person has to decide."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from cxwidgets.survey.columns import KINDS
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.proposal.entry import Proposal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.tabular import Table

__all__ = ["Proposal", "propose"]
_ORDER = ("kano", "servqual", "scores")


def propose(tables: Sequence[Table], kind: str = "") -> Proposal:
    """Return the proposal for files of one survey, all with the same columns.

    Parameters
    ----------
    tables
        The survey's files.
    kind
        ``kano``, ``scores`` or ``servqual``; found out when empty.

    Raises
    ------
    SurveyError
        If nothing in the files looks like this kind of survey, or the kind is unknown.
    """
    if kind and kind not in KINDS:
        raise SurveyError(
            [Problem("unknown kind of survey", value=kind, accepted=", ".join(KINDS))]
        )
    for each in [kind] if kind else _ORDER:
        found: Proposal | None = import_module(f"cxwidgets.survey.proposal.{each}").propose(tables)
        if found is not None:
            return found
    wanted = _WANTED[kind] if kind else " | ".join(_WANTED.values())
    raise SurveyError(
        [Problem(f"found no {kind or 'survey'} questions", file=tables[0].file, accepted=wanted)]
    )


_WANTED = {
    "kano": "two columns for each feature, named …_functional and …_dysfunctional or side by side",
    "servqual": "two columns for each statement, named …_expectation and …_perception",
    "scores": "columns of numbers whose header says NPS, recommend, satisfied or effort",
}
