"""Merged cells: in a header each column gets their words, among answers they are named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

_HEADER_ROWS = 3
_WIDEST = 500
_NAMED = 4


def unmerged(file: str, rows: list[list[str]], ranges: Iterable[str]) -> list[Problem]:
    """Fill merged header cells in place and return what is to be said.

    Only cells side by side in row 1 are filled, and not a title over the whole table. A cell
    further down has its value once; guessing for the others would make answers up.
    """
    from openpyxl.utils import range_boundaries

    headers, below = [], []
    for cells in ranges:
        left, top, right, bottom = range_boundaries(cells)
        if not 1 <= top <= len(rows) or right - left > _WIDEST:
            continue
        if top > 1:
            below.append(top)
        elif right > left and bottom <= _HEADER_ROWS and any(_without(rows[0], left)):
            headers.append(cells)
            _fill(rows[0], left, right)
    notes = []
    if headers:
        said = f"merged header cells {', '.join(headers[:_NAMED])}: each column got their words"
        notes.append(Problem(said, file))
    if below:
        said = "merged cells: only the first of them has the value"
        accepted = "cells that are not merged"
        notes.append(Problem(said, file, tuple(sorted(set(below))), accepted=accepted))
    return notes


def _without(row: list[str], column: int) -> list[str]:
    return [*row[: column - 1], *row[column:]]


def _fill(row: list[str], left: int, right: int) -> None:
    words = row[left - 1] if left <= len(row) else ""
    if words:
        row.extend([""] * (right - len(row)))
        for i in range(left, right):
            row[i] = row[i] or words
