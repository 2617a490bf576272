"""Whether a process may be forked: nothing in it that a copy would break."""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path

TASKS = Path("/proc/self/task")
DESCRIPTORS = Path("/proc/self/fd")


def flaw() -> str:
    """Return what speaks against forking this process, or ``""``."""
    threads = len(list(TASKS.iterdir())) if TASKS.is_dir() else threading.active_count()
    if threads != 1:
        return f"{threads} threads run in it"
    if asyncio.events._get_running_loop() is not None:  # noqa: SLF001 - the public call raises
        return "an event loop runs in it"
    zmq = sys.modules.get("zmq")
    if zmq is not None and zmq.Context._instance is not None:  # noqa: SLF001 - nothing public asks
        return "it has a messaging context"
    helpers = sys.modules.get("IPython.core.async_helpers")
    if helpers is not None and getattr(helpers, "_asyncio_event_loop", None) is not None:
        return "it has an event loop"
    return ""


def descriptors() -> dict[str, str]:
    """Return this process's open files: number and what it is."""
    found = {}
    for entry in DESCRIPTORS.iterdir() if DESCRIPTORS.is_dir() else ():
        try:
            found[entry.name] = str(entry.readlink())
        except FileNotFoundError:
            continue  # the listing's own
    return found


def opened(before: dict[str, str]) -> str:
    """Return what speaks against forking after something ran, or ``""``.

    A file, a connection or a database that is open would be shared by all copies.
    """
    new = sorted(set(descriptors().items()) - set(before.items()))
    return f"it keeps {new[0][1]} open" if new else flaw()
