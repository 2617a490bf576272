"""How numbers that are not written plainly were read: said, not done in silence."""

from __future__ import annotations

from cxwidgets.survey.problems import Problem

_SHOWN = 4


class Unusual:
    """Cells of a file such as ``5 points`` that were read as numbers.

    Parameters
    ----------
    file
        Its name.
    """

    def __init__(self, file: str) -> None:
        self._file = file
        self._found: dict[str, dict[str, tuple[float, int]]] = {}

    def add(self, column: str, cell: str, value: float, n: int) -> None:
        """Note that a cell, standing ``n`` times in a column, was read as ``value``."""
        self._found.setdefault(column, {})[cell] = (value, n)

    def notes(self) -> list[Problem]:
        """Return one note for each column."""
        notes = []
        for column, cells in self._found.items():
            shown = ", ".join(f"{c!r} as {v}" for c, (v, _) in list(cells.items())[:_SHOWN])
            more = " …" if len(cells) > _SHOWN else ""
            n = sum(each for _, each in cells.values())
            notes.append(
                Problem(f"{n} cells read as numbers: {shown}{more}", self._file, (), column)
            )
        return notes
