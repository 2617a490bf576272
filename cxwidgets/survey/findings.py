"""What is worth knowing of a table's columns before anything is computed from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.survey.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

_FEW = 2
_NAMED = 12


def columns(file: str, frame: pd.DataFrame, twice: Sequence[str]) -> list[Problem]:
    """Return a note on columns of one name, of one content, and without any.

    Parameters
    ----------
    file
        Its name.
    frame
        The table.
    twice
        Headers that stood in the file more than once.
    """
    empty, constant = [], []
    same: dict[int, list[str]] = {}
    for header in frame.columns:
        cells = frame[header]
        values = cells.unique()
        if len(values) == 1 and values[0] == "":
            empty.append(header)
        elif len(values) == 1 and len(cells) > _FEW:
            constant.append(header)
        elif len(values) > _FEW:
            same.setdefault(hash(tuple(cells)), []).append(header)
    notes = []
    if twice:
        names = list(dict.fromkeys(twice))
        said = f"columns with the same header, told apart by #2, #3 …: {_listed(names)}"
        notes.append(Problem(said, file))
    notes += [
        Problem(f"holds the same as {_listed(names[:-1])}", file, (), names[-1])
        for names in same.values()
        if len(names) > 1 and all(frame[n].equals(frame[names[0]]) for n in names[1:])
    ]
    if empty:
        notes.append(Problem(f"{_columns(empty)} without any answer: {_listed(empty)}", file))
    if constant:
        said = f"{_columns(constant)} with the same in every row: {_listed(constant)}"
        notes.append(Problem(said, file))
    return notes


def _columns(names: Sequence[str]) -> str:
    return "1 column" if len(names) == 1 else f"{len(names)} columns"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return " | ".join(names[:_NAMED]) + more
