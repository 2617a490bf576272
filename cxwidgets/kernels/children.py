"""The processes a preloaded process forked: counted, reaped, reported, ended."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cxwidgets.kernels import wire

if TYPE_CHECKING:
    import socket

GRACE_SECONDS = 1.0
PAUSE_SECONDS = 0.01


@dataclass
class Child:
    """A forked process, and who wants to know of its end."""

    request: str
    conn: socket.socket | None
    ends_others: bool


class Children:
    """The forked processes that are not reaped yet.

    All calls come from one thread; a process keeps its number until ``reap`` has seen its end, so
    a signal never meets a stranger. Others know a child by its request's id, which is never used
    twice.
    """

    def __init__(self) -> None:
        self._by_pid: dict[int, Child] = {}

    def __len__(self) -> int:
        return len(self._by_pid)

    def fork(self, request: str, conn: socket.socket | None, *, ends_others: bool = False) -> int:
        """Fork; returns 0 in the child, which knows of no siblings.

        Parameters
        ----------
        request
            The id of the request it answers.
        conn
            Where to send word of its end.
        ends_others
            Whether it forks in turn, and so has to end others when the server is gone.
        """
        pid = os.fork()
        if pid:
            self._by_pid[pid] = Child(request, conn, ends_others)
        else:
            self.forget()
        return pid

    def forget(self) -> None:
        """Close what belongs to the parent: called in a child."""
        for child in self._by_pid.values():
            if child.conn:
                child.conn.close()
        self._by_pid.clear()

    def reap(self) -> None:
        """Bury those that ended, with what they left in their process group, and say so."""
        for pid in [p for p in self._by_pid if _ended(p)]:
            # It is not reaped yet: its number, and so its group's, belongs to nobody else.
            _signal_group(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            child = self._by_pid.pop(pid)
            if child.conn:
                with contextlib.suppress(OSError):
                    wire.send(child.conn, {"exit": os.waitstatus_to_exitcode(status)})
                child.conn.close()

    def kill(self) -> None:
        """End all of them; those that have children of their own are left time to do the same."""
        for pid in [p for p, child in self._by_pid.items() if not child.ends_others]:
            self._kill(pid)
        until = time.monotonic() + GRACE_SECONDS
        while self._by_pid and time.monotonic() < until:
            self.reap()
            time.sleep(PAUSE_SECONDS)
        for pid in list(self._by_pid):
            self._kill(pid)

    def _kill(self, pid: int) -> None:
        _signal_group(pid, signal.SIGKILL)
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        del self._by_pid[pid]


def _ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _signal_group(pid: int, number: int) -> None:
    # A child that has not yet opened its own group has none to signal.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
