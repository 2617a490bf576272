"""A fork server inside JupyterLab: a server extension that ``cxw lab`` switches on."""

from __future__ import annotations

import atexit
from typing import Any

from cxwidgets.course import find_root
from cxwidgets.kernels.server import ForkServer


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "cxwidgets.kernels.lab"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Start it in the process that starts the kernels."""
    started = ForkServer.start(find_root())
    if started is None:
        server.log.info("cxwidgets: kernels start the stock way")
        return
    atexit.register(started.stop)
