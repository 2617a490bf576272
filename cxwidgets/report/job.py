"""The report of one client in two steps: run each notebook, then draw the pages.

The steps share nothing but what is handed over, so that they may happen in different processes or
on different machines and still give the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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
from cxwidgets.report.sections import of_client
from cxwidgets.survey import problems_of
from cxwidgets.survey.columns import KINDS
from cxwidgets.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from nbformat import NotebookNode

    from cxwidgets.client import Client
    from cxwidgets.course import Module
    from cxwidgets.report.plan import PagePlan


@dataclass(frozen=True)
class Job:
    """One client's report, not made yet.

    Attributes
    ----------
    root
        The course's folder.
    slug
        The client.
    lang
        Language of the report; the client's own if empty.
    pages
        What it consists of.
    date
        The date it bears, as ISO 8601.
    """

    root: Path
    slug: str
    lang: str
    pages: tuple[PagePlan, ...]
    date: str

    @property
    def modules(self) -> tuple[Module, ...]:
        """The modules whose notebooks are run, each once; the client report first."""
        return tuple({page.module.id: page.module for page in self.pages}.values())


@dataclass(frozen=True)
class Ran:
    """A notebook that was run for a client, as a page not drawn yet.

    Attributes
    ----------
    module
        The notebook's module.
    page
        Its sections.
    left_out
        Titles of sections that read a survey the client does not have.
    provenance
        What it was made from, as a panel.
    """

    module: Module
    page: Page
    left_out: tuple[str, ...]
    provenance: dict[str, Any]


def ready(root: Path, slug: str) -> Client:
    """Return a client of whom a report can be made.

    Raises
    ------
    ClientError, ReportError
        Listing everything that has to be put right first.
    """
    client = clients.load(root, slug)
    left = problems_of(client.folder, client.toml, client.survey)
    if left:
        raise ReportError(left)
    return client


def run(job: Job, modules: Sequence[Module]) -> list[Ran]:
    """Run notebooks for the client, one after the other in one kernel.

    Raises
    ------
    SurveyError
        If the client is not ready, or a notebook fails or shows what a page cannot carry.
    """
    whole = any(module.id == WHOLE for module in modules)
    client = ready(job.root, job.slug) if whole else clients.load(job.root, job.slug)
    text = Text(job.lang or client.toml.language, job.root)
    cuts, left_out = {}, []
    for module in modules:
        notebook = _read(_notebook(job.root, module))
        cuts[module.notebook], sections = of_client(
            edition(notebook, text.lang, "client"), client.kinds
        )
        left_out.append(tuple(section.title for section in sections))
    executed = execute(cuts, parameters(client, text.lang), job.root)
    pages = [_drawn(module, done, text) for module, done in zip(modules, executed, strict=True)]
    origins = [
        provenance(client, text, _notebook(job.root, module)).to_json() for module in modules
    ]
    return [Ran(*each) for each in zip(modules, pages, left_out, origins, strict=True)]


def _drawn(module: Module, executed: NotebookNode, text: Text) -> Page:
    told = any("cx.provenance(" in c.source for c in executed.cells if c.cell_type == "code")
    try:
        sections = drawn(executed)
    except PartError as error:
        raise refuse(f"{module.notebook}: {error}") from None
    title = text("report.whole") if module.id == WHOLE else module.title[text.lang]
    return Page(module.id, title, "", sections, told)


def compose(job: Job, done: Sequence[Ran]) -> dict[str, str]:
    """Draw the pages and return each file's name and content."""
    client = clients.load(job.root, job.slug)
    text = Text(job.lang or client.toml.language, job.root)
    ran = {one.module.id: one for one in done}
    files: dict[str, str] = {}
    shown: list[Page] = []
    for plan in job.pages:
        page = _page(plan, ran, client, text)
        if page is not None:
            origin = ran[plan.module.id].provenance
            files[page.file] = write("page", client, text, job.date, page=page, provenance=origin)
            shown.append(page)
    missing = _missing(client, text, [ran[module.id] for module in job.modules])
    card = cover(client, text).to_json()
    files["index.html"] = write(
        "index", client, text, job.date, pages=shown, missing=missing, card=card
    )
    return files


def _page(plan: PagePlan, ran: dict[str, Ran], client: Client, text: Text) -> Page | None:
    whole = ran[plan.module.id].page
    if not plan.kind:
        return whole
    if not client.has(plan.kind):
        return None
    return only(whole, plan.kind, plan.name, text(f"report.kind.{plan.kind}"))


def _missing(client: Client, text: Text, done: Sequence[Ran]) -> list[str]:
    """Return a sentence for each survey and each section that is not there."""
    kinds = [
        text("report.missing_kind", kind=text(f"report.kind.{kind}"))
        for kind in KINDS
        if not client.has(kind)
    ]
    return kinds + [
        text("report.missing_section", module=one.module.title[text.lang], section=title)
        for one in done
        if one.module.audience != "client"
        for title in one.left_out
    ]


def _notebook(root: Path, module: Module) -> Path:
    return root / "notebooks" / f"{module.notebook}.ipynb"


def _read(file: Path) -> NotebookNode:
    if not file.is_file():
        raise refuse(f"the notebook {file.name} does not exist")
    notebook: NotebookNode = nbformat.read(file, as_version=4)
    return notebook
