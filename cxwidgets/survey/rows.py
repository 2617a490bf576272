"""Which rows of a file are answers; the others are left out, with their reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.account import KEPT, REASONS, Aside
from cxwidgets.survey.wording import folded
from cxwidgets.survey.words import known

if TYPE_CHECKING:
    from collections.abc import Collection

    from cxwidgets.survey.dialects import Layout
    from cxwidgets.survey.grid import Grid

_MOST_TOTALS = 6


def usable(
    grid: Grid,
    layout: Layout,
    keep: Collection[str] = (),
    short: Collection[int] = (),
) -> tuple[list[tuple[int, list[str]]], tuple[Aside, ...]]:
    """Return the answer rows of a file, trimmed, and what was left out.

    A row of a text file with more or fewer cells than there are headers is left out: a delimiter
    too many or too few has moved its values under the wrong headers. In a workbook every cell has a
    place of its own, so nothing can have moved. Rows in ``short`` are whole but for blank cells at
    their end.
    """
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
        reason = layout.aside.get(number, "")
        if not reason or reason in keep:
            reason = _reason(grid, cells, width, titles) if layout.is_wide else ""
        if reason:
            aside.setdefault(reason, []).append(number)
            continue
        while len(cells) > width and not cells[-1]:
            cells.pop()
        kept.append((number, cells))
    if layout.is_wide and "total" not in keep:
        for number in _totals(kept):
            aside.setdefault("total", []).append(number)
            kept = [each for each in kept if each[0] != number]
    return kept, tuple(
        Aside(grid.file, reason, tuple(sorted(aside[reason])), len(aside[reason]))
        for reason in REASONS
        if reason in aside
    )


def _totals(kept: list[tuple[int, list[str]]]) -> list[int]:
    """Return the rows at the end that begin with a word for totals no other row begins with."""
    summary = known("totals", "words")
    firsts = [folded(next(filter(None, cells), "")).rstrip(":") for _, cells in kept]
    end = len(firsts)
    while end > 1 and firsts[end - 1] in summary and len(firsts) - end < _MOST_TOTALS:
        end -= 1
    if set(firsts[end:]) & set(firsts[:end]):
        return []
    return [number for number, _ in kept[end:]]


def _reason(grid: Grid, cells: list[str], width: int, titles: list[str]) -> str:
    if cells[0] in titles[:1] and [" ".join(cell.split()) for cell in cells] == titles:
        return "header"
    if grid.container == "text" and (len(cells) < width or any(cells[width:])):
        return "cells"
    return ""
