"""From an executed notebook to the parts of a page: prose, components, tables.

Light pages and reports are drawn from the same parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from cxwidgets.edition import exercise_of, tags, visible
from cxwidgets.widgets import foreign
from cxwidgets.widgets.component import MIME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from nbformat import NotebookNode

VIEW = "application/vnd.jupyter.widget-view+json"
_ANCHOR = re.compile(r'<a class="anchor-link".*?</a>')


@dataclass(frozen=True)
class Part:
    """A piece of a page: prose, or a component with its model and its twin for paper.

    Attributes
    ----------
    tags
        The cell's tags.
    asked
        The exercise last placed before or by this part, if any.
    html
        Rendered markdown; for a component its static twin.
    state
        A component's model for the front end; ``None`` for prose and for other packages' widgets.
    key
        ``"<cell id>-<index of the output in its cell>"``, ``"<cell id>"`` for prose: the same in
        every edition and every execution.
    widget
        Whether this is a widget that is none of our components; ``html`` is its twin, if any.
    foreign
        Whether such a widget needs a front end that is not served by our own pages.
    """

    tags: tuple[str, ...]
    asked: str
    html: str
    state: dict[str, Any] | None = None
    key: str = ""
    widget: bool = False
    foreign: bool = False


class PartError(ValueError):
    """A cell shows something that a page cannot carry; the message says what."""


def _markdown(source: str) -> str:
    render = MarkdownWithMath(renderer=IPythonRenderer(escape=False, exclude_anchor_links=True))
    return _ANCHOR.sub("", str(render(source)))


def parts(notebook: NotebookNode) -> list[Part]:
    """Return the parts of an executed notebook, in order.

    Raises
    ------
    PartError
        If a cell printed something or shows an object that is no widget: a page would lose it.
    """
    found: list[Part] = []
    asked = ""
    elsewhere = foreign.listed(notebook)
    for number, cell in enumerate(notebook.cells, start=1):
        asked = exercise_of(cell) or asked
        cell_tags = tuple(sorted(tags(cell)))
        if cell.cell_type == "markdown":
            found.append(Part(cell_tags, asked, _markdown(cell.source), key=cell.id))
        elif cell.cell_type == "code":
            for key, output in _keyed(cell):
                found.append(_drawn((number, key), output, cell_tags, asked, elsewhere))
    return found


def for_audience(
    all_parts: Iterable[Part], audience: str, revealed: Collection[str] = ()
) -> list[Part]:
    """Return the parts one audience sees of a page that was made for the trainer."""
    return [p for p in all_parts if visible(p.tags, audience, p.asked, revealed)]


def models(notebook: NotebookNode) -> dict[str, str]:
    """Return the widget model behind each part of a notebook that a kernel has executed.

    Returns
    -------
    dict
        Part key to model id.
    """
    return {
        key: str(output.data[VIEW]["model_id"])
        for cell in notebook.cells
        if cell.cell_type == "code"
        for key, output in _keyed(cell)
        if VIEW in output.get("data", {})
    }


def _keyed(cell: NotebookNode) -> list[tuple[str, Any]]:
    """Return a cell's outputs with their keys; a warning beside them changes no key."""
    found, index = [], 0
    for output in foreign.shown(cell):
        found.append((f"{cell.id}-{index}", output))
        index += "data" in output
    return found


def _drawn(
    place: tuple[int, str],
    output: Any,
    cell_tags: tuple[str, ...],
    asked: str,
    elsewhere: Collection[str],
) -> Part:
    number, key = place
    if output.output_type == "stream":
        raise PartError(f"cell {number} printed {str(output.text)[:80]!r}")
    if output.output_type == "error":
        raise PartError(f"cell {number} failed: {output.ename}: {output.evalue}")
    html = str(output.data.get("text/html", ""))
    if MIME in output.data:
        state = dict(output.data[MIME])
        inner = state.get("definition", {}).get("id", asked)
        asked = inner if state["kind"] == "exercise" else asked
        return Part(cell_tags, asked, html, state, key)
    if VIEW in output.data:
        away = output.data[VIEW]["model_id"] in elsewhere
        return Part(cell_tags, asked, html, None, key, widget=True, foreign=away)
    raise PartError(f"cell {number} shows something that is no widget")
