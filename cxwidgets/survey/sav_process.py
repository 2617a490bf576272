"""Reading an SPSS file, in a process of its own.

The library that reads them is written in C, and a damaged file can end the process it runs in. So
this one is started for the file, writes what it found as JSON, and may die alone.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from cxwidgets.survey.cell import as_read
from cxwidgets.survey.grid import MOST_CELLS


def content(path: str) -> dict[str, Any]:
    """Return names, questions, labels, declared missing values and rows of a ``.sav`` file.

    Raises
    ------
    ValueError
        If it has more cells than fit into memory, or two variables have the same name.
    """
    import pyreadstat

    _, head = pyreadstat.read_sav(path, metadataonly=True)
    if (head.number_rows or 0) * max(1, head.number_columns or 0) > MOST_CELLS:
        raise ValueError("too many cells")
    columns, meta = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    names = list(meta.column_names)
    if len(set(names)) < len(names):
        raise ValueError("two variables have the same name")
    cells = [[as_read(value) for value in columns[name]] for name in names]
    return {
        "names": [name or "" for name in names],
        "questions": [meta.column_names_to_labels.get(name) or "" for name in names],
        "labels": [
            {as_read(code): str(label) for code, label in labels.items()}
            for labels in (meta.variable_value_labels.get(name, {}) for name in names)
        ],
        "missing": [
            _declared(meta.missing_ranges.get(name, []), column)
            for name, column in zip(names, cells, strict=True)
        ],
        "rows": [list(row) for row in zip(*cells, strict=True)],
    }


def _declared(ranges: list[Any], column: list[str]) -> list[str]:
    """Return those values of a column that the file declares missing."""
    found = set()
    for each in ranges:
        low, high = each["lo"], each["hi"]
        for value in set(column):
            if isinstance(low, str):
                inside = low <= value <= high
            else:
                try:
                    inside = low <= float(value) <= high
                except ValueError:
                    inside = False
            if inside:
                found.add(value)
    return sorted(found)


def main() -> int:
    """Write the content of the file named on the command line."""
    try:
        found = content(sys.argv[1])
    except Exception as error:  # noqa: BLE001 - whatever the library says, in one line
        sys.stderr.write(f"{type(error).__name__}: {error}")
        return 1
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
