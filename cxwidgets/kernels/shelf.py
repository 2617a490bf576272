"""The prepared notebooks a process keeps: the least recently used goes first."""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket

    from cxwidgets.kernels.prepared import Prepared


class Shelf:
    """Prepared notebooks by key, each with the leash of the process that holds it.

    Parameters
    ----------
    size
        How many to keep; closing its leash ends a holder as soon as its last kernel has ended.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[str, tuple[Prepared, socket.socket]] = OrderedDict()
        self._lock = threading.Lock()
        os.register_at_fork(after_in_child=self._forget)

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: str) -> Prepared | None:
        """Return what is kept under the key, if its holder lives."""
        with self._lock:
            if key not in self._kept:
                return None
            found, leash = self._kept[key]
            if _closed(leash):
                leash.close()
                del self._kept[key]
                return None
            self._kept.move_to_end(key)
            return found

    def put(self, key: str, prepared: Prepared, leash: socket.socket) -> None:
        """Keep a prepared notebook, and let go of the one unused the longest."""
        with self._lock:
            self._kept[key] = (prepared, leash)
            while len(self._kept) > self._size:
                _, (_, last) = self._kept.popitem(last=False)
                last.close()

    def clear(self) -> None:
        """Let go of all."""
        with self._lock:
            for _, leash in self._kept.values():
                leash.close()
            self._kept.clear()

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self.clear()


def _closed(leash: socket.socket) -> bool:
    """Say whether the holder is gone; it never sends anything after its report."""
    leash.setblocking(False)
    try:
        return leash.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True
