"""A forked kernel, seen from the process that asked for it: it looks like a ``Popen``."""

from __future__ import annotations

import os
import select
import signal
from typing import TYPE_CHECKING, Any

from cxwidgets.kernels.wire import Closed, Lines

if TYPE_CHECKING:
    import socket

NOTICE_SECONDS = 0.2


class ForkedProcess:
    """A process that is somebody else's child.

    Its end is seen through a descriptor of the process itself (Linux), which no other process can
    come to stand for, whoever its parent was and whether that lives; the parent adds the exit code.

    Attributes
    ----------
    pid
        Its number, and its group's.
    returncode
        ``None`` while it runs.
    ports
        Where it listens, by jupyter_client's names.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, lines: Lines) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self.ports: dict[str, int] = {}
        self._lines: Lines | None = lines
        self._handle = lines.descriptors.pop() if lines.descriptors else -1

    def poll(self) -> int | None:
        """Return the exit code, or ``None`` while it runs."""
        if self.returncode is None and self._gone():
            self.returncode = self._exit_code()
            self._close()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end; ``TimeoutError`` if it does not come in time."""
        if self.returncode is None:
            source: Any = self._handle if self._handle >= 0 else self._conn
            if not _readable(source, timeout):
                raise TimeoutError(f"process {self.pid} still runs")
        code = self.poll()
        return -signal.SIGKILL if code is None else code

    def send_signal(self, number: int) -> None:
        """Signal the process, not its group; nothing happens once it has ended."""
        if self.poll() is not None:
            return
        if self._handle >= 0:
            signal.pidfd_send_signal(self._handle, number)
        else:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def descriptor(self) -> int:
        """Return what becomes readable at the end."""
        return self._handle if self._handle >= 0 else self._conn.fileno()

    @property
    def _conn(self) -> socket.socket:
        if self._lines is None:
            raise Closed("the process has ended")
        return self._lines.conn

    def _gone(self) -> bool:
        if self._handle >= 0:
            return _readable(self._handle, 0)
        if not _readable(self._conn, 0):
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        return False

    def _exit_code(self) -> int:
        """Return what the parent says; killed, if the parent is gone too."""
        try:
            self._conn.settimeout(NOTICE_SECONDS)
            while self._lines is not None:
                message = self._lines.read()
                if "exit" in message:
                    return int(message["exit"])
        except OSError:
            pass
        return -signal.SIGKILL

    def _close(self) -> None:
        if self._lines is not None:
            self._lines.close()
            self._lines = None
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1

    def __del__(self) -> None:
        self._close()


def _readable(source: Any, timeout: float | None) -> bool:
    """Say whether something can be read within ``timeout`` seconds.

    Not ``select``: it refuses descriptors above 1023, which a hundred kernels reach.
    """
    asked = select.poll()
    asked.register(source, select.POLLIN)
    return bool(asked.poll(None if timeout is None else timeout * 1000))
