"""The shape of every notebook: readable unrun, one source for both languages, almost no code."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import nbformat
import pytest
from nbconvert.filters.markdown_mistune import markdown2html_mistune as markdown2html

from cxwidgets.course import modules
from cxwidgets.exercise import catalog

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
TAGS = {"parameters", "zh", "en", "trainer", "exercise", "solution", "hide"}
LANGUAGES = ("zh", "en")
LONGEST_CODE = 3
LARGEST = 60 * 1024
FORBIDDEN = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.For,
    ast.While,
    ast.comprehension,
)
CJK = re.compile(r"[\u3400-\u9fff]")
HALF_WIDTH = re.compile(r"[\u3400-\u9fff][,;:!?]|[,;:!?][\u3400-\u9fff]")
UNSPACED = re.compile(r"[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]")

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def tags(cell):
    return cell.metadata.get("tags", [])


def language(cell):
    (found,) = [t for t in tags(cell) if t in LANGUAGES]
    return found


def prose(path):
    return [c for c in read(path).cells if c.cell_type == "markdown"]


def code(path):
    return [c for c in read(path).cells if c.cell_type == "code"]


def headings(cell):
    return [len(marks) for marks in re.findall(r"^(#+)\s", cell.source, re.MULTILINE)]


def module_of(path):
    return next((m for m in modules(ROOT) if m.notebook == path.stem), None)


def test_every_module_has_its_notebook_and_every_notebook_its_module():
    assert {m.notebook for m in modules(ROOT)} == {p.stem for p in NOTEBOOKS}


@every_notebook
def test_valid_small_and_with_readable_cell_ids(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert path.stat().st_size < LARGEST
    ids = [c.id for c in notebook.cells]
    assert len(set(ids)) == len(ids)
    odd = [i for i in ids if not re.fullmatch(r"[a-z][a-z0-9]*([-_][a-z0-9]+)*", i)]
    random = [i for i in ids if re.fullmatch(r"[0-9a-f]{8}", i)]
    assert not odd + random


@every_notebook
def test_nothing_is_stored_that_a_run_produced(path):
    for cell in code(path):
        assert cell.outputs == []
        assert cell.execution_count is None
        assert set(cell.metadata) <= {"tags"}


@every_notebook
def test_tags_come_from_the_closed_list(path):
    for cell in read(path).cells:
        assert set(tags(cell)) <= TAGS, cell.id
        assert len(set(tags(cell))) == len(tags(cell)), cell.id


@every_notebook
def test_opens_with_parameters_imports_and_the_workbook(path):
    first, imports, opening, *rest = read(path).cells
    assert tags(first) == ["parameters"]
    names = [node.targets[0].id for node in ast.parse(first.source).body]
    assert names[:2] == ["client", "lang"]
    assert all("#" in line for line in first.source.splitlines()), "each default has its comment"
    assert tags(imports) == ["hide"]
    assert tags(opening) == ["hide"]
    assert opening.source == f'cx = open_module("{module_of(path).id}", client, lang)'
    assert not [c.id for c in rest if {"parameters", "hide"} & set(tags(c))]


@every_notebook
def test_code_is_short_and_only_calls(path):
    for cell in code(path):
        assert len(cell.source.splitlines()) <= LONGEST_CODE, cell.id
        tree = ast.parse(cell.source)  # a line that starts with ! or % does not parse
        assert not [n for n in ast.walk(tree) if isinstance(n, FORBIDDEN)], cell.id


@every_notebook
def test_imports_come_from_cxwidgets_by_name_and_stand_in_one_cell(path):
    for number, cell in enumerate(code(path)):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.Import), cell.id
            if isinstance(node, ast.ImportFrom):
                assert number == 1, cell.id
                assert node.module.split(".")[0] == "cxwidgets", cell.id
                assert "*" not in {a.name for a in node.names}, cell.id


@every_notebook
def test_prose_stands_in_pairs_of_equal_shape(path):
    cells = read(path).cells
    for cell in cells:
        if cell.cell_type == "code":
            assert not set(LANGUAGES) & set(tags(cell)), cell.id
    position = 0
    while position < len(cells):
        if cells[position].cell_type == "code":
            position += 1
            continue
        zh, en = cells[position : position + 2]
        assert (language(zh), language(en)) == LANGUAGES, zh.id
        assert set(tags(zh)) - {"zh"} == set(tags(en)) - {"en"}, zh.id
        assert zh.id.removesuffix("-zh") == en.id.removesuffix("-en"), zh.id
        assert headings(zh) == headings(en), zh.id
        for mark in ("\n- ", "\n1. ", "|---"):
            assert zh.source.count(mark) == en.source.count(mark), f"{zh.id}: {mark!r}"
        position += 2


@every_notebook
def test_each_language_is_itself_and_well_set(path):
    for cell in prose(path):
        words = re.sub(r"`[^`]*`", "", cell.source)
        if language(cell) == "en":
            assert not CJK.search(words), cell.id
        else:
            assert CJK.search(words), cell.id
            assert not HALF_WIDTH.findall(words), cell.id
            assert not UNSPACED.findall(words), cell.id


@every_notebook
def test_emphasis_is_closed_where_markdown_sees_it(path):
    # after full-width punctuation and before a letter, closing asterisks are just asterisks
    for cell in prose(path):
        assert "**" not in markdown2html(cell.source), cell.id


@every_notebook
def test_placed_exercises_belong_to_the_module_and_are_tagged(path):
    known, module = catalog(ROOT), module_of(path)
    placed = []
    for cell in code(path):
        found = re.findall(r'cx\.exercise\("(\w+)"\)', cell.source)
        if found or "cx.exercises()" in cell.source:
            assert tags(cell) == ["exercise"], cell.id
        placed += found
    assert len(set(placed)) == len(placed)
    assert [i for i in placed if known[i].module != module.id] == []
    assert placed == [e.id for e in known.values() if e.module == module.id]


TAUGHT = [p for p in NOTEBOOKS if module_of(p) and module_of(p).audience == "trainee"]
every_module = pytest.mark.parametrize("path", TAUGHT, ids=lambda p: p.stem)


@every_module
def test_opens_with_title_minutes_and_three_objectives_with_verbs(path):
    module = module_of(path)
    for cell in prose(path)[:2]:
        lang = language(cell)
        title, _, minutes, *_ = cell.source.splitlines()
        assert title == f"# {module.title[lang]}"
        assert str(module.minutes) in minutes
        objectives = re.findall(r"^- (.+)$", cell.source, re.MULTILINE)
        assert len(objectives) == len(module.objectives) == 3
        assert all(o.count("**") == 2 for o in objectives), "the verb is printed bold"
        printed = [o.replace("**", "").casefold() for o in objectives]
        assert printed == [o[lang].casefold() for o in module.objectives]


@every_module
def test_has_sections_trainer_notes_and_an_end_to_take_home(path):
    cells = prose(path)
    sections = [c for c in cells if headings(c) and headings(c)[0] == 2]
    notes = [c for c in cells if "trainer" in tags(c)]
    assert len(sections) >= 6, "three sections at least, in two languages"
    assert notes
    last = cells[-2:]
    assert all(headings(c)[0] == 2 and "- " in c.source for c in last)
    assert not {"trainer", "solution"} & {t for c in last for t in tags(c)}


@every_module
def test_a_module_shows_exercises_that_are_dropped_in(path):
    calls = [c for c in code(path) if c.source == "cx.exercises()"]
    assert len(calls) == 1
