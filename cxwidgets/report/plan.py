"""What a report consists of: pages, and the notebooks they are cut from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets import course
from cxwidgets.report.problem import refuse
from cxwidgets.survey.columns import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WHOLE = "client_report"
FORMATS = ("html",)


@dataclass(frozen=True)
class PagePlan:
    """One page of a report.

    Attributes
    ----------
    name
        The file's name without ``.html``.
    module
        The module whose notebook is run.
    kind
        For a method page: the kind of survey whose sections it shows; else empty.
    """

    name: str
    module: course.Module
    kind: str = ""


def plan(root: Path, asked: Sequence[str]) -> list[PagePlan]:
    """Return the pages: the whole client report first, then what was asked for.

    Parameters
    ----------
    root
        The course's folder.
    asked
        Module ids, or the name of a method page (one of `KINDS`, such as ``kano``).

    Raises
    ------
    ReportError
        For a name that is neither.
    """
    modules = {m.id: m for m in course.modules(root) if m.audience != "trainer"}
    whole = modules[WHOLE]
    pages = {WHOLE: PagePlan(WHOLE, whole)}
    for name in asked:
        if name in KINDS:
            pages[name] = PagePlan(name, whole, name)
        elif name in modules:
            pages[name] = PagePlan(name, modules[name])
        else:
            known = ", ".join((*KINDS, *modules))
            raise refuse("there is no module", name, known)
    return list(pages.values())


def check_formats(formats: str) -> None:
    """Raise ``ReportError`` for a format that reports are not written in."""
    for name in formats.split(","):
        if name.strip() not in FORMATS:
            raise refuse("reports are not written in this format", name.strip(), ", ".join(FORMATS))
