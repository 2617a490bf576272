"""How kernels start in this process, and why."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Literal

CHOICE = "CXW_KERNELS"
"""The environment variable that asks for one way of starting kernels."""
WAYS = ("fork", "spawn")


class ModeError(ValueError):
    """``CXW_KERNELS`` asks for a way of starting kernels that there is not."""


@dataclass(frozen=True)
class Mode:
    """How kernels start.

    Attributes
    ----------
    name
        ``"fork"`` from a preloaded process, or ``"spawn"``, the stock start.
    why
        One line for a consultant.
    """

    name: Literal["fork", "spawn"]
    why: str


def possible() -> Mode:
    """Return what this platform and ``CXW_KERNELS`` allow.

    Raises
    ------
    ModeError
        If ``CXW_KERNELS`` is neither ``fork`` nor ``spawn``.
    """
    asked = os.environ.get(CHOICE, "")
    if asked and asked not in WAYS:
        raise ModeError(f"{CHOICE} is {asked!r}; it must be one of {', '.join(WAYS)}")
    if not hasattr(os, "fork"):
        return Mode("spawn", f"{sys.platform} has no fork")
    if not hasattr(os, "waitid"):  # macOS before Python 3.13
        return Mode("spawn", f"this Python cannot look after forked processes on {sys.platform}")
    if asked == "spawn":
        return Mode("spawn", f"{CHOICE} asks for it")
    if sys.platform != "linux" and asked != "fork":
        # Forking after Apple's frameworks are loaded is unsafe; who wants it must say so.
        return Mode("spawn", f"on {sys.platform} forking is only used if {CHOICE}=fork")
    return Mode("fork", f"{CHOICE} asks for it" if asked else f"{sys.platform} can fork")


def mode() -> Mode:
    """Return how the next kernel of this process starts, and why."""
    from cxwidgets.kernels.server import active, refusal

    allowed = possible()
    if allowed.name == "spawn":
        return allowed
    server = active()
    if server is None:
        return Mode("spawn", refusal() or "no fork server was started in this process")
    return server.health()
