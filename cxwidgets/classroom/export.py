"""Take the class home: one zip with JSON, an Excel workbook and a page for each team."""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import xlsxwriter

from cxwidgets.classroom.room import Room
from cxwidgets.exercise.summary import cells, fields, summary
from cxwidgets.twin import render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cxwidgets.classroom.store import Answer, Participant, Store
    from cxwidgets.exercise import Exercise
    from cxwidgets.text import Text

__all__ = ["bundle", "summary"]

SHEET_NAME = 31  # the longest name Excel takes
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def bundle(store: Store, exercises: Mapping[str, Exercise], text: Text) -> bytes:
    """Return everything a class made.

    Parameters
    ----------
    store
        The class's store.
    exercises
        The catalog.
    text
        The words for headings.

    Returns
    -------
    bytes
        A zip: ``answers.json`` (every current answer, every round), ``answers.xlsx`` (a sheet an
        exercise, a row a participant, a column a question), ``teams/<n>.html`` (a page a team).
    """
    room = Room(store)
    used = {e: room.answers(e) for e in exercises if room.answers(e)}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("answers.json", _as_json(room, used))
        archive.writestr("answers.xlsx", _as_workbook(room, used, exercises, text))
        for number, page in enumerate(_team_pages(room, used, exercises, text), start=1):
            archive.writestr(f"teams/{number:02d}.html", page)
    return stream.getvalue()


def _as_json(room: Room, used: Mapping[str, Mapping[int, list[Answer]]]) -> str:
    people = {
        p.id: {"nickname": p.nickname, "team": p.team, "role": p.role} for p in room.people.values()
    }
    answers = [
        {
            "exercise": exercise,
            "round": a.round,
            "participant": a.participant,
            "at": a.at,
            "value": a.value,
        }
        for exercise, rounds in used.items()
        for found in rounds.values()
        for a in found
    ]
    content = {"version": 1, "participants": people, "answers": answers}
    return json.dumps(content, ensure_ascii=False, indent=1)


def harmless(value: Any) -> Any:
    """Return a cell value that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def _as_workbook(
    room: Room,
    used: Mapping[str, Mapping[int, list[Answer]]],
    exercises: Mapping[str, Exercise],
    text: Text,
) -> bytes:
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    workbook = xlsxwriter.Workbook(stream, options)
    bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    overview = workbook.add_worksheet("participants")
    heads = [text("export.nickname"), text("export.team"), text("export.role")]
    overview.write_row(0, 0, heads, bold)
    for row, person in enumerate(room.people.values(), start=1):
        overview.write_row(
            row, 0, [harmless(v) for v in (person.nickname, person.team, person.role)]
        )
    for exercise, rounds in used.items():
        definition = exercises[exercise]
        sheet = workbook.add_worksheet(exercise[:SHEET_NAME])
        columns = fields(definition, text)
        sheet.write(0, 0, text.pick(definition.title), bold)
        sheet.write_row(1, 0, [*heads[:2], text("export.round"), *columns.values()], bold)
        sheet.freeze_panes(2, 3)
        sheet.set_column(0, 2 + len(columns), 18)
        answers = [a for found in rounds.values() for a in found]
        for row, answer in enumerate(answers, start=2):
            person = room.people[answer.participant]
            said = cells(definition, answer.value, text)
            values = [person.nickname, person.team, answer.round]
            values += [said.get(key, "") for key in columns]
            sheet.write_row(row, 0, [harmless(v) for v in values])
    workbook.close()
    return stream.getvalue()


def _team_pages(
    room: Room,
    used: Mapping[str, Mapping[int, list[Answer]]],
    exercises: Mapping[str, Exercise],
    text: Text,
) -> list[str]:
    teams: dict[str, list[Participant]] = defaultdict(list)
    for person in room.people.values():
        teams[person.team].append(person)
    pages = []
    for team, members in sorted(teams.items()):
        chapters = [
            {
                "title": text.pick(exercises[e].title),
                "rows": [
                    {"name": p.nickname, "words": summary(exercises[e], own[e].value, text)}
                    for p in members
                    if e in (own := room.own(p.id))
                ],
            }
            for e in used
        ]
        title = team or text("export.no_team")
        pages.append(
            render("team", title=title, lang=text.lang, members=members, chapters=chapters)
        )
    return pages
