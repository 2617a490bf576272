"""The kernels of a class: who opened each, whether anybody is connected, and their end.

A kernel keeps nothing that is not kept elsewhere, so it ends as soon as its page is gone, and
when it dies nobody restarts it behind the page's back: an empty kernel would answer to an old
page's name. The page is told, and asks for another.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from jupyter_server._tz import utcnow
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import (
    AsyncMappingKernelManager,
    ServerKernelManager,
)
from tornado.web import HTTPError

if TYPE_CHECKING:
    from traitlets.config import Config

ALONE_SECONDS = 8.0  # without a connection; a reconnecting page needs about two
FIRST_SECONDS = 30.0  # until the first connection, from the moment the page knows the kernel
LOOK_SECONDS = 1.0
IDLE_SECONDS = 60 * 60
DEATH_SECONDS = 2.0  # how often each kernel is looked at
# Bytes: what a socket's path may have, less Voilà's folder and a kernel's name in it.
LONGEST_FOLDER = 107 - len("/voila_12345678") - len(f"/kernel-{uuid.UUID(int=0)}-ipc-5")


@dataclass
class Claim:
    """In whose name a task starts kernels, and which it has started."""

    visitor: str
    kernels: list[str] = field(default_factory=list)


claim: ContextVar[Claim | None] = ContextVar("claim", default=None)


@dataclass
class Opened:
    """What the class knows of a running kernel.

    Attributes
    ----------
    visitor
        Who opened it.
    handed
        Whether the page knows its kernel; until then it is still being made.
    since
        The loop's time since which nobody is connected; ``None`` while somebody is, and before
        it is handed over.
    connected
        How many sockets are connected.
    patience
        How many seconds nobody may be connected.
    """

    visitor: str
    handed: bool = False
    since: float | None = None
    connected: int = 0
    patience: float = FIRST_SECONDS


def settings(config: Config) -> None:
    """Write what these kernels need into the server's configuration."""
    config.MappingKernelManager.kernel_manager_class = f"{__name__}.ClassKernel"
    # Sockets in a folder of this user's alone need no encryption, which costs each connection
    # more than everything else about it; where their paths would be too long, there is TCP.
    folder = os.fsencode(tempfile.gettempdir())
    if sys.platform == "linux" and len(folder) <= LONGEST_FOLDER:
        config.KernelManager.transport = "ipc"
    else:
        config.KernelManager.transport_encryption = "auto"
    config.KernelRestarter.restart_limit = 0  # the first death is final
    config.KernelRestarter.time_to_dead = DEATH_SECONDS
    config.MappingKernelManager.cull_idle_timeout = IDLE_SECONDS
    config.MappingKernelManager.cull_interval = 60
    config.MappingKernelManager.buffer_offline_messages = False


class ClassKernel(ServerKernelManager):
    """One kernel, without the log of events: each would read the events' schemas again."""

    def emit(self, schema_id: str, data: dict[str, Any]) -> None:
        """Keep quiet."""


