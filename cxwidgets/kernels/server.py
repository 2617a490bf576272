"""The fork server as its owner sees it: started, watched, started again, stopped."""

from __future__ import annotations

import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from cxwidgets.kernels import fingerprint, spec
from cxwidgets.kernels.mode import Mode, possible
from cxwidgets.kernels.shelf import Shelf

ADDRESS = "CXW_FORK_SERVER"
"""The environment variable that tells this process and its workers where the fork server is."""
SOCKET = "fork.sock"
BACKLOG = 512
HOLDERS = 16
TRIES = 5
REST_SECONDS = 60  # until another try, once so many in a row have failed
END_SECONDS = 5
# No pools for matrix products and no memory cleaner of Arrow's: a fork has its one thread only.
SINGLE = {
    **dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}

_log = logging.getLogger(__name__)
LONGEST_FOLDER = 107 - 40  # bytes: a socket's path has at most 107, its name in the folder 38

_active: ForkServer | None = None
_refusal = ""


def refusal() -> str:
    """Return why this process could start no fork server; ``""`` if nothing kept it."""
    return _refusal


def active() -> ForkServer | None:
    """Return the fork server this process started, if any."""
    return _active


class ForkServer:
    """One preloaded process, owned by the process that starts kernels.

    The socket outlives the preloaded process: when that is killed, or the package's code has
    changed, another takes its place and finds the requests waiting. Kernels and prepared notebooks
    outlive it too; they end with this process, whose end of the lifeline closes with it.

    Attributes
    ----------
    root
        The course's folder.
    shelf
        The prepared notebooks.
    """

    def __init__(self, root: Path, holders: int = HOLDERS) -> None:
        self.root = root
        self.shelf = Shelf(holders)
        self.folder = _folder()
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(str(self.folder / SOCKET))
        self._listener.listen(BACKLOG)
        self._lifeline, self._life = os.pipe()
        # A forked copy of this process (a worker pool) must not keep the kernels alive.
        os.register_at_fork(after_in_child=self._let_go)
        self._lock = threading.Lock()
        self._stopped = False
        self._failures, self._tried = 0, 0.0
        self._mark = self.folder / "none"
        self._process: subprocess.Popen[bytes] | None = None
        self._retired: list[subprocess.Popen[bytes]] = []

    @classmethod
    def start(cls, root: Path, holders: int = HOLDERS) -> ForkServer | None:
        """Start the preloaded process for a course; kernels may be asked for at once.

        Parameters
        ----------
        root
            The course's folder.
        holders
            How many prepared notebooks to keep.

        Returns
        -------
        ForkServer or None
            ``None`` where kernels start the stock way; see ``mode``.
        """
        global _active, _refusal  # noqa: PLW0603 - one a process
        if possible().name == "spawn":
            return None
        if _active is None:
            spec.offer()
            started = None
            try:
                started = cls(root, holders)
                started.refresh()
            except OSError as error:  # no room, no rights, no processes left: class goes on
                if started is not None:
                    started.stop()
                # Without a file's name: whoever asks for the server's health reads it.
                _refusal = f"no fork server could be started: {error.strerror or error}"
                _log.warning("%s", _refusal)
                return None
            _active, _refusal = started, ""
            os.environ[ADDRESS] = str(_active.folder)
        return _active

    def stop(self) -> None:
        """End the preloaded process and every kernel forked from it."""
        global _active  # noqa: PLW0603 - one a process
        with self._lock:
            if self._stopped:
                return
            self._stopped = True
        self.shelf.clear()
        self._let_go()
        self._listener.close()
        for process in (self._process, *self._retired):
            if process is None:
                continue
            try:
                process.wait(END_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        os.close(self._lifeline)
        shutil.rmtree(self.folder, ignore_errors=True)
        if _active is self:
            _active = None
            os.environ.pop(ADDRESS, None)

    def refresh(self) -> bool:
        """See that a preloaded process with today's code runs or is coming up.

        Returns
        -------
        bool
            Whether it is worth asking it.
        """
        with self._lock:
            if self._stopped:
                return False
            self._retired = [p for p in self._retired if p.poll() is None]
            code = fingerprint.of_code()
            alive = self._process is not None and self._process.poll() is None
            if alive and code == self._code:
                return True
            if alive and self._process:
                self._process.terminate()  # it stays until its kernels have ended
                self._retired.append(self._process)
                self.shelf.clear()  # nobody will ask for what yesterday's code prepared
            elif self._process:  # it died: before it was ready, or after a good life
                self._failures = 0 if self._mark.exists() else self._failures + 1
            # What was in the way, a full disk or memory, may have passed by the next kernel.
            resting = time.monotonic() - self._tried < REST_SECONDS
            if self._failures >= TRIES and code == self._code and resting:
                return False
            self._spawn(code)
            return True

    def health(self) -> Mode:
        """Say whether kernels are forked now."""
        process = self._process
        if self._stopped or process is None:
            return Mode("spawn", "the fork server was stopped")
        if process.poll() is not None:
            return Mode("spawn", f"the preloaded process ended with {process.returncode}")
        ready = "ready" if self._mark.exists() else "importing"
        return Mode("fork", f"preloaded process {process.pid} is {ready}")

    @property
    def pid(self) -> int:
        """The preloaded process's number; 0 where there is none."""
        return self._process.pid if self._process else 0

    def wait_ready(self, seconds: float) -> bool:
        """Wait until everything is imported; says whether it is."""
        until = time.monotonic() + seconds
        while not self._mark.exists() and self.health().name == "fork":
            if time.monotonic() > until:
                return False
            time.sleep(0.02)
        return self._mark.exists()

    def _spawn(self, code: str) -> None:
        self._code, self._tried = code, time.monotonic()
        self._mark = self.folder / f"ready-{time.monotonic_ns()}"
        numbers = (self._listener.fileno(), self._lifeline)
        command = [sys.executable, "-m", "cxwidgets.kernels.preloaded", *map(str, numbers)]
        env = {**os.environ, **SINGLE, "PYTHONUTF8": "1"}
        env.pop("JPY_PARENT_PID", None)
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [*command, code, str(self._mark)],
            cwd=fingerprint.PACKAGE.parent,
            env=env,
            stdin=subprocess.DEVNULL,
            pass_fds=numbers,
            start_new_session=True,  # an interrupt at the terminal is the server's to answer
        )
        threading.Thread(target=self._watch, args=(self._process,), daemon=True).start()

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """Start another when this one dies unasked."""
        process.wait()
        if process is self._process and not self._stopped:
            self.refresh()

    def _let_go(self) -> None:
        """Close our end of the lifeline, once: afterwards the number is somebody else's."""
        life, self._life = self._life, -1
        if life >= 0:
            os.close(life)


def _folder() -> Path:
    """Make a folder for sockets, for this user alone, where their paths are short enough.

    Raises
    ------
    OSError
        If there is no such place.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    usable = [runtime] if runtime and os.access(runtime, os.W_OK | os.X_OK) else []
    for place in (*usable, tempfile.gettempdir(), "/tmp"):  # noqa: S108 - mkdtemp makes it safe
        folder = Path(tempfile.mkdtemp(prefix="cxw-", dir=place))
        if len(os.fsencode(folder)) <= LONGEST_FOLDER:
            return folder
        folder.rmdir()
    raise OSError("temporary files lie too deep for sockets beside them")
