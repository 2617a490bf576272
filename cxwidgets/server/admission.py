"""Who may start a kernel now: a few starts at a time, a queue that says how long, a cap.

Everything here is arithmetic on the loop's one thread; what a start is, the caller knows.
"""

from __future__ import annotations

import asyncio
import math
import os
from collections import Counter
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PATIENCE_SECONDS = 20  # a page is told to ask again rather than left waiting longer than this
MEMORY_EACH = 40 << 20  # bytes: what a forked kernel costs when its page is used
MOST_FORKED, MOST_SPAWNED = 300, 24
EACH = 4  # kernels of one visitor


class Busy(Exception):
    """Too many starts are waiting; ``seconds`` says when asking again makes sense."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"ask again in {seconds} s")
        self.seconds = seconds


class Full(Exception):
    """The cap on kernels, or on one visitor's kernels, is reached."""


def available_memory() -> int | None:
    """Return how many bytes programs may still ask for, where the system says so."""
    try:
        with open("/proc/meminfo", encoding="ascii") as lines:  # noqa: PTH123 - not a real file
            known = dict(line.split(":", 1) for line in lines)
        return int(known["MemAvailable"].split()[0]) << 10
    except (OSError, KeyError, ValueError):
        return None


def default_cap(mode: str, memory: int | None) -> int:
    """Return how many kernels fit.

    Parameters
    ----------
    mode
        ``"fork"`` or ``"spawn"``.
    memory
        Available bytes, if known.
    """
    if mode != "fork":
        return MOST_SPAWNED
    return MOST_FORKED if memory is None else max(1, min(MOST_FORKED, memory // MEMORY_EACH))


def default_turns(mode: str) -> int:
    """Return how many kernels may start at a time: forks also wait for sockets, not only cores."""
    return (os.cpu_count() or 1) + (2 if mode == "fork" else 0)


class Admission:
    """The queue in front of kernel starts.

    Parameters
    ----------
    cap
        Most kernels, running and starting.
    turns
        Most starts at a time.
    each
        Most kernels of one visitor.
    """

    def __init__(self, cap: int, turns: int, each: int = EACH) -> None:
        self.cap, self.turns, self.each = cap, turns, each
        self.waiting = self.starting = 0
        self._free = asyncio.Semaphore(turns)
        self._mean = 1.0  # seconds a start takes, remembered with a short memory
        self._asking: Counter[str] = Counter()

    def full(self, running: int) -> bool:
        """Say whether the cap is reached."""
        return running + self.starting + self.waiting >= self.cap

    def expected(self) -> float:
        """Return the seconds a newcomer would wait for a turn."""
        ahead = self.waiting + 1 - max(0, self.turns - self.starting)
        return max(0.0, math.ceil(ahead / self.turns) * self._mean)

    @asynccontextmanager
    async def turn(self, visitor: str, running: int, own: int) -> AsyncIterator[None]:
        """Wait for a turn and hold it while the kernel starts.

        Parameters
        ----------
        visitor
            Who asks.
        running
            Kernels that pages have.
        own
            How many of them are this visitor's.

        Raises
        ------
        Full
            At the cap, or when the visitor has enough.
        Busy
            When the wait would be long.
        """
        if self.full(running):
            raise Full
        if own + self._asking[visitor] >= self.each:
            raise Full
        expected = self.expected()
        if expected > PATIENCE_SECONDS:
            raise Busy(min(60, math.ceil(expected / 2)))
        loop = asyncio.get_running_loop()
        self._asking[visitor] += 1
        self.waiting += 1
        try:
            try:
                await self._free.acquire()
            finally:
                self.waiting -= 1
            self.starting += 1
            begun = loop.time()
            try:
                yield
            finally:
                self.starting -= 1
                self._free.release()
                self._mean += 0.2 * (loop.time() - begun - self._mean)
        finally:
            self._asking -= Counter({visitor: 1})
