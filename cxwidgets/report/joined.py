"""Several notebooks as one: run in one kernel, then taken apart again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

FORGET = "%reset -f"
"""IPython's word between two notebooks: names are gone, what was imported stays."""


def joined(notebooks: Collection[NotebookNode]) -> NotebookNode:
    """Return one notebook of several, with a cell between two that makes IPython forget."""
    cells = [cell for one in notebooks for cell in (new_code_cell(FORGET), *one.cells)][1:]
    numbered = [NotebookNode({**cell, "id": f"cell-{n}"}) for n, cell in enumerate(cells)]
    return NotebookNode({**next(iter(notebooks)), "cells": numbered})


def starts(notebooks: Collection[NotebookNode]) -> Iterator[int]:
    """Return where each notebook begins in the joined one."""
    start = 0
    for notebook in notebooks:
        yield start
        start += len(notebook.cells) + 1


def part(given: NotebookNode, executed: NotebookNode, start: int) -> NotebookNode:
    """Return one of the notebooks again, with what its cells showed."""
    cells = executed.cells[start : start + len(given.cells)]
    named = [
        NotebookNode({**cell, "id": own.id}) if "id" in own else cell
        for own, cell in zip(given.cells, cells, strict=True)
    ]
    return NotebookNode({**executed, "cells": named})
