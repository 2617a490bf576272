"""A process that has run a notebook's cells, and forks kernels which have them behind them.

It has no kernel, no thread and no connection while it runs the cells, so nothing is left behind
that a copy would break; if the cells leave such a thing, it says so and ends.
"""

from __future__ import annotations

import contextlib
import gc
import os
import socket
from typing import TYPE_CHECKING, Any

from cxwidgets.kernels import cells, dice, pristine, wire
from cxwidgets.kernels.application import TwoHalves
from cxwidgets.kernels.loop import Loop, Work, fork_kernel
from cxwidgets.kernels.settle import settle

if TYPE_CHECKING:
    from pathlib import Path

BACKLOG = 512


def hold(request: dict[str, Any], leash: socket.socket, lifeline: int, folder: Path) -> Work | None:
    """Run the cells, report, then fork kernels until nobody holds the leash.

    Parameters
    ----------
    request
        ``id``, ``cells``, ``seconds``, ``keep``, ``env``, ``cwd``, ``umask``.
    leash
        Where the report goes; when it closes the holder ends, after its last kernel.
    lifeline
        Closes when the server is gone.
    folder
        The server's folder for sockets.
    """
    settle(request)
    leash.settimeout(None)
    before = pristine.descriptors()
    app = TwoHalves.instance()
    app.prepare()
    report: dict[str, Any]
    try:
        report = {"cells": cells.run(app, request["cells"], request["seconds"])}
        report["language_info"] = _language_info()
        report["unheld"] = pristine.opened(before) if request["keep"] else "it was not asked to"
    except cells.CannotRun as failure:
        report = {"failed": str(failure)}
    if report.get("unheld", True):
        with contextlib.suppress(BrokenPipeError):  # who asked is gone
            wire.send(leash, report)
        return None
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    shell: Any = app.shell
    unseeded = dice.unseeded(shell.user_ns)
    own = wire.holder_address(folder, request["id"])
    listener.bind(str(own))
    listener.listen(BACKLOG)
    gc.collect()
    gc.freeze()
    with contextlib.suppress(BrokenPipeError):  # the loop will see it
        wire.send(leash, report)

    def answer(asked: dict[str, Any], conn: socket.socket) -> Work | None:
        flaw = pristine.flaw()
        if flaw:
            wire.send(conn, {"refused": flaw})
            conn.close()
            return None
        return fork_kernel(
            loop, asked, conn, lambda up: _become(app, asked, lifeline, up, unseeded)
        )

    loop = Loop(listener, lifeline, answer, leash)
    holder = os.getpid()
    work = loop.run()
    if os.getpid() == holder:
        own.unlink(missing_ok=True)
    return work


def _become(
    app: TwoHalves, asked: dict[str, Any], lifeline: int, up: Any, unseeded: list[Any]
) -> None:
    if not app.stayed():
        asked = {**asked, "cwd": None}  # the cells went somewhere; so does who comes after them
    settle(asked, moved=app.moved())
    for generator in unseeded:
        dice.throw(generator)
    app.connect(asked, lifeline, up)


def _language_info() -> dict[str, Any]:
    from ipykernel.ipkernel import IPythonKernel

    return dict(IPythonKernel.language_info)
