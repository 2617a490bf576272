"""Which rows of a file are answers; the others are left out, with their reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.account import KEPT, REASONS, Aside
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.totals import Below, below

if TYPE_CHECKING:
    from collections.abc import Collection

    from cxwidgets.survey.dialects import Layout, Said
    from cxwidgets.survey.grid import Grid


def usable(
    grid: Grid,
    layout: Layout,
    said: Said,
    short: Collection[int] = (),
) -> tuple[list[tuple[int, list[str]]], tuple[Aside, ...], tuple[Problem, ...]]:
    """Return the answer rows of a file, trimmed, what was left out, and what may have to be.

    A row of a text file with more or fewer cells than there are headers is left out: a delimiter
    too many or too few has moved its values under the wrong headers. In a workbook every cell has a
    place of its own, so nothing can have moved. Rows in ``short`` are whole but for blank cells at
    their end.

    Raises
    ------
    SurveyError
        If a row is to be left out and there is none of its number.
    """
    _refuse(grid.file, layout, said)
    width = len(layout.headers)
    titles = [" ".join(header.split()) for header in layout.headers]
    kept: list[tuple[int, list[str]]] = []
    aside: dict[str, list[int]] = {}
    for number, reason in layout.aside.items():
        if reason not in KEPT:
            aside.setdefault(reason, []).append(number)
    for number, row in layout.body:
        cells = [cell.strip() for cell in row]
        cells += [""] * (width - len(cells)) * (number in short)
        if not any(cells):
            continue
        reason = "said" if number in said.leave_out else layout.aside.get(number, "")
        if not reason or reason in said.keep:
            reason = _reason(grid, cells, width, titles) if layout.is_wide else ""
        if reason:
            aside.setdefault(reason, []).append(number)
            continue
        while len(cells) > width and not cells[-1]:
            cells.pop()
        kept.append((number, cells))
    under = below(kept, width) if layout.is_wide and "total" not in said.keep else Below()
    for reason, rows in (("total", under.totals), ("footnote", under.notes)):
        aside.setdefault(reason, []).extend(rows)
    found = tuple(
        Aside(grid.file, reason, tuple(sorted(aside[reason])), len(aside[reason]))
        for reason in REASONS
        if aside.get(reason)
    )
    answers = kept[: len(kept) - len(under.totals) - len(under.notes)]
    return answers, found, _doubts(grid.file, under.perhaps)


def _refuse(file: str, layout: Layout, said: Said) -> None:
    missing = tuple(sorted(said.leave_out - {number for number, _ in layout.body}))
    if missing:
        what = "leave_out in client.toml names rows that hold no answers"
        raise SurveyError([Problem(what, file, missing, accepted="numbers of answer rows")])


def _doubts(file: str, rows: tuple[int, ...]) -> tuple[Problem, ...]:
    """Return what a person has to decide of rows that only add up; until then they count."""
    if not rows:
        return ()
    what = "sums or means of all rows above, so perhaps totals and no answers; counted until then"
    decided = f'leave_out = {list(rows)}, or keep = ["total"], beside its name in client.toml'
    return (Problem(what, file, rows, accepted=decided),)


def _reason(grid: Grid, cells: list[str], width: int, titles: list[str]) -> str:
    if cells[0] in titles[:1] and [" ".join(cell.split()) for cell in cells] == titles:
        return "header"
    if grid.container == "text" and (len(cells) < width or any(cells[width:])):
        return "cells"
    return ""
