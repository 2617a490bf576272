"""Small survey files and client folders, written where a test says what is in them."""

from __future__ import annotations

import openpyxl
import pytest

TOML = """\
name = {{ zh = "茶馆", en = "Tea house" }}
language = "en"
{more}
"""
KANO = """\
[kano]
{settings}
[[kano.file]]
name = "answers.csv"

[kano.answers]
"like" = 1
"expect" = 2
"neutral" = 3
"live with" = 4
"dislike" = 5

[[kano.feature]]
id = "tea"
zh = "热茶"
en = "Hot tea"
functional = "Tea there"
dysfunctional = "Tea not there"
"""
ANSWERS = "Tea there,Tea not there\nlike,dislike\nexpect,dislike\nneutral,neutral\n"


@pytest.fixture
def course(tmp_path):
    """Return an empty course folder in which clients can be made."""
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "data" / "course").mkdir(parents=True)
    (tmp_path / "data" / "clients").mkdir()
    return tmp_path


@pytest.fixture
def make(course):
    """Write a client: ``make("tea", toml, {"answers.csv": "…"})``."""

    def make(slug, toml, files):
        folder = course / "data" / "clients" / slug
        folder.mkdir()
        (folder / "client.toml").write_text(TOML.format(more=toml), encoding="utf-8")
        for name, content in files.items():
            data = content if isinstance(content, bytes) else content.encode()
            (folder / name).write_bytes(data)
        return course

    return make


@pytest.fixture
def kano_client(make):
    """Write a client with a Kano survey of one feature."""

    def write(answers=ANSWERS, settings="", more="", toml=KANO):
        make("tea", f"{more}\n{toml.format(settings=settings)}", {"answers.csv": answers})
        return "tea"

    return write


@pytest.fixture
def write_csv(tmp_path):
    """Write a file and return its path."""

    def write(content, name="survey.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def write_xlsx(tmp_path):
    """Write a workbook with one sheet for each argument: ``write_xlsx(First=[[…], […]])``."""

    def write(name="survey.xlsx", **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
        path = tmp_path / name
        book.save(path)
        return path

    return write
