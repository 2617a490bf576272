"""Reports on this machine: notebooks run side by side, one process draws for all of them."""

from __future__ import annotations

from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from cxwidgets.kernels import ForkServer
from cxwidgets.kernels.server import active
from cxwidgets.report import crew, picture
from cxwidgets.report.job import Ran, compose, run
from cxwidgets.report.news import News

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

    from cxwidgets.report.crew import Answer, Crew
    from cxwidgets.report.job import Job


def local(jobs: Sequence[Job], workers: int) -> Generator[News]:
    """Make reports with up to ``workers`` notebooks running at a time.

    Kernels are forked from a preloaded process where that is possible. Closing the iterator ends
    every process.
    """
    if not jobs:
        return
    with _fast_kernels(jobs[0].root):
        start = crew.context()
        running = crew.Crew(start, workers, run)
        drawing = crew.Crew(start, 1, compose, picture.warm)
        drawing.begin()
        try:
            few = len(jobs) < workers
            yield from _Desk(jobs, running, drawing, side_by_side=few).news()
        finally:
            running.dismiss()
            drawing.dismiss()


@contextmanager
def _fast_kernels(root: Path) -> Iterator[None]:
    """Start the fork server, unless this process has one already."""
    started = ForkServer.start(root) if active() is None else None
    try:
        yield
    finally:
        if started is not None:
            started.stop()


class _Desk:
    """Who gets what next: a client's notebooks, then its pages.

    The notebooks of a client run in one process, which reads each survey once; only where there are
    fewer clients than processes do they run side by side.
    """

    def __init__(
        self, jobs: Sequence[Job], running: Crew, drawing: Crew, *, side_by_side: bool
    ) -> None:
        self._running, self._drawing = running, drawing
        self._open = {job.slug: job for job in jobs}
        self._ran: dict[str, dict[str, Ran]] = {job.slug: {} for job in jobs}
        self._waiting = [
            (job, modules)
            for job in reversed(jobs)
            for modules in ([(m,) for m in job.modules[::-1]] if side_by_side else [job.modules])
        ]
        self._begun: set[str] = set()

    def news(self) -> Iterator[News]:
        """Hand out work and tell what comes of it, until every client is made or has failed."""
        while True:
            yield from self._hand_out()
            if not self._open:
                return
            crews = {line: c for c in (self._running, self._drawing) for line in c.lines()}
            for line in wait(list(crews)):
                yield from self._told(crews[line], crews[line].heard(line))  # type: ignore[index,arg-type]

    def _hand_out(self) -> Iterator[News]:
        while self._waiting and self._running.free:
            job, modules = self._waiting.pop()
            if job.slug not in self._open:  # it has failed meanwhile
                continue
            if job.slug not in self._begun:
                self._begun.add(job.slug)
                yield News(job.slug, "begun")
            self._running.give((job.slug, *(m.id for m in modules)), job, modules)

    def _told(self, crew_: Crew, answer: Answer | None) -> Iterator[News]:
        if answer is None:
            return
        slug = answer.task[0]
        job = self._open.get(slug)
        if job is None:
            return
        if answer.problems:
            yield News(slug, "again" if answer.again else "failed", problems=answer.problems)
            if not answer.again:
                del self._open[slug]
        elif crew_ is self._drawing:
            del self._open[slug]
            yield News(slug, "made", files=answer.value)
        else:
            yield from self._more(job, answer.value)

    def _more(self, job: Job, ran: list[Ran]) -> Iterator[News]:
        done = self._ran[job.slug]
        done |= {one.module.id: one for one in ran}
        if len(done) == len(job.modules):
            self._drawing.give((job.slug,), job, list(self._ran.pop(job.slug).values()))
        yield from [News(job.slug, "step")] * len(ran)