class ClassKernels(AsyncMappingKernelManager):
    """Voilà's map of kernels, with owners and ends."""

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.opened: dict[str, Opened] = {}
        self._watch: asyncio.Task[None] | None = None
        self._ending: set[asyncio.Task[None]] = set()

    async def _async_start_kernel(self, **options: Any) -> str:
        """Start a kernel in the name of the task's ``claim``; see :meth:`hand_over`."""
        env = options.get("env")
        if env is not None:
            # Voilà's keys are members of an Enum of its own; in a kernel they would import it.
            options["env"] = {_plain(key): _plain(value) for key, value in env.items()}
        kernel: str = await super()._async_start_kernel(**options)
        claimed = claim.get() or Claim("")
        claimed.kernels.append(kernel)
        self.opened[kernel] = Opened(claimed.visitor)
        if self._watch is None:
            self._watch = asyncio.get_running_loop().create_task(self._look())
        return kernel

    start_kernel = _async_start_kernel  # type: ignore[assignment]

    def hand_over(self, kernel: str) -> None:
        """Note that the page knows its kernel now: from here on somebody should be connected."""
        opened = self.opened.get(kernel)
        if opened:
            opened.handed = True
            if not opened.connected:
                opened.since = asyncio.get_running_loop().time()

    def owner(self, kernel: str) -> str | None:
        """Return who opened a kernel, handed over or not; ``None`` if there is none."""
        opened = self.opened.get(kernel)
        return opened.visitor if opened else None

    def of(self, visitor: str) -> list[str]:
        """Return the kernels of a visitor's pages, the oldest first."""
        return [
            k for k, opened in self.opened.items() if opened.handed and opened.visitor == visitor
        ]

    def deserted(self, visitor: str) -> list[str]:
        """Return those of a visitor's kernels nobody is connected to any more, the oldest first."""
        return [k for k in self.of(visitor) if self.opened[k].since is not None]

    @property
    def running(self) -> int:
        """How many kernels pages have."""
        return sum(opened.handed for opened in self.opened.values())

    @property
    def connected(self) -> int:
        """How many kernels somebody is connected to."""
        return sum(opened.connected > 0 for opened in self.opened.values())

    def start_watching_activity(self, kernel_id: str) -> None:
        """Take a kernel as started; what its page sends is its activity, see ``Connection``."""
        kernel: Any = self.get_kernel(kernel_id)
        kernel.execution_state, kernel.reason, kernel.last_activity = "idle", "", utcnow()

    def notify_connect(self, kernel_id: str) -> None:
        """Count a socket."""
        super().notify_connect(kernel_id)
        opened = self.opened.get(kernel_id)
        if opened:
            opened.connected += 1
            opened.since, opened.patience = None, ALONE_SECONDS

    def notify_disconnect(self, kernel_id: str) -> None:
        """Count a socket that has gone; one that never came did not count."""
        super().notify_disconnect(kernel_id)
        opened = self.opened.get(kernel_id)
        if opened and opened.connected:
            opened.connected -= 1
            if not opened.connected:
                opened.since = asyncio.get_running_loop().time()

    async def _async_shutdown_kernel(
        self,
        kernel_id: str,
        now: bool | None = True,  # noqa: ARG002 - there is nothing to save or to wait for
        restart: bool | None = False,
    ) -> None:
        """End a kernel and the sockets of whoever is connected."""
        self.opened.pop(kernel_id, None)
        try:
            await super()._async_shutdown_kernel(kernel_id, now=True, restart=restart)
        finally:
            for connection in list(ZMQChannelsWebsocketConnection._open_sockets):  # noqa: SLF001
                if connection.kernel_id == kernel_id:
                    connection.websocket_handler.close(4001, "the kernel has ended")

    shutdown_kernel = _async_shutdown_kernel  # type: ignore[assignment]

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel."""
        self.opened.pop(kernel_id, None)
        return super().remove_kernel(kernel_id)

    def _handle_kernel_died(self, kernel_id: str) -> None:
        """Tidy up after a kernel that died; its sockets have been told "dead" by then."""
        self.end_soon(kernel_id)

    def end_soon(self, kernel: str) -> None:
        """End a kernel in the background."""
        if self.opened.pop(kernel, None) is None:
            return  # it is ending already
        task = asyncio.get_running_loop().create_task(self._end(kernel))
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _end(self, kernel: str) -> None:
        try:
            await self.shutdown_kernel(kernel, now=True)
        except (HTTPError, KeyError):
            return  # it ended by itself meanwhile
        except (OSError, RuntimeError):
            self.log.exception("a kernel did not end cleanly")

    async def _look(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            for kernel, opened in list(self.opened.items()):
                if opened.since is not None and loop.time() - opened.since > opened.patience:
                    self.end_soon(kernel)

    async def _async_shutdown_all(self, now: bool = True) -> None:
        """End all kernels, for the server stops."""
        if self._watch:
            self._watch.cancel()
        await super()._async_shutdown_all(now=now)

    shutdown_all = _async_shutdown_all  # type: ignore[assignment]


def _plain(word: Any) -> str:
    return str(word.value if isinstance(word, Enum) else word)
