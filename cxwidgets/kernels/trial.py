"""Trying the fork server once, to say how kernels start on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nbformat.v4 import new_code_cell, new_notebook

from cxwidgets.kernels.forked import Unforked, run
from cxwidgets.kernels.mode import Mode, mode, possible
from cxwidgets.kernels.server import ForkServer

if TYPE_CHECKING:
    from pathlib import Path

READY_SECONDS = 60


def tried(root: Path) -> Mode:
    """Return how kernels start here, having let a fork run one cell.

    Parameters
    ----------
    root
        The course's folder.
    """
    allowed = possible()
    server = ForkServer.start(root)
    if server is None:
        return mode()
    try:
        server.wait_ready(READY_SECONDS)
        notebook = new_notebook(cells=[new_code_cell("import cxwidgets")])
        run(notebook, root=root, env={}, keep=False)
    except Unforked as reason:
        return Mode("spawn", f"a fork was tried and failed: {reason}")
    finally:
        server.stop()
    return Mode("fork", f"{allowed.why}; tried just now")
