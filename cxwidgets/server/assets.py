"""The built front end under an address that changes with its content, cached for good."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from tornado.web import HTTPError, StaticFileHandler

from cxwidgets.widgets.component import STATIC

if TYPE_CHECKING:
    from pathlib import Path

FOREVER = 365 * 24 * 3600  # seconds


@lru_cache(maxsize=4)
def _digest(_stamps: tuple[tuple[str, int], ...], folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def digest() -> str:
    """Return the digest of all built files."""
    stamps = tuple((f.name, f.stat().st_mtime_ns) for f in sorted(STATIC.iterdir()))
    return _digest(stamps, STATIC)


def address() -> str:
    """Return the address below which the built files are served."""
    return f"/cx/static/{digest()}/"


class AssetHandler(StaticFileHandler):
    """Serve built files; an address with an old digest is gone."""

    async def get(self, found: str, path: str, include_body: bool = True) -> None:  # type: ignore[override]
        """Send one file."""
        if found != digest():
            raise HTTPError(404)
        await super().get(path, include_body)

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 - tornado's signature
        """Let browsers keep the file: its address changes when it does."""
        self.set_header("Cache-Control", f"public, max-age={FOREVER}, immutable")
        self.set_header("X-Content-Type-Options", "nosniff")
