"""LimeSurvey: CSV with codes or full questions as headers, and VV files with both.

A VV file is separated by tabs, has the questions in row 1 and the codes in row 2, and spells out
characters that would break its rows, such as ``{newline}``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cxwidgets.survey.dialects.shape import Layout, Recognised, listed, numbered, row_of
from cxwidgets.survey.problems import Problem
from cxwidgets.survey.wording import folded
from cxwidgets.survey.words import known, words

if TYPE_CHECKING:
    from cxwidgets.survey.dialects.shape import Head, Said
    from cxwidgets.survey.grid import Grid

NAME = "limesurvey"
_ENOUGH = 3
_CODED = re.compile(r"(?P<code>[A-Za-z][\w\[\]]*)\. (?P<words>.+)", re.DOTALL)


def recognise(head: Head) -> Recognised | None:
    """Recognise the columns about the answer sheet, as codes, as words, or as both."""
    second = head.has(known(NAME, "codes"), 2)
    if head.delimiter == "\t" and len(second) >= _ENOUGH:
        return Recognised(NAME, 0.98, f"a VV file: tabs, and codes in row 2: {listed(second)}")
    for name, form in (("codes", "codes"), ("full", "full questions")):
        found = head.has(known(NAME, name))
        if len(found) >= _ENOUGH:
            return Recognised(NAME, 0.95, f"headers as {form}: {listed(found)}")
    both = [cell for cell in head.row(1) if _split(cell)[0] in known(NAME, "codes")]
    if len(both) >= _ENOUGH:
        return Recognised(NAME, 0.9, f"headers as codes and questions: {listed(both)}")
    return None


def arrange(grid: Grid, said: Said) -> Layout:
    """Call columns by their codes where the file has them, else by their questions."""
    first, second = row_of(grid, 1), row_of(grid, 2)
    silent = known(NAME, "silent")
    if grid.delimiter == "\t" and sum(folded(c) in known(NAME, "codes") for c in second) >= _ENOUGH:
        body = [(n, [_plain(cell) for cell in row]) for n, row in numbered(grid, 2)]
        headers, questions = second, first
    else:
        body = numbered(grid, said.header_rows or 1)
        parts = [_split(cell) for cell in first]
        coded = sum(code in known(NAME, "codes") for code, _ in parts) >= _ENOUGH
        headers = [
            cell.split(". ", 1)[0] if coded and code else cell
            for cell, (code, _) in zip(first, parts, strict=True)
        ]
        questions = [words for _, words in parts] if coded else []
    return Layout(
        headers, body, questions, silent=silent, notes=_unfinished(grid.file, headers, body)
    )


def _split(cell: str) -> tuple[str, str]:
    """Return the folded code and the words of a header that has both."""
    found = _CODED.fullmatch(cell)
    return (folded(found["code"]), found["words"]) if found else ("", cell)


def _plain(cell: str) -> str:
    """Return a cell of a VV file with its spelled-out characters put back."""
    escapes = words()[NAME]["escapes"]
    return re.sub(r"\{\w+\}", lambda found: escapes.get(found[0], found[0]), cell)


def _unfinished(
    file: str, headers: list[str], body: list[tuple[int, list[str]]]
) -> tuple[Problem, ...]:
    """Name the answer sheets that were never sent off; what they hold is kept."""
    at = next((i for i, h in enumerate(headers) if folded(h) in known(NAME, "submitted")), -1)
    blank = ("", *known(NAME, "silent"))
    numbers = tuple(
        n
        for n, row in body
        if 0 <= at < len(row) and any(c.strip() for c in row) and folded(row[at]) in blank
    )
    if not numbers:
        return ()
    return (Problem("answer sheets that were not sent off; their answers are kept", file, numbers),)
