"""Start what is measured, let people join it, and weigh it; Linux only, it reads ``/proc``."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 120
TICK = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port nobody uses right now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def machine() -> str:
    """Return one line about this machine."""
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    cores = len(os.sched_getaffinity(0))
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    version = sys.version.split()[0]
    return f"{cores} cores, {pages / 2**30:.0f} GB, Python {version}, load before {load}"


class Process:
    """A server, and what it weighs."""

    process: subprocess.Popen[bytes]
    host, port = "127.0.0.1", 0

    def start(self, command: list[str], folder: Path, env: dict[str, str] | None = None) -> None:
        """Start a command, its words into a file."""
        self.log = Path(tempfile.mkstemp(prefix="benchmark-", suffix=".log")[1])
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=folder, stdout=log, stderr=log, env={**os.environ, **(env or {})}
            )

    def memory(self) -> tuple[float, float]:
        """Return the server's proportional and unshared memory, MB."""
        text = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii")
        found = {k: int(v) for k, v in re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)}
        return found["Pss"] / 1024, (found["Private_Clean"] + found["Private_Dirty"]) / 1024

    def cpu(self) -> float:
        """Return the processor seconds used so far by the server and all below it."""
        return sum(_cpu(pid) for pid in _below(self.process.pid))

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End it and what it started."""
        family = _below(self.process.pid)
        self.process.send_signal(number)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pid in family[1:]:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.log.unlink(missing_ok=True)


def _below(pid: int) -> list[int]:
    found = [pid]
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):  # a child belongs to a thread
        try:
            children = thread.read_text(encoding="ascii").split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        for child in children:
            found += _below(int(child))
    return found


def _cpu(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


class ClassServer(Process):
    """``cxw class`` on a store of its own.

    Parameters
    ----------
    root
        The course's folder; also where the package is taken from.
    store
        The file of the store.
    """

    def __init__(self, root: Path, store: Path, *more: str) -> None:
        self.store, self.port = store, free_port()
        command = [sys.executable, "-m", "cxwidgets", "class", "--root", str(root)]
        command += ["--client", "bus", "--lang", "zh", "--port", str(self.port), "--no-browser"]
        command += ["--store", f"sqlite:///{store.as_posix()}", *more]
        self.start(command, root, {"PYTHONUTF8": "1", "PYTHONPATH": str(root)})
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            found = re.search(r"^Trainer: (\S+)$", self.log.read_text("utf-8"), re.MULTILINE)
            if found:
                self.trainer = urllib.parse.urlsplit(found[1]).path
                return
            time.sleep(0.1)
        raise RuntimeError(self.log.read_text("utf-8")[-2000:])

    def join(self, name: str) -> str:
        """Let somebody join; return the path of their link."""
        form = {"nickname": name, "team": f"T{len(name) % 5}", "role": "", "lang": "zh"}
        body = urllib.parse.urlencode(form).encode()
        opener = urllib.request.build_opener(_Stay)
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/", data=body)
        with opener.open(request, timeout=30) as response:
            return str(urllib.parse.urlsplit(response.headers["Location"]).path)

    def get(self, path: str, body: object = None) -> bytes:
        """Ask the class server."""
        data = None if body is None else json.dumps(body).encode()
        address = f"http://127.0.0.1:{self.port}{path}"
        with urllib.request.urlopen(address, data=data, timeout=300) as response:
            content: bytes = response.read()
            return content

    def control(self, **wish: object) -> None:
        """Do what a trainer does."""
        self.get(f"{self.trainer}api/control", wish)


class _Stay(urllib.request.HTTPRedirectHandler):
    def http_error_303(self, _req: Any, fp: Any, *_rest: Any) -> Any:
        return fp


class Crowd:
    """A process of visitors following a plan."""

    def __init__(self, script: str, plan: dict[str, Any]) -> None:
        here = Path(__file__).parent
        self.process = subprocess.Popen(
            [sys.executable, str(here / script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._say(json.dumps(plan))

    def _say(self, line: str) -> None:
        if self.process.stdin is None:
            raise RuntimeError("the visitors do not listen")
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()

    def hear(self) -> dict[str, Any]:
        """Wait for the next event."""
        line = self.process.stdout.readline() if self.process.stdout else b""
        if not line:
            raise RuntimeError("the visitors ended early")
        content: dict[str, Any] = json.loads(line)
        return content

    def leave(self) -> dict[str, Any]:
        """Let everybody go and return what was measured."""
        self._say("leave")
        done = self.hear()
        self.process.wait()
        return done
