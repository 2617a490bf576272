"""A survey file as rows of strings, before anybody has said which platform wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cxwidgets.survey.problems import Problem, SurveyError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

LARGEST_CELL = 131_072
"""Characters; no survey answer is longer, and spreadsheets themselves stop at 32,767."""
MOST_CELLS = 20_000_000
"""Cells of the largest sheet that is read; more would not fit a laptop's memory as strings."""


@dataclass(frozen=True)
class Sheets:
    """The sheets of a workbook with more than one.

    Attributes
    ----------
    read
        The one that was read.
    others
        The ones that were not.
    """

    read: str
    others: tuple[str, ...]

    def instead(self) -> str:
        """Return how another sheet is asked for."""
        names = ", ".join(map(repr, self.others))
        one = "" if len(self.others) == 1 else "one of "
        return (
            f"another sheet than {self.read!r}: sheet = {one}{names} beside the file's name in "
            "client.toml, or client new --sheet"
        )


@dataclass(frozen=True)
class Grid:
    """What stands in a file.

    Attributes
    ----------
    file
        Its name.
    rows
        Every row, headers included, as strings; the number of a row is its place, counted from 1.
    container
        ``text``, ``workbook``, ``sav`` or ``parquet``.
    encoding, is_sure
        How the bytes of a text file were read, and whether that is certain.
    delimiter
        Of a text file.
    questions
        What was asked, by column number, where the file itself says it (SPSS labels).
    labels
        By column number: what each code stands for, where the file itself says it.
    missing
        By column number: codes the file itself declares missing.
    notes
        What was noticed while reading, as problems that keep nobody from going on.
    sheets
        Of a workbook with more than one.
    hidden
        Of a workbook: the numbers of rows that are hidden in it.
    """

    file: str
    rows: list[list[str]]
    container: str
    encoding: str = ""
    is_sure: bool = True
    delimiter: str = ""
    questions: Mapping[int, str] = field(default_factory=dict)
    labels: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[int, frozenset[str]] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()
    sheets: Sheets | None = None
    hidden: tuple[int, ...] = ()


def or_another_sheet(sheets: Sheets | None, accepted: str) -> str:
    """Return what would be accepted, and that the answers may stand on another sheet."""
    return f"{accepted}; or {sheets.instead()}" if sheets else accepted


def refusal(path: Path, what: str, accepted: str = "", row: int = 0) -> SurveyError:
    """Return the error for a file that cannot be read at all."""
    rows = (row,) if row else ()
    return SurveyError([Problem(what, file=path.name, rows=rows, accepted=accepted)])
