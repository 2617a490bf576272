"""Building a report: check everything, run the notebooks, write the pages, then show them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import nbformat

from cxwidgets import client as clients
from cxwidgets.edition import edition
from cxwidgets.parts import PartError
from cxwidgets.report.cover import cover
from cxwidgets.report.execute import execute
from cxwidgets.report.page import Page, drawn, only, write
from cxwidgets.report.plan import WHOLE
from cxwidgets.report.problem import ReportError, refuse
from cxwidgets.report.provenance import parameters, provenance
from cxwidgets.report.sections import Section, of_client
from cxwidgets.report.swap import replaced
from cxwidgets.survey import problems_of
from cxwidgets.survey.columns import KINDS
from cxwidgets.text import LANGUAGES, Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from cxwidgets.client import Client
    from cxwidgets.course import Module
    from cxwidgets.report.plan import PagePlan


def ready(root: Path, slug: str) -> Client:
    """Return a client of whom a report can be made.

    Raises
    ------
    ClientError, ReportError
        Listing everything that has to be put right first.
    """
    client = clients.load(root, slug)
    left = problems_of(client.folder, client.toml)
    if left:
        raise ReportError(left)
    return client


def build(root: Path, client: Client, lang: str, pages: Sequence[PagePlan], out: Path) -> Path:
    """Write the report of one client to ``out/<slug>`` and return its ``index.html``.

    Until every page is written nothing changes in ``out``; then the folder is replaced as a whole.

    Raises
    ------
    ReportError
        If a notebook fails or shows what a page cannot carry.
    """
    if lang not in LANGUAGES:
        raise refuse("unknown language", lang, ", ".join(LANGUAGES))
    text, date = Text(lang, root), today()
    done, left_out = _pages(root, client, text, pages)
    missing = [
        text("report.missing_kind", kind=text(f"report.kind.{kind}"))
        for kind in KINDS
        if not client.has(kind)
    ]
    missing += [
        text("report.missing_section", module=module.title[text.lang], section=section.title)
        for module, section in left_out
    ]
    with replaced(out / client.slug) as folder:
        for page, module in done:
            origin = provenance(client, text, _notebook(root, module)).to_json()
            html = write("page", client, text, date, page=page, provenance=origin)
            (folder / page.file).write_text(html, encoding="utf-8")
        shown = [page for page, _ in done]
        card = cover(client, text).to_json()
        index = write("index", client, text, date, pages=shown, missing=missing, card=card)
        (folder / "index.html").write_text(index, encoding="utf-8")
    return out / client.slug / "index.html"


def today() -> str:
    """Return the date of the report; ``SOURCE_DATE_EPOCH`` fixes it for a run to be repeated."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC).astimezone()
    return now.date().isoformat()


def _pages(
    root: Path, client: Client, text: Text, plans: Sequence[PagePlan]
) -> tuple[list[tuple[Page, Module]], list[tuple[Module, Section]]]:
    """Run each notebook once and return the pages, and the sections left out."""
    whole: dict[str, Page] = {}
    done: list[tuple[Page, Module]] = []
    left_out: list[tuple[Module, Section]] = []
    for plan in plans:
        module = plan.module
        if module.id not in whole:
            page, missing = _page(root, client, text, module)
            whole[module.id] = page
            if module.audience != "client":
                left_out += [(module, section) for section in missing]
        if not plan.kind:
            done.append((whole[module.id], module))
        elif client.has(plan.kind):
            title = text(f"report.kind.{plan.kind}")
            done.append((only(whole[module.id], plan.kind, plan.name, title), module))
    return done, left_out


def _page(root: Path, client: Client, text: Text, module: Module) -> tuple[Page, list[Section]]:
    notebook = _read(_notebook(root, module))
    cut, left_out = of_client(edition(notebook, text.lang, "client"), client.kinds)
    executed = execute(cut, parameters(client, text.lang), root, module.notebook)
    told = any("cx.provenance(" in c.source for c in cut.cells if c.cell_type == "code")
    try:
        sections = drawn(executed)
    except PartError as error:
        raise refuse(f"{module.notebook}: {error}") from None
    title = text("report.whole") if module.id == WHOLE else module.title[text.lang]
    return Page(module.id, title, "", sections, told), left_out


def _notebook(root: Path, module: Module) -> Path:
    return root / "notebooks" / f"{module.notebook}.ipynb"


def _read(file: Path) -> NotebookNode:
    if not file.is_file():
        raise refuse(f"the notebook {file.name} does not exist")
    notebook: NotebookNode = nbformat.read(file, as_version=4)
    return notebook
