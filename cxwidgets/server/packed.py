"""Answers made of pieces: what many visitors share is made and compressed once.

A gzip file is a header, deflate blocks and a checksum. Blocks that end on a byte and refer to
nothing before them can stand in any file, so a page is put together from shared pieces that were
compressed long ago and the few hundred bytes that are the visitor's own.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADER = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"  # gzip, deflate, no name, no time, any system
_END = b"\x03\0"  # the last block, empty
_SMALL = 4096  # bytes up to which a small window does


@dataclass(frozen=True)
class Piece:
    """Bytes, the same as deflate blocks that stand alone, and their checksum."""

    plain: bytes
    blocks: bytes
    crc: int


def piece(plain: bytes | str, level: int = 6) -> Piece:
    """Return text or bytes as a piece.

    Parameters
    ----------
    plain
        The content; text becomes UTF-8.
    level
        zlib's: 1 for what is made for one visitor, 9 for what is made once.
    """
    content = plain.encode("utf-8") if isinstance(plain, str) else plain
    window, memory = (12, 5) if len(content) <= _SMALL else (15, 8)
    squeeze = zlib.compressobj(level, zlib.DEFLATED, -window, memory)
    blocks = squeeze.compress(content) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return Piece(content, blocks, zlib.crc32(content))


def plain(pieces: Sequence[Piece]) -> bytes:
    """Return the pieces one after the other."""
    return b"".join(p.plain for p in pieces)


def packed(pieces: Sequence[Piece]) -> bytes:
    """Return the pieces one after the other as one gzip file."""
    crc = size = 0
    for p in pieces:
        crc = zlib.crc32(p.plain, crc) if size else p.crc
        size += len(p.plain)
    blocks = (p.blocks for p in pieces)
    return b"".join([_HEADER, *blocks, _END, struct.pack("<LL", crc, size & 0xFFFFFFFF)])
