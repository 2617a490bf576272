"""How a run of reports looks while it goes on: a bar in a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

    from cxwidgets.report.news import News

_MINUTE = 60


class Shown(Protocol):
    """Something that shows how far a run is."""

    def __enter__(self) -> Self:
        """Begin to show."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop showing."""

    def tell(self, news: News) -> None:
        """Take one thing that happened into account."""


def shown(names: dict[str, str], steps: int) -> Shown:
    """Return what shows a run on standard error.

    Parameters
    ----------
    names
        The name of each client by slug.
    steps
        Notebooks to run for each client.
    """
    if sys.stderr.isatty():
        return Bar(names, steps)
    return Lines(len(names))


class Lines:
    """A line for each client that is made or has failed; none where there is one client only."""

    def __init__(self, clients: int) -> None:
        self._clients, self._ended, self._since = clients, 0, time.monotonic()

    def __enter__(self) -> Self:
        """Begin to show."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop showing."""

    def tell(self, news: News) -> None:
        """Write a line where there is something to say."""
        if news.what == "again":
            self._write(f"{news.slug}: {'; '.join(news.problems)}; trying once more")
        if news.what not in ("made", "failed"):
            return
        self._ended += 1
        if self._clients > 1:
            left = (time.monotonic() - self._since) / self._ended * (self._clients - self._ended)
            about = f", about {duration(left)} left" if self._ended < self._clients else ""
            self._write(f"{self._ended}/{self._clients} {news.slug} {news.what}{about}")

    @staticmethod
    def _write(line: str) -> None:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


class Bar:
    """A bar with the clients being worked on and the time left."""

    def __init__(self, names: dict[str, str], steps: int) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            Progress,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )

        self._names, self._steps = names, steps + 1  # drawing is a step, too
        self._done = dict.fromkeys(names, 0)
        self._now: list[str] = []
        self._progress: Progress = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("/"),
            TimeRemainingColumn(),
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True),
            transient=True,
        )
        self._bar: TaskID = self._progress.add_task("", total=len(names))

    def __enter__(self) -> Self:
        """Begin to show."""
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        self._progress.stop()

    def tell(self, news: News) -> None:
        """Move the bar."""
        if news.what == "begun":
            self._now.append(news.slug)
        elif news.what == "step":
            self._done[news.slug] += 1
        elif news.what == "again":
            again = f"{news.slug}: {'; '.join(news.problems)}; trying once more"
            self._progress.console.print(again, markup=False, highlight=False)
        else:
            self._done[news.slug] = self._steps
            self._now = [slug for slug in self._now if slug != news.slug]
        whole = sum(self._done.values()) / self._steps
        named = ", ".join(self._names[slug] for slug in self._now)
        self._progress.update(self._bar, completed=whole, description=named)


def duration(seconds: float) -> str:
    """Return a time as "40 s" or "12 min"."""
    whole = round(seconds)
    return f"{whole} s" if whole < 2 * _MINUTE else f"{round(seconds / _MINUTE)} min"
