"""Where a class is being served, noted beside its store for whoever must ask its server.

The note says nothing secret: who asks proves with the server's secret that they may.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True)
class Serving:
    """A server of a class.

    Attributes
    ----------
    site
        Its address on this machine.
    store
        The address of the store it writes to, without a password.
    """

    site: str
    store: str


def _file(root: Path, classroom: str) -> Path:
    return root / ".cxw" / "serving" / f"{classroom}.json"


@contextmanager
def noted(root: Path, classroom: str, serving: Serving) -> Iterator[None]:
    """Leave the note while the class is served."""
    file = _file(root, classroom)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(asdict(serving)), encoding="utf-8")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def found(root: Path, classroom: str) -> Serving | None:
    """Return the note, which may have outlived its server; ``None`` if there is none."""
    try:
        return Serving(**json.loads(_file(root, classroom).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None
