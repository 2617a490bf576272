"""Long form: a row for each answer, saying whose it is and to what.

It is turned into the wide form: a row for each respondent, a column for each item; with several
columns of values the columns are called ``item_value``, such as ``Seats_functional``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.dialects.shape import Layout, Recognised, numbered, row_of
from cxwidgets.survey.problems import Problem, SurveyError
from cxwidgets.survey.wording import folded, quoted
from cxwidgets.survey.words import known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cxwidgets.survey.dialects.shape import Head, Said
    from cxwidgets.survey.grid import Grid

NAME = "long"
_MOST_ITEMS = 2000
_TELLING = 2
_SLIPS, _ANSWERED = 0.05, 0.75


def recognise(head: Head) -> Recognised | None:
    """Recognise the three kinds of column by name, and respondents that stand in several rows."""
    found = _places(head.row(1))
    if found is None:
        return None
    respondent, item, values = found
    rows = [row for row in head.rows[1:] if len(row) > max(respondent, item)]
    people = [row[respondent].strip() for row in rows]
    answers = {(row[respondent].strip(), row[item].strip()) for row in rows}
    if len(rows) < _TELLING or len(set(people)) == len(people):
        return None
    if len(answers) < len(rows) and not _is_survey(answers, len(rows)):
        return None
    named = ", ".join(quoted(head.row(1)[i]) for i in (respondent, item, *values))
    return Recognised(NAME, 0.8, f"one row for each answer: {named}; respondents repeat")


def _is_survey(answers: set[tuple[str, str]], rows: int) -> bool:
    """Say whether rows that name an item twice for somebody are slips, to be named later.

    In a survey they are few, and nearly everybody answers nearly every item; of purchases people
    make few of many, and some of them again.
    """
    people, items = ({answer[i] for answer in answers} for i in (0, 1))
    is_slip = rows - len(answers) <= max(1, _SLIPS * rows)
    return is_slip and len(answers) >= _ANSWERED * len(people) * len(items)


def _places(headers: Sequence[str]) -> tuple[int, int, list[int]] | None:
    """Return where respondent, item and values stand."""
    plain = [folded(header) for header in headers]
    respondent, item = (
        next((i for i, h in enumerate(plain) if h in known(NAME, name)), -1)
        for name in ("respondent", "item")
    )
    values = [i for i, h in enumerate(plain) if h in known(NAME, "value")]
    return (respondent, item, values) if min(respondent, item) >= 0 and values else None


def arrange(grid: Grid, said: Said) -> Layout:
    """Return one row for each respondent, numbered as the first of their rows in the file.

    Raises
    ------
    SurveyError
        If the columns are not found, or somebody answered the same item twice.
    """
    headers = row_of(grid, 1)
    respondent, item, values = _chosen(grid.file, headers, said)
    others = [i for i in range(len(headers)) if i not in (respondent, item, *values)]
    people: dict[str, int] = {}
    answers: dict[tuple[str, str, int], str] = {}
    items: dict[str, None] = {}
    traits: dict[tuple[str, int], set[str]] = {}
    twice: dict[tuple[str, str], list[int]] = {}
    aside: dict[int, str] = {}
    for number, row in numbered(grid, 1):
        cells = [cell.strip() for cell in row] + [""] * (len(headers) - len(row))
        if not any(cells):
            continue
        who, what = cells[respondent], cells[item]
        if not who or not what or len(row) > len(headers):
            aside[number] = "cells" if len(row) > len(headers) else "nobody"
            continue
        people.setdefault(who, number)
        items.setdefault(what)
        if (who, what, values[0]) in answers:
            twice.setdefault((who, what), []).append(number)
        for i in values:
            answers[who, what, i] = cells[i]
        for i in others:
            traits.setdefault((who, i), set()).add(cells[i])
    _refuse(grid.file, headers[item], twice, items)
    fixed = [i for i in others if all(len(traits[who, i]) == 1 for who in people)]
    columns = [(what, i) for what in items for i in values]
    body = [
        (
            number,
            [
                who,
                *(next(iter(traits[who, i])) for i in fixed),
                *(answers.get((who, what, i), "") for what, i in columns),
            ],
        )
        for who, number in people.items()
    ]
    named = [what if len(values) == 1 else f"{what}_{headers[i]}" for what, i in columns]
    return Layout(
        [headers[respondent], *(headers[i] for i in fixed), *named],
        body,
        aside=aside,
        notes=_left(grid.file, [headers[i] for i in others if i not in fixed]),
        is_wide=False,
    )


def _chosen(file: str, headers: list[str], said: Said) -> tuple[int, int, list[int]]:
    if said.long is None:
        found = _places(headers)
        if found is not None:
            return found
        what = "not in long form, as far as its headers say"
        wanted = 'long = { respondent = "…", item = "…", values = ["…"] } in client.toml'
        raise SurveyError([Problem(what, file, accepted=wanted)])
    plain = {folded(header): i for i, header in reversed(list(enumerate(headers)))}
    asked = (said.long.respondent, said.long.item, *said.long.values)
    missing = [name for name in asked if folded(name) not in plain]
    if missing:
        accepted = " | ".join(headers[:12])
        raise SurveyError(
            Problem("there is no such column", file, column=name, accepted=accepted)
            for name in missing
        )
    respondent, item, *values = (plain[folded(name)] for name in asked)
    return respondent, item, values


def _refuse(
    file: str, column: str, twice: dict[tuple[str, str], list[int]], items: dict[str, None]
) -> None:
    problems = [
        Problem(
            f"{quoted(who)} answered this twice", file, tuple(numbers), column, what, "one answer"
        )
        for (who, what), numbers in list(twice.items())[:10]
    ]
    if len(items) > _MOST_ITEMS:
        what = f"{len(items)} different items"
        problems.append(Problem(what, file, column=column, accepted=f"up to {_MOST_ITEMS}"))
    if problems:
        raise SurveyError(problems)


def _left(file: str, names: list[str]) -> tuple[Problem, ...]:
    what = "differs between the rows of one respondent, so it is left out"
    return tuple(Problem(what, file, column=name) for name in names)
