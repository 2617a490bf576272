"""Qualtrics: a row of codes, a row of questions, a row of ``{"ImportId": …}`` tags, then answers.

The older form has its tags in single quotes; the legacy form has only two header rows. Previews,
tests and spam are no answers and are set aside, unless the file has nothing else.
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

NAME = "qualtrics"
_TAG = re.compile(r"\s*\{\s*['\"]ImportId['\"]\s*:")
_LEGACY = re.compile(r"V\d+")
_TAGGED = 3
_TELLING, _ENOUGH = 2, 4
_NUMERIC = 0.8


def recognise(head: Head) -> Recognised | None:
    """Recognise the tags, or else the columns about the answer sheet."""
    for row in (3, 2):
        tags = sum(bool(_TAG.match(cell)) for cell in head.row(row))
        if tags >= _TAGGED or (tags and tags == len(head.row(row))):
            why = f"row {row} holds ImportId tags; {_kind(head, row)}"
            return Recognised(NAME, 0.99, why)
    if sum(bool(_LEGACY.fullmatch(c)) for c in head.row(1)) >= _ENOUGH:
        named = head.has(known(NAME, "about"), 2)
        if len(named) >= _ENOUGH:
            why = f"row 1 is V1, V2 …, row 2 names {listed(named)}; {_kind(head, 2)}"
            return Recognised(NAME, 0.9, why)
    about, telling = head.has(known(NAME, "about")), head.has(known(NAME, "telling"))
    if len(about) >= _ENOUGH and len(telling) >= _TELLING:
        return Recognised(NAME, 0.75, f"row 1 has {listed(telling)}, but no row holds tags")
    return None


def _kind(head: Head, after: int) -> str:
    """Say whether answers were exported as choice text or as numbers."""
    start = max(len(head.has(known(NAME, "about"), row)) for row in (1, 2))
    cells = [c.strip() for row in head.rows[after:] for c in row[start:] if c.strip()]
    numeric = sum(cell.lstrip("-").replace(".", "", 1).isdigit() for cell in cells)
    if not cells:
        return "no answers to tell numbers from choice text"
    return "answers as numbers" if numeric >= _NUMERIC * len(cells) else "answers as choice text"


def arrange(grid: Grid, said: Said) -> Layout:
    """Call columns by their codes; equal codes are told apart later."""
    codes, second, third = (row_of(grid, n) for n in (1, 2, 3))
    questions: list[str] = []
    deep = 1
    if any(_TAG.match(cell) for cell in third):
        questions, deep = second, 3
    elif any(_TAG.match(cell) for cell in second):
        deep = 2
    elif sum(bool(_LEGACY.fullmatch(c)) for c in codes) >= _ENOUGH or _repeats(codes, second):
        questions, deep = second, 2
        codes = [
            second[i] if _LEGACY.fullmatch(code) and i < len(second) else code
            for i, code in enumerate(codes)
        ]
    deep = said.header_rows or deep
    body = numbered(grid, deep)
    aside, notes = _no_answers(grid.file, codes, body)
    return Layout(
        codes, body, questions, silent=known(NAME, "silent"), aside=aside, notes=tuple(notes)
    )


def _repeats(codes: list[str], second: list[str]) -> bool:
    """Say whether the second row is a row of questions although its tags are gone."""
    about = known(NAME, "about")
    at = [i for i, code in enumerate(codes) if folded(code) in about and i < len(second)]
    plain = [re.sub(r"[^a-z]", "", folded(second[i])) for i in at]
    own = [re.sub(r"[^a-z]", "", folded(codes[i])) for i in at]
    return sum(a == b for a, b in zip(plain, own, strict=True)) >= _ENOUGH


def _no_answers(
    file: str, codes: list[str], body: list[tuple[int, list[str]]]
) -> tuple[dict[int, str], list[Problem]]:
    """Return the rows that are previews, tests or spam; none where there is nothing else."""
    places = {folded(code): i for i, code in reversed(list(enumerate(codes)))}
    status, channel, finished = (
        next((places[n] for n in map(folded, words()[NAME][what]) if n in places), -1)
        for what in ("status", "channel", "finished")
    )
    reasons = {}
    filled = [(n, row) for n, row in body if any(c.strip() for c in row)]
    for number, row in filled:
        said = folded(row[status]) if 0 <= status < len(row) else ""
        came = folded(row[channel]) if 0 <= channel < len(row) else ""
        for reason in ("preview", "test", "spam"):
            by_channel = reason != "spam" and came in known(NAME, f"channel_{reason}")
            if said in known(NAME, reason) or by_channel:
                reasons[number] = reason
                break
    notes = []
    if reasons and len(reasons) == len(filled):
        what = "every row is a preview or a test; they were kept, as there is nothing else"
        notes, reasons = [Problem(what, file, tuple(reasons))], {}
    broken = tuple(
        number
        for number, row in filled
        if number not in reasons
        and 0 <= finished < len(row)
        and folded(row[finished]) in known(NAME, "unfinished")
    )
    if broken:
        notes.append(Problem("answers that were not finished; they are kept", file, broken))
    return reasons, notes
