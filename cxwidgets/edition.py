"""Editions: one notebook, cut for a language and an audience.

Chosen by one pure function for every door (class, report, lab), because two mechanisms would
disagree, and because Voilà drops cells hidden by tag *before* running them.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING, Any

from cxwidgets.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Collection

    from nbformat import NotebookNode

TAGS = frozenset({"parameters", "zh", "en", "trainer", "exercise", "solution", "hide"})
DROPPED = {
    "trainer": frozenset[str](),
    "trainee": frozenset({"trainer"}),
    "client": frozenset({"trainer", "exercise", "solution"}),
}
_EXERCISE = re.compile(r"""\bcx\.exercise\(\s*["']([a-z0-9_]+)["']""")
_REST = re.compile(r"\bcx\.exercises\(")
_HEADING = re.compile(r"^##\s+(.+?)\s*$", re.MULTILINE)


def tags(cell: NotebookNode) -> frozenset[str]:
    """Return a cell's tags."""
    return frozenset(cell.metadata.get("tags", ()))


def exercise_of(cell: NotebookNode) -> str:
    """Return the exercise a cell places, or an empty string."""
    found = _EXERCISE.search(cell.source) if cell.cell_type == "code" else None
    return found.group(1) if found else ""


def visible(
    cell_tags: Collection[str], audience: str, asked: str, revealed: Collection[str]
) -> bool:
    """Say whether an audience sees a cell; ``asked`` is the exercise last placed before it."""
    if DROPPED[audience] & set(cell_tags):
        return False
    return not ("solution" in cell_tags and audience == "trainee" and asked not in revealed)


def edition(
    notebook: NotebookNode, lang: str, audience: str, revealed: Collection[str] = ()
) -> NotebookNode:
    """Return the notebook as one audience reads it in one language.

    Parameters
    ----------
    notebook
        The single source; it is not changed.
    lang
        ``"zh"`` or ``"en"``.
    audience
        ``"trainer"`` sees everything; ``"trainee"`` no trainer notes, and solutions only of
        exercises in ``revealed``; ``"client"`` neither exercises nor solutions.
    revealed
        Ids of exercises whose result the trainer has revealed.

    Raises
    ------
    ValueError
        For an unknown language or audience.
    """
    if lang not in LANGUAGES:
        raise ValueError(f"the language is {lang!r}; it must be one of {', '.join(LANGUAGES)}")
    if audience not in DROPPED:
        raise ValueError(f"the audience is {audience!r}; it must be one of {', '.join(DROPPED)}")
    other = frozenset(LANGUAGES) - {lang}
    kept, asked = [], ""
    for cell in notebook.cells:
        asked = exercise_of(cell) or asked
        if not tags(cell) & other and visible(tags(cell), audience, asked, revealed):
            kept.append(_fresh(cell))
    cut: NotebookNode = copy.copy(notebook)
    cut.metadata = copy.deepcopy(notebook.metadata)
    cut.cells = kept
    return cut


def _fresh(cell: NotebookNode) -> NotebookNode:
    cell = copy.deepcopy(cell)
    cell.metadata.setdefault("tags", [])  # papermill asks every cell
    if cell.cell_type == "code":
        cell.outputs = []
        cell.execution_count = None
        if tags(cell) & {"hide", "parameters"}:
            cell.metadata["jupyter"] = {"source_hidden": True}
    return cell


def parameterised(notebook: NotebookNode, **values: str) -> NotebookNode:
    """Return the notebook with ``values`` in place of the defaults of its ``parameters`` cell.

    Raises
    ------
    ValueError
        For a parameter that the notebook does not declare (papermill itself only warns).
    """
    from papermill.parameterize import parameterize_notebook

    declared = {
        line.partition("=")[0].strip()
        for cell in notebook.cells
        if "parameters" in tags(cell)
        for line in cell.source.splitlines()
        if "=" in line
    }
    unknown = sorted(set(values) - declared)
    if unknown:
        raise ValueError(
            f"unknown parameter {unknown[0]!r}; the notebook has {', '.join(sorted(declared))}"
        )
    ready: NotebookNode = copy.copy(notebook)
    ready.metadata = copy.deepcopy(notebook.metadata)
    ready.metadata["papermill"] = {}
    ready = parameterize_notebook(ready, values)
    del ready.metadata["papermill"]  # it repeats the values in clear
    return ready


def sections(notebook: NotebookNode, lang: str) -> list[dict[str, Any]]:
    """List the sections of a page: what precedes the first ``##`` heading is section 0.

    Returns
    -------
    list of dict
        ``index``, ``title`` (``""`` for section 0), ``exercises`` (ids, in order), ``rest``
        (whether the module's remaining exercises appear here).
    """
    found: list[dict[str, Any]] = [{"index": 0, "title": "", "exercises": [], "rest": False}]
    for cell in edition(notebook, lang, "trainee").cells:
        if cell.cell_type == "markdown":
            for title in _HEADING.findall(cell.source):
                new = {"index": len(found), "title": title, "exercises": [], "rest": False}
                found.append(new)
        else:
            found[-1]["exercises"] += _EXERCISE.findall(cell.source)
            found[-1]["rest"] |= bool(_REST.search(cell.source))
    return found
