"""What a trainer takes home: one zip, every answer in it, nothing a spreadsheet would run."""

import io
import json
import zipfile

import openpyxl

from cxwidgets.classroom.export import bundle
from cxwidgets.server import joining

from .conftest import KANO


def test_the_zip_holds_the_answers_a_sheet_an_exercise_and_a_page_a_team(klass, answer):
    session = klass.session
    token = klass.run(session.join(joining.checked("=1+1", "<b>", "", "zh")))
    feature = session.exercises["kano_bus"].question[0].id
    answer(klass.anna, "kano_bus", {feature: KANO})
    answer(session.visitor(token), "kano_bus", {feature: KANO})

    content = bundle(session.store, session.exercises, session.texts["en"])
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert sorted(archive.namelist()) == [
        "answers.json",
        "answers.xlsx",
        "teams/01.html",
        "teams/02.html",
    ]

    answers = json.loads(archive.read("answers.json"))["answers"]
    assert [a["value"] for a in answers] == [{feature: KANO}] * 2

    book = openpyxl.load_workbook(io.BytesIO(archive.read("answers.xlsx")))
    rows = list(book["kano_bus"].iter_rows(min_row=3, values_only=True))
    assert [row[0] for row in rows] == ["Anna", "'=1+1"]
    assert all(cell is not None for cell in rows[0][3:5])

    pages = [archive.read(f"teams/0{n}.html").decode("utf-8") for n in (1, 2)]
    assert "Anna" in pages[1]
    assert all("<b>" not in page for page in pages)
