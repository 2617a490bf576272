"""The sections of a notebook, and which survey each of them reads."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from nbformat import NotebookNode

_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)
_SURVEY = re.compile(r"""\bcx\.survey\(\s*["']([a-z_]+)["']""")


@dataclass(frozen=True)
class Section:
    """Cells from one ``##`` heading to the next; the first section has no title.

    Attributes
    ----------
    title
        The heading.
    kinds
        Kinds of survey its cells read.
    cells
        The cells.
    """

    title: str
    kinds: frozenset[str]
    cells: tuple[NotebookNode, ...]


def sections(notebook: NotebookNode) -> list[Section]:
    """Cut an edition of a notebook into sections."""
    groups: list[tuple[str, list[NotebookNode]]] = [("", [])]
    for cell in notebook.cells:
        heading = _HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            groups.append((heading[1], []))
        groups[-1][1].append(cell)
    return [Section(title, _kinds(cells), tuple(cells)) for title, cells in groups]


def _kinds(cells: Collection[NotebookNode]) -> frozenset[str]:
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    return frozenset(_SURVEY.findall(code))


def of_client(notebook: NotebookNode, kinds: Collection[str]) -> tuple[NotebookNode, list[Section]]:
    """Leave out what reads a survey that the client does not have.

    Returns
    -------
    tuple
        The shorter notebook, and the sections left out.
    """
    kept: list[Section] = []
    left_out: list[Section] = []
    for section in sections(notebook):
        (kept if section.kinds <= set(kinds) else left_out).append(section)
    return with_cells(notebook, [cell for section in kept for cell in section.cells]), left_out


def with_cells(notebook: NotebookNode, cells: Collection[NotebookNode]) -> NotebookNode:
    """Return the notebook with other cells."""
    shorter: NotebookNode = copy.copy(notebook)
    shorter.cells = list(cells)
    return shorter
