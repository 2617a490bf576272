"""What a forked process does first: stop being its parent's copy."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
import threading
import time
from typing import Any

from cxwidgets.kernels import dice


def settle(request: dict[str, Any], *, moved: dict[str, str | None] | None = None) -> None:
    """Take a session, signals, standard input, directory, environment and dice of one's own.

    Parameters
    ----------
    request
        ``env``, ``cwd``, ``umask`` (or ``None`` to keep it) and ``argv`` of the new process.
    moved
        What a notebook's cells changed in the environment since it was set; ``None`` removes.
    """
    os.setsid()
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    if request.get("umask") is not None:
        os.umask(request["umask"])
    if request.get("cwd"):
        os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    for key, value in (moved or {}).items():
        if value is None:
            os.environ.pop(key, None)
        else:
            os.environ[key] = value
    time.tzset()
    launcher = importlib.util.find_spec("ipykernel_launcher")
    sys.argv = [str(launcher.origin) if launcher else "", *request.get("argv", [])]
    reseed()


def reseed() -> None:
    """Throw new dice: ``random`` does so itself after a fork, NumPy's global generator does not.

    One that a cell has given a seed (``numpy.random.seed(0)``) keeps it.
    """
    if "numpy" in sys.modules:
        from numpy.random.mtrand import _rand as everybodys

        if dice.is_unseeded(everybodys):
            dice.throw(everybodys)


def changes(before: dict[str, str]) -> dict[str, str | None]:
    """Return what has changed in the environment since ``before``."""
    now = dict(os.environ)
    gone: dict[str, str | None] = dict.fromkeys(before.keys() - now.keys())
    return gone | {key: value for key, value in now.items() if before.get(key) != value}


def follow(lifeline: int) -> None:
    """End this process and all it started as soon as the server is gone."""

    def wait() -> None:
        os.read(lifeline, 1)  # nobody ever writes: it returns when the last writer is gone
        os.killpg(0, signal.SIGKILL)

    threading.Thread(target=wait, name="lifeline", daemon=True).start()
