"""The preloaded process: imports everything, keeps still, forks kernels on request.

Started by ``ForkServer`` as ``python -m cxwidgets.kernels.preloaded LISTENER LIFELINE PRINT MARK``:
the numbers of the listening socket and the lifeline it inherits, the code's fingerprint before
anything was imported, and a file to make when it is ready.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import select
import shutil
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cxwidgets.kernels.loop import Work

_failed = False


def _leave() -> None:
    """End a forked process without taking its memory apart: most of it is shared."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(1 if _failed else 0)


def main(listener: socket.socket, lifeline: int, fingerprint: str, mark: Path) -> None:
    """Preload, then fork until the server is gone or sends this process away."""
    from cxwidgets.kernels import fingerprint as files
    from cxwidgets.kernels import pristine, wire
    from cxwidgets.kernels.holder import hold
    from cxwidgets.kernels.loop import Loop, fork_kernel
    from cxwidgets.kernels.plain import plain
    from cxwidgets.kernels.preload import preload

    preload(lambda: bool(select.select([lifeline], [], [], 0)[0]))
    with contextlib.suppress(FileNotFoundError):  # the server has gone, and its folder with it
        mark.touch()

    def answer(request: dict[str, Any], conn: socket.socket) -> Work | None:
        refusal = pristine.flaw()
        if not refusal and files.of_code() != fingerprint:
            refusal = "stale"
        if refusal:
            wire.send(conn, {"refused": refusal})
            conn.close()
            return None
        if request["op"] == "kernel":
            return fork_kernel(loop, request, conn, lambda up: plain(request, lifeline, up))
        pid = loop.children.fork(str(request["id"]), None, ends_others=True)
        if pid == 0:
            return lambda: hold(request, conn, lifeline, mark.parent)
        conn.close()  # the child answers
        return None

    loop = Loop(listener, lifeline, answer)
    parent = os.getpid()
    work: Work | None = loop.run()
    while work:
        work = work()
    if loop.ended and os.getpid() == parent:
        shutil.rmtree(mark.parent, ignore_errors=True)


if __name__ == "__main__":
    # First in, last out: every other function at exit has run before it.
    atexit.register(_leave)
    # `-m` put the folder we were started in before everything; kernels look there last.
    del sys.path[0]
    try:
        main(
            socket.socket(fileno=int(sys.argv[1])),
            int(sys.argv[2]),
            sys.argv[3],
            Path(sys.argv[4]),
        )
    except SystemExit as leaving:
        _failed = bool(leaving.code)
        raise
    except BaseException:
        _failed = True
        raise
