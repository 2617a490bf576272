"""What keeps a report from being made."""

from __future__ import annotations

from cxwidgets.survey.problems import Problem, SurveyError


class ReportError(SurveyError):
    """A report cannot be made; ``problems`` says why, and nothing was written."""


def refuse(what: str, value: str | None = None, accepted: str = "") -> ReportError:
    """Return the error for one problem."""
    return ReportError([Problem(what, value=value, accepted=accepted)])
