"""One page's runaway computation must not take the machine down: the kernel that took most ends.

Why a watch and not a limit of the system (``RLIMIT_DATA``, ``RLIMIT_AS``): a forked kernel maps
hundreds of megabytes that it shares, so a limit would have to guess what the preloaded process
maps; what fails at a limit is whatever asks next, usually a widget's callback, whose error nobody
sees; and twenty kernels that each stay below theirs are still too many. The watch counts what a
kernel has taken since it was first seen, ends it, and its page is told why and given another.
The price: a kernel may overshoot by what it can fill between two looks, some hundred megabytes.

Where the system does not tell (not Linux), nothing is watched.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tornado.log import app_log
from tornado.web import HTTPError

from cxwidgets.server.admission import MEMORY_EACH, available_memory

if TYPE_CHECKING:
    from cxwidgets.server.kernels import ClassKernels

LOOK_SECONDS = 0.25  # for 300 kernels a fortieth of a core
LEAST, MOST = 256 << 20, 1 << 30  # bytes a kernel may take at least and at most
RESERVE = 256 << 20  # bytes: below this the system begins to fight for memory
MODEST = 2 * MEMORY_EACH  # whoever has taken less is not what the memory is missing for
COUNTED = (b"RssAnon:", b"RssShmem:", b"VmSwap:")
REMEMBERED = 300  # ended kernels whose pages have not asked yet


def limit_for(available: int | None) -> int | None:
    """Return how many bytes one kernel may take, a quarter of what there is.

    Parameters
    ----------
    available
        Bytes that programs may still ask for; ``None`` where the system does not say.
    """
    return None if available is None else max(LEAST, min(MOST, available // 4))


def taken(pid: int) -> int:
    """Return the bytes of memory and swap that hold a process's own data; 0 once it has ended.

    What a fork still shares with its parent counts, so it is the growth that says something.
    """
    with suppress(OSError):
        lines = Path(f"/proc/{pid}/status").read_bytes().splitlines()
        return sum(int(line.split()[1]) << 10 for line in lines if line.startswith(COUNTED))
    return 0


def greediest(grown: dict[str, int], limit: int, available: int | None) -> str | None:
    """Return the kernel that must end, if one must.

    Parameters
    ----------
    grown
        Kernel → bytes it has taken.
    limit
        Bytes one kernel may take.
    available
        Bytes that programs may still ask for.
    """
    if not grown:
        return None
    worst = max(grown, key=lambda kernel: grown[kernel])
    scarce = available is not None and available < RESERVE and grown[worst] > MODEST
    return worst if grown[worst] > limit or scarce else None


class MemoryWatch:
    """Looks at the kernels of a class several times a second.

    Attributes
    ----------
    limit
        Bytes one kernel may take; ``None`` where nothing is watched.
    ended
        How many kernels were ended.
    """

    def __init__(self, kernels: ClassKernels) -> None:
        self._kernels = kernels
        self.limit = limit_for(available_memory())
        self.ended = 0
        self._first: dict[str, int] = {}
        self._victims: dict[str, str] = {}  # kernel → its visitor

    async def run(self) -> None:
        """Look until cancelled."""
        while self.limit is not None:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                self.look(self.limit)
            except Exception:  # noqa: BLE001 - the next look may see better
                app_log.exception("the memory of kernels could not be looked at")

    def look(self, limit: int) -> None:
        """Look once."""
        now = {kernel: taken(pid) for kernel, pid in self._pids().items()}
        self._first = {kernel: self._first.get(kernel, size) for kernel, size in now.items()}
        grown = {kernel: size - self._first[kernel] for kernel, size in now.items()}
        kernel = greediest(grown, limit, available_memory())
        if kernel is None:
            return
        self._victims[kernel] = self._kernels.owner(kernel) or ""
        while len(self._victims) > REMEMBERED:
            del self._victims[next(iter(self._victims))]
        self.ended += 1
        app_log.warning("a kernel was ended: it took %d MB", grown[kernel] >> 20)
        self._kernels.end_soon(kernel)

    def took_too_much(self, kernel: str, visitor: str) -> bool:
        """Say, once and only to its visitor, whether a kernel was ended for its memory."""
        if self._victims.get(kernel) != visitor:
            return False
        del self._victims[kernel]
        return True

    def _pids(self) -> dict[str, int]:
        found = {}
        for kernel in self._kernels.opened:
            with suppress(KeyError, HTTPError):  # it is just ending
                manager: Any = self._kernels.get_kernel(kernel)
                pid = getattr(manager.provisioner, "pid", None)
                if pid:
                    found[kernel] = int(pid)
        return found
