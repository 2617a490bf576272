"""Building a report: check everything, run the notebooks, draw the pages, then show them."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from cxwidgets.report.job import Job, compose, ready, run
from cxwidgets.report.problem import refuse
from cxwidgets.report.swap import replaced
from cxwidgets.text import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cxwidgets.client import Client
    from cxwidgets.report.plan import PagePlan

__all__ = ["build", "ready", "today", "written"]


def build(root: Path, client: Client, lang: str, pages: Sequence[PagePlan], out: Path) -> Path:
    """Write the report of one client to ``out/<slug>`` and return its ``index.html``.

    Everything happens in this process, except what the notebooks do. Until every page is drawn
    nothing changes in ``out``; then the folder is replaced as a whole.

    Raises
    ------
    ReportError
        If a notebook fails or shows what a page cannot carry.
    """
    if lang not in LANGUAGES:
        raise refuse("unknown language", lang, ", ".join(LANGUAGES))
    job = Job(root, client.slug, lang, tuple(pages), today())
    return written(out / client.slug, compose(job, run(job, job.modules)))


def written(folder: Path, files: Mapping[str, str]) -> Path:
    """Put a folder with these files in the place of ``folder`` and return its ``index.html``."""
    with replaced(folder) as draft:
        for name, content in files.items():
            (draft / name).write_text(content, encoding="utf-8")
    return folder / "index.html"


def today() -> str:
    """Return the date of the report; ``SOURCE_DATE_EPOCH`` fixes it for a run to be repeated."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(fixed), UTC) if fixed else datetime.now(UTC).astimezone()
    return now.date().isoformat()
