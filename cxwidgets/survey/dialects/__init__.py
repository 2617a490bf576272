"""The dialects of survey platforms: which one a file is written in, and how its rows are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.dialects import (
    google_forms,
    limesurvey,
    long,
    plain,
    qualtrics,
    spss,
    surveymonkey,
    tencent,
    wjx,
)
from cxwidgets.survey.dialects.shape import Head, Layout, Recognised, Said

if TYPE_CHECKING:
    from types import ModuleType

    from cxwidgets.survey.grid import Grid

__all__ = ["DIALECTS", "Head", "Layout", "Recognised", "Said", "arrange", "ranked", "recognise"]

DIALECTS: dict[str, ModuleType] = {
    module.NAME: module
    for module in (
        qualtrics,
        surveymonkey,
        limesurvey,
        wjx,
        tencent,
        google_forms,
        spss,
        long,
        plain,
    )
}
"""All dialects by the name they have in ``client.toml``."""


def ranked(head: Head) -> list[Recognised]:
    """Return every dialect a file may be written in, the most likely first."""
    found = [module.recognise(head) for module in DIALECTS.values()]
    return sorted((each for each in found if each is not None), key=lambda r: -r.confidence)


def recognise(head: Head) -> Recognised:
    """Return the dialect a file is most likely written in; a plain table if nothing says more."""
    return ranked(head)[0]


def arrange(grid: Grid, said: Said) -> tuple[Recognised, Layout]:
    """Return the dialect of a file and its rows, told apart as that dialect has them.

    Parameters
    ----------
    grid
        The file.
    said
        What ``client.toml`` says; where it names a dialect, nothing is recognised.
    """
    if said.dialect:
        found = Recognised(said.dialect, 1.0, "client.toml says so")
    else:
        found = recognise(Head.of(grid))
    layout: Layout = DIALECTS[found.name].arrange(grid, said)
    return found, layout
