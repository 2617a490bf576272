"""The one who writes: SQLite has one writer, and the event loop never waits for the disk.

While one transaction is on its way to the disk, the answers that arrive wait together for the
next; nobody is told that an answer is stored before it is.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from cxwidgets.classroom.rows import Answer, Submission
    from cxwidgets.classroom.store import Store

MOST = 500  # answers in one transaction


class Writer:
    """Write to a store from an event loop.

    Parameters
    ----------
    store
        Where everything is appended.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="store")
        self._lock = Lock()
        self._waiting: list[tuple[Submission, asyncio.Future[Answer]]] = []
        self._called = False

    def close(self) -> None:
        """Write what is waiting, then no more."""
        self._pool.shutdown(wait=True)

    async def append(self, submission: Submission) -> Answer:
        """Store an answer together with whatever else is waiting; return once it is durable."""
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        with self._lock:
            self._waiting.append((submission, future))
            called, self._called = self._called, True
        if not called:
            self._pool.submit(self._commit)
        return await future

    async def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Do anything else with the store, in turn with the answers."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: function(*arguments))

    def _commit(self) -> None:
        with self._lock:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            self._called = more = bool(self._waiting)
        results = self._store.append([submission for submission, _ in batch])
        told: dict[asyncio.AbstractEventLoop, list[Any]] = {}
        for (_, future), result in zip(batch, results, strict=True):
            told.setdefault(future.get_loop(), []).append((future, result))
        for loop, pairs in told.items():
            loop.call_soon_threadsafe(_deliver, pairs)
        if more:
            try:
                self._pool.submit(self._commit)  # in turn with whatever else there is to do
            except RuntimeError:  # we are being closed: nothing else comes
                self._commit()


def _deliver(pairs: list[tuple[asyncio.Future[Answer], Answer | Exception]]) -> None:
    for future, result in pairs:
        if future.done():  # whoever asked has gone; the answer is stored all the same
            continue
        if isinstance(result, Exception):
            future.set_exception(result)
        else:
            future.set_result(result)
