"""SurveyMonkey: a row of questions, blank where one goes on, and a row of choices below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.dialects.shape import Layout, Recognised, listed, numbered, row_of
from cxwidgets.survey.wording import folded
from cxwidgets.survey.words import known

if TYPE_CHECKING:
    from cxwidgets.survey.dialects.shape import Head, Said
    from cxwidgets.survey.grid import Grid

NAME = "surveymonkey"
_ENOUGH = 2


def recognise(head: Head) -> Recognised | None:
    """Recognise the columns every export begins with, and the second header row."""
    first = head.row(1)
    if not first or folded(first[0]) not in known(NAME, "respondent"):
        return None
    about = head.has(known(NAME, "about"))
    second = head.row(2)
    response = head.has(known(NAME, "response"), 2)
    blank = not any(second[: 1 + len(about)])
    if blank and second and (response or len(about) >= _ENOUGH):
        says = f"and row 2 has {listed(response)}" if response else "and row 2 has choices only"
        return Recognised(NAME, 0.97, f"row 1 begins with {listed([first[0], *about])}, {says}")
    if len(about) >= _ENOUGH or first[0] == "RespondentID":
        why = f"row 1 begins with {listed([first[0], *about])}; there is no row of choices"
        return Recognised(NAME, 0.7, why)
    return None


def arrange(grid: Grid, said: Said) -> Layout:
    """Call a column by its question, and by its choice where it has one."""
    first, second = row_of(grid, 1), row_of(grid, 2)
    about = known(NAME, "about") | known(NAME, "respondent")
    sheet = [i for i, cell in enumerate(first) if folded(cell) in about]
    two = bool(second) and not any(second[i] for i in sheet if i < len(second)) and bool(sheet)
    deep = said.header_rows or (2 if two else 1)
    if deep == 1:
        return Layout(first, numbered(grid, 1))
    width = max(len(first), len(second))
    headers, question = [], ""
    response = known(NAME, "response")
    for i in range(width):
        choice = second[i] if i < len(second) else ""
        if i < len(first) and first[i]:
            question = first[i]
        elif not choice:
            question = ""
        plain = not choice or folded(choice) in response
        headers.append(question if plain else f"{question} - {choice}" if question else choice)
    return Layout(headers, numbered(grid, deep))
