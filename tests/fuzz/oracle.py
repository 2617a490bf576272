"""What must hold for any file whatsoever: it is refused in our words, or read as it stands.

The second opinion here reads the file in another way than the product does, and stays plain.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from typing import TYPE_CHECKING

from cxwidgets.client_survey import Survey, SurveyFile
from cxwidgets.survey import tabular
from cxwidgets.survey.problems import SurveyError
from cxwidgets.survey.reader import Reader
from tests.fuzz.questionnaire import KANO, SCALES, WORDS

if TYPE_CHECKING:
    from pathlib import Path

    from cxwidgets.survey.tabular import Table
    from tests.fuzz.exports import Export

WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
SPELLED = {"{newline}": "\n", "{cr}": "\r", "{tab}": "\t", "{quote}": '"', "{lbrace}": "{"}
SPELLED["{rbrace}"] = "}"


def check(path: Path, export: Export) -> str:
    """Read a file and return ``read``, or ``refused`` with what was said first.

    Raises
    ------
    AssertionError
        If a value is not what stands in the file, or a refusal does not say where and what.
    """
    try:
        table = tabular.read(path)
    except SurveyError as error:
        return refused(error)
    cells_are_the_files(table, path, export)
    numbers_are_the_cells(table, path, export)
    for note in (*table.notes, *table.aside):
        assert str(note).isprintable()
    return "read"


def refused(error: SurveyError) -> str:
    """Return what was said; every refusal names the file and can stand on a terminal."""
    assert error.problems, "a refusal that says nothing"
    assert all(p.file or "left out" in p.what for p in error.problems)
    assert all(line.isprintable() for line in str(error).split("\n"))
    return f"refused: {error.problems[0].what[:40]}"


def numbers_are_the_cells(table: Table, path: Path, export: Export) -> None:
    """Every number is what its cell says; what is no number is named or blank."""
    problems: list = []
    part = SurveyFile.model_construct(name=path.name, segment="")
    survey = Survey.model_construct(
        file=(part,), respondent="", segment="", at="", at_format="", no_answer=()
    )
    reader = Reader(table, survey, part, {}, problems)
    answers = {w: i for i, w in enumerate(WORDS[export.lang], start=1)}
    for field in (*KANO, *SCALES):
        low, high = SCALES.get(field, (1, 5))
        worded = field in KANO and not export.coded
        before = len(problems)
        cells = reader.cells(export.column(field))
        values = reader.numbers(export.column(field), low, high, answers if worded else None)
        for row, cell in cells.items():
            value = values[row]
            if value == value:  # noqa: PLR0124 - not NaN
                assert low <= value <= high
                assert says(cell, int(value), export, worded=worded), (field, row, cell, value)
            elif not table.is_silent(str(cells.name), cell):
                assert named(problems, cell) or len(problems) > before, (field, row, cell)
    for problem in problems:
        assert str(problem).isprintable()
        assert problem.file == path.name
        assert problem.accepted


def named(problems: list, cell: str) -> bool:
    return any(p.value == cell or "more different values" in p.what for p in problems)


def says(cell: str, value: int, export: Export, *, worded: bool) -> bool:
    """Say whether a reader of the cell would agree that it says this number."""
    if worded:
        folded = " ".join(unicodedata.normalize("NFKC", cell).casefold().split())
        return folded == WORDS[export.lang][value - 1].casefold()
    runs = re.findall(r"[0-9]+", cell.translate(WIDE))
    return bool(runs) and int(runs[0]) == value and not any(int(run) for run in runs[1:])


def cells_are_the_files(table: Table, path: Path, export: Export) -> None:
    """Every cell of the table is the cell that a plain reading of the file has in that place."""
    frame = table.frame
    if table.recognised.name == "long" or (path.suffix == ".xlsx" and is_merged_whole(path)):
        return
    readings = [rows_of(path, table, delimiter) for delimiter in ",;\t"]
    errors = []
    for rows in readings:
        found = difference(frame, rows, table)
        if not found:
            return
        errors.append(found)
        if path.suffix not in (".csv", ".tsv"):
            break
    raise AssertionError(min(errors, key=len))


def difference(frame, rows: list[list[str]], table: Table) -> str:
    for number, values in zip(frame.index, frame.to_numpy().tolist(), strict=True):
        raw = [cell.strip() for cell in rows[number - 1]] if number <= len(rows) else []
        if table.recognised.name == "limesurvey" and "VV" in table.recognised.why:
            raw = [re.sub(r"\{\w+\}", lambda m: SPELLED.get(m[0], m[0]), c).strip() for c in raw]
        raw += [""] * (len(values) - len(raw))
        for place, (value, written) in enumerate(zip(values, raw, strict=False)):
            if value.strip() != written and not same_number(value, written):
                return f"row {number}, column {place + 1}: {value!r} instead of {written!r}"
        if any(raw[len(values) :]):
            return f"row {number}: {raw[len(values) :]!r} is lost"
    return ""


def same_number(value: str, written: str) -> bool:
    try:
        return float(value) == float(written)
    except ValueError:
        return False


def rows_of(path: Path, table: Table, delimiter: str) -> list[list[str]]:
    """Return the rows of a file, read plainly."""
    if path.suffix in (".csv", ".tsv"):
        text = path.read_bytes().decode(table.encoding).removeprefix("\ufeff")
        head = re.match(r"(?i)sep=([,;|\t])\r?\n", text)
        if head:
            delimiter, text = head[1], "\n" + text[head.end() :]
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    if path.suffix == ".xlsx":
        return list(sheet(path))
    if path.suffix == ".parquet":
        import pandas as pd

        frame = pd.read_parquet(path)
    else:
        import pyreadstat

        frame, _ = pyreadstat.read_sav(path, user_missing=True)
    shown = [["" if v is None or v != v else str(v) for v in row] for row in frame.to_numpy()]  # noqa: PLR0124
    return [list(map(str, frame.columns)), *shown]


def is_merged_whole(path: Path) -> bool:
    """Say whether a sheet claims to be one merged cell: the plain reading would fill all of it."""
    with zipfile.ZipFile(path) as archive:
        return any(b"XFD1048576" in archive.read(n) for n in archive.namelist() if "sheet" in n)


def sheet(path: Path):
    import openpyxl

    formulas = openpyxl.load_workbook(path).worksheets[0]._cells
    stored = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    ranges = stored.merged_cells.ranges
    rows: dict[int, dict[int, str]] = {}
    for (row, column), cell in stored._cells.items():
        value = formulas[row, column].value if cell.value is None else cell.value
        rows.setdefault(row, {})[column] = shown(value)
    top = rows.get(1, {})
    for each in (r for r in ranges if r.min_row == 1 and r.max_row <= 3):
        first, others = top.get(each.min_col), {v for c, v in top.items() if c != each.min_col}
        if first and others - {""} and each.max_col - each.min_col <= 500:
            top |= {c: top.get(c) or first for c in range(each.min_col, each.max_col + 1)}
    for row in range(1, max(rows, default=0) + 1):
        cells = rows.get(row, {})
        yield [cells.get(i, "") for i in range(1, max(cells, default=0) + 1)]


def shown(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if hasattr(value, "isoformat"):
        day = value.isoformat(" ") if hasattr(value, "hour") else value.isoformat()
        return day.split(".")[0].removesuffix(" 00:00:00")
    return str(value)
