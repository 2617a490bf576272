"""A kernel that starts empty, with everything imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.kernels.application import serve
from cxwidgets.kernels.settle import settle

if TYPE_CHECKING:
    from cxwidgets.kernels.application import Ready


def plain(request: dict[str, Any], lifeline: int, up: Ready) -> None:
    """Be the kernel that was asked for.

    Parameters
    ----------
    request
        ``argv``, ``find_ports``, ``env``, ``cwd``, ``umask``.
    lifeline
        Closes when the server is gone.
    up
        To be called with the kernel's ports when they are open.
    """
    settle(request)
    serve(request, lifeline, up)
