"""Notice changed files cheaply: one look at names, times and sizes a second, whoever asks."""

from __future__ import annotations

import asyncio
import hashlib
import os
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CHECK_SECONDS = 1.0  # a change is noticed this much later at most


class Watched:
    """Folders whose content pages are made of.

    Parameters
    ----------
    folders
        ``(folder, suffixes)``: every file below the folder whose name ends so; an empty suffix
        means every file.
    """

    def __init__(self, folders: Iterable[tuple[Path, str]]) -> None:
        self._folders = list(folders)
        self._looked = float("-inf")
        self._stamp = ""
        self._looking: asyncio.Task[None] | None = None

    async def stamp(self) -> str:
        """Return a word that changes with the files."""
        if monotonic() - self._looked > CHECK_SECONDS:
            if self._looking is None or self._looking.done():
                self._looking = asyncio.get_running_loop().create_task(self._look())
            await asyncio.shield(self._looking)
        return self._stamp

    async def _look(self) -> None:
        began = monotonic()
        self._stamp = await asyncio.to_thread(self.now)
        self._looked = began

    def now(self) -> str:
        """Look at the files."""
        digest = hashlib.sha256()
        for folder, suffix in self._folders:
            for line in sorted(_lines(str(folder), suffix)):
                digest.update(line.encode("utf-8", "surrogateescape") + b"\0")
        return digest.hexdigest()


def _lines(folder: str, suffix: str) -> Iterator[str]:
    try:
        entries = list(os.scandir(folder))
    except FileNotFoundError:
        return  # it went while we looked; so may a file, for editors write beside it and rename
    for entry in entries:
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _lines(entry.path, suffix)
        elif entry.name.endswith(suffix):
            with suppress(FileNotFoundError):
                known = entry.stat()
                yield f"{entry.path}:{known.st_mtime_ns}:{known.st_size}"
