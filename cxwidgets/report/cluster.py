"""Reports on a Dask cluster: files travel as bytes, pages come back as bytes.

The workers need the package, not the course's folder. What a worker unpacks to make a report goes
with the report: nothing stays where they are.
"""

from __future__ import annotations

import logging
import re
import warnings
from importlib import metadata
from typing import TYPE_CHECKING, Any

from cxwidgets.report import parcel
from cxwidgets.report.news import News
from cxwidgets.report.problem import refuse
from cxwidgets.report.remote import make

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from distributed import Client, Future

    from cxwidgets.report.job import Job

CONNECT_SECONDS = 10
ALONE_SECONDS = 30
LOOK_SECONDS = 1
_ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):(\d{1,5})")
_PORTS = range(1, 65536)


def sent(jobs: Sequence[Job], address: str) -> Generator[News]:
    """Connect to a cluster at once; the work goes there when the news is listened to.

    Parameters
    ----------
    jobs
        What to make; all with the same root and pages.
    address
        The scheduler's, such as ``tcp://10.0.0.5:8786``.

    Raises
    ------
    ReportError
        If this is no address, nobody answers there, or a worker cannot make reports.
    """
    matched = _ADDRESS.fullmatch(address)
    if matched is None or int(matched[1]) not in _PORTS:
        raise refuse("this is no address of a Dask scheduler", address, "tcp://HOST:PORT")
    client = _connected(address)
    try:
        _check(client, address)
    except BaseException:
        client.close()
        raise
    return _news(client, jobs)


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise refuse('--dask needs distributed: pip install "cxwidgets[dask]"') from None
    # What it would say of a lost connection, we say in one line.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module=r"distributed\b")
    try:
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError):
        raise refuse(f"no Dask scheduler answers within {CONNECT_SECONDS} s", address) from None


def _check(client: Client, address: str) -> None:
    """Raise if the cluster has no worker, or one without this package in this version."""
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        raise refuse("the Dask cluster has no worker", address) from None
    ours = metadata.version("cxwidgets")
    for worker, theirs in client.run(metadata.version, "cxwidgets", on_error="return").items():
        if isinstance(theirs, BaseException):
            raise refuse(f"the Dask worker {worker} lacks the package cxwidgets", accepted=ours)
        if theirs != ours:
            raise refuse(f"the Dask worker {worker} has another cxwidgets", theirs, ours)


def _news(client: Client, jobs: Sequence[Job]) -> Generator[News]:
    waiting = list(reversed(jobs))
    open_: dict[Future[Any], str] = {}
    try:
        names = [page.name for page in jobs[0].pages]
        course = client.scatter(parcel.of_course(jobs[0]), broadcast=True, hash=True)
        room = 2 * sum(client.nthreads().values())
        while waiting or open_:
            while waiting and len(open_) < room:
                job = waiting.pop()
                data = parcel.of_client(job)
                future = client.submit(
                    make, course, data, job.slug, job.lang, names, job.date, pure=False
                )
                open_[future] = job.slug
                yield News(job.slug, "begun")
            for future in _ended(client, list(open_)):
                yield _told(open_.pop(future), future)
                future.release()
    finally:
        client.cancel(list(open_), force=True)
        client.close()


def _ended(client: Client, futures: list[Future[Any]]) -> list[Future[Any]]:
    """Wait until a future has ended; all have if the cluster is gone."""
    from distributed import wait

    alone = 0
    while True:
        try:
            with client.as_current():
                return list(wait(futures, LOOK_SECONDS, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            pass
        alone = 0 if client.status == "running" and client.nthreads() else alone + LOOK_SECONDS
        if alone >= ALONE_SECONDS:
            return futures


def _told(slug: str, future: Future[Any]) -> News:
    if future.status != "finished":
        said: Any = future.exception(timeout=LOOK_SECONDS) if future.status == "error" else None
        why = f"{type(said).__name__}: {said}" if said else "the Dask cluster lost its workers"
        return News(slug, "failed", problems=(why.splitlines()[0],))
    files, problems = future.result()
    return News(slug, "failed" if problems else "made", files or {}, problems)
