"""What a run of light pages shows, and when a server has come to rest."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from serving import Process

MODULE, LANG = "three_one_toolkit", "zh"
FEW = 50  # visitors up to whom nobody answers


@dataclass
class Load:
    """What one run showed; times in seconds, memory in MB a visitor."""

    visitors: int
    usable: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    revealed: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    lost: int = 0
    pss: float = float("nan")
    uss: float = float("nan")
    bytes: float = float("nan")
    still: float = float("nan")  # share of one core while nothing happens


def settle(server: Process) -> None:
    """Wait until the server has nothing to do any more."""
    used = server.cpu()
    for _ in range(60):
        time.sleep(1)
        used, last = server.cpu(), used
        if used - last < 0.05:  # noqa: PLR2004 - seconds of work in a second
            return
