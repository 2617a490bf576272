"""The one loop of a process that forks kernels: requests, deaths of children, the lifeline."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
from collections.abc import Callable
from typing import Any, cast

from cxwidgets.kernels import wire
from cxwidgets.kernels.children import Children

REQUEST_SECONDS = 10

Work = Callable[[], Any]
"""What a forked child is to do; if that forks in turn, its result is the grandchild's work."""


class Loop:
    """Waits, one thing at a time, in one thread.

    In a forked child ``run`` returns what the child shall do, so that the child leaves its
    parent's frames behind; in the parent it returns ``None`` when all is over.

    Attributes
    ----------
    children
        The processes forked from this one.
    ended
        Whether the server is gone.

    Parameters
    ----------
    listener
        Where requests come in.
    lifeline
        Read end of a pipe whose only writer is the server: when it closes, everything ends.
    leash
        A connection whose closing means that nobody will ask any more.
    answer
        Handles a request; what it returns in a child is the child's work.
    """

    def __init__(
        self,
        listener: socket.socket,
        lifeline: int,
        answer: Callable[[dict[str, Any], socket.socket], Work | None],
        leash: socket.socket | None = None,
    ) -> None:
        self.children = Children()
        self.ended = False
        self._listener: socket.socket | None = listener
        self._leash = leash
        self._answer = answer
        self._selector = selectors.DefaultSelector()
        self._wakeup, self._woken = socket.socketpair()
        listener.setblocking(False)
        for end in (self._wakeup, self._woken):
            end.setblocking(False)
        for source, name in ((listener, "ask"), (lifeline, "end"), (self._wakeup, "signal")):
            self._selector.register(source, selectors.EVENT_READ, name)
        if leash:
            self._selector.register(leash, selectors.EVENT_READ, "retire")

    def run(self) -> Work | None:
        """Wait for work; return a child's work in a child."""
        signal.set_wakeup_fd(self._woken.fileno())
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, _noted)
        self.children.reap()
        while self._listener or len(self.children):
            for key, _ in self._selector.select():
                if key.data == "end":
                    self.children.kill()
                    self.ended = True
                    return None
                work = getattr(self, f"_{key.data}")()
                if work:
                    self._leave()
                    return cast("Work", work)
        return None

    def _ask(self) -> Work | None:
        if self._listener is None:
            return None
        try:
            conn, _ = self._listener.accept()
        except BlockingIOError:
            return None  # a younger process of the same server was faster
        conn.settimeout(REQUEST_SECONDS)
        try:
            return self._answer(wire.Lines(conn).read(), conn)
        except (OSError, ValueError):  # gone, too slow, or not our language
            conn.close()
            return None

    def _signal(self) -> None:
        with contextlib.suppress(BlockingIOError):
            if signal.SIGTERM in self._wakeup.recv(4096):
                self._retire()
        self.children.reap()

    def _retire(self) -> None:
        """Take no more requests; stay until the children have ended, to bury them."""
        for source in (self._listener, self._leash):
            if source:
                self._selector.unregister(source)
                source.close()
        self._listener = self._leash = None

    def _leave(self) -> None:
        """Close, in a child, what is the parent's."""
        signal.set_wakeup_fd(-1)
        self._selector.close()
        for source in (self._listener, self._leash, self._wakeup, self._woken):
            if source:
                source.close()


def fork_kernel(
    loop: Loop,
    request: dict[str, Any],
    conn: socket.socket,
    work: Callable[[Callable[[dict[str, int]], None]], None],
) -> Work | None:
    """Fork a kernel for a request; tell who asked its number, later that it is up, and its end.

    Parameters
    ----------
    loop
        The caller's loop.
    request
        With ``id``.
    conn
        Stays open for the notice of the end.
    work
        What the child does; it calls its argument with its ports when they are open.
    """
    pid = loop.children.fork(str(request["id"]), conn)
    if pid == 0:

        def up(ports: dict[str, int]) -> None:
            wire.send(conn, {"up": ports})
            conn.close()

        return lambda: work(up)
    descriptors = [os.pidfd_open(pid)] if hasattr(os, "pidfd_open") else []
    try:
        wire.send(conn, {"pid": pid}, *descriptors)
    except OSError:
        os.kill(pid, signal.SIGKILL)  # who asked is gone
    for descriptor in descriptors:
        os.close(descriptor)
    return None


def _noted(_number: int, _frame: Any) -> None:
    """Do nothing: the wake-up socket tells the loop."""
