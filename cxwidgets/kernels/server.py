"""The fork server as its owner sees it: started, watched, started again, stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cxwidgets.kernels.mode import Mode

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "CXW_FORK_SERVER"
"""The environment variable that tells this process and its workers where the fork server is."""

_active: ForkServer | None = None


def active() -> ForkServer | None:
    """Return the fork server this process started, if any."""
    return _active


class ForkServer:
    """One preloaded process, owned by the process that starts kernels."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @classmethod
    def start(cls, root: Path) -> ForkServer:
        """Start the preloaded process for a course; kernels may be asked for at once."""
        global _active  # noqa: PLW0603 - one a process
        _active = cls(root)
        return _active

    def stop(self) -> None:
        """End the preloaded process and every kernel forked from it."""
        global _active  # noqa: PLW0603 - one a process
        _active = None

    def health(self) -> Mode:
        """Say whether kernels are forked now."""
        return Mode("spawn", "the fork server is not running")
