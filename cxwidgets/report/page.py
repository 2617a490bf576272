"""Pages of a report: parts of executed notebooks as HTML that needs nothing but itself."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cxwidgets.panels.shown import trimmed
from cxwidgets.parts import PartError, parts
from cxwidgets.report import picture
from cxwidgets.report.colour import accents
from cxwidgets.report.problem import refuse
from cxwidgets.report.sections import sections, with_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nbformat import NotebookNode

    from cxwidgets.client import Client
    from cxwidgets.parts import Part
    from cxwidgets.text import Text

_TEMPLATES = Path(__file__).with_name("templates")
_LOGOS = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
}

MOST_COLUMNS, MOST_LETTERS = 3, 30
"""What stands beside each other on a phone: columns, and letters of numbers, which do not wrap."""


@dataclass(frozen=True)
class DrawnPart:
    """Prose as HTML, or blocks to draw."""

    html: str = ""
    blocks: list[dict[str, Any]] | None = None


@dataclass(frozen=True)
class DrawnSection:
    """A section of a page; the opening has no title."""

    title: str
    anchor: str
    kinds: frozenset[str]
    parts: tuple[DrawnPart, ...]


@dataclass(frozen=True)
class Page:
    """A page of a report.

    Attributes
    ----------
    name
        The file's name without ``.html``.
    title
        In the report's language.
    kind
        For a method page, the kind of survey; else empty.
    sections
        From top to bottom.
    tells_provenance
        Whether one of the sections already says what the report was made from.
    """

    name: str
    title: str
    kind: str
    sections: tuple[DrawnSection, ...]
    tells_provenance: bool

    @property
    def file(self) -> str:
        """The page's file name."""
        return f"{self.name}.html"


def drawn(executed: NotebookNode) -> tuple[DrawnSection, ...]:
    """Return the sections of an executed notebook."""
    return tuple(
        DrawnSection(
            section.title,
            f"s{number}",
            section.kinds,
            tuple(_part(part) for part in parts(with_cells(executed, section.cells))),
        )
        for number, section in enumerate(sections(executed))
    )


def _part(part: Part) -> DrawnPart:
    if part.widget and not part.html:
        raise PartError(f"part {part.key} is a widget that has no picture for paper")
    if part.state is None:
        return DrawnPart(Markup(part.html))  # noqa: S704 - the notebook's own prose
    if part.state["kind"] == "panel":
        return DrawnPart(blocks=part.state["panel"]["blocks"])
    if part.state["kind"] == "chart":
        return DrawnPart(blocks=[{"type": "chart", **part.state}])
    return DrawnPart(Markup(part.html))  # noqa: S704 - a static twin, escaped by its template


def write(template: str, client: Client, text: Text, date: str, **content: Any) -> str:
    """Return one page as HTML: ``index`` or ``page``."""
    sector = client.toml.sector
    return (
        _environment()
        .get_template(f"{template}.html.j2")
        .render(
            client={
                "name": client.name[text.lang],
                "sector": sector[text.lang] if sector else "",
                "logo": _logo(client),
                "synthetic": client.toml.synthetic,
            },
            tones=accents(client.toml.colour),
            css=Markup((_TEMPLATES / "report.css").read_text(encoding="utf-8")),  # noqa: S704 - our own file
            picture=_Pictures(),
            heads=_heads,
            stacks=_stacks,
            trimmed=trimmed,
            text=text,
            lang=text.lang,
            date=date,
            **content,
        )
    )


def _heads(block: dict[str, Any], following: Any) -> bool:
    """Say whether a sentence is the heading of the figures below it."""
    plain = block["type"] == "text" and block["tone"] == "plain"
    return plain and isinstance(following, dict) and following["type"] == "figures"


def _stacks(block: dict[str, Any]) -> bool:
    """Say whether a table's columns stand under each other on a phone: beside, they do not fit."""
    right = [i for i, column in enumerate(block["columns"]) if column["align"] == "right"]
    letters = sum(max((len(row[i]) for row in block["rows"]), default=0) for i in right)
    return len(block["columns"]) > MOST_COLUMNS or letters > MOST_LETTERS


class _Pictures:
    """Draws the charts of one page, each with a name of its own."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, block: dict[str, Any], size: str) -> Markup:
        self._count += 1
        width = picture.WIDE if size == "wide" else picture.NARROW
        drawing = picture.svg(block["spec"], block["alt"], f"c{self._count}", width)
        return Markup(drawing)  # noqa: S704 - escaped by the XML writer


def _logo(client: Client) -> str:
    """Return the logo as a data address, so that the page needs no other file."""
    name = client.toml.logo
    if not name:
        return ""
    kind = _LOGOS.get(Path(name).suffix.lower())
    if kind is None:
        raise refuse("the logo is of an unknown kind", name, ", ".join(_LOGOS))
    content = (client.folder / name).read_bytes()
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def only(page: Page, kind: str, name: str, title: str) -> Page:
    """Return the page of one method, cut from the whole report."""
    kept: Sequence[DrawnSection] = [s for s in page.sections if kind in s.kinds]
    return Page(name, title, kind, tuple(kept), tells_provenance=False)
