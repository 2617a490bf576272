"""Widgets whose front end our own pages do not have: which ones a notebook opened.

A notebook's outputs name models only by id. So a last cell, added for the execution and read
afterwards, asks the kernel which of its models need the front end of another package.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import nbformat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from nbformat import NotebookNode

OURS = frozenset(
    {"anywidget", "@jupyter-widgets/base", "@jupyter-widgets/controls", "@jupyter-widgets/output"}
)
MIME = "application/vnd.cxwidgets.foreign.v1+json"
_REFERENCE = "IPY_MODEL_"
_CELL = "from cxwidgets.widgets import foreign as _foreign; _foreign.tell()"


def asking(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook with a last cell that lists the foreign models."""
    longer: NotebookNode = nbformat.from_dict({**notebook})
    longer.cells = [*notebook.cells, nbformat.v4.new_code_cell(_CELL, metadata={"tags": ["hide"]})]
    return longer


def tell() -> None:
    """Display the ids of this process's foreign models, for :func:`listed`."""
    from IPython.display import display
    from ipywidgets.widgets import widget as registry

    opened = registry._instances  # noqa: SLF001 - the public list is empty for good
    states = {key: dict(w.get_state()) for key, w in opened.items()}
    display({MIME: {"models": foreign_models(states)}}, raw=True)


def foreign_models(states: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the models that need another package's front end, themselves or in what they hold.

    Parameters
    ----------
    states
        Model id to the model's state, as it would be sent to a page.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for model, state in states.items():
        for held in _held(state):
            holders[held].add(model)
    found: set[str] = set()
    waiting = [
        model
        for model, state in states.items()
        if state.get("_model_module", "@jupyter-widgets/base") not in OURS
    ]
    while waiting:  # each model once: widgets may hold one another, and the same ones
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting += holders[model]
    return sorted(found)


def _held(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value.startswith(_REFERENCE):
        yield value.removeprefix(_REFERENCE)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _held(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _held(inner)


def listed(notebook: NotebookNode) -> frozenset[str]:
    """Return the foreign models an executed notebook has told of."""
    return frozenset(
        model
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        for model in output.get("data", {}).get(MIME, {}).get("models", ())
    )


def shown(cell: NotebookNode) -> list[Any]:
    """Return a cell's outputs that readers see."""
    return [output for output in cell.outputs if MIME not in output.get("data", {})]
