"""From an executed notebook to the parts of a page: prose, components, tables.

Light pages and reports are drawn from the same parts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from cxwidgets.edition import exercise_of, tags, visible
from cxwidgets.widgets.component import MIME

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from nbformat import NotebookNode

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
        A component's model for the front end; ``None`` for prose.
    """

    tags: tuple[str, ...]
    asked: str
    html: str
    state: dict[str, Any] | None = None


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
        If a cell printed something or shows an object that is no component: a page would lose it.
    """
    found: list[Part] = []
    asked = ""
    for number, cell in enumerate(notebook.cells, start=1):
        asked = exercise_of(cell) or asked
        cell_tags = tuple(sorted(tags(cell)))
        if cell.cell_type == "markdown":
            found.append(Part(cell_tags, asked, _markdown(cell.source)))
        elif cell.cell_type == "code":
            found.extend(_drawn(number, o, cell_tags, asked) for o in cell.outputs)
    return found


def for_audience(
    all_parts: Iterable[Part], audience: str, revealed: Collection[str] = ()
) -> list[Part]:
    """Return the parts one audience sees of a page that was made for the trainer."""
    return [p for p in all_parts if visible(p.tags, audience, p.asked, revealed)]


def _drawn(number: int, output: Any, cell_tags: tuple[str, ...], asked: str) -> Part:
    if output.output_type == "stream":
        raise PartError(f"cell {number} printed {str(output.text)[:80]!r}")
    if output.output_type == "error":
        raise PartError(f"cell {number} failed: {output.ename}: {output.evalue}")
    if MIME not in output.data:
        raise PartError(f"cell {number} shows something that is no component")
    state = dict(output.data[MIME])
    asked = state.get("definition", {}).get("id", asked) if state["kind"] == "exercise" else asked
    return Part(cell_tags, asked, str(output.data.get("text/html", "")), state)
