"""Writing grids as workbooks, SPSS and Parquet files."""

from __future__ import annotations

import io
import re
import tempfile
from pathlib import Path

from tests.fuzz.questionnaire import ASKED, KANO, WORDS

NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,6})?")
LEAST = 1
MISSING = 99.0


def _value(cell: str):
    if not NUMBER.fullmatch(cell):
        return cell or None
    return float(cell) if "." in cell else int(cell)


def workbook(merged: str = ""):
    """Return a writer of XLSX files; numbers are numbers, everything else is words."""

    def content(grid: list[list[str]]) -> bytes:
        import xlsxwriter

        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"strings_to_formulas": False, "in_memory": True})
        sheet = book.add_worksheet("Answers")
        for i, row in enumerate(grid):
            for j, cell in enumerate(row):
                value = _value(cell)
                if isinstance(value, int | float):
                    sheet.write_number(i, j, value)
                elif value:
                    sheet.write_string(i, j, value[:32_000])
        if merged:
            sheet.merge_range(merged, "", None)
            first = re.match(r"([A-Z])(\d+)", merged)
            column, row = ord(first[1]) - ord("A"), int(first[2]) - 1
            words = grid[row][column] if len(grid) > row and len(grid[row]) > column else ""
            sheet.write_string(row, column, words)
        book.close()
        return stream.getvalue()

    return content


def _columns(grid: list[list[str]]) -> dict[str, list]:
    """Return columns by name: floats where every cell is a number or blank, else strings."""
    names: dict[str, list] = {}
    for j, header in enumerate(grid[0]):
        name = re.sub(r"\W", "_", header)[:40] or "v"
        name = name if name[0].isalpha() else f"v{name}"
        while name in names:
            name += "_"
        cells = [row[j] if j < len(row) else "" for row in grid[LEAST:]]
        numeric = all(not cell or NUMBER.fullmatch(cell) for cell in cells) and any(cells)
        names[name] = [float(c) if c else None for c in cells] if numeric else cells
    return names


def spss(grid: list[list[str]]) -> bytes:
    """Return an SPSS file with labels of variables and values, and 99 declared missing."""
    import pandas as pd
    import pyreadstat

    frame = pd.DataFrame(_columns(grid))
    kano = [name for name in KANO if name in frame and frame[name].dtype != object]
    values = {float(i): words for i, words in enumerate(WORDS["en"], start=1)}
    scored = [n for n in ("recommend", "satisfied") if n in frame and frame[n].dtype == float]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "survey.sav"
        pyreadstat.write_sav(
            frame,
            path,
            column_labels=[ASKED["en"].get(name, "") for name in frame.columns],
            variable_value_labels={name: values for name in kano if frame[name].dtype == float},
            missing_ranges={name: [MISSING] for name in scored},
        )
        return path.read_bytes()


def parquet(grid: list[list[str]]) -> bytes:
    """Return a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.table(_columns(grid)), stream)
    return stream.getvalue()
