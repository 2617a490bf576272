"""``cxw-fork``: the kernel provisioner that asks a fork server, and else starts the stock way."""

from __future__ import annotations

import asyncio
import os
import sys
import uuid
from pathlib import Path
from typing import Any, cast

from jupyter_client.connect import LocalPortCache
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from cxwidgets.kernels import server, wire
from cxwidgets.kernels.forked import Unforked, plain_words
from cxwidgets.kernels.mode import possible
from cxwidgets.kernels.prepared import PREPARED
from cxwidgets.kernels.process import ForkedProcess

LAUNCHER = "ipykernel_launcher"
UP_SECONDS = 60
# What an interpreter reads when it starts: a fork has read them already.
READ_AT_START = ("PYTHONPATH", "PYTHONHOME", "PYTHONOPTIMIZE", "LD_PRELOAD", "LD_LIBRARY_PATH")
UNDERSTOOD = {"env", "cwd", "kernel_id", "extra_arguments", "independent"}


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel by forking; jupyter_client's own provisioner does the rest.

    Attributes
    ----------
    forked
        Whether the kernel was forked.
    prepared
        Whether it started with the notebook named by ``CXW_PREPARED`` in place.
    why
        Why not, if it was wanted.
    """

    forked = False
    prepared = False
    why = ""
    process: Any = None  # a Popen, or what looks like one
    _started_before = False

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel; where that cannot be, start it the stock way."""
        self.forked = self.prepared = False
        again, self._started_before = self._started_before, True
        env = kwargs.get("env") or dict(os.environ)
        wanted = str.__str__(env.get(PREPARED, ""))
        kwargs["env"] = plain_words(env)
        process = None
        try:
            request = _request(cmd, kwargs)
            # A restarted kernel keeps its ports: its clients are still connected to them.
            request["find_ports"] = not again
            if wanted:
                process = await self._prepared(wanted, request)
            if process is None:
                process = await _ask(_fork_server(), request)
            self._take(process.ports)
        except (Unforked, OSError, ValueError, TimeoutError) as reason:
            self.why = str(reason)
            self.log.debug("kernel starts the stock way: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.forked = True
        self.process = process
        self.pid = self.pgid = process.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    def _take(self, ports: dict[str, int]) -> None:
        """Let jupyter_client know the ports the kernel has found."""
        known = LocalPortCache.instance()
        manager: Any = self.parent
        for name, port in ports.items():
            if self.ports_cached:
                known.return_port(getattr(manager, name))
                known.currently_used_ports.add(port)
            setattr(manager, name, port)
        self.connection_info = manager.get_connection_info()

    async def _prepared(self, wanted: str, request: dict[str, Any]) -> ForkedProcess | None:
        try:
            process = await _ask(wire.holder_address(_folder(), wanted), request)
        except (Unforked, OSError, ValueError, TimeoutError) as reason:
            self.why = str(reason)
            return None
        self.prepared = True
        return process

    async def wait(self) -> int | None:
        """Wait for the kernel's end, which is noticed at once."""
        process = self.process
        if isinstance(process, ForkedProcess) and process.poll() is None:
            await wire.readable(process.descriptor())
        return await super().wait()

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel's process group, unless the kernel has ended."""
        if isinstance(self.process, ForkedProcess) and self.process.poll() is not None:
            return  # the number may be somebody else's by now
        await super().send_signal(signum)


def _folder() -> Path:
    folder = os.environ.get(server.ADDRESS, "")
    if not folder:
        raise Unforked("no fork server was started in this process")
    return Path(folder)


def _fork_server() -> Path:
    allowed = possible()
    if allowed.name == "spawn":
        raise Unforked(allowed.why)
    own = server.active()
    if own and not own.refresh():
        raise Unforked(own.health().why)
    return _folder() / server.SOCKET


def _request(cmd: list[str], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Return what to ask for.

    Raises
    ------
    Unforked
        If the kernel that is wanted is not what a fork would be.
    """
    if cmd[:3] != [sys.executable, "-m", LAUNCHER]:
        raise Unforked("it is not this environment's kernel")
    unknown = sorted(k for k, v in kwargs.items() if k not in UNDERSTOOD and v is not None)
    if unknown or kwargs.get("independent"):
        raise Unforked(f"a fork cannot be started with {(*unknown, 'independent')[0]!r}")
    env = kwargs["env"]
    differing = [w for w in READ_AT_START if env.get(w) != os.environ.get(w)]
    if differing:
        raise Unforked(f"it wants another {differing[0]}")
    return {
        "op": "kernel",
        "id": uuid.uuid4().hex,
        "argv": cmd[3:],
        "env": {**env, "JPY_PARENT_PID": str(os.getpid())},
        "cwd": str(kwargs.get("cwd") or Path.cwd()),
        "umask": _umask(),
    }


def _umask() -> int | None:
    """Return this process's mask without touching it: other threads may be making files."""
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    for line in status.read_text(encoding="utf-8").splitlines():
        if line.startswith("Umask:"):
            return int(line.split()[1], 8)
    return None


def _check(said: dict[str, Any]) -> None:
    if "refused" in said:
        raise Unforked(str(said["refused"]))
    if "exit" in said:
        raise Unforked(f"the forked kernel ended with {said['exit']}")


async def _ask(address: Path, request: dict[str, Any]) -> ForkedProcess:
    """Ask a preloaded process or a holder for a kernel, and wait until its sockets are open."""
    lines = await wire.connect(str(address))
    process: ForkedProcess | None = None
    try:
        await asyncio.get_running_loop().sock_sendall(lines.conn, wire.line(request))
        async with asyncio.timeout(UP_SECONDS):
            # The parent says the number, the kernel that it is up: either may be first.
            said: dict[str, Any] = {}
            while not {"pid", "up"} <= said.keys():
                said |= await lines.next()
                if "pid" in said and process is None:
                    process = ForkedProcess(int(said["pid"]), lines)
                _check(said)
            process = cast("ForkedProcess", process)
            process.ports = said["up"]
    except BaseException:
        if process is not None:
            process.kill()
        else:
            lines.close()
        raise
    return process
