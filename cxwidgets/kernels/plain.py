"""A kernel that starts empty, with everything imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cxwidgets.kernels.application import serve
from cxwidgets.kernels.settle import settle

if TYPE_CHECKING:
    from collections.abc import Callable


def plain(request: dict[str, Any], lifeline: int, up: Callable[[], None]) -> None:
    """Be the kernel that was asked for.

    Parameters
    ----------
    request
        ``argv``, ``env``, ``cwd``, ``umask``.
    lifeline
        Closes when the server is gone.
    up
        To be called when the kernel's sockets are open.
    """
    settle(request)
    serve(request["argv"], lifeline, up)
