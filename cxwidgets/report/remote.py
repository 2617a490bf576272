"""One client's report from bytes to bytes: what a machine of a cluster does."""

from __future__ import annotations

import atexit
import tempfile
import threading
from pathlib import Path

from cxwidgets.report import parcel
from cxwidgets.report.crew import attempted
from cxwidgets.report.job import Job, compose, run
from cxwidgets.report.plan import plan

_starting = threading.Lock()


def make(
    course: bytes, client: bytes, slug: str, lang: str, names: list[str], date: str
) -> tuple[dict[str, str] | None, tuple[str, ...]]:
    """Return the report's files, or what keeps it from being made.

    Parameters
    ----------
    course, client
        Parcels: the course with its notebooks, and the client's folder.
    slug, lang, date
        As of a job.
    names
        Names of the pages.
    """
    with tempfile.TemporaryDirectory(prefix="cxw-report-") as folder:
        root = Path(folder).resolve()
        parcel.unpack(course, root)
        parcel.unpack(client, root)
        _fast_kernels()
        return attempted(_made, (root, slug, lang, names, date))


def _made(root: Path, slug: str, lang: str, names: list[str], date: str) -> dict[str, str]:
    job = Job(root, slug, lang, tuple(plan(root, names)), date)
    return compose(job, run(job, job.modules))


def _fast_kernels() -> None:
    """Start a fork server, if there is none; it serves this process and ends with it."""
    from cxwidgets.kernels import ForkServer
    from cxwidgets.kernels.server import active

    with _starting:
        if active() is None and (started := ForkServer.start(Path.cwd())) is not None:
            atexit.register(started.stop)
