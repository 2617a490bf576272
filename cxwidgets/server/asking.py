"""Ask the process that computes results, and start it again if it has gone."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Timer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

LONGEST_SECONDS = 60  # a computation that takes longer is ended: everybody waits behind it


class ThinkingError(RuntimeError):
    """A result could not be computed; the message is the traceback."""


class Asking:
    """One question at a time, off the event loop.

    Parameters
    ----------
    root
        The course's folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="results")
        self._process: subprocess.Popen[str] | None = None
        self._closed = False

    def warm(self) -> None:
        """Start the process before somebody asks."""
        self._pool.submit(self._running)

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._pool.shutdown(wait=False, cancel_futures=True)
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    async def ask(self, question: dict[str, Any]) -> dict[str, Any] | None:
        """Return a panel's JSON.

        Raises
        ------
        ThinkingError
            If it cannot be computed.
        """
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, lambda: self._ask(question))

    def _ask(self, question: dict[str, Any]) -> dict[str, Any] | None:
        line = json.dumps(question) + "\n"
        said = self._exchange(line) or self._exchange(line)  # it may have been killed meanwhile
        if not said:
            raise ThinkingError("the process that computes results does not answer")
        answer = json.loads(said)
        if "problem" in answer:
            raise ThinkingError(answer["problem"])
        panel: dict[str, Any] | None = answer["panel"]
        return panel

    def _exchange(self, line: str) -> str:
        try:
            process = self._running()
        except OSError as error:  # no memory, too many processes: perhaps not for long
            raise ThinkingError(
                f"the process that computes results cannot start: {error}"
            ) from None
        if process is None or process.stdin is None or process.stdout is None:
            return ""
        end = Timer(LONGEST_SECONDS, process.kill)
        end.start()
        try:
            process.stdin.write(line)
            process.stdin.flush()
            said = process.stdout.readline()
        except OSError:
            said = ""
        finally:
            end.cancel()
        if said.endswith("\n"):
            return said
        process.kill()  # it died, perhaps in the middle of its answer, or took too long
        process.wait()
        return ""

    def _running(self) -> subprocess.Popen[str] | None:
        if self._closed:
            return None
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, "-m", "cxwidgets.server.thinking", str(self._root)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                env={**os.environ, "PYTHONUTF8": "1"},
            )
        return self._process
