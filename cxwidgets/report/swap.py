"""Replacing a folder as a whole: whoever looks sees the old one or the new one, never a mixture."""

from __future__ import annotations

import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = 24 * 60 * 60


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give an empty folder to fill; put it in the place of ``folder`` when all went well.

    If anything is raised inside, ``folder`` stays as it was. A process killed while the two change
    places leaves the old folder beside; the next call puts it back.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    previous = folder.with_name(f".{folder.name}.previous")
    _recover(folder, previous)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.draft-", dir=folder.parent))
    draft.chmod(0o755)
    try:
        yield draft
        if folder.exists():
            folder.rename(previous)
        try:
            draft.rename(folder)
        except OSError:
            _recover(folder, previous)
            raise
        shutil.rmtree(previous, ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _recover(folder: Path, previous: Path) -> None:
    if previous.exists():
        if folder.exists():
            shutil.rmtree(previous)
        else:
            previous.rename(folder)
    for old in folder.parent.glob(f".{folder.name}.draft-*"):
        if time.time() - old.stat().st_mtime > _DAY:  # of a process killed long ago
            shutil.rmtree(old, ignore_errors=True)
