"""The built front end under an address that changes with its content, cached for good.

A room opens its pages at once: every file is read and compressed once, not for each phone.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from typing import TYPE_CHECKING

from tornado.web import HTTPError, RequestHandler

from cxwidgets.widgets.component import STATIC

if TYPE_CHECKING:
    from pathlib import Path

FOREVER = 365 * 24 * 3600  # seconds
CHECK_SECONDS = 1.0  # a build is noticed this much later at most
PACKABLE = ("text/", "application/json", "image/svg+xml")
_TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}

_last: tuple[float, str] = (float("-inf"), "")


@dataclass(frozen=True)
class Asset:
    """One built file."""

    kind: str
    plain: bytes
    packed: bytes | None  # where it is worth it
    etag: str


@lru_cache(maxsize=2)
def _digest(_stamps: tuple[tuple[str, int], ...], folder: Path) -> str:
    digest = hashlib.sha256()
    for name, file in _files(folder):
        digest.update(name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Path) -> list[tuple[str, Path]]:
    found = (f for f in folder.rglob("*") if f.is_file())
    return sorted((f.relative_to(folder).as_posix(), f) for f in found)


def digest() -> str:
    """Return the digest of all built files, as they were about a second ago at most."""
    global _last  # noqa: PLW0603 - the folder is one, and so is what is known about it
    if monotonic() - _last[0] > CHECK_SECONDS:
        stamps = tuple((name, f.stat().st_mtime_ns) for name, f in _files(STATIC))
        _last = monotonic(), _digest(stamps, STATIC)
    return _last[1]


def address() -> str:
    """Return the address below which the built files are served."""
    return f"/cx/static/{digest()}/"


@lru_cache(maxsize=64)
def asset(_digest: str, name: str, folder: Path) -> Asset | None:
    """Return a built file ready to send, or ``None`` where there is none of this name."""
    file = dict(_files(folder)).get(name)
    if file is None:
        return None
    content = file.read_bytes()
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    worth = kind.startswith(PACKABLE)
    packed = gzip.compress(content, 9, mtime=0) if worth else None
    etag = f'"{hashlib.sha256(content).hexdigest()[:24]}"'
    return Asset(f"{kind}; charset=utf-8" if worth else kind, content, packed, etag)


@lru_cache(maxsize=2)
def _names(_digest: str, folder: Path) -> frozenset[str]:
    return frozenset(name for name, _ in _files(folder))


def found(name: str, wanted: str, folder: Path) -> Asset | None:
    """Return a built file of the digest ``wanted``, or ``None``.

    Made-up names are turned away first: they would push the built files out of memory, and each
    of those would be read and compressed again.
    """
    known = wanted == digest() and name in _names(wanted, folder)
    return asset(wanted, name, folder) if known else None


def warm() -> None:
    """Read and compress everything before the first phone asks."""
    for name, _ in _files(STATIC):
        asset(digest(), name, STATIC)


class AssetHandler(RequestHandler):
    """Serve built files; an address with an old digest is gone."""

    def initialize(self, path: Path) -> None:
        """Take the folder."""
        self._folder = path

    def get(self, wanted: str, path: str) -> None:
        """Send one file."""
        known = found(path, wanted, self._folder)
        if known is None:
            raise HTTPError(404)
        # Browsers keep the file: its address changes when it does.
        self.set_header("Cache-Control", f"public, max-age={FOREVER}, immutable")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Content-Type", known.kind)
        self._etag = known.etag
        if known.packed and "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            self.finish(known.packed)
        else:
            self.finish(known.plain)

    def head(self, wanted: str, path: str) -> None:
        """Send what a file would come with."""
        self.get(wanted, path)

    def compute_etag(self) -> str | None:
        """Return the file's own, not one of the bytes that happen to be sent."""
        return getattr(self, "_etag", None)
